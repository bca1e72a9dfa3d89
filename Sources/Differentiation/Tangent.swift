import Calculus
import Graph

/// Forward mode: the tangent of every step that an output depends on, as graph.
///
/// The tangent of a step is the sum over its operands of the partial derivative times the operand's
/// tangent (Griewank & Walther, table 3.1). Steps that depend on no seeded input have none: it is
/// 0.
package struct Tangent {
  private var tangents: [Int32]
  /// In the order of the consumers; empty unless recorded.
  package private(set) var arcs: [Arc] = []

  package subscript(node: Node) -> Node? {
    Int(node.index) < tangents.count && tangents[Int(node.index)] >= 0
      ? Node(tangents[Int(node.index)]) : nil
  }

  /// Builds the tangents of all steps between the seeded inputs and `outputs`.
  ///
  /// - Parameter seeds: independent nodes with their tangents. A constant 1 as the only seed gives
  ///   one column of the Jacobian; seeds that are inputs themselves give as many directions as
  ///   lanes.
  package init(
    of outputs: [Node], seeds: [(independent: Node, tangent: Node)], in graph: ExpressionGraph,
    recordsArcs: Bool = false
  ) {
    let needed = graph.ancestors(of: outputs)
    tangents = [Int32](repeating: -1, count: needed.count)
    for seed in seeds where Int(seed.independent.index) < needed.count {
      tangents[Int(seed.independent.index)] = seed.tangent.index
    }
    var rules = RuleExpansion(graph)
    var operands: [Int32] = []
    for index in needed.indices where needed[index] && tangents[index] < 0 {
      let record = graph.records[index]
      guard record.operation.isPrimitive else { continue }
      operands.removeAll(keepingCapacity: true)
      graph.forEachOperand(of: record) { operands.append($0) }
      guard operands.contains(where: { tangents[Int($0)] >= 0 }) else { continue }
      var sum: Node?
      for (position, operand) in operands.enumerated() where tangents[Int(operand)] >= 0 {
        let partial = rules.partial(of: Node(index), operand: position)
        if partial == .none { continue }
        let taken = rules.reach(of: Node(index), operand: position)
        if let taken, graph.constantValue(taken) == 0 { continue }
        let share = Tangent.share(graph, Node(tangents[Int(operand)]), partial, taken)
        sum = sum.map { graph.simplified(.add, $0.index, share.index) } ?? share
        if recordsArcs {
          arcs.append(
            Arc(
              consumer: Node(index), operand: Node(operand), partial: partial,
              reach: taken.flatMap { graph.constantValue($0) == nil ? $0 : nil }))
        }
      }
      if let sum { tangents[index] = sum.index }
    }
  }

  /// partial · tangent; 0 where the operand is not taken.
  private static func share(
    _ graph: ExpressionGraph, _ tangent: Node, _ partial: RuleExpansion.Partial, _ taken: Node?
  ) -> Node {
    let product: Node
    switch partial {
    case .none, .one: product = tangent
    case .minusOne: product = graph.simplified(.negate, tangent.index, -1)
    case .node(let factor):
      product = graph.simplified(.multiply, factor.index, tangent.index)
    }
    guard let taken else { return product }
    let zero = graph.constant(0)
    return graph.makeSimplified(.select, operands: [taken.index, product.index, zero.index])
  }
}

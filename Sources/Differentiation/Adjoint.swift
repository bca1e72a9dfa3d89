import Calculus
import Graph

/// Reverse mode: the adjoints of every step that an output depends on, as graph.
///
/// The adjoint of a step is the sum over its uses of the user's adjoint times the partial
/// derivative (Griewank & Walther, *Evaluating Derivatives*, 2nd ed., table 3.3). Steps that depend
/// on no independent get no arc. Where a selecting function does not take an operand, a reach
/// condition gates everything below, so that an infinite slope there is never multiplied by its
/// zero adjoint.
package struct Adjoint {
  /// By node: its adjoint's node; -1 where there is none.
  private var adjoints: [Int32]
  /// In the order of the consumers, first to last; empty unless recorded.
  package private(set) var arcs: [Arc] = []

  package subscript(node: Node) -> Node? {
    Int(node.index) < adjoints.count && adjoints[Int(node.index)] >= 0
      ? Node(adjoints[Int(node.index)]) : nil
  }

  /// Builds the adjoints of all steps between `independents` and `output`.
  ///
  /// - Parameter recordsArcs: whether to keep the arcs, for a trace or for findings.
  /// Cost: a small multiple of the steps that are reached, in time and in new nodes.
  package init(
    of output: Node, independents: [Node], in graph: ExpressionGraph, recordsArcs: Bool = false
  ) {
    let last = Int(output.index)
    adjoints = [Int32](repeating: -1, count: last + 1)
    let depends = graph.dependents(of: independents, upTo: output)
    guard depends[last] else { return }
    var sweep = Sweep(graph: graph, recordsArcs: recordsArcs, count: last + 1)
    adjoints[last] = graph.constant(1).index
    adjoints.withUnsafeMutableBufferPointer { adjoints in
      depends.withUnsafeBufferPointer { depends in
        for index in stride(from: last, through: 0, by: -1) where adjoints[index] >= 0 {
          guard graph.records[index].operation.isPrimitive else { continue }
          sweep.propagate(from: Node(index), adjoints, depends)
        }
      }
    }
    arcs = sweep.arcs.reversed()
  }
}

/// The reverse sweep's state beside the adjoints.
private struct Sweep {
  let graph: ExpressionGraph
  let recordsArcs: Bool
  var rules: RuleExpansion
  /// By node: the condition under which it is reached; `always`, or `unseen` before its first use.
  var reach: [Int32]
  var arcs: [Arc] = []
  private var operands: [Int32] = []

  static let always: Int32 = -1
  static let unseen: Int32 = -2

  init(graph: ExpressionGraph, recordsArcs: Bool, count: Int) {
    self.graph = graph
    self.recordsArcs = recordsArcs
    rules = RuleExpansion(graph)
    reach = [Int32](repeating: Sweep.unseen, count: count)
    reach[count - 1] = Sweep.always
  }

  /// Adds the node's share to the adjoints of its operands.
  mutating func propagate(
    from node: Node, _ adjoints: UnsafeMutableBufferPointer<Int32>,
    _ depends: UnsafeBufferPointer<Bool>
  ) {
    let record = graph[node]
    operands.removeAll(keepingCapacity: true)
    graph.forEachOperand(of: record) { operands.append($0) }
    let selects = record.operation.traits.selects
    // Last to first, so that the arcs, reversed, stand in reading order.
    for position in stride(from: operands.count - 1, through: 0, by: -1) {
      let operand = Int(operands[position])
      guard depends[operand] else { continue }
      let partial = rules.partial(of: node, operand: position)
      if partial == .none { continue }
      let taken = selects ? rules.reach(of: node, operand: position) : nil
      if let taken, graph.constantValue(taken) == 0 { continue }
      let share = share(of: node, Node(adjoints[Int(node.index)]), partial, taken)
      note(operand, reachedUnder: both(reach[Int(node.index)], taken))
      adjoints[operand] =
        adjoints[operand] < 0
        ? share.index : graph.simplified(.add, adjoints[operand], share.index).index
      if recordsArcs {
        arcs.append(
          Arc(
            consumer: node, operand: Node(operand), partial: partial,
            reach: taken.flatMap { graph.constantValue($0) == nil ? $0 : nil }))
      }
    }
  }

  /// adjoint · partial, gated where the operand or the node itself may not be reached.
  private mutating func share(
    of node: Node, _ adjoint: Node, _ partial: RuleExpansion.Partial, _ taken: Node?
  ) -> Node {
    let product: Node
    var condition = taken
    switch partial {
    case .none, .one: product = adjoint
    case .minusOne: product = graph.simplified(.negate, adjoint.index, -1)
    case .node(let factor):
      product = graph.simplified(.multiply, adjoint.index, factor.index)
      // An unreached node's adjoint is 0, and 0 times a partial that is not finite would be nan.
      let gate = both(reach[Int(node.index)], taken)
      condition = gate >= 0 ? Node(gate) : nil
    }
    guard let condition else { return product }
    let zero = graph.constant(0)
    return graph.makeSimplified(
      .select, operands: [condition.index, product.index, zero.index])
  }

  private func both(_ first: Int32, _ second: Node?) -> Int32 {
    guard let second, graph.constantValue(second) == nil else { return first }
    return first < 0 ? second.index : graph.simplified(.and, first, second.index).index
  }

  private mutating func note(_ operand: Int, reachedUnder condition: Int32) {
    let known = reach[operand]
    if known == Sweep.unseen {
      reach[operand] = condition
    } else if known >= 0 {
      reach[operand] =
        condition < 0 ? Sweep.always : graph.simplified(.or, known, condition).index
    }
  }
}

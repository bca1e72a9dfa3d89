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

  /// An independent node with its tangent, of the same shape.
  package struct Seed {
    package let independent: Node
    package let tangent: Node
    /// Where only some elements are seeded: a mask of them. Everything else is then structurally 0.
    package let mask: Node?

    package init(independent: Node, tangent: Node, mask: Node? = nil) {
      self.independent = independent
      self.tangent = tangent
      self.mask = mask
    }
  }

  /// Builds the tangents of all steps between the seeded inputs and `outputs`.
  ///
  /// - Parameter seeds: a constant 1 as the only seed gives one column of the Jacobian; seeds that
  ///   are inputs themselves give as many directions as lanes.
  package init(
    of outputs: [Node], seeds: [Seed], in graph: ExpressionGraph, recordsArcs: Bool = false
  ) {
    let needed = graph.ancestors(of: outputs)
    tangents = [Int32](repeating: -1, count: needed.count)
    var sweep = Sweep(graph: graph, recordsArcs: recordsArcs)
    for seed in seeds where Int(seed.independent.index) < needed.count {
      tangents[Int(seed.independent.index)] = seed.tangent.index
      if let mask = seed.mask { sweep.masks[seed.independent.index] = mask }
    }
    tangents.withUnsafeMutableBufferPointer { tangents in
      for index in needed.indices where needed[index] && tangents[index] < 0 {
        guard graph.records[index].operation.isComputed else { continue }
        if let sum = sweep.tangent(of: Node(index), tangents) { tangents[index] = sum.index }
      }
    }
    arcs = sweep.arcs
  }
}

/// The forward sweep's state beside the tangents.
private struct Sweep {
  let graph: ExpressionGraph
  let recordsArcs: Bool
  var rules: RuleExpansion
  /// Of nodes some of whose elements hang on no seed: a mask of the others.
  var masks: [Int32: Node] = [:]
  var arcs: [Arc] = []
  private var operands: [Int32] = []

  init(graph: ExpressionGraph, recordsArcs: Bool) {
    self.graph = graph
    self.recordsArcs = recordsArcs
    rules = RuleExpansion(graph)
  }

  /// The sum of the operands' shares; nil where none has a tangent.
  mutating func tangent(
    of node: Node, _ tangents: UnsafeMutableBufferPointer<Int32>
  ) -> Node? {
    operands.removeAll(keepingCapacity: true)
    graph.forEachOperand(of: graph[node]) { operands.append($0) }
    guard operands.contains(where: { tangents[Int($0)] >= 0 }) else { return nil }
    var sum: Node?
    for (position, operand) in operands.enumerated() where tangents[Int(operand)] >= 0 {
      let partial = rules.partial(of: node, operand: position)
      if partial == .none { continue }
      var taken: Node?
      if partial != .linear {
        taken = rules.reach(of: node, operand: position)
        if let taken, graph.constantValue(taken) == 0 { continue }
      }
      let given = Node(tangents[Int(operand)])
      guard var share = share(of: node, position, given, partial, taken) else { continue }
      if let mask = resultMask(of: node, position, operand) {
        share = rules.arrays.gate(share, by: mask)
      }
      noteMask(of: node, position, operand, isFirst: sum == nil)
      sum = sum.map { graph.simplified(.add, $0.index, share.index) } ?? share
      if recordsArcs { record(node, position, operand, partial, taken) }
    }
    return sum
  }

  private mutating func record(
    _ node: Node, _ position: Int, _ operand: Int32, _ partial: RuleExpansion.Partial,
    _ taken: Node?
  ) {
    var read: Arc.Share?
    if graph[node].shape != 0 || graph[node].operation.isArray {
      let given = graph.makeInput(graph.shape(at: operand))
      read = share(of: node, position, given, partial, taken).map { .init(node: $0, given: given) }
    }
    arcs.append(
      Arc(
        consumer: node, operand: Node(operand), partial: partial,
        reach: taken.flatMap { graph.constantValue($0) == nil ? $0 : nil }, share: read))
  }

  /// partial · tangent; 0 where the operand is not taken, and repeated where the operand is.
  private mutating func share(
    of node: Node, _ position: Int, _ tangent: Node, _ partial: RuleExpansion.Partial,
    _ taken: Node?
  ) -> Node? {
    var product: Node
    switch partial {
    case .linear: return rules.arrays.tangent(of: node, operand: position, tangent)
    case .none, .one: product = tangent
    case .minusOne: product = graph.simplified(.negate, tangent.index, -1)
    case .node(let factor): product = rules.arrays.multiply(factor, tangent)
    }
    if let taken { product = rules.arrays.gate(product, by: taken) }
    let shape = graph[node].shape
    guard shape != 0, graph[product].shape != shape else { return product }
    return rules.arrays.expand(product, to: graph.shape(of: node))
  }

  /// Which of a node's elements hang on the seeded ones of an operand; nil: all.
  private mutating func resultMask(of node: Node, _ position: Int, _ operand: Int32) -> Node? {
    guard !masks.isEmpty, let mask = masks[operand] else { return nil }
    guard graph[node].operation.isArray else { return mask }
    return rules.arrays.resultMask(of: node, operand: position, mask)
  }

  /// Joins the masks of the operands: an element is reached if one of its operands' elements is.
  private mutating func noteMask(
    of node: Node, _ position: Int, _ operand: Int32, isFirst: Bool
  ) {
    guard !masks.isEmpty else { return }
    guard let mask = resultMask(of: node, position, operand), isFirst || masks[node.index] != nil
    else {
      masks[node.index] = nil
      return
    }
    masks[node.index] =
      isFirst ? mask : rules.arrays.elementwise(.or, masks[node.index] ?? mask, mask)
  }
}

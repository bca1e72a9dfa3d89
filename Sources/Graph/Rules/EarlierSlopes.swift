import Calculus

/// What a sweep over derivatives must know of the sweep that made them.
///
/// At a kink the first derivative is a convention. A second derivative in which it is a factor, or
/// in which the same step is differentiated in another direction, would be one as well: of
/// `abs(x)*y` by x and y at x = 0, whichever comes first. There is none, and it is nan.
package struct EarlierSlopes {
  /// By node: whether the derivatives are those of the step, too.
  private let steps: [Bool]
  /// By node: what stands for it where it is a factor: of what is computed from a slope that jumps,
  /// the same with nan at the kink. Empty where nothing jumps.
  private var factors: [Int32] = []

  /// - Parameters:
  ///   - derivatives: what is differentiated once more.
  ///   - outputs: what the derivatives are those of, in the form that the first sweep followed.
  ///
  /// Cost: a pass over the graph; copies of what is computed from slopes that jump.
  package init(of derivatives: [Node], from outputs: [Node], in graph: ExpressionGraph) {
    steps = graph.slopeAncestors(of: outputs)
    let needed = graph.ancestors(of: derivatives)
    guard needed.indices.contains(where: { needed[$0] && graph.records[$0].operation == .jump })
    else { return }
    factors = needed.indices.map { Int32(truncatingIfNeeded: $0) }
    for index in needed.indices where needed[index] {
      let record = graph.records[index]
      guard record.operation.isComputed else { continue }
      var operands = graph.operands(of: Node(index))
      // What a slope hangs on beside its value is for those who differentiate it.
      let own = record.operation.isPassedThrough ? 1 : operands.count
      let isMade = operands.prefix(own).contains { factor($0) != $0 }
      for place in 0..<own { operands[place] = factor(operands[place]) }
      if record.operation == .jump {
        operands[0] = graph.makeSimplifiedGuard(operands[1], graph.constant(.nan), operands[0])
      } else if !isMade {
        continue
      }
      factors[index] = graph.copy(of: record, operands).index
    }
  }

  /// The steps that are piecewise constant, with the condition under which they jump; nil for those
  /// that pass on the jumps of their operands.
  package func jumpingValues(
    below nodes: [Node], in graph: ExpressionGraph
  ) -> [(node: Node, kink: Node?)] {
    let needed = graph.ancestors(of: nodes)
    var rules = RuleExpansion(graph)
    return needed.indices.compactMap { index in
      let node = Node(index)
      let record = graph.records[index]
      guard needed[index], contains(node), record.operation.isComputed,
        record.operation.traits.isPiecewiseConstant, !graph.hasEqualOperands(node)
      else { return nil }
      if record.operation.traits.bends { return (node, rules.expand(.kink, of: node)) }
      return record.operation.isLogic ? (node, nil) : nil
    }
  }

  func contains(_ node: Node) -> Bool { Int(node.index) < steps.count && steps[Int(node.index)] }

  /// What stands for a node where it is a factor.
  func factor(_ node: Node) -> Node {
    Int(node.index) < factors.count ? Node(factors[Int(node.index)]) : node
  }
}

extension ExpressionGraph {
  /// What the slopes of some nodes hang on: what is lifted, on its square alone.
  package func slopeAncestors(of nodes: [Node]) -> [Bool] {
    var needed = [Bool](repeating: false, count: (nodes.map { Int($0.index) }.max() ?? -1) + 1)
    for node in nodes { needed[Int(node.index)] = true }
    for index in needed.indices.reversed() where needed[index] {
      let operands = operands(of: Node(index))
      let isLifted = records[index].operation == .lift
      for operand in isLifted ? operands.suffix(1) : operands[...] {
        needed[Int(operand.index)] = true
      }
    }
    return needed
  }

  /// A step with other operands of the same shapes.
  package func copy(of record: Record, _ operands: [Node]) -> Node {
    let operands = operands.map(\.index)
    if record.isGuard { return operands.withUnsafeBufferPointer { makeGuard(operands: $0) } }
    guard record.operation.isArray else {
      return make(record.operation, operands: operands[...])
    }
    return makeArray(
      record.operation, operands, shape(of: record), parameters: parameters(of: record))
  }
}

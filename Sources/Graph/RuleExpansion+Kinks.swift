import Calculus

/// What slopes say of kinks to those who differentiate them again.
extension RuleExpansion {
  /// Whether the slopes of a node jump somewhere and somebody wants to know.
  func mayJump(_ node: Node) -> Bool {
    isDifferentiatedAgain && graph[node].operation.traits.bends && !graph.hasEqualOperands(node)
  }

  /// Whether a node takes its only operand on one side of its kink, and not at the kink.
  func hasEdge(_ node: Node) -> Bool {
    let operation = graph[node].operation
    return operation.isPrimitive && operation.traits.selects
      && operation.primitive.parameters.count == 1
  }

  /// A slope, or an array's share of a derivative, that jumps where the node has its kink.
  ///
  /// It jumps in all operands that the node takes there; so it hangs on the node itself, through
  /// whose own slopes those are found.
  package mutating func bent(_ slope: Node, of node: Node) -> Node {
    guard mayJump(node), var kink = expand(.kink, of: node) else { return slope }
    // Of an array's extreme, the elements that are not taken do not jump.
    if graph[node].operation.isArray, graph.shape(of: slope) != graph.shape(of: node),
      let taken = arrays.reach(of: node)
    {
      kink = arrays.elementwise(.and, kink, taken)
    }
    return jump(slope, at: kink, in: node)
  }

  /// The partial of a selection that leaves its only operand at the kink, with what lies beyond: 0,
  /// which jumps at the kink.
  mutating func edgePartial(_ partial: Partial, taken: Node, of node: Node) -> Partial {
    guard let kink = expand(.kink, of: node) else { return partial }
    let beyond = jump(graph.constant(0), at: kink, in: graph.operands(of: node)[0])
    return .node(selected(taken, partial, beyond))
  }

  /// Where such an operand counts for derivatives of derivatives: at the kink too.
  mutating func edgeReach(_ taken: Node, of node: Node) -> Node {
    expand(.kink, of: node).map { arrays.elementwise(.or, taken, $0) } ?? taken
  }

  /// A slope where a condition holds, and another elsewhere.
  private func selected(_ condition: Node, _ partial: Partial, _ other: Node) -> Node {
    let slope: Node
    switch partial {
    case .none, .linear: slope = graph.constant(0)
    case .one: slope = graph.constant(1)
    case .minusOne: slope = graph.constant(-1)
    case .node(let node): slope = node
    }
    return arrays.elementwise(.select, condition, slope, other)
  }

  private func jump(_ slope: Node, at kink: Node, in node: Node) -> Node {
    graph.constantValue(kink) == 0 ? slope : arrays.elementwise(.jump, slope, kink, node)
  }
}

extension ExpressionGraph {
  /// `max(x, x)` has no kink where its operands meet, and `x < x` none anywhere; `hypot(x, x)` has
  /// its own.
  package func hasEqualOperands(_ node: Node) -> Bool {
    let operation = self[node].operation
    guard operation.traits.selects || operation.isPrimitive && operation.isComparison else {
      return false
    }
    let operands = operands(of: node)
    return operands.count > 1 && operands.allSatisfy { $0 == operands[0] }
  }
}

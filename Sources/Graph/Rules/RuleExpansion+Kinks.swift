import Calculus

/// What slopes say of kinks to those who differentiate them again, and what they are where they are
/// derivatives of derivatives themselves.
extension RuleExpansion {
  /// Whether the slopes of a node are conventions at its kinks, and somebody wants to know.
  func mayJump(_ node: Node) -> Bool {
    (isDifferentiatedAgain || earlier?.contains(node) == true)
      && graph[node].operation.traits.bends && !graph.hasEqualOperands(node)
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
    return convention(slope, at: kink, in: node, of: node)
  }

  /// The partial of a selection that leaves its only operand at the kink, with what lies beyond: 0,
  /// which jumps at the kink.
  mutating func edgePartial(_ partial: Partial, taken: Node, of node: Node) -> Partial {
    guard let kink = expand(.kink, of: node) else { return partial }
    let beyond = convention(
      graph.constant(0), at: kink, in: graph.operands(of: node)[0], of: node)
    return .node(selected(taken, partial, beyond))
  }

  /// The partial of what is piecewise constant: 0 at the jumps, and elsewhere none.
  mutating func jumpPartial(of node: Node) -> Partial {
    guard let kink = expand(.kink, of: node) else { return .none }
    let operands = graph.operands(of: node)
    let moving =
      operands.count == 1 ? operands[0] : arrays.elementwise(.subtract, operands[0], operands[1])
    return .node(convention(graph.constant(0), at: kink, in: moving, of: node))
  }

  /// The partial of 0^0 by the base is 0 whatever the exponent does: a convention to those who
  /// differentiate it, where the exponent moves.
  mutating func powerPartial(_ partial: Partial, of node: Node) -> Partial {
    let operands = graph.operands(of: node)
    guard isDifferentiatedAgain, case .node(let slope) = partial,
      graph.constantValue(operands[1]) == nil
    else { return partial }
    let zero = graph.constant(0)
    let isZero = operands.map { arrays.elementwise(.equal, $0, zero) }
    let kink = arrays.elementwise(.and, isZero[0], isZero[1])
    guard graph.constantValue(kink) != 0 else { return partial }
    return .node(arrays.elementwise(.jump, slope, kink, operands[1]))
  }

  /// The partial of a slope that jumps by the slope itself, where a derivative of a derivative is
  /// asked for: an array's share moves with its reader's too.
  func jumpedPartial(of node: Node) -> Partial {
    let kink = graph.operands(of: node)[1]
    return .node(arrays.guarded(kink, graph.constant(.nan), graph.constant(1)))
  }

  /// A derivative times a partial that is 0 and jumps, which is such a 0 itself and moves with
  /// both; nil for other partials.
  package func jumpingZero(_ partial: Node, times derivative: Node) -> Node? {
    let record = graph[partial]
    guard record.operation == .jump, graph.constantValue(Node(record.a)) == 0 else { return nil }
    return arrays.elementwise(.jump, partial, graph.operands(of: partial)[1], derivative)
  }

  /// Where the operand of a node counts for derivatives of derivatives that else does not: at the
  /// kink, if `taken` does not hold there.
  mutating func kinkReach(of node: Node, beside taken: Node?) -> Node? {
    guard let kink = expand(.kink, of: node) else { return taken }
    return taken.map { arrays.elementwise(.or, $0, kink) } ?? kink
  }

  /// Whether an operand counts at kinks only: what a slope jumps in, and what jumps itself.
  package func isReachedAtKinks(_ node: Node, operand index: Int) -> Bool {
    let operation = graph[node].operation
    if operation == .jump { return index == Operation.movingOperandOfJump }
    return operation.traits.isPiecewiseConstant && mayJump(node)
  }

  /// What stands for a node where it is a factor.
  package func factor(_ node: Node) -> Node { earlier?.factor(node) ?? node }

  /// Where an operand decides what `&&`, `||` and `!` give, and so passes its jumps on; nil for all
  /// else, and where nobody wants to know.
  mutating func logicReach(of node: Node, operand index: Int) -> Node? {
    let operation = graph[node].operation
    guard operation.isLogic,
      isDifferentiatedAgain || earlier?.contains(node) == true
    else { return nil }
    if operation == .not { return graph.constant(1) }
    let other = graph.operands(of: node)[1 - index]
    return arrays.elementwise(operation == .and ? .notEqual : .equal, other, graph.constant(0))
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

  /// A slope that is a convention at a kink: nan there in a derivative of a derivative.
  private func convention(
    _ slope: Node, at kink: Node, in moving: Node, of node: Node
  ) -> Node {
    guard graph.constantValue(kink) != 0 else { return slope }
    var slope = slope
    if earlier?.contains(node) == true {
      slope = arrays.guarded(kink, graph.constant(.nan), slope)
    }
    return isDifferentiatedAgain ? arrays.elementwise(.jump, slope, kink, moving) : slope
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

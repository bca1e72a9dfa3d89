import Calculus
import Graph

/// The forward sweep's state beside the tangents.
struct ForwardSweep {
  let graph: ExpressionGraph
  let recordsArcs: Bool
  let followsReach: Bool
  var rules: RuleExpansion
  /// By node: its reach; none where all of it hangs on seeds (see `ReverseSweep`).
  var reached: [Int32: Node] = [:]
  var arcs: [Arc] = []
  private var operands: [Int32] = []

  init(
    graph: ExpressionGraph, recordsArcs: Bool, followsReach: Bool,
    isDifferentiatedAgain: Bool, after earlier: EarlierSlopes?
  ) {
    self.graph = graph
    self.followsReach = followsReach
    self.recordsArcs = recordsArcs
    rules = RuleExpansion(
      graph, isDifferentiatedAgain: isDifferentiatedAgain, after: earlier)
  }

  /// The sum of the operands' shares; nil where none has a tangent.
  mutating func tangent(
    of node: Node, _ tangents: NodeNumbers.View
  ) -> Node? {
    operands.removeAll(keepingCapacity: true)
    graph.forEachOperand(of: graph[node]) { operands.append($0) }
    guard operands.contains(where: { tangents[Int($0)] >= 0 }) else { return nil }
    if graph[node].operation.holdsBody { return bodyTangent(of: node, tangents) }
    if operands.count > ForwardSweep.fewParts, graph[node].operation.isArray,
      graph[node].operation.array.isVariadic, !recordsArcs
    {
      return joinedTangent(of: node, tangents)
    }
    var sum: Node?
    let isWhole = followsReach && takesSeeded(of: node, tangents)
    for (position, operand) in operands.enumerated() where tangents[Int(operand)] >= 0 {
      let partial = rules.partial(of: node, operand: position)
      if partial == .none { continue }
      var reach: Node?
      if partial != .linear {
        reach = rules.reach(of: node, operand: position)
        if let reach, graph.constantValue(reach) == 0 { continue }
      }
      let given = Node(tangents[Int(operand)])
      let onward = resultReach(of: node, position, operand, reach)
      let gate = isAlwaysFinite(partial) ? reach : onward ?? reach
      guard let share = share(of: node, position, given, partial, gate) else { continue }
      note(isWhole ? nil : onward, of: node, isFirst: sum == nil)
      sum = sum.map { graph.simplified(.add, $0.index, share.index) } ?? share
      if recordsArcs { record(node, position, operand, partial, reach) }
    }
    return sum
  }

  /// Whether all operands hang on the seeds of a step that takes one of them, whichever that is, or
  /// that joins them. A selection with one operand has a number of its own beside it.
  private mutating func takesSeeded(
    of node: Node, _ tangents: NodeNumbers.View
  ) -> Bool {
    let operation = graph[node].operation
    guard operands.count > 1,
      operation.isArray ? operation.array.isVariadic : operation.traits.selects
    else { return false }
    return operands.enumerated().allSatisfy { position, operand in
      tangents[Int(operand)] >= 0
        ? reached[operand] == nil : rules.partial(of: node, operand: position) == .none
    }
  }

  /// Whether 0 times the partial is 0 at every point; an index map multiplies by nothing.
  private func isAlwaysFinite(_ partial: RuleExpansion.Partial) -> Bool {
    switch partial {
    case .none, .one, .minusOne: true
    case .node(let factor): graph.constantValue(factor)?.isFinite ?? false
    case .linear: false
    }
  }

  /// More joined parts than this have their tangents joined at once: a share of the whole array's
  /// size for each would cost the square of their number.
  private static let fewParts = 8

  private mutating func joinedTangent(
    of node: Node, _ tangents: NodeNumbers.View
  ) -> Node {
    if followsReach || !reached.isEmpty,
      operands.contains(where: { tangents[Int($0)] < 0 || reached[$0] != nil })
    {
      let one = graph.constant(1)
      reached[node.index] = rules.arrays.joined(
        operands.map { tangents[Int($0)] < 0 ? nil : reached[$0] ?? one }, as: node)
    }
    return rules.arrays.joined(
      operands.map { tangents[Int($0)] < 0 ? nil : Node(tangents[Int($0)]) }, as: node)
  }

  private mutating func record(
    _ node: Node, _ position: Int, _ operand: Int32, _ partial: RuleExpansion.Partial,
    _ reach: Node?
  ) {
    var read: Arc.Share?
    if graph[node].shape != 0 || graph[node].operation.isArray {
      let given = graph.makeInput(graph.shape(at: operand))
      read = share(of: node, position, given, partial, reach).map { .init(node: $0, given: given) }
    }
    arcs.append(
      Arc(
        consumer: node, operand: Node(operand), partial: partial,
        reach: reach.flatMap { graph.constantValue($0) == nil ? $0 : nil }, share: read))
  }

  /// partial · tangent; 0 where a condition does not hold, and repeated where the operand is.
  private mutating func share(
    of node: Node, _ position: Int, _ tangent: Node, _ partial: RuleExpansion.Partial,
    _ condition: Node?
  ) -> Node? {
    var product: Node
    switch partial {
    case .linear:
      let share = rules.arrays.tangent(
        of: rules.factor(node), operand: position, tangent
      ).map {
        rules.bent($0, of: node)
      }
      guard let condition, !graph[node].operation.structure.addsElements else { return share }
      return share.map { rules.arrays.gate($0, by: condition) }
    case .none, .one: product = tangent
    case .minusOne: product = graph.simplified(.negate, tangent.index, -1)
    case .node(let factor):
      product =
        rules.jumpingZero(factor, times: tangent) ?? rules.arrays.multiply(factor, tangent)
    }
    if let condition {
      product = rules.arrays.gate(
        product, by: condition, isConvention: rules.isReachedAtKinks(node, operand: position))
    }
    let shape = graph[node].shape
    guard shape != 0, graph[product].shape != shape else { return product }
    return rules.arrays.expand(product, to: graph.shape(of: node))
  }

  /// Which of a node's elements hang on the seeded ones of an operand; nil: all.
  ///
  /// - Parameter reach: the condition under which the node takes the operand.
  private mutating func resultReach(
    of node: Node, _ position: Int, _ operand: Int32, _ reach: Node?
  ) -> Node? {
    guard graph[node].operation.isArray else {
      guard followsReach || reached[operand] != nil, let reach,
        graph.constantValue(reach) == nil
      else { return reached[operand] }
      return reached[operand].map { rules.arrays.elementwise(.and, $0, reach) } ?? reach
    }
    let structure = graph[node].operation.structure
    var own = reached[operand]
    if followsReach, structure.leavesZeros, own == nil { own = graph.constant(1) }
    // Of what is reduced, one element is always taken.
    if followsReach, case .reduction(let reducer) = structure, reducer.selects,
      let known = own, let reach = rules.arrays.reach(of: node)
    {
      own = rules.arrays.elementwise(.and, known, reach)
    }
    return own.flatMap { rules.arrays.resultReach(of: node, operand: position, $0) }
  }

  /// Joins the reach of the operands: an element is reached if one of its operands' elements is.
  private mutating func note(_ reach: Node?, of node: Node, isFirst: Bool) {
    guard let reach, let known = isFirst ? reach : reached[node.index] else {
      reached[node.index] = nil
      return
    }
    reached[node.index] = isFirst ? reach : rules.arrays.elementwise(.or, known, reach)
  }
}

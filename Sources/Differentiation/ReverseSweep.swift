import Calculus
import Graph
import Numerics

/// The reverse sweep's state beside the adjoints.
///
/// # Reach
///
/// A selection (`if`, `max`, `relu`, a maximum of a matrix) takes one operand and leaves the
/// others, of which nothing shows in its value. A derivative reaches a node where a way leads to it
/// on which every selection takes what lies on the way. What is not reached has no derivative
/// there, rather than one of 0: an infinite slope in it, times 0, must not make nan.
///
/// - The *reach* of an operand is the condition under which its consumer takes it: text in the rule
///   (`Primitive.reach`, `ArrayOperation.reach`), a node in an `Arc`.
/// - The reach of a node is where one of its consumers is reached and takes it: here in `reached`,
///   in forward mode, from the seeds on, in `ForwardSweep.reached`. Of an array it is a mask: not 0
///   for the elements that are reached; a scalar stands for all.
/// - A *gate* is what reach does to a derivative: `if(reach, derivative, 0)`.
/// - Reverse mode always follows reach; forward mode may leave it off (`followsReach`) where
///   whatever comes out not finite is computed once more.
struct ReverseSweep {
  let graph: ExpressionGraph
  let recordsArcs: Bool
  var rules: RuleExpansion
  /// By node: the condition under which it is reached; `always`, or `unseen` before its first use.
  let reached: NodeNumbers.View
  var arcs: [Arc] = []
  /// By array: what comes to its elements through many indices.
  var scatters: [Int: ScatterSum] = [:]
  private var operands = FlatArray<Int32>()
  private var given: (node: Node, input: Node)?

  static let always: Int32 = -1
  static let unseen: Int32 = -2

  init(
    graph: ExpressionGraph, recordsArcs: Bool, reached: NodeNumbers.View,
    isDifferentiatedAgain: Bool, after earlier: EarlierSlopes?
  ) {
    self.graph = graph
    self.recordsArcs = recordsArcs
    rules = RuleExpansion(
      graph, isDifferentiatedAgain: isDifferentiatedAgain, after: earlier)
    self.reached = reached
  }

  /// Gives an output its weight; one that is an output twice gets the sum.
  mutating func begin(_ seed: Seed, _ adjoints: NodeNumbers.View) {
    let output = Int(seed.node.index)
    let weight = seed.written(rules.arrays, in: graph)
    adjoints[output] =
      adjoints[output] < 0
      ? weight.index : graph.simplified(.add, adjoints[output], weight.index).index
    note(output, reachedUnder: seed.reach?.index ?? ReverseSweep.always)
  }

  /// Adds the node's share to the adjoints of its operands.
  mutating func propagate(
    from node: Node, _ adjoints: NodeNumbers.View,
    _ depends: NodesBetween
  ) {
    let record = graph[node]
    operands.removeAll()
    graph.forEachOperand(of: record) { operands.append($0) }
    if record.operation.isArray {
      return propagateArray(from: node, adjoints, depends)
    }
    // Last to first, so that the arcs, reversed, stand in reading order.
    for position in stride(from: operands.count - 1, through: 0, by: -1) {
      let operand = Int(operands[position])
      guard depends.contains(operand) else { continue }
      let partial = rules.partial(of: node, operand: position)
      if partial == .none { continue }
      let reach = rules.reach(of: node, operand: position)
      if let reach, graph.constantValue(reach) == 0 { continue }
      let share = share(
        of: node, position, Node(adjoints[Int(node.index)]), partial, reach, operand)
      note(operand, reachedUnder: both(reached[Int(node.index)], reach))
      add(share, to: operand, adjoints)
      if recordsArcs {
        var read: Arc.Share?
        if record.shape != 0 {
          let given = placeholder(for: node)
          read = .init(
            node: self.share(of: node, position, given, partial, reach, operand, isRead: true),
            given: given)
        }
        arcs.append(
          Arc(
            consumer: node, operand: Node(operand), partial: partial,
            reach: reach.flatMap { graph.constantValue($0) == nil ? $0 : nil }, share: read))
      }
    }
  }

  func add(
    _ share: Node, to operand: Int, _ adjoints: NodeNumbers.View
  ) {
    adjoints[operand] =
      adjoints[operand] < 0
      ? share.index : graph.simplified(.add, adjoints[operand], share.index).index
  }

  /// adjoint · partial, gated where the operand or the node itself may not be reached, and summed
  /// where the operand is repeated.
  ///
  /// - Parameter isRead: whether a person reads it, as a rule that holds wherever the node is
  ///   reached.
  private mutating func share(
    of node: Node, _ position: Int, _ adjoint: Node, _ partial: RuleExpansion.Partial,
    _ reach: Node?, _ operand: Int, isRead: Bool = false
  ) -> Node {
    var product: Node
    var condition = reach
    switch partial {
    case .none, .one, .linear: product = adjoint
    case .minusOne: product = graph.simplified(.negate, adjoint.index, -1)
    case .node(let factor):
      product =
        rules.jumpingZero(factor, times: adjoint) ?? rules.arrays.multiply(adjoint, factor)
      // An unreached node's adjoint is 0, and 0 times a partial that is not finite would be nan.
      if !isRead {
        let gate = both(reached[Int(node.index)], reach)
        condition = gate >= 0 ? Node(gate) : nil
      }
    }
    if let condition {
      product = rules.arrays.gate(
        product, by: condition, isConvention: rules.isReachedAtKinks(node, operand: position))
    }
    let shape = graph[node].shape
    guard shape != 0, graph.records[operand].shape != shape else { return product }
    return rules.arrays.sum(product, to: graph.shape(at: Int32(operand)))
  }

  // MARK: - Operations on arrays

  private mutating func propagateArray(
    from node: Node, _ adjoints: NodeNumbers.View,
    _ depends: NodesBetween
  ) {
    if graph[node].operation == .index, collect(node, adjoints, depends) { return }
    if graph[node].operation.holdsBody { return propagateBody(from: node, adjoints, depends) }
    let own = reached[Int(node.index)] >= 0 ? Node(reached[Int(node.index)]) : nil
    let isMap = graph[node].operation.structure.addsElements
    let reach = rules.reach(of: node, operand: 0)
    for position in stride(from: operands.count - 1, through: 0, by: -1) {
      let operand = Int(operands[position])
      guard depends.contains(operand),
        var share = arrayShare(of: node, position, Node(adjoints[Int(node.index)]))
      else { continue }
      let outer = own.map { rules.arrays.operandReach(of: node, operand: position, $0) }
      share = rules.bent(share, of: node)
      // An index map multiplies by nothing: what is not reached has the adjoint 0 already.
      if let outer, !isMap { share = rules.arrays.gate(share, by: outer) }
      note(operand, reachedUnder: both(outer?.index ?? ReverseSweep.always, reach))
      add(share, to: operand, adjoints)
      if recordsArcs { recordArray(node, Node(operand), position: position) }
    }
  }

  /// The share of an operand on arrays, whose rule may ask how the adjoint moves with the node.
  private mutating func arrayShare(of node: Node, _ position: Int, _ adjoint: Node) -> Node? {
    let graph = self.graph
    return rules.arrays.adjoint(of: rules.factor(node), operand: position, adjoint) { direction in
      Tangent(of: [adjoint], seeds: [Seed(node, direction)], in: graph)[adjoint]
    }
  }

  private mutating func recordArray(_ node: Node, _ operand: Node, position: Int) {
    let given = placeholder(for: node)
    let read = rules.arrays.adjoint(of: node, operand: position, given)
    arcs.append(
      Arc(
        consumer: node, operand: operand, partial: .linear, reach: nil,
        share: read.map { .init(node: $0, given: given) }))
  }

  /// Keeps the share of an index until all others of the same array are known.
  ///
  /// - Returns: Whether it was kept; the first few are not.
  private mutating func collect(
    _ node: Node, _ adjoints: NodeNumbers.View,
    _ depends: NodesBetween
  ) -> Bool {
    let operand = Int(graph[node].a)
    guard depends.contains(operand) else { return false }
    scatters[operand, default: ScatterSum()].count += 1
    guard let count = scatters[operand]?.count, count > ScatterSum.fewest else { return false }
    let own = reached[Int(node.index)]
    scatters[operand]?.add(
      Node(adjoints[Int(node.index)]), reach: own >= 0 ? Node(own) : graph.constant(1),
      at: graph.picks(of: graph[node]), height: graph.shape(at: Int32(operand)).rows)
    if recordsArcs { recordArray(node, Node(operand), position: 0) }
    return true
  }

  /// Adds what was kept for an array to its adjoint.
  mutating func settle(_ operand: Int, _ adjoints: NodeNumbers.View) {
    guard let scatter = scatters.removeValue(forKey: operand), !scatter.isEmpty else { return }
    let shape = graph.shape(at: Int32(operand))
    note(operand, reachedUnder: scatter.reach(shape, rules.arrays).index)
    add(scatter.sum(shape, rules.arrays), to: operand, adjoints)
  }

  /// What stands for a node's adjoint in the rules that a person reads.
  private mutating func placeholder(for node: Node) -> Node {
    if given?.node != node { given = (node, graph.makeInput(graph.shape(of: node))) }
    return given?.input ?? node
  }

  private func both(_ first: Int32, _ second: Node?) -> Int32 {
    guard let second, graph.constantValue(second) == nil else { return first }
    return first < 0 ? second.index : rules.arrays.elementwise(.and, Node(first), second).index
  }

  mutating func note(_ operand: Int, reachedUnder condition: Int32) {
    var condition = condition
    if condition >= 0, graph.records[operand].shape == 0, graph.records[Int(condition)].shape != 0 {
      condition = rules.arrays.any(Node(condition)).index
    }
    let known = reached[operand]
    if known == ReverseSweep.unseen {
      reached[operand] = condition
    } else if known >= 0 {
      let joined =
        condition < 0 ? nil : rules.arrays.elementwise(.or, Node(known), Node(condition))
      reached[operand] =
        joined.flatMap { graph.constantValue($0) == 1 ? nil : $0.index }
        ?? ReverseSweep.always
    }
  }
}

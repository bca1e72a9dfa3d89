import Calculus
import Graph
import Numerics

/// Reverse mode: the adjoints of every step that an output depends on, as graph.
///
/// The adjoint of a step is the sum over its uses of the user's adjoint times the partial
/// derivative (Griewank & Walther, *Evaluating Derivatives*, 2nd ed., table 3.3). Steps that depend
/// on no independent get no arc. Where a selecting function does not take an operand, a reach
/// condition gates everything below, so that an infinite slope there is never multiplied by its
/// zero adjoint.
package struct Adjoint {
  /// By node: its adjoint's node; -1 where there is none.
  private let adjoints: NodeNumbers
  /// In the order of the consumers, first to last; empty unless recorded.
  package private(set) var arcs: [Arc] = []

  /// What was differentiated: the outputs, or their smooth forms.
  private let followed: [Node]
  private let graph: ExpressionGraph

  /// What the adjoints' own derivatives must know.
  package func earlier(_ derivatives: [Node]) -> EarlierSlopes {
    EarlierSlopes(of: derivatives, from: followed, in: graph)
  }

  package subscript(node: Node) -> Node? {
    let adjoint = adjoints.view[Int(node.index)]
    return adjoint >= 0 ? Node(adjoint) : nil
  }

  /// Builds the adjoints of all steps between `independents` and `output`.
  package init(
    of output: Node, independents: [Node], holding held: [Node] = [], in graph: ExpressionGraph,
    seed: Node? = nil, recordsArcs: Bool = false, isDifferentiatedAgain: Bool = false
  ) {
    var seeds = FlatArray<Seed>()
    seeds.append(Seed(output, seed))
    self.init(
      of: seeds, independents: independents, holding: held, in: graph, recordsArcs: recordsArcs,
      isDifferentiatedAgain: isDifferentiatedAgain, after: nil)
  }

  /// Builds the adjoints of all steps between `independents` and several outputs at once: of the sum
  /// of their elements, weighted by the seeds.
  ///
  /// - Parameters:
  ///   - held: nodes that count as independent of `independents`, whatever they are computed from.
  ///   - recordsArcs: whether to keep the arcs, for a trace or for findings.
  ///   - isDifferentiatedAgain: whether the adjoints must have right derivatives themselves, at
  ///     kinks too: even functions of what bends are then followed in their smooth form.
  ///   - earlier: where the outputs are derivatives: what is known of these.
  ///
  /// Cost: a small multiple of the steps that are reached, in time and in new nodes.
  package init(
    of seeds: [Seed], independents: [Node], holding held: [Node] = [], in graph: ExpressionGraph,
    recordsArcs: Bool = false, isDifferentiatedAgain: Bool = false,
    after earlier: EarlierSlopes? = nil
  ) {
    self.init(
      of: FlatArray(seeds), independents: independents, holding: held, in: graph,
      recordsArcs: recordsArcs, isDifferentiatedAgain: isDifferentiatedAgain, after: earlier)
  }

  private init(
    of seeds: FlatArray<Seed>, independents: [Node], holding held: [Node],
    in graph: ExpressionGraph, recordsArcs: Bool, isDifferentiatedAgain: Bool,
    after earlier: EarlierSlopes?
  ) {
    var seeds = seeds
    if isDifferentiatedAgain {
      let smooth = EvenForm(
        of: seeds.map(\.node), by: independents, holding: held, in: graph)
      for place in seeds.indices {
        let seed = seeds[place]
        seeds[place] = Seed(smooth[seed.node], seed.derivative, mask: seed.mask)
      }
    }
    followed = seeds.map(\.node)
    self.graph = graph
    let depends = NodesBetween(
      independents, and: seeds.map(\.node), holding: held, in: graph, side: .dependents)
    adjoints = NodeNumbers(for: depends)
    let reach = NodeNumbers(for: depends, none: ReverseSweep.unseen)
    var sweep = ReverseSweep(
      graph: graph, recordsArcs: recordsArcs, reach: reach.view,
      isDifferentiatedAgain: isDifferentiatedAgain, after: earlier)
    let adjoints = adjoints.view
    for seed in seeds where depends.contains(Int(seed.node.index)) {
      sweep.begin(seed, adjoints)
    }
    depends.forEachReversed { index in
      guard adjoints[index] >= 0 else { return }
      if !sweep.scatters.isEmpty { sweep.settle(index, adjoints) }
      guard graph.records[index].operation.isComputed else { return }
      sweep.propagate(from: Node(index), adjoints, depends)
    }
    arcs = sweep.arcs.reversed()
    withExtendedLifetime((self.adjoints, reach)) {}
  }
}

/// The reverse sweep's state beside the adjoints.
private struct ReverseSweep {
  let graph: ExpressionGraph
  let recordsArcs: Bool
  var rules: RuleExpansion
  /// By node: the condition under which it is reached; `always`, or `unseen` before its first use.
  let reach: NodeNumbers.View
  var arcs: [Arc] = []
  /// By array: what comes to its elements through many indices.
  var scatters: [Int: ScatterSum] = [:]
  private var operands = FlatArray<Int32>()
  private var given: (node: Node, input: Node)?

  static let always: Int32 = -1
  static let unseen: Int32 = -2

  init(
    graph: ExpressionGraph, recordsArcs: Bool, reach: NodeNumbers.View,
    isDifferentiatedAgain: Bool, after earlier: EarlierSlopes?
  ) {
    self.graph = graph
    self.recordsArcs = recordsArcs
    rules = RuleExpansion(
      graph, isDifferentiatedAgain: isDifferentiatedAgain, after: earlier)
    self.reach = reach
  }

  /// Gives an output its weight; one that is an output twice gets the sum.
  mutating func begin(_ seed: Seed, _ adjoints: NodeNumbers.View) {
    let output = Int(seed.node.index)
    let weight = seed.written(rules.arrays, in: graph)
    adjoints[output] =
      adjoints[output] < 0
      ? weight.index : graph.simplified(.add, adjoints[output], weight.index).index
    note(output, reachedUnder: seed.mask?.index ?? ReverseSweep.always)
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
      let taken = rules.reach(of: node, operand: position)
      if let taken, graph.constantValue(taken) == 0 { continue }
      let share = share(of: node, Node(adjoints[Int(node.index)]), partial, taken, operand)
      note(operand, reachedUnder: both(reach[Int(node.index)], taken))
      add(share, to: operand, adjoints)
      if recordsArcs {
        var read: Arc.Share?
        if record.shape != 0 {
          let given = placeholder(for: node)
          read = .init(
            node: self.share(of: node, given, partial, taken, operand, isRead: true), given: given)
        }
        arcs.append(
          Arc(
            consumer: node, operand: Node(operand), partial: partial,
            reach: taken.flatMap { graph.constantValue($0) == nil ? $0 : nil }, share: read))
      }
    }
  }

  private func add(
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
    of node: Node, _ adjoint: Node, _ partial: RuleExpansion.Partial, _ taken: Node?,
    _ operand: Int, isRead: Bool = false
  ) -> Node {
    var product: Node
    var condition = taken
    switch partial {
    case .none, .one, .linear: product = adjoint
    case .minusOne: product = graph.simplified(.negate, adjoint.index, -1)
    case .node(let factor):
      product =
        rules.jumpingZero(factor, times: adjoint) ?? rules.arrays.multiply(adjoint, factor)
      // An unreached node's adjoint is 0, and 0 times a partial that is not finite would be nan.
      if !isRead {
        let gate = both(reach[Int(node.index)], taken)
        condition = gate >= 0 ? Node(gate) : nil
      }
    }
    if let condition { product = rules.arrays.gate(product, by: condition) }
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
    let mask = reach[Int(node.index)] >= 0 ? Node(reach[Int(node.index)]) : nil
    let isMap = graph[node].operation.structure.addsElements
    let taken = rules.reach(of: node, operand: 0)
    for position in stride(from: operands.count - 1, through: 0, by: -1) {
      let operand = Int(operands[position])
      guard depends.contains(operand),
        var share = arrayShare(of: node, position, Node(adjoints[Int(node.index)]))
      else { continue }
      let outer = mask.map { rules.arrays.operandMask(of: node, operand: position, $0) }
      share = rules.bent(share, of: node)
      // An index map multiplies by nothing: what is not reached has the adjoint 0 already.
      if let outer, !isMap { share = rules.arrays.gate(share, by: outer) }
      note(operand, reachedUnder: both(outer?.index ?? ReverseSweep.always, taken))
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
    let mask = reach[Int(node.index)]
    scatters[operand]?.add(
      Node(adjoints[Int(node.index)]), mask: mask >= 0 ? Node(mask) : graph.constant(1),
      at: graph.picks(of: graph[node]), height: graph.shape(at: Int32(operand)).rows)
    if recordsArcs { recordArray(node, Node(operand), position: 0) }
    return true
  }

  /// Adds what was kept for an array to its adjoint.
  mutating func settle(_ operand: Int, _ adjoints: NodeNumbers.View) {
    guard let scatter = scatters.removeValue(forKey: operand), !scatter.isEmpty else { return }
    let shape = graph.shape(at: Int32(operand))
    note(operand, reachedUnder: scatter.mask(shape, rules.arrays).index)
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

  private mutating func note(_ operand: Int, reachedUnder condition: Int32) {
    var condition = condition
    if condition >= 0, graph.records[operand].shape == 0, graph.records[Int(condition)].shape != 0 {
      condition = rules.arrays.any(Node(condition)).index
    }
    let known = reach[operand]
    if known == ReverseSweep.unseen {
      reach[operand] = condition
    } else if known >= 0 {
      let joined =
        condition < 0 ? nil : rules.arrays.elementwise(.or, Node(known), Node(condition))
      reach[operand] =
        joined.flatMap { graph.constantValue($0) == 1 ? nil : $0.index }
        ?? ReverseSweep.always
    }
  }
}

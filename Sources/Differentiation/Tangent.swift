import Calculus
import Graph

/// Forward mode: the tangent of every step that an output depends on, as graph.
///
/// The tangent of a step is the sum over its operands of the partial derivative times the operand's
/// tangent (Griewank & Walther, table 3.1). Steps that depend on no seeded input have none: it is
/// 0.
package struct Tangent {
  private let tangents: NodeNumbers
  /// By output: its smooth form, where that is another node.
  private var forms: [Node: Node] = [:]
  /// In the order of the consumers; empty unless recorded.
  package private(set) var arcs: [Arc] = []

  package subscript(node: Node) -> Node? {
    let tangent = tangents.view[Int((forms[node] ?? node).index)]
    return tangent >= 0 ? Node(tangent) : nil
  }

  /// Builds the tangents of all steps between the seeded inputs and `outputs`.
  ///
  /// - Parameters:
  ///   - seeds: a constant 1 as the only seed gives one column of the Jacobian; seeds that are inputs
  ///     themselves give as many directions as lanes.
  ///   - held: nodes that count as independent of the seeds, whatever they are computed from.
  ///   - followsSelections: whether what a selection does not take is structurally 0 in everything
  ///     computed from it, as it is in reverse mode: a mask for the steps behind it. Without, an
  ///     infinite slope behind the selection makes nan of its numeric 0: only for sweeps that are
  ///     run once more where something comes out not finite.
  ///   - isDifferentiatedAgain: whether the tangents must have right derivatives themselves, at
  ///     kinks too: even functions of what bends are then followed in their smooth form.
  ///   - earlier: where the outputs are derivatives: what is known of these.
  package init(
    of outputs: [Node], seeds: [Seed], holding held: [Node] = [], in graph: ExpressionGraph,
    recordsArcs: Bool = false, followsSelections: Bool = true, isDifferentiatedAgain: Bool = false,
    after earlier: EarlierSlopes? = nil
  ) {
    var outputs = outputs
    if isDifferentiatedAgain {
      let smooth = EvenForm(
        of: outputs, by: seeds.map(\.node), holding: held, in: graph)
      for output in outputs where smooth[output] != output { forms[output] = smooth[output] }
      outputs = outputs.map { smooth[$0] }
    }
    let between = NodesBetween(seeds.map(\.node), and: outputs, in: graph, side: .ancestors)
    tangents = NodeNumbers(for: between)
    var sweep = ForwardSweep(
      graph: graph, recordsArcs: recordsArcs, followsSelections: followsSelections,
      isDifferentiatedAgain: isDifferentiatedAgain, after: earlier)
    let tangents = tangents.view
    for seed in seeds where between.contains(Int(seed.node.index)) {
      tangents[Int(seed.node.index)] = seed.written(sweep.rules.arrays, in: graph).index
      if let mask = seed.mask { sweep.masks[seed.node.index] = mask }
    }
    let held = Set(held.map { Int($0.index) })
    between.forEach { index in
      guard tangents[index] < 0, graph.records[index].operation.isComputed,
        held.isEmpty || !held.contains(index)
      else { return }
      if let sum = sweep.tangent(of: Node(index), tangents) { tangents[index] = sum.index }
    }
    arcs = sweep.arcs
    withExtendedLifetime(self.tangents) {}
  }
}

/// The forward sweep's state beside the tangents.
private struct ForwardSweep {
  let graph: ExpressionGraph
  let recordsArcs: Bool
  let followsSelections: Bool
  var rules: RuleExpansion
  /// Of nodes some of whose elements hang on no seed: a mask of the others.
  var masks: [Int32: Node] = [:]
  var arcs: [Arc] = []
  private var operands: [Int32] = []

  init(
    graph: ExpressionGraph, recordsArcs: Bool, followsSelections: Bool,
    isDifferentiatedAgain: Bool, after earlier: EarlierSlopes?
  ) {
    self.graph = graph
    self.followsSelections = followsSelections
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
    if operands.count > ForwardSweep.fewParts, graph[node].operation.isArray,
      graph[node].operation.array.isVariadic, !recordsArcs
    {
      return joinedTangent(of: node, tangents)
    }
    var sum: Node?
    let isWhole = followsSelections && takesSeeded(of: node, tangents)
    for (position, operand) in operands.enumerated() where tangents[Int(operand)] >= 0 {
      let partial = rules.partial(of: node, operand: position)
      if partial == .none { continue }
      var taken: Node?
      if partial != .linear {
        taken = rules.reach(of: node, operand: position)
        if let taken, graph.constantValue(taken) == 0 { continue }
      }
      let given = Node(tangents[Int(operand)])
      let mask = resultMask(of: node, position, operand, taken)
      let gate = isAlwaysFinite(partial) ? taken : mask ?? taken
      guard let share = share(of: node, position, given, partial, gate) else { continue }
      note(isWhole ? nil : mask, of: node, isFirst: sum == nil)
      sum = sum.map { graph.simplified(.add, $0.index, share.index) } ?? share
      if recordsArcs { record(node, position, operand, partial, taken) }
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
        ? masks[operand] == nil : rules.partial(of: node, operand: position) == .none
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
    if followsSelections || !masks.isEmpty,
      operands.contains(where: { tangents[Int($0)] < 0 || masks[$0] != nil })
    {
      let one = graph.constant(1)
      masks[node.index] = rules.arrays.joined(
        operands.map { tangents[Int($0)] < 0 ? nil : masks[$0] ?? one }, as: node)
    }
    return rules.arrays.joined(
      operands.map { tangents[Int($0)] < 0 ? nil : Node(tangents[Int($0)]) }, as: node)
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
    if let condition { product = rules.arrays.gate(product, by: condition) }
    let shape = graph[node].shape
    guard shape != 0, graph[product].shape != shape else { return product }
    return rules.arrays.expand(product, to: graph.shape(of: node))
  }

  /// Which of a node's elements hang on the seeded ones of an operand; nil: all.
  ///
  /// - Parameter taken: the condition under which the node takes the operand.
  private mutating func resultMask(
    of node: Node, _ position: Int, _ operand: Int32, _ taken: Node?
  ) -> Node? {
    guard graph[node].operation.isArray else {
      guard followsSelections || masks[operand] != nil, let taken,
        graph.constantValue(taken) == nil
      else { return masks[operand] }
      return masks[operand].map { rules.arrays.elementwise(.and, $0, taken) } ?? taken
    }
    let structure = graph[node].operation.structure
    var mask = masks[operand]
    if followsSelections, structure.leavesZeros, mask == nil { mask = graph.constant(1) }
    // Of what is reduced, one element is always taken.
    if followsSelections, case .reduction(let reducer) = structure, reducer.selects,
      let own = mask, let taken = rules.arrays.reach(of: node)
    {
      mask = rules.arrays.elementwise(.and, own, taken)
    }
    return mask.flatMap { rules.arrays.resultMask(of: node, operand: position, $0) }
  }

  /// Joins the masks of the operands: an element is reached if one of its operands' elements is.
  private mutating func note(_ mask: Node?, of node: Node, isFirst: Bool) {
    guard let mask, let known = isFirst ? mask : masks[node.index] else {
      masks[node.index] = nil
      return
    }
    masks[node.index] = isFirst ? mask : rules.arrays.elementwise(.or, known, mask)
  }
}

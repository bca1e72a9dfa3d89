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

  /// The tangent of a step or an output; nil where it is 0 whatever the inputs are.
  package subscript(node: Node) -> Node? {
    let tangent = tangents.view[Int((forms[node] ?? node).index)]
    return tangent >= 0 ? Node(tangent) : nil
  }

  /// Builds the tangents of all steps between the seeded inputs and `outputs`.
  ///
  /// - Parameters:
  ///   - seeds: a constant 1 as the only seed gives one column of the Jacobian; seeds that are
  ///     inputs themselves give as many directions as lanes.
  ///   - held: nodes that count as independent of the seeds, whatever they are computed from.
  ///   - followsReach: whether what a selection does not take is structurally 0 in everything
  ///     computed from it, as it is in reverse mode: a mask for the steps behind it. Without, an
  ///     infinite slope behind the selection makes nan of its numeric 0: only for sweeps that are
  ///     run once more where something comes out not finite.
  ///   - isDifferentiatedAgain: whether the tangents must have right derivatives themselves, at
  ///     kinks too: even functions of what bends are then followed in their smooth form.
  ///   - earlier: where the outputs are derivatives: what is known of these.
  package init(
    of outputs: [Node], seeds: [Seed], holding held: [Node] = [], in graph: ExpressionGraph,
    recordsArcs: Bool = false, followsReach: Bool = true, isDifferentiatedAgain: Bool = false,
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
      graph: graph, recordsArcs: recordsArcs, followsReach: followsReach,
      isDifferentiatedAgain: isDifferentiatedAgain, after: earlier)
    let tangents = tangents.view
    for seed in seeds where between.contains(Int(seed.node.index)) {
      tangents[Int(seed.node.index)] = seed.written(sweep.rules.arrays, in: graph).index
      if let reach = seed.reach { sweep.reached[seed.node.index] = reach }
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

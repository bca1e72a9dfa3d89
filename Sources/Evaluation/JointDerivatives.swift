import Differentiation
import Graph

/// The derivatives of some nodes by others for seeds that are bound later: inputs of the graph, of
/// which each sweep, and each lane, has its own values.
///
/// In the sweep of one element the seeds of the others are 0, not absent, and 0 times an infinite
/// slope is nan. So what comes out not finite is swept once more alone (see `Sweep.alone`).
struct JointDerivatives {
  /// One for each node that is seeded, of its shape: tangents, or weights of outputs.
  let seeds: [Node]
  /// By node that is read: its derivative; nil where it is 0.
  let results: [Node?]

  /// - Parameter earlier: where the nodes are derivatives: what is known of these.
  init(
    _ mode: DifferentiationMode, seeded: [Node], read: [Node], in graph: ExpressionGraph,
    after earlier: EarlierSlopes? = nil, followsReach: Bool = false
  ) {
    seeds = seeded.map { graph.makeInput(graph.shape(of: $0)) }
    results = JointDerivatives.transform(
      mode, zip(seeded, seeds).map { Seed($0, $1) }, read, in: graph, after: earlier,
      followsReach: followsReach)
  }

  /// The derivatives of what is read for some seeds.
  ///
  /// - Parameter followsReach: of forward mode; reverse mode always does.
  static func transform(
    _ mode: DifferentiationMode, _ seeds: [Seed], _ read: [Node],
    in graph: ExpressionGraph, after earlier: EarlierSlopes?, followsReach: Bool
  ) -> [Node?] {
    switch mode {
    case .forward:
      let tangent = Tangent(
        of: read, seeds: seeds, in: graph, followsReach: followsReach, after: earlier)
      return read.map { tangent[$0] }
    case .reverse:
      let adjoint = Adjoint(
        of: seeds, independents: read, in: graph, after: earlier)
      return read.map { adjoint[$0] }
    }
  }
}

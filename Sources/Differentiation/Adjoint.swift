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

  /// The adjoint of a step or an input; nil where it is 0 whatever the inputs are.
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

  /// Builds the adjoints of all steps between `independents` and several outputs at once: of the
  /// sum of their elements, weighted by the seeds.
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
        seeds[place] = Seed(smooth[seed.node], seed.derivative, reach: seed.reach)
      }
    }
    followed = seeds.map(\.node)
    self.graph = graph
    let depends = NodesBetween(
      independents, and: seeds.map(\.node), holding: held, in: graph, side: .dependents)
    adjoints = NodeNumbers(for: depends)
    let reached = NodeNumbers(for: depends, none: ReverseSweep.unseen)
    var sweep = ReverseSweep(
      graph: graph, recordsArcs: recordsArcs, reached: reached.view,
      isDifferentiatedAgain: isDifferentiatedAgain, after: earlier)
    let adjoints = adjoints.view
    // An independent may be computed from another one, and is held.
    let stops = held.isEmpty ? nil : Set(held.map { Int($0.index) })
    for seed in seeds where depends.contains(Int(seed.node.index)) {
      sweep.begin(seed, adjoints)
    }
    depends.forEachReversed { index in
      guard adjoints[index] >= 0 else { return }
      if !sweep.scatters.isEmpty { sweep.settle(index, adjoints) }
      guard graph.records[index].operation.isComputed else { return }
      if let stops, stops.contains(index) { return }
      sweep.propagate(from: Node(index), adjoints, depends)
    }
    arcs = sweep.arcs.reversed()
    withExtendedLifetime((self.adjoints, reached)) {}
  }
}

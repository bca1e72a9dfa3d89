import Graph
import Numerics

/// The bodies of derivatives: steps of the same graph.
extension Body {
  /// The body of the states with their tangents: behind all states the tangents of some, and behind
  /// all captures those of some.
  func tangent(_ key: DerivativeKey) -> Body {
    tangent(key) {
      let seeded =
        key.states.map { states[$0] } + key.captures.map { captures[$0] }
      let inputs = seeded.map { graph.makeInput(graph.shape(of: $0)) }
      let tangent = Tangent(
        of: results, seeds: zip(seeded, inputs).map { Seed($0, $1) }, in: graph,
        isDifferentiatedAgain: key.isDifferentiatedAgain)
      let count = key.states.count
      return Body(
        name: name, graph: graph, states: states + inputs[..<count],
        captures: captures + inputs[count...],
        results: results
          + key.ends.map { tangent[results[$0]] ?? graph.zeros(graph.shape(of: results[$0])) })
    }
  }

  /// The step backwards, by some states and captures.
  func reverse(_ key: DerivativeKey) -> ReverseBody {
    reverse(key) {
      let ends = key.ends.map { results[$0] }
      let independents = key.states.map { states[$0] } + key.captures.map { captures[$0] }
      let weights = ends.map { graph.makeInput(graph.shape(of: $0)) }
      let sums = key.captures.map { graph.makeInput(graph.shape(of: captures[$0])) }
      // The captures' adjoints begin with the sum so far, to which the step adds share by share.
      let adjoint = Adjoint(
        of: zip(ends, weights).map { Seed($0, $1) }
          + zip(key.captures, sums).map { Seed(captures[$0], $1) },
        independents: independents, in: graph,
        isDifferentiatedAgain: key.isDifferentiatedAgain)
      return ReverseBody(
        self, states: key.states, captures: key.captures, weights: weights, sums: sums,
        results: independents.map { adjoint[$0] ?? graph.zeros(graph.shape(of: $0)) })
    }
  }
}

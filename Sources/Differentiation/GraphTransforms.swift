import Graph

/// The transforms for `diff` and the like inside programs.
package struct GraphTransforms: DerivativeTransforms {
  package init() {}

  package func tangent(
    of node: Node, by independent: Node, direction: Node, in graph: ExpressionGraph
  ) -> Node? {
    Tangent(
      of: [node], seeds: [.init(independent: independent, tangent: direction)], in: graph,
      isDifferentiatedAgain: true)[node]
  }

  package func adjoint(
    of node: Node, by independent: Node, weight: Node, in graph: ExpressionGraph
  ) -> Node? {
    Adjoint(
      of: node, independents: [independent], in: graph, seed: weight, isDifferentiatedAgain: true)[
        independent]
  }
}

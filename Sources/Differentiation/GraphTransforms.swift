import Graph

/// The transforms for `diff` and the like inside programs.
package struct GraphTransforms: DerivativeTransforms {
  package init() {}

  package func tangent(
    of node: Node, by independent: Node, direction: Node, holding held: [Node],
    in graph: ExpressionGraph
  ) -> Node? {
    Tangent(
      of: [node], seeds: [.init(independent: independent, tangent: direction)], holding: held,
      in: graph, isDifferentiatedAgain: true)[node]
  }

  package func derivative(
    of node: Node, by independent: Node, order: Int, holding held: [Node],
    in graph: ExpressionGraph, limit: Int
  ) -> HighDerivative {
    guard
      var derivative = LeibnizDerivative(
        of: node, by: independent, order: order, holding: held, in: graph)
    else { return .unknown }
    let count = derivative.nodeCount
    return count <= limit
      ? .node(derivative.node(node, order: order)) : .tooLarge(nodeCount: count)
  }

  package func adjoint(
    of node: Node, by independent: Node, weight: Node, holding held: [Node],
    in graph: ExpressionGraph
  ) -> Node? {
    Adjoint(
      of: node, independents: [independent], holding: held, in: graph, seed: weight,
      isDifferentiatedAgain: true)[independent]
  }
}

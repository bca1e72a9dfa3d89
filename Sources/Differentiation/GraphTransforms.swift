import Graph

/// The transforms for `diff` and the like inside programs.
package struct GraphTransforms: DerivativeTransforms {
  package init() {}

  package func tangent(
    of node: Node, by independent: Node, direction: Node, holding held: [Node], after first: Node?,
    in graph: ExpressionGraph
  ) -> Node? {
    Tangent(
      of: [node],
      seeds: [
        .init(
          independent: independent, tangent: direction,
          // Of an array one element moves, and the others' kinks are none of its.
          mask: first == nil || graph.shape(of: independent).isScalar ? nil : direction)
      ], holding: held, in: graph, isDifferentiatedAgain: true,
      after: first.map { earlier(node, $0, independent, held, graph) })[node]
  }

  private func earlier(
    _ derivative: Node, _ first: Node, _ independent: Node, _ held: [Node],
    _ graph: ExpressionGraph
  ) -> EarlierSlopes {
    let form = EvenForm(of: [first], by: [independent], holding: held, in: graph)[first]
    return EarlierSlopes(of: [derivative], from: [form], in: graph)
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
    of node: Node, by independent: Node, weight: Node, holding held: [Node], after first: Node?,
    in graph: ExpressionGraph
  ) -> Node? {
    Adjoint(
      of: [.init(output: node, weight: weight)], independents: [independent], holding: held,
      in: graph, isDifferentiatedAgain: true,
      after: first.map { earlier(node, $0, independent, held, graph) })[independent]
  }
}

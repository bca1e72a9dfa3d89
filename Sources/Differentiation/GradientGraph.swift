import Graph

/// The gradient of a scalar node as graph to be differentiated again, with zeros where it does not
/// depend on an independent.
package struct GradientGraph {
  /// One for each independent, of its shape.
  package let nodes: [Node]
  private let adjoint: Adjoint

  /// What those who differentiate it must know.
  package var earlier: EarlierSlopes { adjoint.earlier(nodes) }

  /// - Parameter output: a scalar. Cost: one reverse sweep, in time and in new nodes.
  package init(of output: Node, by independents: [Node], in graph: ExpressionGraph) {
    adjoint = Adjoint(
      of: output, independents: independents, in: graph, isDifferentiatedAgain: true)
    nodes = independents.map { [adjoint] in adjoint[$0] ?? graph.zeros(graph.shape(of: $0)) }
  }
}

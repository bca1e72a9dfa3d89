import Graph

/// What a sweep starts with at a node: in forward mode the tangent of an independent, in reverse
/// mode the adjoint of an output.
package struct Seed: BitwiseCopyable {
  package let node: Node
  /// Its tangent or its adjoint, of its shape; nil for ones.
  package let derivative: Node?
  /// Where only some elements are seeded: a mask of them. The others reach nothing: what
  /// hangs on them alone is structurally 0.
  package let reach: Node?

  package init(_ node: Node, _ derivative: Node? = nil, reach: Node? = nil) {
    self.node = node
    self.derivative = derivative
    self.reach = reach
  }

  /// One element of a node has the component 1, the others have none.
  package static func unit(_ element: Int, of node: Node, in graph: ExpressionGraph) -> Seed {
    let derivative = graph.unit(element, graph.shape(of: node))
    return Seed(node, derivative, reach: graph.shape(of: node).isScalar ? nil : derivative)
  }

  /// The derivative as a node, ones too.
  func written(_ rules: ArrayRules, in graph: ExpressionGraph) -> Node {
    derivative ?? rules.expand(graph.constant(1), to: graph.shape(of: node))
  }
}

import Calculus
import Graph
import Numerics

/// Tangents of loops.
extension ForwardSweep {
  /// The tangent of a node that holds a body; nil where it has none.
  mutating func bodyTangent(of node: Node, _ tangents: NodeNumbers.View) -> Node? {
    guard case .body(let part) = graph[node].operation.structure else { return nil }
    let derivatives = LoopDerivatives(
      graph: graph, isDifferentiatedAgain: rules.isDifferentiatedAgain)
    let found: [Node?]
    let shapes: [Shape]
    switch part {
    case .loop:
      let loop = Loop(of: graph[node], in: graph)
      shapes = loop.body.shapes
      found = derivatives.tangents(
        of: loop, given(loop.starts, tangents), captures: given(loop.captures, tangents))
    case .reverseLoop:
      let reverse = ReverseLoop(of: graph[node], in: graph)
      shapes = reverse.reverse.shapes
      found = derivatives.tangents(
        of: reverse,
        .init(
          states: given(reverse.starts, tangents), captures: given(reverse.captures, tangents),
          weights: given(reverse.weights, tangents), sums: given(reverse.sums, tangents)))
    }
    guard found.contains(where: { $0 != nil }) else { return nil }
    return graph.column(of: zip(found, shapes).map { $0 ?? graph.zeros($1) })
  }

  /// By number: the tangents of the nodes that have one.
  private func given(_ nodes: [Node], _ tangents: NodeNumbers.View) -> [Int: Node] {
    var given: [Int: Node] = [:]
    for (number, node) in nodes.enumerated() where tangents[Int(node.index)] >= 0 {
      given[number] = Node(tangents[Int(node.index)])
    }
    return given
  }
}

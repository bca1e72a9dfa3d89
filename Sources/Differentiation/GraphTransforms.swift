import Graph
import Numerics

/// `diff`, `grad`, `jacobian` and `hessian` inside programs: the transforms of this module, whose
/// results may be differentiated again.
package struct GraphTransforms: DerivativeTransforms {
  package init() {}

  /// See `DerivativeTransforms`.
  package func derivative(
    _ function: DerivativeFunction, of target: Node, by independent: Node, order: Int,
    holding held: [Node], in graph: ExpressionGraph, limit: Int
  ) -> BoundedDerivative {
    let inner = Inner(independent: independent, held: held, graph: graph, limit: limit)
    switch function {
    case .diff: return inner.repeated(target, order)
    case .grad: return .node(inner.gradient(of: target))
    case .jacobian: return .node(inner.jacobian(of: target))
    case .hessian:
      return .node(inner.jacobian(of: inner.gradient(of: target), after: target))
    }
  }
}

private struct Inner {
  let independent: Node
  /// The names that it consists of: itself, or those of a list `[x; y]`, whose elements follow each
  /// other in the list's.
  private let names: [Node]
  let held: [Node]
  let graph: ExpressionGraph
  /// With more new nodes than this, the derivative is refused: the rest is then left out.
  let limit: Int
  private let start: Int

  init(independent: Node, held: [Node], graph: ExpressionGraph, limit: Int) {
    self.independent = independent
    names = graph.independentNames(independent) ?? [independent]
    // Names of a list are independent of each other.
    let own = names.count > 1 ? names.filter { graph[$0].operation.isHold } : []
    self.held = held + own
    self.graph = graph
    self.limit = limit
    start = graph.count
  }

  private var isTooLarge: Bool { graph.count - start > limit }

  /// - Parameter first: what the node is a derivative of; nil for none.
  private func tangent(of node: Node, along element: Int = 0, after first: Node? = nil) -> Node {
    guard !isTooLarge else { return graph.zeros(graph.shape(of: node)) }
    let tangent = Tangent(
      of: [node], seeds: [unit(element)], holding: held, in: graph,
      isDifferentiatedAgain: true, after: first.map { earlier(node, of: $0) })
    return tangent[node] ?? graph.zeros(graph.shape(of: node))
  }

  /// The direction of an element of the independent.
  private func unit(_ element: Int) -> Seed {
    var element = element
    for name in names.dropLast() {
      let count = graph.shape(of: name).count
      if element < count { return .unit(element, of: name, in: graph) }
      element -= count
    }
    return .unit(element, of: names[names.count - 1], in: graph)
  }

  private func earlier(_ derivative: Node, of first: Node) -> EarlierSlopes {
    let form = EvenForm(of: [first], by: names, holding: held, in: graph)[first]
    return EarlierSlopes(of: [derivative], from: [form], in: graph)
  }

  private func adjoint(of seed: Seed) -> Node {
    guard !isTooLarge else { return graph.zeros(graph.shape(of: independent)) }
    let adjoint = Adjoint(
      of: [seed], independents: names, holding: held, in: graph, isDifferentiatedAgain: true)
    let parts = names.map { adjoint[$0] ?? graph.zeros(graph.shape(of: $0)) }
    guard parts.count > 1 else { return parts[0] }
    return graph.makeArray(
      graph[independent].operation, parts.map(\.index), graph.shape(of: independent))
  }

  func gradient(of target: Node) -> Node { adjoint(of: Seed(target)) }

  /// From this order on the derivative is not taken again and again.
  private static let leastHigh = 4

  func repeated(_ target: Node, _ order: Int) -> BoundedDerivative {
    if order >= Inner.leastHigh,
      var derivative = LeibnizDerivative(
        of: target, by: independent, order: order, holding: held, in: graph)
    {
      let count = derivative.nodeCount
      guard count <= limit else { return .tooLarge(nodeCount: count) }
      return .node(derivative.node(target, order: order) ?? graph.zeros(graph.shape(of: target)))
    }
    return .node(
      (0..<order).reduce(target) { node, order in
        tangent(of: node, after: order == 0 ? nil : target)
      })
  }

  /// By columns or by rows, whichever are fewer.
  ///
  /// - Parameter first: what the target is the gradient of; nil for none.
  func jacobian(of target: Node, after first: Node? = nil) -> Node {
    let (rows, columns) = (graph.shape(of: target).count, graph.shape(of: independent).count)
    let shape = Shape(rows, columns)
    guard rows > 0, columns > 0 else { return graph.zeros(shape) }
    let rules = ArrayRules(graph)
    if columns <= rows {
      return rules.beside(
        (0..<columns).map { rules.vector(tangent(of: target, along: $0, after: first)) }, shape)
    }
    return rules.stacked(
      (0..<rows).map { element in
        rules.transpose(rules.vector(adjoint(of: .unit(element, of: target, in: graph))))
      }, shape)
  }
}

/// The derivative transforms as lowering needs them: `diff(f, x)` inside a program becomes more of
/// the same graph. The module above implements them.
package protocol DerivativeTransforms {
  /// The tangent of `node` in a direction of `independent`; nil where the node does not depend on
  /// it.
  ///
  /// - Parameters:
  ///   - held: nodes that count as independent of it, whatever they are computed from.
  ///   - first: the node that `node` is a derivative of by the same independent; nil for none.
  func tangent(
    of node: Node, by independent: Node, direction: Node, holding held: [Node], after first: Node?,
    in graph: ExpressionGraph
  ) -> Node?

  /// The derivative of a high order of `node` by `independent`, if there is a direct way to it.
  func derivative(
    of node: Node, by independent: Node, order: Int, holding held: [Node],
    in graph: ExpressionGraph, limit: Int
  ) -> HighDerivative

  /// The adjoint of `independent` for a weight of `node`, of its shape; nil where the node does not
  /// depend on it.
  func adjoint(
    of node: Node, by independent: Node, weight: Node, holding held: [Node], after first: Node?,
    in graph: ExpressionGraph
  ) -> Node?
}

/// What a direct way to a derivative of high order gives.
package enum HighDerivative {
  /// The derivative; nil where it is 0.
  case node(Node?)
  /// It would have about so many nodes, more than the limit.
  case tooLarge(nodeCount: Int)
  /// There is none.
  case unknown
}

/// The functions that differentiate inside a program.
package enum DerivativeFunction: Int32, CaseIterable, Sendable {
  case diff, grad, jacobian, hessian

  package var name: String {
    switch self {
    case .diff: "diff"
    case .grad: "grad"
    case .jacobian: "jacobian"
    case .hessian: "hessian"
    }
  }

  init?(named name: String) {
    guard let found = DerivativeFunction.allCases.first(where: { $0.name == name }) else {
      return nil
    }
    self = found
  }
}

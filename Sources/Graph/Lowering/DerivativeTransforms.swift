/// The derivative transforms as lowering needs them: `diff(f, x)` inside a program becomes more of
/// the same graph. The module above implements them.
package protocol DerivativeTransforms {
  /// What a function makes of `target`, of the shape that its derivative has.
  ///
  /// - Parameters:
  ///   - independent: an input, or a node that is held.
  ///   - order: of `diff`.
  ///   - held: nodes that count as independent of it, whatever they are computed from.
  ///   - limit: how many new nodes it may have. With more, what is left out is not made: whoever asks
  ///     counts the nodes, and refuses.
  func derivative(
    _ function: DerivativeFunction, of target: Node, by independent: Node, order: Int,
    holding held: [Node], in graph: ExpressionGraph, limit: Int
  ) -> BoundedDerivative
}

package enum BoundedDerivative {
  case node(Node)
  /// It would have about so many nodes, more than the limit: none was made.
  case tooLarge(nodeCount: Int)
}

/// The functions that differentiate inside a program.
package enum DerivativeFunction: Int32, BitwiseCopyable, CaseIterable, Sendable {
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

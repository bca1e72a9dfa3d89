/// The derivative transforms as lowering needs them: `diff(f, x)` inside a program becomes more of
/// the same graph. The module above implements them.
package protocol DerivativeTransforms {
  /// What a function makes of `target`, of the shape that its derivative has.
  ///
  /// - Parameters:
  ///   - independent: an input, a node that is held, or a list of such (see `independentNames`).
  ///   - order: of `diff`.
  ///   - held: nodes that count as independent of it, whatever they are computed from.
  ///   - limit: how many new nodes it may have. With more, what is left out is not made: whoever
  ///     asks counts the nodes, and refuses.
  func derivative(
    _ function: DerivativeFunction, of target: Node, by independent: Node, order: Int,
    holding held: [Node], in graph: ExpressionGraph, limit: Int
  ) -> BoundedDerivative
}

/// A derivative, unless it would be too large.
package enum BoundedDerivative {
  case node(Node)
  /// It would have about so many nodes, more than the limit: none was made.
  case tooLarge(nodeCount: Int)
}

/// The functions that differentiate inside a program.
package enum DerivativeFunction: Int32, BitwiseCopyable, CaseIterable, Sendable {
  case diff, grad, jacobian, hessian

  /// The name that programs call it by.
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

extension ExpressionGraph {
  /// The names that a node consists of which a program may differentiate by: itself where it is an
  /// input or held, those of a column of columns `[x; y]` or of a row `[x, y]`. nil for all others.
  package func independentNames(_ node: Node) -> [Node]? {
    func isName(_ node: Node) -> Bool {
      self[node].operation == .input || self[node].operation.isHold
    }
    if isName(node) { return [node] }
    let operation = self[node].operation
    guard operation == .beside || operation == .stack && shape(of: node).columns == 1 else {
      return nil
    }
    let names = operands(of: node)
    return names.allSatisfy(isName) && Set(names).count == names.count ? names : nil
  }
}

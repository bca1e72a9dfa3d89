import Calculus
import Numerics

/// What must be so beside the form.
extension Rewriter {
  func holds(_ condition: Identity.Condition, _ bound: inout Bound, _ step: Step) -> Bool {
    switch condition {
    case .hasStepsShape(let letter): return graph.shape(at: bound[letter]) == step.shape
    case .isNoNumber(let letter): return graph.number(in: bound[letter]) == nil
    case .isNegative(let letter): return graph.value(in: bound[letter]).map { $0 < 0 } ?? false
    case .isWholeBelowMinusOne(let letter):
      return graph.value(in: bound[letter]).map { $0 < -1 && $0 == $0.rounded() } ?? false
    case .isTrue(let letter): return everywhere(bound[letter]) { $0 != 0 && !$0.isNaN }
    case .isFalse(let letter): return everywhere(bound[letter]) { $0 == 0 }
    case .isTruthValue(let letter):
      return graph.isTruthValue(bound[letter]) { everywhere($0) { $0 == 0 || $0 == 1 } }
    case .isScaling(let one, let other):
      guard let one = graph.value(in: bound[one]), let other = graph.value(in: bound[other]) else {
        return false
      }
      return (one.isPowerOfTwo || other.isPowerOfTwo) && (one * other).isNormal
    case .isExact(let one, let other):
      guard let one = graph.value(in: bound[one]), let other = graph.value(in: bound[other]) else {
        return false
      }
      let product = one * other
      return product.isNormal && (-product).addingProduct(one, other) == 0
    case .isUnitMatrix(let letter):
      let record = graph.records[Int(bound[letter])]
      return record.operation == .array(.diagonalMatrix) && graph.shape(of: record).isSquare
        && graph.value(in: record.a) == 1
    case .isOfProgram(let letter, let pattern):
      guard step.shape.isScalar else { return false }
      let node = written(pattern.root, of: pattern, bound)
      bound[letter] = node
      return Int(node) < first
    case .isGuardOfPoints:
      return step.isGuard && !flatSteps.mayHold(Node(step.operands[0]))
    }
  }

  /// Whether a node hangs on no input, and all its elements are such.
  private func everywhere(_ node: Int32, _ isSuch: (Double) -> Bool) -> Bool {
    if let value = graph.value(in: node) { return isSuch(value) }
    guard isConstant(node), let matrix = graph.matrixWithoutInputs(Node(node)) else {
      return false
    }
    return matrix.elements.allSatisfy(isSuch)
  }
}

extension Double {
  /// Whether a product with the number changes no bit of the other factor.
  fileprivate var isPowerOfTwo: Bool { isNormal && magnitude.significand == 1 }
}

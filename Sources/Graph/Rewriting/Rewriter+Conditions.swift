import Calculus
import Numerics

/// What must be so beside the form.
extension Rewriter {
  func holds(_ condition: Identity.Condition, _ bound: inout Bound, _ step: Step) -> Bool {
    switch condition {
    case .ofDerivative, .isInOrder: return true
    case .hasStepsShape(let letter): return graph.shape(at: bound[letter]) == step.shape
    case .isNoNumber(let letter): return number(bound[letter]) == nil
    case .isNegative(let letter): return value(bound[letter]).map { $0 < 0 } ?? false
    case .isWholeBelowMinusOne(let letter):
      return value(bound[letter]).map { $0 < -1 && $0 == $0.rounded() } ?? false
    case .isTrue(let letter): return everywhere(bound[letter]) { $0 != 0 && !$0.isNaN }
    case .isFalse(let letter): return everywhere(bound[letter]) { $0 == 0 }
    case .isTruthValue(let letter):
      return graph.isTruthValue(bound[letter])
        || everywhere(bound[letter]) { $0 == 0 || $0 == 1 }
    case .isScaling(let one, let other):
      guard let one = value(bound[one]), let other = value(bound[other]) else { return false }
      return (one.isPowerOfTwo || other.isPowerOfTwo) && (one * other).isNormal
    case .isExact(let one, let other):
      guard let one = value(bound[one]), let other = value(bound[other]) else { return false }
      let product = one * other
      return product.isNormal && (-product).addingProduct(one, other) == 0
    case .isUnitMatrix(let letter):
      let record = graph.records[Int(bound[letter])]
      return record.operation == .array(.diagonalMatrix) && graph.shape(of: record).isSquare
        && value(record.a) == 1
    case .isOfProgram(let letter, let pattern):
      guard step.shape.isScalar else { return false }
      let node = written(pattern.root, of: pattern, bound)
      bound[letter] = node
      return Int(node) < first
    case .isGuard: return step.origin >= 0 && graph.records[Int(step.origin)].isGuard
    }
  }

  /// Whether a node hangs on no input, and all its elements are such.
  private func everywhere(_ node: Int32, _ isSuch: (Double) -> Bool) -> Bool {
    if let value = value(node) { return isSuch(value) }
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

extension ExpressionGraph {
  /// Whether a node's value is 0 or 1, never nan, where some are known to be.
  package func isTruthValue(_ node: Int32, knowing known: Set<Int32> = []) -> Bool {
    var pending = [node]
    var seen = 0
    while let next = pending.popLast() {
      seen += 1
      guard seen < ExpressionGraph.mostSteps else { return false }
      let record = records[Int(next)]
      let operation = record.operation
      if known.contains(next) { continue }
      if operation == .constant {
        if record.constant != 0 && record.constant != 1 { return false }
      } else if operation == .and || operation == .or || operation == .not {
        forEachOperand(of: record) { pending.append($0) }
      } else if operation.isArray, case .view = operation.structure {
        pending.append(record.a)
      } else if !operation.isPrimitive || !operation.isComparison {
        return false
      }
    }
    return true
  }

  /// Larger conditions are not looked through.
  private static let mostSteps = 64
}

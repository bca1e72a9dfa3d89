import Calculus

extension Operation {
  /// Whether the step is a comparison or logic: 0 or 1, or nan of operands that are nan.
  @inline(__always)
  var yieldsTruth: Bool { isComparison || isLogic }
}

extension ExpressionGraph {
  /// Whether every element of a node is 0 or 1, never nan.
  ///
  /// - Parameter isKnown: what somebody knows that of.
  package func isTruthValue(
    _ node: Int32, isKnown: (Int32) -> Bool = { _ in false }
  ) -> Bool {
    var pending = [node]
    var seen = 0
    while let next = pending.popLast() {
      seen += 1
      guard seen < ExpressionGraph.mostSteps else { return false }
      if isKnown(next) { continue }
      let record = records[Int(next)]
      let operation = record.operation
      if operation == .constant {
        if record.constant != 0 && record.constant != 1 { return false }
      } else if operation.isLogic {
        forEachOperand(of: record) { pending.append($0) }
      } else if operation.isArray, case .view = operation.structure {
        pending.append(record.a)
      } else if !operation.isComparison {
        return false
      }
    }
    return true
  }

  /// Larger conditions are not looked through.
  private static let mostSteps = 64
}

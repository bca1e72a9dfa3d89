import Calculus
import Graph

/// What of a function is computed, how often it is read, and which of its steps become statements.
struct EmissionPlan {
  let liveness: Liveness
  let sharing: Sharing
  let statements: Statements

  /// - Parameters:
  ///   - named: the nodes that have names.
  ///   - longest: how many operations an expression may have.
  ///   - hasLoops: whether arrays are computed element by element; else operations on whole arrays
  ///     are written like those on numbers.
  init(
    _ function: EmittedFunction, named: [Int32: String], longest: Int, hasLoops: Bool = true
  ) {
    liveness = Liveness(function, hasLoops: hasLoops)
    sharing = Sharing(function.roots, liveness)
    statements = Statements(liveness, sharing, named: Set(named.keys), longest: Int32(longest))
  }

  /// A function of numbers with what is known about its operands.
  func step(_ record: ExpressionGraph.Record, _ operands: [Int32]) -> NumberStep {
    var step = NumberStep(record.operation)
    switch record.operation {
    case .and, .or, .not: step.readsTruths = operands.allSatisfy(liveness.isBoolean)
    case .select: step.readsTruths = liveness.isBoolean(operands[0])
    default: break
    }
    return step
  }

  /// The statements that are computed, in their order.
  var order: [Int32] {
    statements.isStatement.indices.filter { statements.isStatement[$0] && liveness.isLive[$0] }
      .map { Int32(truncatingIfNeeded: $0) }
  }
}

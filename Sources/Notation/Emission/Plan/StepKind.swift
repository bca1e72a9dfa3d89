import Calculus
import Graph
import Numerics

/// How a step is written.
enum StepKind {
  /// A function of numbers, element by element.
  case elementwise
  /// Elements of the operand in other places: nothing is computed.
  case view
  /// An operation on arrays with loops of its own.
  case step

  init(_ record: ExpressionGraph.Record, in graph: ExpressionGraph) {
    guard record.operation.isArray else {
      self = .elementwise
      return
    }
    self = graph.placeMap(of: record)?.isWrittenWhereRead == true ? .view : .step
  }
}

/// How a power is written.
///
/// Roots are not: at -0 and -inf a power of one half is 0 and inf (IEEE 754, 9.2.1), and a root is
/// -0 and nan.
enum PowerForm: Equatable {
  /// So many factors of the base; `inverse`: one divided by them.
  case product(Int, inverse: Bool)
  case general

  /// Beyond, rounding errors of products add up to more than the power function's own.
  private static let mostFactors = 8.0

  init(exponent: Double?) {
    guard let exponent, exponent == exponent.rounded(), exponent != 0,
      exponent.magnitude <= PowerForm.mostFactors
    else {
      self = .general
      return
    }
    self = .product(Int(exponent.magnitude), inverse: exponent < 0)
  }

  /// Whether the base is written more than once.
  var repeatsBase: Bool {
    if case .product(let count, _) = self { return count > 1 }
    return false
  }
}

extension Structure {
  /// Whether a step is a call that reads its operands in memory: factorisations and what uses them.
  var needsMemory: Bool {
    switch self {
    case .system, .inverse, .determinant, .factorisation, .spectrum, .ofMatrices, .body:
      true
    case .view, .assembly, .reduction, .scan, .columnwise, .besideShares, .contraction, .table:
      false
    }
  }

  /// Whether the loops of a step read each element of an operand at most once, so that the operand
  /// may be computed where it is read.
  var readsOnce: Bool {
    switch self {
    case .view, .assembly, .reduction(.sum), .scan: true
    case .reduction, .columnwise, .besideShares, .contraction, .system, .inverse, .determinant,
      .factorisation,
      .spectrum, .ofMatrices, .body, .table:
      false
    }
  }
}

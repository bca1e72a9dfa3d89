import Calculus
import Graph
import Numerics

/// Terms that stay as they were written.
///
/// A number that is not finite obeys no law of algebra: `inf - inf`, `0*inf` and `inf/inf` are nan.
/// Whatever it takes part in is an operation like that of the program, evaluated as IEEE 754 says.
extension TermArena {
  /// An operation, as it was written. What numbers alone make of one that is not finite is
  /// computed, and what nan takes part in as a summand or a factor is nan.
  func written(_ operation: Operation, _ operands: [Term]) -> Term {
    guard operands.contains(where: isNonfinite) else {
      return intern(.written(operation, operands))
    }
    let values = operands.compactMap(constantValue)
    if values.count == operands.count, operation.isPrimitive {
      return constant(operation.primitive.value.apply(values))
    }
    if values.contains(where: \.isNaN), TermArena.strict.contains(operation) {
      return constant(.nan)
    }
    return intern(.written(operation, operands))
  }

  private static let strict: Set<Operation> = [
    .add, .subtract, .multiply, .divide, .negate, Operation.least, Operation.greatest,
  ]

  /// The value of a number or a constant.
  func constantValue(_ term: Term) -> Double? {
    switch self[term] {
    case .number(let value): value.value
    case .constant(let bits): Double(bitPattern: bits)
    case .euler, .symbol, .sum, .product, .function, .written: nil
    }
  }

  /// A sum in which a number that is not finite takes part.
  func writtenSum(_ constant: Number, _ addends: [Addend]) -> Term {
    let rest = sum(constant, addends.filter { !isNonfinite($0.term) })
    var result = rest == zero ? nil : rest
    for addend in addends where isNonfinite(addend.term) {
      let size = addend.coefficient.magnitude
      let part = size == .one ? addend.term : written(.multiply, [number(size), addend.term])
      if let before = result {
        result = written(addend.coefficient.isNegative ? .subtract : .add, [before, part])
      } else {
        result = addend.coefficient.isNegative ? written(.negate, [part]) : part
      }
    }
    return result ?? zero
  }

  /// A product in which a number that is not finite takes part.
  func writtenProduct(_ coefficient: Number, _ factors: [Factor]) -> Term {
    var result = product(coefficient, factors.filter { !isNonfinite($0) })
    for factor in factors where isNonfinite(factor) {
      if factor.exponent == minusOne {
        result = written(.divide, [result, factor.base])
      } else {
        let part = power(factor.base, factor.exponent)
        switch result {
        case one: result = part
        case minusOne: result = written(.negate, [part])
        default: result = written(.multiply, [result, part])
        }
      }
    }
    return result
  }

  func isNonfinite(_ factor: Factor) -> Bool {
    isNonfinite(factor.base) || isNonfinite(factor.exponent)
  }

  /// A power in which a number that is not finite takes part.
  func writtenPower(_ base: Term, _ exponent: Term) -> Term {
    switch exponent {
    case zero: one
    case one: base
    case minusOne: written(.divide, [one, base])
    case half: written(Operation.sqrt, [base])
    default: base == euler ? written(Operation.exp, [exponent]) : written(.power, [base, exponent])
    }
  }

  /// What a term that was written says as a value, with the identities of algebra.
  func algebra(of root: Term) -> Term {
    if let known = algebraic[root] { return known }
    for term in closure(of: [root]) where algebraic[term] == nil {
      switch self[term] {
      case .written(let operation, let operands):
        algebraic[term] = function(operation, operands.map { algebraic[$0] ?? $0 })
      case .number, .constant, .euler, .symbol, .sum, .product, .function:
        algebraic[term] = term
      }
    }
    return algebraic[root] ?? root
  }
}

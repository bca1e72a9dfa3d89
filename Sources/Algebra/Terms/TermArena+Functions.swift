import Calculus
import Graph
import Numerics

/// Functions of terms.
extension TermArena {
  /// A function's value as a term, with the identities that always shorten.
  ///
  /// `tan`, `sec`, `tanh` and their like become quotients of `sin` and `cos`, of `sinh` and `cosh`;
  /// `TermWriter` makes them whole again.
  func function(_ operation: Operation, _ operands: [Term]) -> Term {
    work += 1
    if let value = folded(operation, operands) { return value }
    switch operation {
    case .add: return add(operands)
    case .subtract: return subtract(operands[0], operands[1])
    case .multiply: return multiply(operands)
    case .divide: return divide(operands[0], operands[1])
    case .negate: return negate(operands[0])
    case .power: return power(operands[0], operands[1])
    case .select: return select(operands)
    case Functions.exp: return power(euler, operands[0])
    case Functions.sqrt: return squareRoot(operands[0])
    case Functions.square: return power(operands[0], 2)
    case Functions.reciprocal: return power(operands[0], minusOne)
    case Functions.oneMinusSquare: return subtract(one, power(operands[0], 2))
    case Functions.xMinusSquare: return multiply([operands[0], subtract(one, operands[0])])
    case Functions.expMinusSquare: return exponential(negate(power(operands[0], 2)))
    case Functions.logisticDensity:
      let sigmoids = [operands[0], negate(operands[0])].map { function(Functions.sigmoid, [$0]) }
      return multiply(sigmoids)
    case Functions.inverseErrorSlope:
      let square = power(function(Functions.inverseError, operands), 2)
      return scale(multiply([squareRoot(constant(.pi)), exponential(square)]), by: .half)
    case Functions.lambertWSlope:
      let power = exponential(function(Functions.lambertW, operands))
      return self.power(add([operands[0], power]), minusOne)
    case .and, .or: return logic(operation, operands)
    case .not: return negation(operands[0])
    default: break
    }
    if operation.isComparison { return comparison(operation, operands) }
    if operation == Functions.min || operation == Functions.max {
      return extreme(operation, operands)
    }
    if operands.contains(where: isNonfinite) { return written(operation, operands) }
    if operands.count == 1 { return unary(operation, operands[0]) }
    if Functions.bessel.contains(operation), let order = numberValue(operands[0])?.integer,
      order < 0
    {
      // J and Y of order -n are (-1)^n times those of order n.
      let positive = intern(.function(operation, [number(-order), operands[1]]))
      return order % 2 == 0 ? positive : negate(positive)
    }
    return intern(.function(operation, operands))
  }

  private func unary(_ operation: Operation, _ operand: Term) -> Term {
    if looksNegative(operand) {
      if Functions.odd.contains(operation) {
        return negate(function(operation, [negate(operand)]))
      }
      if Functions.even.contains(operation) { return function(operation, [negate(operand)]) }
    }
    switch operation {
    case Functions.tan: return ratio(Functions.sin, Functions.cos, operand)
    case Functions.cot: return ratio(Functions.cos, Functions.sin, operand)
    case Functions.sec: return power(function(Functions.cos, [operand]), minusOne)
    case Functions.csc: return power(function(Functions.sin, [operand]), minusOne)
    case Functions.tanh: return ratio(Functions.sinh, Functions.cosh, operand)
    case Functions.coth: return ratio(Functions.cosh, Functions.sinh, operand)
    case Functions.sech: return power(function(Functions.cosh, [operand]), minusOne)
    case Functions.csch: return power(function(Functions.sinh, [operand]), minusOne)
    case Functions.abs where isNonnegative(operand): return operand
    case Functions.abs, Functions.sign: return signed(operation, operand)
    case Functions.log: return logarithm(operand)
    case Functions.sin, Functions.cos, Functions.sinh, Functions.cosh:
      return ofInverse(operation, operand) ?? intern(.function(operation, [operand]))
    default: return intern(.function(operation, [operand]))
    }
  }

  /// sin(asin(u)) is u, cos(asin(u)) is sqrt(1 - u^2), and so on.
  private func ofInverse(_ operation: Operation, _ operand: Term) -> Term? {
    guard case .function(let inner, let operands) = self[operand] else { return nil }
    let u = operands[0]
    let square = power(u, 2)
    func hypotenuse(_ sign: Number, _ constant: Term) -> Term {
      squareRoot(add(constant, scale(square, by: sign)))
    }
    switch (operation, inner.name) {
    case (Functions.sin, "asin"), (Functions.cos, "acos"), (Functions.sinh, "asinh"),
      (Functions.cosh, "acosh"):
      return u
    case (Functions.cos, "asin"), (Functions.sin, "acos"): return hypotenuse(.minusOne, one)
    case (Functions.cosh, "asinh"): return hypotenuse(.one, one)
    case (Functions.sinh, "acosh"): return hypotenuse(.one, minusOne)
    case (Functions.cos, "atan"): return power(hypotenuse(.one, one), minusOne)
    case (Functions.sin, "atan"): return divide(u, hypotenuse(.one, one))
    case (Functions.cosh, "atanh"): return power(hypotenuse(.minusOne, one), minusOne)
    case (Functions.sinh, "atanh"): return divide(u, hypotenuse(.minusOne, one))
    default: return nil
    }
  }

  private func ratio(_ above: Operation, _ below: Operation, _ operand: Term) -> Term {
    multiply(function(above, [operand]), power(function(below, [operand]), minusOne))
  }

  /// abs(2*x) is 2*abs(x), sign(x*exp(y)) is sign(x).
  private func signed(_ operation: Operation, _ operand: Term) -> Term {
    let (coefficient, factors) = self.factors(of: operand)
    let open = factors.filter { !isNonnegative(product(.one, [$0])) }
    guard open.count < factors.count || coefficient != .one else {
      return intern(.function(operation, [operand]))
    }
    let inner = product(.one, open)
    let kept = open.isEmpty ? one : intern(.function(operation, [inner]))
    if operation == Functions.sign { return scale(kept, by: coefficient.sign) }
    let closed = factors.filter { isNonnegative(product(.one, [$0])) }
    return scale(multiply(kept, product(.one, closed)), by: coefficient.magnitude)
  }

  /// log(exp(u)) is u.
  private func logarithm(_ operand: Term) -> Term {
    if case .product(let factors) = self[operand], factors.count == 1, factors[0].base == euler {
      return factors[0].exponent
    }
    if operand == constant(.euler) { return one }
    return intern(.function(Functions.log, [operand]))
  }

  // MARK: - Constants

  /// The value of a function of numbers where it is a whole number for a reason, at 0 and 1, or of a
  /// function with steps; and where it is not finite.
  private func folded(_ operation: Operation, _ operands: [Term]) -> Term? {
    guard operation.isPrimitive, !TermArena.arithmetic.contains(operation) else { return nil }
    var values: [Double] = []
    for operand in operands {
      guard let value = numberValue(operand), value.isDouble else { return nil }
      values.append(value.value)
    }
    let value = operation.primitive.value.apply(values)
    if !value.isFinite { return constant(value) }
    let hasSteps = Functions.nonnegative.contains(operation) || TermArena.steps.contains(operation)
    guard hasSteps && operation != Functions.hypot || values.allSatisfy({ $0 == 0 || $0 == 1 })
    else { return nil }
    guard value.rounded() == value, value.magnitude < TermArena.mostFolded else { return nil }
    return number(Number(value))
  }

  private static let mostFolded = 1e6
  /// What numbers alone are put through.
  static let arithmetic: Set<Operation> = [
    .add, .subtract, .multiply, .divide, .negate, .power, .select,
  ]
  private static let steps: Set<Operation> = [Functions.sign, Functions.min, Functions.max]
}

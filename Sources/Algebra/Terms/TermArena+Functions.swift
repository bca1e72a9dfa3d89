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
    case Operation.exp: return power(euler, operands[0])
    case Operation.sqrt: return squareRoot(operands[0])
    case Operation.square: return power(operands[0], 2)
    case Operation.reciprocal: return power(operands[0], minusOne)
    case Operation.oneMinusSquare: return subtract(one, power(operands[0], 2))
    case Operation.xMinusSquare: return multiply([operands[0], subtract(one, operands[0])])
    case Operation.expMinusSquare: return exponential(negate(power(operands[0], 2)))
    case Operation.logisticDensity:
      let sigmoids = [operands[0], negate(operands[0])].map { function(Operation.sigmoid, [$0]) }
      return multiply(sigmoids)
    case Operation.inverseErrorSlope:
      let square = power(function(Operation.inverseError, operands), 2)
      return scale(multiply([squareRoot(constant(.pi)), exponential(square)]), by: .half)
    case Operation.lambertWSlope:
      let power = exponential(function(Operation.lambertW, operands))
      return self.power(add([operands[0], power]), minusOne)
    case .and, .or: return logic(operation, operands)
    case .not: return negation(operands[0])
    default: break
    }
    if operation.isComparison { return comparison(operation, operands) }
    if operation == Operation.least || operation == Operation.greatest {
      return extreme(operation, operands)
    }
    if operands.contains(where: isNonfinite) { return written(operation, operands) }
    if operands.count == 1 { return unary(operation, operands[0]) }
    if let flips = Self.flipsWithOrder[operation],
      let order = numberValue(operands[0])?.integer, order < 0
    {
      let positive = intern(.function(operation, [number(-order), operands[1]]))
      return flips && order % 2 != 0 ? negate(positive) : positive
    }
    return intern(.function(operation, operands))
  }

  /// Bessel functions of order -n are those of order n; some of them, (-1)^n times.
  private static let flipsWithOrder: [Operation: Bool] = [
    .besselJ: true, .besselY: true, .modifiedBesselI: false, .modifiedBesselK: false,
  ]

  private func unary(_ operation: Operation, _ operand: Term) -> Term {
    if looksNegative(operand) {
      if operation.traits.isOdd { return negate(function(operation, [negate(operand)])) }
      if operation.traits.isEven { return function(operation, [negate(operand)]) }
    }
    switch operation {
    case Operation.tan: return ratio(Operation.sin, Operation.cos, operand)
    case Operation.cot: return ratio(Operation.cos, Operation.sin, operand)
    case Operation.sec: return power(function(Operation.cos, [operand]), minusOne)
    case Operation.csc: return power(function(Operation.sin, [operand]), minusOne)
    case Operation.tanh: return ratio(Operation.sinh, Operation.cosh, operand)
    case Operation.coth: return ratio(Operation.cosh, Operation.sinh, operand)
    case Operation.sech: return power(function(Operation.cosh, [operand]), minusOne)
    case Operation.csch: return power(function(Operation.sinh, [operand]), minusOne)
    case Operation.abs where isNonnegative(operand): return operand
    case Operation.abs, Operation.sign: return signed(operation, operand)
    case Operation.log: return logarithm(operand)
    case Operation.sin, Operation.cos, Operation.sinh, Operation.cosh:
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
    if operation.inverse == inner { return u }
    switch (operation, inner) {
    case (.cos, .asin), (.sin, .acos): return hypotenuse(.minusOne, one)
    case (.cosh, .asinh): return hypotenuse(.one, one)
    case (.sinh, .acosh): return hypotenuse(.one, minusOne)
    case (.cos, .atan): return power(hypotenuse(.one, one), minusOne)
    case (.sin, .atan): return divide(u, hypotenuse(.one, one))
    case (.cosh, .atanh): return power(hypotenuse(.minusOne, one), minusOne)
    case (.sinh, .atanh): return divide(u, hypotenuse(.minusOne, one))
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
    if operation == Operation.sign { return scale(kept, by: coefficient.sign) }
    let closed = factors.filter { isNonnegative(product(.one, [$0])) }
    return scale(multiply(kept, product(.one, closed)), by: coefficient.magnitude)
  }

  /// log(exp(u)) is u.
  private func logarithm(_ operand: Term) -> Term {
    if case .product(let factors) = self[operand], factors.count == 1, factors[0].base == euler {
      return factors[0].exponent
    }
    if operand == constant(.euler) { return one }
    return intern(.function(Operation.log, [operand]))
  }

  // MARK: - Constants

  /// The value of a function of numbers where it is a whole number for a reason: at 0 and 1, of a
  /// function with steps, and of whole powers; and where it is not finite.
  private func folded(_ operation: Operation, _ operands: [Term]) -> Term? {
    guard operation.isPrimitive, !TermArena.arithmetic.contains(operation) else { return nil }
    var values: [Double] = []
    for operand in operands {
      guard let value = numberValue(operand), value.isDouble else { return nil }
      values.append(value.value)
    }
    let value = operation.primitive.value.apply(values)
    if !value.isFinite { return constant(value) }
    let isExact =
      (operation.traits.hasKink && operation != .hypot) || operation.isLogic || operation == .exp2
      || operation == .exp10
    guard isExact || values.allSatisfy({ $0 == 0 || $0 == 1 })
    else { return nil }
    guard value.rounded() == value, value.magnitude < TermArena.mostFolded else { return nil }
    return number(Number(value))
  }

  private static let mostFolded = 1e6
  /// What numbers alone are put through.
  static let arithmetic: Set<Operation> = [
    .add, .subtract, .multiply, .divide, .negate, .power, .select,
  ]
}

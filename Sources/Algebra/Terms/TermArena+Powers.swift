import Graph

/// Powers.
extension TermArena {
  func squareRoot(_ term: Term) -> Term { power(term, half) }

  func power(_ base: Term, _ exponent: Int) -> Term { power(base, number(exponent)) }

  /// A power, with every merging of exponents that holds for real numbers.
  ///
  /// What becomes defined where it was not (`sqrt(x)^2` for negative x) is accepted; a defined
  /// value never changes: `(x^2)^(1/2)` is `abs(x)`.
  func power(_ base: Term, _ exponent: Term) -> Term {
    if isNonfinite(base) || isNonfinite(exponent) { return writtenPower(base, exponent) }
    let exponentNumber = numberValue(exponent)
    if exponentNumber == .zero { return one }
    if exponentNumber == .one { return base }
    switch self[base] {
    case .number(let value):
      return numberPower(value, base, exponent, exponentNumber)
    case .euler:
      return exponential(exponent)
    case .product(let factors):
      return productPower(.one, factors, base, exponent, exponentNumber)
    case .sum(let constant, let addends) where addends.count == 1 && constant == .zero:
      return productPower(
        addends[0].coefficient, self.factors(of: addends[0].term).factors, base, exponent,
        exponentNumber)
    case .sum:
      return sumPower(base, exponent, exponentNumber)
    case .function(let operation, let operands):
      if let integer = exponentNumber?.integer,
        let term = functionPower(operation, operands, integer)
      {
        return term
      }
      return plainPower(base, exponent)
    case .constant, .symbol, .written:
      return plainPower(base, exponent)
    }
  }

  private func plainPower(_ base: Term, _ exponent: Term) -> Term {
    intern(.product([Factor(base: base, exponent: exponent)]))
  }

  private func numberPower(
    _ value: Number, _ base: Term, _ exponent: Term, _ number: Number?
  ) -> Term {
    if value == .one { return one }
    guard let number else { return plainPower(base, exponent) }
    if value == .zero { return number.isNegative ? constant(.infinity) : zero }
    if value.isNegative, !number.isInteger { return constant(.nan) }
    if let exact = value.power(number) { return self.number(exact) }
    if value.isExact, value.numerator > 0, value < .one {
      return power(self.number(value.reciprocal), self.number(-number))
    }
    if let base = value.integer, number.denominator == 2,
      let square = TermArena.squareDivisor(base)
    {
      let root = self.number(base / (square * square))
      return multiply(
        power(self.number(square), self.number(number * Number(2))), power(root, exponent))
    }
    // 2^(3/2) is 2*2^(1/2): the coefficient of a product takes what is whole.
    guard !number.isInteger, number.isExact, number.numerator.magnitude > number.denominator
    else { return plainPower(base, exponent) }
    let whole = Number(number.numerator / number.denominator)
    guard let exact = value.power(whole) else { return plainPower(base, exponent) }
    return scale(plainPower(base, self.number(number - whole)), by: exact)
  }

  /// The greatest number whose square divides a whole number; nil where that is 1, or the number is
  /// long.
  private static func squareDivisor(_ value: Int) -> Int? {
    guard value > 3, value < mostFactored else { return nil }
    var divisor = 1
    while (divisor + 1) * (divisor + 1) <= value { divisor += 1 }
    while divisor > 1, value % (divisor * divisor) != 0 { divisor -= 1 }
    return divisor > 1 ? divisor : nil
  }

  private static let mostFactored = 1_000_000

  // MARK: - Powers of products

  private func productPower(
    _ coefficient: Number, _ factors: [Factor], _ base: Term, _ exponent: Term,
    _ exponentNumber: Number?
  ) -> Term {
    if let exponentNumber, exponentNumber.isInteger,
      let scaled = coefficient.power(exponentNumber), scaled.isDouble || !coefficient.isDouble
    {
      return product(
        scaled,
        factors.map { Factor(base: $0.base, exponent: multiply($0.exponent, exponent)) })
    }
    var inside: [Factor] = []
    var outside: [Factor] = []
    for factor in factors {
      if isNonnegative(factor.base) {
        outside.append(Factor(base: factor.base, exponent: multiply(factor.exponent, exponent)))
      } else if let inner = numberValue(factor.exponent)?.integer, inner % 2 == 0 {
        let magnitude = function(Operation.abs, [factor.base])
        outside.append(Factor(base: magnitude, exponent: multiply(factor.exponent, exponent)))
      } else {
        inside.append(factor)
      }
    }
    var rest = coefficient
    var taken = Number.one
    if let exponentNumber, let exact = coefficient.magnitude.power(exponentNumber) {
      (taken, rest) = (exact, coefficient.sign)
    }
    if inside.count == 1, rest == .one, numberValue(inside[0].exponent) != nil,
      inside[0].exponent != one
    {
      // An odd power has the sign of its base, and others are real for bases from 0 on only.
      outside.append(
        Factor(base: inside[0].base, exponent: multiply(inside[0].exponent, exponent)))
      inside = []
    }
    guard !outside.isEmpty || taken != .one || inside.isEmpty else {
      return plainPower(base, exponent)
    }
    if !inside.isEmpty || rest != .one {
      let left = product(rest, inside)
      // The same base again would go round in a circle.
      append(rootLeft(left, exponent), &taken, &outside)
    }
    return product(taken, outside)
  }

  private func rootLeft(_ term: Term, _ exponent: Term) -> Term {
    if let number = numberValue(term) {
      return numberPower(number, term, exponent, numberValue(exponent))
    }
    return plainPower(term, exponent)
  }

  /// 1/(2*x + 2) is 1/2/(x + 1), sqrt(4*x + 4) is 2*sqrt(x + 1).
  private func sumPower(_ base: Term, _ exponent: Term, _ number: Number?) -> Term {
    guard let number else { return plainPower(base, exponent) }
    let (content, term) = primitive(base)
    let size = content.magnitude
    guard size != .one, let taken = size.power(number) else { return plainPower(base, exponent) }
    let left = content.isNegative ? negate(term) : term
    return scale(plainPower(left, exponent), by: taken)
  }

  // MARK: - Powers of functions

  private func functionPower(
    _ operation: Operation, _ operands: [Term], _ exponent: Int
  ) -> Term? {
    switch operation {
    case Operation.abs where exponent % 2 == 0:
      return power(operands[0], exponent)
    case Operation.sign where exponent % 2 == 0:
      return one
    case Operation.sign where exponent != 1:
      return function(operation, operands)
    case Operation.hypot where exponent % 2 == 0:
      return power(add(power(operands[0], 2), power(operands[1], 2)), exponent / 2)
    case Operation.cbrt where exponent % 3 == 0:
      return power(operands[0], exponent / 3)
    default:
      return nil
    }
  }

  /// exp(u), with multiples of logarithms in u taken out: exp(2*log(x) + y) is x^2*exp(y).
  func exponential(_ exponent: Term) -> Term {
    if exponent == zero { return one }
    var constant = Number.zero
    var addends: [Addend] = []
    if case .sum(let number, let parts) = self[exponent] {
      (constant, addends) = (number, parts)
    } else {
      addends = [Addend(coefficient: .one, term: exponent)]
    }
    var factors: [Factor] = []
    var left: [Addend] = []
    for addend in addends {
      if case .function(Operation.log, let operands) = self[addend.term] {
        factors.append(Factor(base: operands[0], exponent: number(addend.coefficient)))
      } else {
        left.append(addend)
      }
    }
    guard !factors.isEmpty else { return plainPower(euler, exponent) }
    let rest = sum(constant, left)
    if rest != zero { factors.append(Factor(base: euler, exponent: rest)) }
    return product(.one, factors)
  }
}

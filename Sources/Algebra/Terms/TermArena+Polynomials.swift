/// Between terms and polynomials.
extension TermArena {
  /// A term without a coefficient as a monomial. Exponents that are not numbers become generators
  /// of their own: x^(2*n + 1) is x times the square of x^n.
  func monomial(_ factors: [Factor]) -> Monomial {
    var result = Monomial()
    for factor in factors { multiply(&result, factor) }
    return result
  }

  private func multiply(_ monomial: inout Monomial, _ factor: Factor) {
    if let number = numberValue(factor.exponent) {
      monomial.multiply(factor.base, number)
      return
    }
    var addends = [Addend(coefficient: .one, term: factor.exponent)]
    if case .sum(let constant, let parts) = self[factor.exponent] {
      monomial.multiply(factor.base, constant)
      addends = parts
    }
    for addend in addends {
      let mayBeRoot = factor.base == euler
      if addend.coefficient.isInteger || mayBeRoot && addend.coefficient.isExact {
        monomial.multiply(power(factor.base, addend.term), addend.coefficient)
      } else {
        monomial.multiply(
          power(factor.base, scale(addend.term, by: addend.coefficient)), .one)
      }
    }
  }

  func term(_ monomial: Monomial, _ coefficient: Number = .one) -> Term {
    var scaled = coefficient
    var factors: [Factor] = []
    for power in monomial.powers {
      let parts = self.factors(of: self.power(power.generator, number(power.exponent)))
      scaled = scaled * parts.coefficient
      factors += parts.factors
    }
    return product(scaled, factors)
  }

  func term(_ polynomial: Polynomial) -> Term {
    sum(
      .zero,
      polynomial.sorted.map { Addend(coefficient: $0.coefficient, term: term($0.monomial)) })
  }

  /// The summands of a term as monomials with coefficients.
  func summands(of term: Term) -> [(monomial: Monomial, coefficient: Number)] {
    guard case .sum(let constant, let addends) = self[term] else {
      let (coefficient, factors) = self.factors(of: term)
      return [(monomial(factors), coefficient)]
    }
    var result = addends.map { addend -> (monomial: Monomial, coefficient: Number) in
      let (inner, factors) = self.factors(of: addend.term)
      return (monomial(factors), addend.coefficient * inner)
    }
    if constant != .zero { result.append((.unit, constant)) }
    return result
  }

  func isSum(_ term: Term) -> Bool {
    guard case .sum(let constant, let addends) = self[term] else { return false }
    return addends.count > 1 || constant != .zero
  }

  /// Multiplies out whole positive powers of sums; nil where that gets too long.
  func expanded(_ term: Term, limit: Int) -> Polynomial? {
    var result = Polynomial()
    for (monomial, coefficient) in summands(of: term) {
      guard let part = expanded(monomial, coefficient, limit: limit) else { return nil }
      result = result + part
      if result.count > limit { return nil }
    }
    return result
  }

  func expanded(_ monomial: Monomial, _ coefficient: Number, limit: Int) -> Polynomial? {
    var rest = Monomial()
    var product = Polynomial(coefficient)
    for power in monomial.powers {
      guard isSum(power.generator), !power.exponent.isNegative, power.exponent.isExact else {
        rest.multiply(power.generator, power.exponent)
        continue
      }
      let whole = power.exponent.numerator / power.exponent.denominator
      rest.multiply(power.generator, power.exponent - Number(whole))
      guard whole > 0 else { continue }
      guard whole <= TermArena.mostExpandedPower,
        let base = expanded(power.generator, limit: limit)
      else { return nil }
      for _ in 0..<whole {
        guard product.count * base.count <= limit * 4 else { return nil }
        work += product.count * base.count
        product = product * base
        guard product.count <= limit else { return nil }
      }
    }
    var result = Polynomial()
    for (other, factor) in product.sorted {
      guard let part = settled(other * rest, factor, limit: limit) else { return nil }
      result = result + part
    }
    return result
  }

  /// A monomial whose powers may dissolve: sqrt(2) squared is 2, the root of a sum squared is the
  /// sum.
  private func settled(
    _ monomial: Monomial, _ coefficient: Number, limit: Int
  ) -> Polynomial? {
    var scale = coefficient
    var result = Monomial()
    var needsExpansion = false
    for power in monomial.powers {
      let isOpen: Bool
      switch self[power.generator] {
      case .symbol, .constant, .euler: isOpen = false
      case .number: isOpen = !(power.exponent.magnitude < .one)
      case .sum: isOpen = hasWholePart(power.exponent)
      case .product, .function, .written:
        isOpen = !power.exponent.isNegative && power.exponent != .one
      }
      guard isOpen else {
        result.multiply(power.generator, power.exponent)
        continue
      }
      if isSum(power.generator) {
        result.multiply(power.generator, power.exponent)
        needsExpansion = true
        continue
      }
      let parts = factors(of: self.power(power.generator, number(power.exponent)))
      scale = scale * parts.coefficient
      result = result * self.monomial(parts.factors)
      if parts.factors.contains(where: isOpenSum) { needsExpansion = true }
    }
    if needsExpansion { return expanded(result, scale, limit: limit) }
    return Polynomial(scale, result)
  }

  /// Whether a factor is a sum to a power that can be multiplied out.
  private func isOpenSum(_ factor: Factor) -> Bool {
    guard isSum(factor.base), let exponent = numberValue(factor.exponent) else { return false }
    return hasWholePart(exponent)
  }

  /// Whether a power of a sum has a whole part that `expanded` multiplies out: a rounded exponent
  /// has none.
  private func hasWholePart(_ exponent: Number) -> Bool {
    exponent.isExact && !exponent.isNegative && !(exponent < .one)
  }

  private static let mostExpandedPower = 6
}

/// Common divisors of polynomials in one generator.
extension Polynomial {
  /// The generator, where there is just one and all of its exponents are whole and not negative.
  private var onlyGenerator: Term? {
    var found: Term?
    for monomial in terms.keys {
      guard monomial.powers.count < 2 else { return nil }
      guard let power = monomial.powers.first else { continue }
      guard power.exponent.isInteger, !power.exponent.isNegative,
        found == nil || found == power.generator
      else { return nil }
      found = power.generator
    }
    return found
  }

  /// The greatest common divisor of two polynomials in the same generator, by Euclid's algorithm
  /// over the rational numbers; nil where there is none, or where numbers get too long.
  func commonDivisor(with other: Polynomial) -> Polynomial? {
    guard let generator = onlyGenerator, other.onlyGenerator == generator,
      count <= Polynomial.mostDivided, other.count <= Polynomial.mostDivided
    else { return nil }
    var (a, b) = (self, other)
    if a.degree(generator) < b.degree(generator) { swap(&a, &b) }
    while b.count > 0 {
      guard let rest = a.remainder(by: b, generator) else { return nil }
      (a, b) = (b, rest.divided(by: .unit, rest.common().content))
    }
    return a.degree(generator) > 0 ? a : nil
  }

  private static let mostDivided = 24

  private func degree(_ generator: Term) -> Int {
    terms.keys.map { $0[generator].numerator }.max() ?? 0
  }

  private func remainder(by divisor: Polynomial, _ generator: Term) -> Polynomial? {
    var rest = self
    let degree = divisor.degree(generator)
    var top = Monomial()
    top.multiply(generator, Number(degree))
    guard let leading = divisor.terms[top] else { return nil }
    while rest.count > 0, rest.degree(generator) >= degree {
      let own = rest.degree(generator)
      var monomial = Monomial()
      monomial.multiply(generator, Number(own))
      guard let coefficient = rest.terms[monomial] else { return nil }
      let scale = coefficient / leading
      guard scale.isExact else { return nil }
      var shift = Monomial()
      shift.multiply(generator, Number(own - degree))
      for (other, value) in divisor.terms { rest.add(other * shift, -(value * scale)) }
      guard rest.terms.values.allSatisfy(\.isExact) else { return nil }
    }
    return rest
  }
}

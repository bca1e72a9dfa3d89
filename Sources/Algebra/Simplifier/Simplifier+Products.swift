import Graph

/// Ways to write a product.
extension Simplifier {
  mutating func productCandidates(_ term: Term) -> [Term] {
    let (coefficient, factors) = arena.factors(of: term)
    guard !factors.isEmpty, !isExhausted else { return [] }
    var candidates: [Term] = []
    if let cancelled = cancelled(coefficient, factors) { candidates.append(cancelled) }
    if let multiplied = multipliedOut(coefficient, factors) {
      candidates.append(multiplied)
      let parts = arena.factors(of: multiplied)
      if let expanded = withExpandedBases(parts.coefficient, parts.factors) {
        candidates.append(expanded)
      }
      if let together = overCommonDenominators(parts.coefficient, parts.factors) {
        candidates += cancelled(together)
      }
    }
    if let distributed = distributed(coefficient, factors) { candidates.append(distributed) }
    if isFinal, let hyperbolic = hyperbolic(coefficient, factors) { candidates.append(hyperbolic) }
    if let expanded = withExpandedBases(coefficient, factors) { candidates.append(expanded) }
    candidates += shiftedRoots(coefficient, factors)
    if isFinal, let doubled = doubledAngle(coefficient, factors) { candidates.append(doubled) }
    if let together = overCommonDenominators(coefficient, factors) {
      candidates += cancelled(together)
    }
    candidates += quotientCandidates(term)
    return candidates
  }

  // MARK: - Cancelling

  /// A product, and what is left of it when it is cancelled.
  private mutating func cancelled(_ product: Term) -> [Term] {
    let parts = arena.factors(of: product)
    return [product] + (cancelled(parts.coefficient, parts.factors).map { [$0] } ?? [])
  }

  /// Sums above the line divided by sums below it, where that leaves no rest.
  private mutating func cancelled(_ coefficient: Number, _ factors: [Factor]) -> Term? {
    var factors = factors
    var extra: [Term] = []
    for above in factors.indices where isWholeSum(factors[above], isBelow: false) {
      for below in factors.indices where isWholeSum(factors[below], isBelow: true) {
        guard !isExhausted, factors[above].base != factors[below].base,
          let numerator = arena.expanded(factors[above].base, limit: Simplifier.mostTerms),
          let denominator = arena.expanded(factors[below].base, limit: Simplifier.mostTerms)
        else { continue }
        arena.work += numerator.count * denominator.count
        if let quotient = numerator.divided(by: denominator) {
          // (q·d)^n: q^n beside d^n.
          extra.append(arena.power(arena.term(quotient), factors[above].exponent))
          factors[above].base = factors[below].base
          break
        }
        guard let divisor = numerator.commonDivisor(with: denominator),
          let first = numerator.divided(by: divisor), let second = denominator.divided(by: divisor)
        else { continue }
        extra.append(arena.power(arena.term(first), factors[above].exponent))
        extra.append(arena.power(arena.term(second), factors[below].exponent))
        factors[above].base = arena.term(divisor)
        factors[below].base = arena.term(divisor)
        break
      }
    }
    guard !extra.isEmpty else { return nil }
    return arena.multiply([arena.product(coefficient, factors)] + extra)
  }

  private func isWholeSum(_ factor: Factor, isBelow: Bool) -> Bool {
    guard arena.isSum(factor.base), let exponent = arena.numberValue(factor.exponent) else {
      return false
    }
    return exponent.isNegative == isBelow && (isBelow || exponent.isInteger)
  }

  /// Sums that are quotients themselves brought over their denominators.
  private mutating func overCommonDenominators(
    _ coefficient: Number, _ factors: [Factor]
  ) -> Term? {
    var changes = false
    var result = [arena.number(coefficient)]
    for factor in factors {
      guard arena.isSum(factor.base) else {
        result.append(arena.power(factor.base, factor.exponent))
        continue
      }
      let quotient = quotient(of: factor.base)
      if quotient != factor.base { changes = true }
      result.append(arena.power(quotient, factor.exponent))
    }
    return changes ? arena.multiply(result) : nil
  }

  /// A sum or a product over its common denominator.
  mutating func overCommonDenominator(_ term: Term) -> Term {
    if arena.isSum(term) { return quotient(of: term) }
    let (coefficient, factors) = arena.factors(of: term)
    return overCommonDenominators(coefficient, factors) ?? term
  }

  /// A sum over its common denominator, the sums inside it first.
  mutating func quotient(of sum: Term) -> Term {
    if let known = quotients[sum] { return known }
    quotients[sum] = sum
    let inner = withQuotients(sum)
    guard arena.isSum(inner), !isExhausted else {
      quotients[sum] = inner
      return inner
    }
    let (factor, content, rest) = split(arena.summands(of: inner))
    var quotient = inner
    if factor.hasNegativeExponent || inner != sum {
      var numerator = Polynomial()
      for (monomial, coefficient) in rest {
        guard let part = arena.expanded(monomial, coefficient, limit: Simplifier.mostTerms) else {
          return sum
        }
        numerator = numerator + part
      }
      guard numerator.count <= Simplifier.mostTerms else { return sum }
      quotient = arena.multiply(arena.term(factor, content), arena.term(numerator))
    }
    quotients[sum] = quotient
    return quotient
  }

  /// A sum in whose summands every sum is over its common denominator.
  mutating func withQuotients(_ sum: Term) -> Term {
    guard case .sum(let constant, let addends) = arena[sum] else { return sum }
    var parts: [Addend] = []
    for addend in addends {
      var factors: [Term] = []
      for factor in arena.factors(of: addend.term).factors {
        let isOpen =
          arena.isSum(factor.base) && arena.numberValue(factor.exponent)?.isInteger == true
        let base = isOpen ? quotient(of: factor.base) : factor.base
        factors.append(arena.power(base, factor.exponent))
      }
      let scale = arena.factors(of: addend.term).coefficient
      parts.append(
        Addend(coefficient: addend.coefficient * scale, term: arena.multiply(factors)))
    }
    return arena.sum(constant, parts)
  }

  // MARK: - Multiplying out

  /// Sums with the same exponent multiplied with each other: (1 - x)*(1 + x) is 1 - x^2, under a
  /// root too.
  private mutating func multipliedOut(_ coefficient: Number, _ factors: [Factor]) -> Term? {
    var changes = false
    var result = [arena.number(coefficient)]
    var left = factors.map {
      arena.isSum($0.base) || !isProduct($0.base) ? $0 : expandedBase($0, &changes)
    }
    while let factor = left.popLast() {
      guard arena.isSum(factor.base), !isExhausted,
        let place = left.firstIndex(where: {
          $0.exponent == factor.exponent && arena.isSum($0.base)
        })
      else {
        result.append(arena.power(factor.base, factor.exponent))
        continue
      }
      let both = [factor, left[place]].map { Factor(base: $0.base, exponent: arena.one) }
      guard
        let product = arena.expanded(
          arena.product(.one, both), limit: Simplifier.mostTerms)
      else {
        result.append(arena.power(factor.base, factor.exponent))
        continue
      }
      changes = true
      let variants = trigonometricVariants(product)
      left[place].base = arena.term(variants.min { $0.count < $1.count } ?? product)
      if !arena.isSum(left[place].base) {
        let done = left.remove(at: place)
        result.append(arena.power(done.base, done.exponent))
      }
    }
    return changes ? arena.multiply(result) : nil
  }

  private func isProduct(_ term: Term) -> Bool {
    if case .product = arena[term] { return true }
    if case .sum = arena[term] { return !arena.isSum(term) }
    return false
  }

  /// The base of a root multiplied out.
  private mutating func expandedBase(_ factor: Factor, _ changes: inout Bool) -> Factor {
    guard let base = arena.expanded(factor.base, limit: Simplifier.mostTerms) else {
      return factor
    }
    let term = arena.term(base)
    guard term != factor.base else { return factor }
    changes = true
    return Factor(base: term, exponent: factor.exponent)
  }

  /// Every sum multiplied out, so that equal ones meet: sqrt((1 - x)*(1 + x)) and sqrt(1 - x^2).
  mutating func withExpandedBases(
    _ coefficient: Number, _ factors: [Factor]
  ) -> Term? {
    var changes = false
    let expanded = factors.map { factor in
      arena.isSum(factor.base) ? expandedBase(factor, &changes) : factor
    }
    return changes
      ? arena.multiply(
        [arena.number(coefficient)] + expanded.map { arena.power($0.base, $0.exponent) }) : nil
  }

  /// A root of a product one power up or down: x/sqrt(x*y) is sqrt(x*y)/y.
  private func shiftedRoots(_ coefficient: Number, _ factors: [Factor]) -> [Term] {
    var shifted: [Term] = []
    for (place, factor) in factors.enumerated() where isProduct(factor.base) {
      guard let exponent = arena.numberValue(factor.exponent), exponent.isExact else { continue }
      for step in [Number.one, .minusOne] {
        var rest = factors
        rest[place].exponent = arena.number(exponent + step)
        let inverse = arena.power(factor.base, arena.number(-step))
        shifted.append(arena.multiply(arena.product(coefficient, rest), inverse))
      }
    }
    return shifted
  }

  /// A number times a sum: 0.4*(0.5*x - 3) is 0.2*x - 1.2.
  private func distributed(_ coefficient: Number, _ factors: [Factor]) -> Term? {
    guard coefficient != .one,
      let place = factors.firstIndex(where: {
        $0.exponent == arena.one && arena.isSum($0.base)
      }), case .sum(let constant, let addends) = arena[factors[place].base]
    else { return nil }
    var rest = factors
    rest.remove(at: place)
    let sum = arena.sum(
      constant * coefficient,
      addends.map { Addend(coefficient: $0.coefficient * coefficient, term: $0.term) })
    return arena.multiply(sum, arena.product(.one, rest))
  }
}

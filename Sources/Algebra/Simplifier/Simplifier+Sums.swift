/// Ways to write a sum.
extension Simplifier {
  /// Longer sums are not multiplied out, not grouped.
  static let mostTerms = 150
  private static let mostGrouped = 40

  mutating func sumCandidates(_ term: Term) -> [Term] {
    var candidates: [Term] = []
    if let selection = joinedSelections(term) { candidates.append(selection) }
    if isFinal, let hyperbolic = hyperbolic(term) { candidates.append(hyperbolic) }
    if isFinal, let cosine = doubledCosine(term) { candidates.append(cosine) }
    candidates.append(withNumbersDistributed(term))
    if let expanded = withExpandedBases(term) { candidates.append(expanded) }
    candidates.append(withCommonFactor(term))
    candidates.append(grouped(term))
    let nested = withQuotients(term)
    let quotients = quotientCandidates(term) + (nested == term ? [] : quotientCandidates(nested))
    for quotient in quotients {
      candidates.append(quotient)
      candidates.append(groupedNumerator(quotient))
    }
    return candidates
  }

  // MARK: - Common factors

  /// The greatest common factor of all summands taken out, negative and broken exponents too.
  mutating func withCommonFactor(_ term: Term) -> Term {
    let (factor, content, rest) = split(arena.summands(of: term))
    guard !factor.powers.isEmpty || content != .one else { return term }
    let inner = arena.sum(
      .zero, rest.map { Addend(coefficient: $0.coefficient, term: arena.term($0.monomial)) })
    return arena.multiply(arena.term(factor, content), inner)
  }

  /// Summands as a common factor, a number, and what is left of them, without negative exponents.
  func split(
    _ summands: [(monomial: Monomial, coefficient: Number)]
  ) -> (
    factor: Monomial, content: Number, rest: [(monomial: Monomial, coefficient: Number)]
  ) {
    var exponents: [Term: [Number]] = [:]
    var order: [Term] = []
    var content = Number.content(of: summands.map(\.coefficient))
    for (monomial, _) in summands {
      for power in monomial.powers {
        if exponents[power.generator] == nil { order.append(power.generator) }
        exponents[power.generator, default: []].append(power.exponent)
      }
    }
    var factor = Monomial()
    for generator in order {
      factor.multiply(
        generator,
        Number.common(
          exponents[generator] ?? [], isInAll: exponents[generator]?.count == summands.count,
          keepsSign: isExponential(generator)))
    }
    if content == .zero || arena.prefersDecimals && !content.isInteger { content = .one }
    if summands.allSatisfy({ $0.coefficient.isNegative }) { content = -content }
    let scale = content.reciprocal
    return (
      factor, content,
      summands.map { ($0.monomial.divided(by: factor), $0.coefficient * scale) }
    )
  }

  /// An exponential comes out only where all summands have it with the same sign: exp(-x)*(1 +
  /// exp(2*x)) would overflow.
  func isExponential(_ generator: Term) -> Bool {
    guard case .product(let factors) = arena[generator], factors.count == 1 else { return false }
    return arena.numberValue(factors[0].exponent) == nil
  }

  // MARK: - Quotients

  /// The sum over a common denominator, with the numerator multiplied out and what it has in common
  /// with the denominator cancelled, in some variants.
  mutating func quotientCandidates(_ term: Term) -> [Term] {
    let summands = arena.summands(of: term)
    var (factor, content, rest) = split(summands)
    if summands.count == 1 {
      // A product: what is to be multiplied out stays.
      (factor, content, rest) = (.unit, .one, summands)
    }
    var numerator = Polynomial()
    for (monomial, coefficient) in rest {
      guard !isExhausted,
        let part = arena.expanded(monomial, coefficient, limit: Simplifier.mostTerms)
      else { return [] }
      numerator = numerator + part
      guard numerator.count <= Simplifier.mostTerms else { return [] }
    }
    guard numerator.count > 0 else { return [arena.zero] }
    let (common, inner) = numerator.common(keepsSign: isExponential)
    numerator = numerator.divided(by: common, inner)
    factor = factor * common
    content = content * inner
    var divisors = sums(in: summands.map(\.monomial) + [factor])
    divisors += knownSums.filter { !divisors.contains($0) }
    var candidates: [Term] = []
    for variant in trigonometricVariants(numerator) {
      let plain = quotient(factor, content, variant, divisors: [])
      let cancelled = quotient(factor, content, variant, divisors: divisors)
      candidates.append(plain)
      if cancelled != plain { candidates.append(cancelled) }
    }
    return candidates
  }

  /// The sums among the generators of some monomials.
  private func sums(in monomials: [Monomial]) -> [Term] {
    var found: [Term] = []
    for monomial in monomials {
      for power in monomial.powers
      where arena.isSum(power.generator) && !found.contains(power.generator) {
        found.append(power.generator)
      }
    }
    return found
  }

  private mutating func quotient(
    _ factor: Monomial, _ content: Number, _ numerator: Polynomial, divisors: [Term]
  ) -> Term {
    guard numerator.count > 0 else { return arena.zero }
    let (common, inner) = numerator.common(keepsSign: isExponential)
    var rest = numerator.divided(by: common, inner)
    var factor = factor * common
    for divisor in divisors {
      guard let polynomial = arena.expanded(divisor, limit: Simplifier.mostTerms) else { continue }
      while !isExhausted, let quotient = rest.divided(by: polynomial) {
        arena.work += rest.count * polynomial.count
        rest = quotient
        factor.multiply(divisor, .one)
      }
    }
    let scale = arena.term(factor, content * inner)
    return arena.multiply([scale] + rest.separated.map(power))
  }

  /// A polynomial as a term: the power of a root where it is one.
  private func power(_ polynomial: Polynomial) -> Term {
    guard let (root, exponent) = polynomial.perfectRoot else { return arena.term(polynomial) }
    return arena.power(arena.term(root), exponent)
  }

  /// The sum with the bases of all powers in it multiplied out, so that equal ones meet.
  private mutating func withExpandedBases(_ term: Term) -> Term? {
    guard case .sum(let constant, let addends) = arena[term], !isExhausted else { return nil }
    var changes = false
    let parts = addends.map { addend -> Addend in
      let (coefficient, factors) = arena.factors(of: addend.term)
      guard let expanded = withExpandedBases(coefficient, factors) else { return addend }
      changes = true
      return Addend(coefficient: addend.coefficient, term: expanded)
    }
    guard changes else { return nil }
    let sum = arena.sum(constant, parts)
    return arena.isSum(sum) ? withCommonFactor(sum) : sum
  }

  /// Numbers before sums multiplied into them: 2*(x + y) - 3*(x - y) is 5*y - x.
  private func withNumbersDistributed(_ term: Term) -> Term {
    guard case .sum(let constant, let addends) = arena[term] else { return term }
    var total = constant
    var parts: [Addend] = []
    for addend in addends {
      guard case .sum(let inner, let own) = arena[addend.term] else {
        parts.append(addend)
        continue
      }
      total = total + inner * addend.coefficient
      parts += own.map { Addend(coefficient: $0.coefficient * addend.coefficient, term: $0.term) }
    }
    return arena.sum(total, parts)
  }

  /// A product whose sums are grouped.
  private mutating func groupedNumerator(_ term: Term) -> Term {
    let (coefficient, factors) = arena.factors(of: term)
    var result = [arena.number(coefficient)]
    for factor in factors {
      let base =
        arena.isSum(factor.base) ? shortest([factor.base, grouped(factor.base)]) : factor.base
      result.append(arena.power(base, factor.exponent))
    }
    return arena.multiply(result)
  }

  // MARK: - Grouping

  /// Factors that several summands share taken out of those, the most profitable first.
  mutating func grouped(_ term: Term) -> Term {
    let summands = arena.summands(of: term)
    guard summands.count > 2, summands.count <= Simplifier.mostGrouped else { return term }
    return grouped(summands)
  }

  private mutating func grouped(
    _ summands: [(monomial: Monomial, coefficient: Number)]
  ) -> Term {
    let plain = sum(summands)
    guard summands.count > 2, !isExhausted else {
      return shortest([plain, withCommonFactor(plain)])
    }
    var best = shortest([plain, withCommonFactor(plain)])
    var least = cost(best)
    for (generator, exponent) in frequentPowers(summands) {
      var taken: [(monomial: Monomial, coefficient: Number)] = []
      var left: [(monomial: Monomial, coefficient: Number)] = []
      for summand in summands {
        if contains(summand.monomial, .init(generator: generator, exponent: exponent)) {
          var monomial = summand.monomial
          monomial.multiply(generator, -exponent)
          taken.append((monomial, summand.coefficient))
        } else {
          left.append(summand)
        }
      }
      // Horner's scheme has fewer operations, but nobody writes it.
      if case .symbol = arena[generator],
        taken.contains(where: { $0.monomial[generator] != .zero }),
        !left.isEmpty
      {
        continue
      }
      let factor = arena.power(generator, arena.number(exponent))
      let inner = arena.multiply(factor, grouped(taken))
      let candidate = left.isEmpty ? inner : arena.add(inner, grouped(left))
      let cost = cost(candidate)
      if cost < least { (best, least) = (candidate, cost) }
    }
    return best
  }

  private func sum(_ summands: [(monomial: Monomial, coefficient: Number)]) -> Term {
    arena.sum(
      .zero, summands.map { Addend(coefficient: $0.coefficient, term: arena.term($0.monomial)) })
  }

  /// The powers that most summands have, at least two of them: each as small as it occurs.
  private func frequentPowers(
    _ summands: [(monomial: Monomial, coefficient: Number)]
  ) -> [(Term, Number)] {
    var powers: [Monomial.Power] = []
    var seen: Set<Monomial.Power> = []
    for summand in summands {
      for power in summand.monomial.powers where seen.insert(power).inserted {
        powers.append(power)
      }
    }
    var frequent: [(power: Monomial.Power, count: Int)] = []
    for power in powers {
      let count = summands.count { contains($0.monomial, power) }
      if count > 1 { frequent.append((power, count)) }
    }
    // Equally frequent ones in the order in which they were met: `sort` is stable.
    frequent.sort { $0.count > $1.count }
    return frequent.prefix(Simplifier.mostTried).map { ($0.power.generator, $0.power.exponent) }
  }

  /// Whether a power can be taken out of a monomial without leaving one of the other sign.
  private func contains(_ monomial: Monomial, _ power: Monomial.Power) -> Bool {
    let own = monomial[power.generator]
    return own.isNegative == power.exponent.isNegative
      && !(own.magnitude < power.exponent.magnitude)
  }

  private static let mostTried = 3
}

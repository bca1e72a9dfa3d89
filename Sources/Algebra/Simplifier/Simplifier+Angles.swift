import Graph

/// The Pythagorean identities.
extension Simplifier {
  private static let pairs: [(sine: Operation, cosine: Operation, sign: Number)] = [
    // cos² = 1 - sin², cosh² = 1 + sinh².
    (Operation.sin, Operation.cos, .minusOne), (Operation.sinh, Operation.cosh, .one),
  ]

  /// The inverses of circular and hyperbolic functions.
  private static let inverses = Set(
    [Operation.sin, .cos, .tan, .sinh, .cosh, .tanh].compactMap(\.inverse))

  /// A polynomial in which even powers of sines and cosines are exchanged for each other, where
  /// that leaves fewer terms; itself first.
  mutating func trigonometricVariants(_ polynomial: Polynomial) -> [Polynomial] {
    var best = polynomial
    var variants = [polynomial]
    for (sine, cosine, sign) in Simplifier.pairs {
      for operand in operands(of: sine, cosine, in: polynomial) {
        let (s, c) = (arena.function(sine, [operand]), arena.function(cosine, [operand]))
        // sin² = 1 - cos², sinh² = cosh² - 1.
        let withoutSine = replacing(s, in: best, constant: -sign, c, sign)
        let withoutCosine = replacing(c, in: best, constant: .one, s, sign)
        for variant in [withoutSine, withoutCosine] where variant.count <= Simplifier.mostTerms {
          variants.append(variant)
        }
        if let shorter = [withoutSine, withoutCosine].min(by: { $0.count < $1.count }),
          shorter.count < best.count
        {
          best = shorter
        }
      }
    }
    if variants.count > 1 { variants.append(best) }
    return variants
  }

  private func operands(
    of sine: Operation, _ cosine: Operation, in polynomial: Polynomial
  ) -> [Term] {
    var found: [Term] = []
    for (monomial, _) in polynomial.sorted {
      for power in monomial.powers {
        guard case .function(let operation, let operands) = arena[power.generator],
          operation == sine || operation == cosine, !(power.exponent < Number(2)),
          !found.contains(operands[0])
        else { continue }
        found.append(operands[0])
      }
    }
    return found
  }

  /// Every square of a generator exchanged for constant + factor·other².
  private func replacing(
    _ generator: Term, in polynomial: Polynomial, constant: Number, _ other: Term,
    _ factor: Number
  ) -> Polynomial {
    var square = Monomial()
    square.multiply(other, Number(2))
    var replacement = Polynomial(constant)
    replacement.add(square, factor)
    var result = Polynomial()
    for (monomial, coefficient) in polynomial.sorted {
      var rest = monomial
      var part = Polynomial(coefficient)
      let exponent = monomial[generator]
      if exponent.isInteger, !exponent.isNegative, exponent.numerator < 12 {
        for _ in 0..<exponent.numerator / 2 {
          rest.multiply(generator, Number(-2))
          part = part * replacement
        }
      }
      for (inner, value) in part.sorted { result.add(inner * rest, value) }
    }
    return result
  }

  /// 2*cos(u)^2 - 1, 1 - 2*sin(u)^2 and their hyperbolic counterparts as cos(2*u) and cosh(2*u).
  func doubledCosine(_ term: Term) -> Term? {
    guard case .sum(let constant, let addends) = arena[term], addends.count == 1,
      constant != .zero, case .product(let factors) = arena[addends[0].term], factors.count == 1,
      factors[0].exponent == arena.number(2), let (operation, operand) = angle(factors[0].base)
    else { return nil }
    let ratio = addends[0].coefficient / constant
    let isDoubled = operation == Operation.sinh ? ratio == Number(2) : ratio == Number(-2)
    guard isDoubled else { return nil }
    let isCircular = operation == Operation.sin || operation == Operation.cos
    let isCosine = operation == Operation.cos || operation == Operation.cosh
    return arena.scale(
      arena.function(
        isCircular ? Operation.cos : Operation.cosh, [arena.scale(operand, by: Number(2))]),
      by: isCosine ? -constant : constant)
  }

  // MARK: - Half angles

  /// The term with functions of 2*u written by those of u where both occur; nil where they do not.
  func withHalfAngles(_ root: Term) -> Term? {
    let closure = arena.closure(of: [root])
    var operands: Set<Term> = []
    for term in closure {
      if let (_, operand) = angle(term) { operands.insert(operand) }
    }
    var known: [Term: Term] = [:]
    for term in closure {
      guard let (operation, operand) = angle(term) else { continue }
      let half = arena.scale(operand, by: .half)
      guard
        operands.contains(half) || isInverse(half)
          || operands.contains(where: {
            arena.scale($0, by: Number(2)) == operand
          })
      else { continue }
      let isCircular = operation == Operation.sin || operation == Operation.cos
      let (s, c) =
        isCircular ? (Operation.sin, Operation.cos) : (Operation.sinh, Operation.cosh)
      let (sine, cosine) = (arena.function(s, [half]), arena.function(c, [half]))
      known[term] =
        operation == s
        ? arena.scale(arena.multiply(sine, cosine), by: Number(2))
        : arena.sum(
          .minusOne, [Addend(coefficient: Number(2), term: arena.power(cosine, 2))])
    }
    return known.isEmpty ? nil : exchanging(known, in: root)
  }

  private func isInverse(_ term: Term) -> Bool {
    guard case .function(let operation, _) = arena[term] else { return false }
    return Simplifier.inverses.contains(operation)
  }

  /// The term with 1 - sigmoid(u) in the place of sigmoid(-u) where both occur.
  func withComplements(_ root: Term) -> Term? {
    var known: [Term: Term] = [:]
    let sigmoids = arena.closure(of: [root]).filter {
      if case .function(Operation.sigmoid, _) = arena[$0] { true } else { false }
    }
    let all = Set(sigmoids)
    for term in sigmoids {
      guard case .function(_, let operands) = arena[term], arena.looksNegative(operands[0]) else {
        continue
      }
      let positive = arena.function(Operation.sigmoid, [arena.negate(operands[0])])
      // Alone, sigmoid(-u) keeps the digits that the difference cancels.
      guard all.contains(positive) else { continue }
      known[term] = arena.subtract(arena.one, positive)
    }
    return known.isEmpty ? nil : exchanging(known, in: root)
  }

  private func angle(_ term: Term) -> (Operation, Term)? {
    guard case .function(let operation, let operands) = arena[term],
      operation == Operation.sin || operation == Operation.cos || operation == Operation.sinh
        || operation == Operation.cosh
    else { return nil }
    return (operation, operands[0])
  }
}

import Graph

/// Products.
extension TermArena {
  func multiply(_ terms: Term...) -> Term { multiply(terms) }
  func multiply(_ terms: [Term]) -> Term {
    var coefficient = Number.one
    var factors: [Factor] = []
    for term in terms { append(term, &coefficient, &factors) }
    return product(coefficient, factors)
  }

  func divide(_ left: Term, _ right: Term) -> Term { multiply(left, power(right, minusOne)) }

  /// Adds a term to the parts of a product.
  func append(_ term: Term, _ coefficient: inout Number, _ factors: inout [Factor]) {
    switch self[term] {
    case .number(let value):
      coefficient = coefficient * value
    case .sum(let constant, let addends) where addends.count == 1 && constant == .zero:
      coefficient = coefficient * addends[0].coefficient
      append(addends[0].term, &coefficient, &factors)
    case .product(let inner) where inner.count <= mostSpread:
      factors += inner
    case .sum, .product, .constant, .euler, .symbol, .function, .written:
      factors.append(Factor(base: term, exponent: one))
    }
  }

  /// A term as powers, its coefficient apart.
  func factors(of term: Term) -> (coefficient: Number, factors: [Factor]) {
    var coefficient = Number.one
    var factors: [Factor] = []
    append(term, &coefficient, &factors)
    return (coefficient, factors)
  }

  /// The product of a number and powers of any terms: equal bases gathered.
  func product(_ coefficient: Number, _ factors: [Factor]) -> Term {
    work += factors.count
    if factors.contains(where: isNonfinite) { return writtenProduct(coefficient, factors) }
    if coefficient == .zero { return zero }
    var coefficient = coefficient
    var result = gathered(factors)
    // What gathering has made may dissolve into other powers, and those may be gathered again.
    for _ in 0..<TermArena.mostRounds {
      var next: [Factor] = []
      var changes = false
      for factor in result where !settle(factor, &coefficient, &next) { changes = true }
      if combine(&next, &coefficient) { changes = true }
      result = changes ? gathered(next) : next
      if !changes { break }
    }
    if result.contains(where: isNonfinite) { return writtenProduct(coefficient, result) }
    if coefficient == .zero { return zero }
    guard !result.isEmpty else { return number(coefficient) }
    let monic =
      result.count == 1 && result[0].exponent == one
      ? result[0].base : intern(.product(result))
    return scale(monic, by: coefficient)
  }

  private static let mostRounds = 8

  private func gathered(_ factors: [Factor]) -> [Factor] {
    guard factors.count > 1 else { return factors }
    var isSorted = true
    for index in factors.indices.dropFirst()
    where factors[index - 1].base.index >= factors[index].base.index {
      isSorted = false
      break
    }
    if isSorted { return factors }
    let sorted = factors.enumerated().sorted {
      ($0.element.base.index, $0.offset) < ($1.element.base.index, $1.offset)
    }
    var result: [Factor] = []
    for (_, factor) in sorted {
      if let last = result.last, last.base == factor.base {
        result[result.count - 1].exponent = add(last.exponent, factor.exponent)
      } else {
        result.append(factor)
      }
    }
    return result.filter { $0.exponent != zero }
  }

  /// Adds one power to a product, dissolved where it is one of something that dissolves; false if
  /// it was.
  private func settle(
    _ factor: Factor, _ coefficient: inout Number, _ result: inout [Factor]
  ) -> Bool {
    let term = power(factor.base, factor.exponent)
    if case .product(let inner) = self[term], inner == [factor] {
      result.append(factor)
      return true
    }
    if factor.exponent == one, term == factor.base, isAtomic(term) {
      result.append(factor)
      return true
    }
    append(term, &coefficient, &result)
    return false
  }

  private func isAtomic(_ term: Term) -> Bool {
    switch self[term] {
    case .number: false
    case .product(let factors): factors.count > mostSpread
    case .sum(let constant, let addends): addends.count > 1 || constant != .zero
    case .constant, .euler, .symbol, .function, .written: true
    }
  }

  // MARK: - Factors that know each other

  /// Joins factors whose bases are related: multiples of one sum, a value with its sign and its
  /// magnitude.
  private func combine(_ factors: inout [Factor], _ coefficient: inout Number) -> Bool {
    let joinsNumbers = joinNumbers(&factors, &coefficient)
    let joinsSums = joinSums(&factors, &coefficient)
    let joinsSigns = joinSigns(&factors)
    return joinsNumbers || joinsSums || joinsSigns
  }

  /// sqrt(3)/3 is 1/sqrt(3), 2/sqrt(2) is sqrt(2), 2^x*5^x is 10^x.
  private func joinNumbers(_ factors: inout [Factor], _ coefficient: inout Number) -> Bool {
    for (place, factor) in factors.enumerated() {
      guard let base = numberValue(factor.base)?.integer, base > 1 else { continue }
      if let other = factors.indices.first(where: {
        $0 > place && factors[$0].exponent == factor.exponent
      }), let second = numberValue(factors[other].base)?.integer, second > 1,
        base.multipliedReportingOverflow(by: second).overflow == false
      {
        factors[place].base = number(base * second)
        factors.remove(at: other)
        return true
      }
      guard coefficient.isExact, let exponent = numberValue(factor.exponent), exponent.isExact
      else { continue }
      let part = exponent.isNegative ? coefficient.numerator : coefficient.denominator
      guard part % base == 0 else { continue }
      let step = exponent.isNegative ? Number.minusOne : .one
      coefficient = coefficient * (exponent.isNegative ? Number(1, base) : Number(base))
      factors[place].exponent = number(exponent - step)
      factors.removeAll { $0.exponent == zero }
      return true
    }
    return false
  }

  /// (2 - 2*x)*(x - 1) is -2*(x - 1)^2.
  private func joinSums(_ factors: inout [Factor], _ coefficient: inout Number) -> Bool {
    var sums: [(place: Int, content: Number, term: Term)] = []
    for (place, factor) in factors.enumerated() {
      guard case .sum = self[factor.base] else { continue }
      let (content, term) = primitive(factor.base)
      sums.append((place, content, term))
    }
    guard sums.count > 1 else { return false }
    for (index, first) in sums.enumerated() {
      for second in sums[(index + 1)...] where second.term == first.term {
        // The one with a whole exponent is written as a multiple of the other.
        let isFirstWhole = numberValue(factors[first.place].exponent)?.isInteger == true
        let isSecondWhole = numberValue(factors[second.place].exponent)?.isInteger == true
        let (moved, kept) =
          isSecondWhole ? (second, first) : isFirstWhole ? (first, second) : (first, first)
        guard moved.place != kept.place,
          let exponent = numberValue(factors[moved.place].exponent),
          let ratio = (moved.content / kept.content).power(exponent)
        else { continue }
        factors[moved.place].base = factors[kept.place].base
        coefficient = coefficient * ratio
        return true
      }
    }
    return false
  }

  /// x/abs(x) is sign(x), x*sign(x) abs(x), abs(x)*sign(x) x.
  private func joinSigns(_ factors: inout [Factor]) -> Bool {
    for (place, factor) in factors.enumerated() {
      guard case .function(let operation, let operands) = self[factor.base],
        operation == Operation.sign || operation == Operation.abs,
        let exponent = numberValue(factor.exponent)?.integer
      else { continue }
      let operand = operands[0]
      // Beside a root of the operand, which is not negative then.
      if factors.contains(where: {
        $0.base == operand && numberValue($0.exponent)?.isInteger == false
      }) {
        factors[place].base = operation == Operation.abs ? operand : one
        return true
      }
      if operation == Operation.sign {
        if let other = factors.firstIndex(where: { isMagnitude($0, of: operand) }) {
          factors[other].base = operand
          factors.remove(at: place)
          return true
        }
        let unit = exponent % 2 != 0
        if unit, let other = factors.firstIndex(where: { $0.base == operand }),
          factors[other].exponent == one || factors[other].exponent == minusOne
        {
          factors[other].base = function(Operation.abs, [operand])
          factors.remove(at: place)
          return true
        }
      } else if let other = factors.firstIndex(where: { $0.base == operand }),
        let inner = numberValue(factors[other].exponent)?.integer, (inner < 0) != (exponent < 0)
      {
        // abs(x)^b*x^k is abs(x)^(b + k)*sign(x)^k.
        factors[place].exponent = number(exponent + inner)
        if inner % 2 == 0 {
          factors.remove(at: other)
        } else {
          factors[other] = Factor(base: function(Operation.sign, [operand]), exponent: one)
        }
        factors.removeAll { $0.exponent == zero }
        return true
      }
    }
    return false
  }

  /// Whether a factor is an odd power of abs(operand).
  private func isMagnitude(_ factor: Factor, of operand: Term) -> Bool {
    guard case .function(Operation.abs, let operands) = self[factor.base],
      operands[0] == operand, let exponent = numberValue(factor.exponent)?.integer
    else { return false }
    return exponent % 2 != 0
  }
}

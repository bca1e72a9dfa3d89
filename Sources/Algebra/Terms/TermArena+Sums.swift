import Graph

/// Sums and multiples.
extension TermArena {
  /// A term as a coefficient times a term without one.
  func split(_ term: Term) -> (coefficient: Number, term: Term) {
    switch self[term] {
    case .number(let value): return (value, one)
    case .sum(let constant, let addends) where addends.count == 1 && constant == .zero:
      return (addends[0].coefficient, addends[0].term)
    case .sum, .product, .constant, .euler, .symbol, .function, .written:
      return (.one, term)
    }
  }

  func scale(_ term: Term, by factor: Number) -> Term {
    if factor == .one { return term }
    if isNonfinite(term) {
      return writtenSum(.zero, [Addend(coefficient: factor, term: term)])
    }
    if factor == .zero { return zero }
    switch self[term] {
    case .number(let value):
      return number(value * factor)
    case .sum(let constant, let addends) where addends.count == 1 && constant == .zero:
      return sum(
        .zero, [Addend(coefficient: addends[0].coefficient * factor, term: addends[0].term)])
    case .sum(let constant, let addends) where factor == .minusOne:
      return intern(
        .sum(-constant, addends.map { Addend(coefficient: -$0.coefficient, term: $0.term) }))
    case .sum, .product, .constant, .euler, .symbol, .function, .written:
      return sum(.zero, [Addend(coefficient: factor, term: term)])
    }
  }

  func negate(_ term: Term) -> Term { scale(term, by: .minusOne) }
  func add(_ terms: Term...) -> Term { add(terms) }
  func add(_ terms: [Term]) -> Term {
    sum(.zero, terms.map { Addend(coefficient: .one, term: $0) })
  }
  func subtract(_ left: Term, _ right: Term) -> Term {
    sum(
      .zero,
      [Addend(coefficient: .one, term: left), Addend(coefficient: .minusOne, term: right)])
  }

  /// The sum of a constant and any multiples of any terms, like terms gathered.
  ///
  /// A sum inside is dissolved where its coefficient is 1 or -1 and it is not large; a multiple of
  /// a sum is left as it is.
  func sum(_ constant: Number, _ addends: [Addend]) -> Term {
    work += addends.count
    if addends.contains(where: { isNonfinite($0.term) }) { return writtenSum(constant, addends) }
    var total = constant
    var flat: [Addend] = []
    flat.reserveCapacity(addends.count)
    for addend in addends where addend.coefficient != .zero {
      flatten(addend, isAlone: addends.count == 1, &total, &flat)
    }
    flat = gathered(flat)
    if let merged = withMergedLogarithms(flat) { flat = gathered(merged) }
    // 2*(x + y) - (x + y) has become one whole sum, which belongs to the others.
    if flat.count < addends.count, flat.contains(where: isDissolved) { return sum(total, flat) }
    if flat.isEmpty { return number(total) }
    if flat.count == 1, total == .zero, flat[0].coefficient == .one { return flat[0].term }
    return intern(.sum(total, flat))
  }

  /// c*log(2) + c*log(5) as c*log(10), c*log(6) - c*log(2) as c*log(3): logarithms of whole numbers
  /// as one where that is of a whole number, too; nil where there are none.
  private func withMergedLogarithms(_ addends: [Addend]) -> [Addend]? {
    var rest: [Addend] = []
    var merged: [(coefficient: Number, of: Int)] = []
    for addend in addends {
      guard case .function(Operation.log, let operands) = self[addend.term],
        let number = numberValue(operands[0])?.integer, number > 1
      else {
        rest.append(addend)
        continue
      }
      let found = merged.indices.first { index in
        Self.joined(merged[index], (addend.coefficient, number)) != nil
      }
      if let found, let joined = Self.joined(merged[found], (addend.coefficient, number)) {
        merged[found] = joined
      } else {
        merged.append((addend.coefficient, number))
      }
    }
    guard rest.count + merged.count < addends.count else { return nil }
    return rest
      + merged.map { coefficient, number in
        Addend(
          coefficient: coefficient,
          term: intern(.function(Operation.log, [self.number(Number(number))])))
      }
  }

  /// The logarithm that two multiples of logarithms are together.
  private static func joined(
    _ a: (coefficient: Number, of: Int), _ b: (coefficient: Number, of: Int)
  ) -> (coefficient: Number, of: Int)? {
    if a.coefficient == b.coefficient {
      let (product, isTooLarge) = a.of.multipliedReportingOverflow(by: b.of)
      return isTooLarge || product > mostMerged ? nil : (a.coefficient, product)
    }
    guard a.coefficient == -b.coefficient, a.of != b.of else { return nil }
    if a.of % b.of == 0 { return (a.coefficient, a.of / b.of) }
    return b.of % a.of == 0 ? (b.coefficient, b.of / a.of) : nil
  }

  /// Larger numbers do not come out of logarithms.
  private static let mostMerged = 1_000_000

  private func isDissolved(_ addend: Addend) -> Bool {
    guard addend.coefficient.magnitude == .one, case .sum(_, let parts) = self[addend.term] else {
      return false
    }
    return parts.count <= mostSpread
  }

  private func flatten(
    _ addend: Addend, isAlone: Bool, _ total: inout Number, _ flat: inout [Addend]
  ) {
    switch self[addend.term] {
    case .number(let value):
      append(value, times: addend.coefficient, &total, &flat)
    case .sum(let inner, let parts) where parts.count == 1 && inner == .zero:
      let product = addend.coefficient * parts[0].coefficient
      flatten(
        Addend(coefficient: product, term: parts[0].term), isAlone: isAlone, &total, &flat)
    case .sum(let inner, let parts)
    where addend.coefficient.magnitude == .one && (isAlone || parts.count <= mostSpread):
      append(inner, times: addend.coefficient, &total, &flat)
      for part in parts {
        flat.append(
          Addend(coefficient: part.coefficient * addend.coefficient, term: part.term))
      }
    case .sum, .product, .constant, .euler, .symbol, .function, .written:
      flat.append(addend)
    }
  }

  /// Adds a multiple of a number to the parts of a sum: to the constant, unless one would be lost
  /// beside the other.
  private func append(
    _ value: Number, times coefficient: Number, _ total: inout Number, _ flat: inout [Addend]
  ) {
    let product = value * coefficient
    if let sum = Number.sum(total, product) {
      total = sum
    } else if product.isDouble {
      flat.append(Addend(coefficient: product.sign, term: kept(product.magnitude.value)))
    } else {
      flat.append(Addend(coefficient: product, term: kept(1)))
    }
  }

  private func gathered(_ addends: [Addend]) -> [Addend] {
    var isSorted = true
    for index in addends.indices.dropFirst()
    where addends[index - 1].term.index >= addends[index].term.index {
      isSorted = false
      break
    }
    if isSorted { return addends }
    let sorted = addends.sorted { $0.term.index < $1.term.index }
    var result: [Addend] = []
    result.reserveCapacity(sorted.count)
    for addend in sorted {
      var place = result.count - 1
      var both: Number?
      while place >= 0, result[place].term == addend.term {
        both = Number.sum(result[place].coefficient, addend.coefficient)
        if both != nil { break }
        place -= 1
      }
      switch both {
      case nil: result.append(addend)
      case .zero?: result.remove(at: place)
      case let both?: result[place].coefficient = both
      }
    }
    return result
  }

  /// Whether a term reads as something negative: a number below 0, a multiple by one, or a sum of
  /// nothing else.
  func looksNegative(_ term: Term) -> Bool {
    switch self[term] {
    case .number(let value): return value.isNegative
    case .sum(let constant, let addends):
      return addends.allSatisfy(\.coefficient.isNegative)
        && (constant == .zero || constant.isNegative)
    case .product, .constant, .euler, .symbol, .function, .written: return false
    }
  }

  /// A sum as a number times a sum whose coefficients are whole and have no common divisor, the
  /// first of them positive; other terms as they are.
  func primitive(_ term: Term) -> (content: Number, term: Term) {
    guard case .sum(let constant, let addends) = self[term] else { return (.one, term) }
    var content = Number.content(of: [constant] + addends.map(\.coefficient))
    guard content != .zero, content.isInteger || !prefersDecimals else { return (.one, term) }
    if addends[0].coefficient.isNegative { content = -content }
    if content == .one { return (.one, term) }
    return (content, divided(constant, addends, by: content))
  }

  /// A sum with every coefficient divided by a number.
  func divided(_ constant: Number, _ addends: [Addend], by divisor: Number) -> Term {
    let factor = divisor.reciprocal
    return sum(
      constant * factor,
      addends.map { Addend(coefficient: $0.coefficient * factor, term: $0.term) })
  }
}

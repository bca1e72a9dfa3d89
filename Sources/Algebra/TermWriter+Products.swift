import Graph

/// Products and quotients as they are written.
extension TermWriter {
  /// A factor on its way to paper, with a positive exponent.
  private struct Part {
    var base: Term
    var exponent: Term
    /// Where another function than that of the base is meant: `tan` for `sin` and `cos`.
    var function: Operation?
  }

  /// The numbers, and what stands above and below the line.
  private struct Fraction {
    var above: [Part] = []
    var below: [Part] = []
  }

  mutating func writeProduct(_ coefficient: Number, _ factors: [Factor]) -> Node {
    var coefficient = coefficient
    var factors = factors
    if coefficient.isNegative, let place = turnable(factors) {
      factors[place].base = arena.negate(factors[place].base)
      coefficient = -coefficient
      _ = write(factors[place].base)
    }
    if !coefficient.isDouble { share(&coefficient, among: &factors) }
    let fraction = fraction(factors, isPlain: coefficient.magnitude == .one)
    var above = fraction.above.map { node(of: $0) }
    var below = roots(fraction.below)
    above = merged(above, fraction.above)
    let size = coefficient.magnitude
    if size.isInteger || isFraction(size) {
      if size.denominator != 1 { below.insert(constant(Double(size.denominator)), at: 0) }
      if size.numerator != 1 { above.insert(constant(Double(size.numerator)), at: 0) }
    } else if size != .one {
      above.insert(constant(size.value), at: 0)
    }
    if above.isEmpty { above = [constant(1)] }
    if coefficient.isNegative { above[0] = negated(above[0]) }
    let numerator = chain(above)
    return below.isEmpty ? numerator : apply(.divide, [numerator, chain(below)])
  }

  /// Gives every factor its share of a coefficient that is beyond all doubles: 1e-400*x^2 is
  /// 1e-134*(1e-133*x)^2, which underflows only where the product does.
  private mutating func share(_ coefficient: inout Number, among factors: inout [Factor]) {
    var counts: [Int] = []
    for (place, factor) in factors.enumerated() {
      if factor.base != arena.euler, let count = arena.numberValue(factor.exponent)?.integer {
        counts.append(count)
      } else {
        let power = arena.power(factor.base, factor.exponent)
        factors[place] = Factor(base: power, exponent: arena.one)
        counts.append(1)
      }
    }
    let parts = counts.reduce(1.0) { $0 + Double($1.magnitude) }
    let digits = Int((coefficient.decimalExponent / parts).rounded())
    let share = Number.powerOfTen(digits)
    for (place, count) in counts.enumerated() {
      let own = count < 0 ? share.reciprocal : share
      factors[place].base = arena.scale(factors[place].base, by: own)
      _ = write(factors[place].base)
      coefficient = coefficient * Number.powerOfTen(-digits * abs(count))
    }
  }

  private mutating func chain(_ nodes: [Node]) -> Node {
    var product = nodes[0]
    for node in nodes.dropFirst() { product = apply(.multiply, [product, node]) }
    return product
  }

  /// A sum that takes a minus sign in better than it stands before the product: it has a negative
  /// part, and an odd exponent.
  private func turnable(_ factors: [Factor]) -> Int? {
    factors.firstIndex { factor in
      guard case .sum(let constant, let addends) = arena[factor.base],
        addends.count > 1 || constant != .zero,
        let exponent = arena.numberValue(factor.exponent)?.integer, exponent % 2 != 0
      else { return false }
      return constant.isNegative || addends.contains { $0.coefficient.isNegative }
    }
  }

  // MARK: - Above and below the line

  private func fraction(_ factors: [Factor], isPlain: Bool) -> Fraction {
    var fraction = Fraction()
    var left = factors
    // Numbers and symbols first, then sums, x^n, functions, exp, and differentials.
    left.sort { rank($0) < rank($1) }
    let ratios = takeRatios(&left)
    for factor in left {
      let isBelow =
        factor.base != arena.euler && arena.looksNegative(factor.exponent)
      if isBelow {
        fraction.below.append(
          Part(base: factor.base, exponent: arena.negate(factor.exponent)))
      } else {
        fraction.above.append(Part(base: factor.base, exponent: factor.exponent))
      }
    }
    fraction.above += ratios
    takeReciprocals(&fraction, isAlone: fraction.above.isEmpty && isPlain)
    return fraction
  }

  private func rank(_ factor: Factor) -> (Int, Int32) {
    let base = factor.base
    let isPlain = arena.numberValue(factor.exponent) != nil
    return switch arena[base] {
    case .number: (isPlain ? 0 : 4, base.index)
    case .constant: (isPlain ? 1 : 4, base.index)
    case .symbol(let index):
      (
        index >= firstDifferential ? 7 : factor.exponent.isHalf(arena) ? 5 : isPlain ? 2 : 4,
        base.index
      )
    case .sum, .product: (3, base.index)
    case .function, .written: (5, base.index)
    case .euler: (6, base.index)
    }
  }

  private static let ratios: [(above: Operation, below: Operation, function: Operation)] = [
    (Operation.sin, Operation.cos, Operation.tan), (Operation.cos, Operation.sin, Operation.cot),
    (Operation.sinh, Operation.cosh, Operation.tanh),
    (Operation.cosh, Operation.sinh, Operation.coth),
  ]

  /// sin(u)/cos(u) as tan(u).
  private func takeRatios(_ factors: inout [Factor]) -> [Part] {
    var parts: [Part] = []
    for (above, below, function) in TermWriter.ratios {
      var place = 0
      while place < factors.count {
        guard case .function(above, let operands) = arena[factors[place].base],
          let count = arena.numberValue(factors[place].exponent)?.integer, count > 0,
          let other = factors.firstIndex(where: {
            arena[$0.base] == .function(below, operands)
          }), let otherCount = arena.numberValue(factors[other].exponent)?.integer, otherCount < 0
        else {
          place += 1
          continue
        }
        let taken = min(count, -otherCount)
        parts.append(Part(base: operands[0], exponent: arena.number(taken), function: function))
        factors[place].exponent = arena.number(count - taken)
        factors[other].exponent = arena.number(otherCount + taken)
        factors.removeAll { $0.exponent == arena.zero }
        place = 0
      }
    }
    return parts
  }

  /// 1/cosh(u) as sech(u), wherever it stands, because cosh overflows; 1/cos(u) as sec(u) where
  /// nothing else is above the line.
  private func takeReciprocals(_ fraction: inout Fraction, isAlone: Bool) {
    for part in fraction.below {
      guard case .function(let operation, let operands) = arena[part.base],
        arena.numberValue(part.exponent)?.isInteger == true
      else { continue }
      var function: Operation?
      switch operation {
      case Operation.cosh: function = Operation.sech
      case Operation.sinh: function = Operation.csch
      case Operation.cos where isAlone && fraction.below.count == 1: function = Operation.sec
      case Operation.sin where isAlone && fraction.below.count == 1: function = Operation.csc
      default: break
      }
      guard let function else { continue }
      fraction.above.append(
        Part(base: operands[0], exponent: part.exponent, function: function))
      fraction.below.removeAll { $0.base == part.base }
    }
  }

  // MARK: - Powers

  private mutating func node(of part: Part) -> Node {
    var base = write(part.base)
    if let function = part.function { base = apply(function, [base]) }
    if part.base == arena.euler, part.function == nil {
      return apply(Operation.exp, [write(part.exponent)])
    }
    guard part.exponent != arena.one else { return base }
    if part.exponent == arena.half { return apply(Operation.sqrt, [base]) }
    return apply(.power, [base, write(part.exponent)])
  }

  /// The parts below the line; roots of several under one sign.
  private mutating func roots(_ parts: [Part]) -> [Node] {
    merged(parts.map { node(of: $0) }, parts)
  }

  /// sqrt(x)*sqrt(y) as sqrt(x*y), in the place of the first.
  private mutating func merged(_ nodes: [Node], _ parts: [Part]) -> [Node] {
    let places = parts.indices.filter {
      parts[$0].exponent == arena.half && parts[$0].function == nil
        && parts[$0].base != arena.euler
    }
    guard places.count > 1 else { return nodes }
    let product = arena.product(
      .one, places.map { Factor(base: parts[$0].base, exponent: arena.one) })
    if arena.numberValue(product)?.isDouble == false { return nodes }
    let radicand = write(product)
    var result = nodes
    result[places[0]] = apply(Operation.sqrt, [radicand])
    for place in places.dropFirst().reversed() { result.remove(at: place) }
    return result
  }
}

extension Term {
  /// Whether the term is 1/2 or -1/2: a power that is written as a root.
  fileprivate func isHalf(_ arena: TermArena) -> Bool {
    arena.numberValue(self)?.magnitude == .half
  }
}

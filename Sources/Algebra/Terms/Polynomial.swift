/// A product of powers of generators: terms that are not looked into.
struct Monomial: Hashable {
  /// A generator, by its term, to an exponent that is not 0.
  struct Power: Hashable {
    let generator: Term
    var exponent: Number
  }

  /// In the order of the generators.
  private(set) var powers: [Power] = []

  static let unit = Monomial()

  subscript(generator: Term) -> Number {
    powers.first { $0.generator == generator }?.exponent ?? .zero
  }

  /// Multiplies by a power of a generator.
  mutating func multiply(_ generator: Term, _ exponent: Number) {
    guard exponent != .zero else { return }
    let place = powers.firstIndex { $0.generator.index >= generator.index } ?? powers.count
    guard place < powers.count, powers[place].generator == generator else {
      powers.insert(Power(generator: generator, exponent: exponent), at: place)
      return
    }
    powers[place].exponent = powers[place].exponent + exponent
    if powers[place].exponent == .zero { powers.remove(at: place) }
  }

  static func * (x: Monomial, y: Monomial) -> Monomial {
    if x.powers.isEmpty { return y }
    var product = x
    for power in y.powers { product.multiply(power.generator, power.exponent) }
    return product
  }

  func divided(by other: Monomial) -> Monomial {
    var quotient = self
    for power in other.powers { quotient.multiply(power.generator, -power.exponent) }
    return quotient
  }

  var hasNegativeExponent: Bool { powers.contains { $0.exponent.isNegative } }

  /// A lexicographic order that multiplication keeps: the greatest exponent of the first generator
  /// comes first.
  static func precedes(_ x: Monomial, _ y: Monomial) -> Bool {
    var (i, j) = (0, 0)
    while i < x.powers.count || j < y.powers.count {
      guard i < x.powers.count else { return y.powers[j].exponent.isNegative }
      guard j < y.powers.count else { return !x.powers[i].exponent.isNegative }
      let (a, b) = (x.powers[i], y.powers[j])
      if a.generator.index < b.generator.index { return !a.exponent.isNegative }
      if a.generator.index > b.generator.index { return b.exponent.isNegative }
      if a.exponent != b.exponent { return b.exponent < a.exponent }
      i += 1
      j += 1
    }
    return false
  }
}

/// A sum of monomials with coefficients that are not 0.
struct Polynomial {
  private(set) var terms: [Monomial: Number] = [:]

  init() {}

  init(_ coefficient: Number, _ monomial: Monomial = .unit) {
    add(monomial, coefficient)
  }

  var count: Int { terms.count }

  mutating func add(_ monomial: Monomial, _ coefficient: Number) {
    guard let known = terms[monomial] else {
      if coefficient != .zero { terms[monomial] = coefficient }
      return
    }
    let sum = known + coefficient
    // What only rounding leaves of two doubles is nothing.
    let isRounding = !sum.isExact && (sum / known).value.magnitude < Polynomial.rounding
    terms[monomial] = sum == .zero || isRounding ? nil : sum
  }

  private static let rounding = 1e-15

  static func + (x: Polynomial, y: Polynomial) -> Polynomial {
    var sum = x
    for (monomial, coefficient) in y.terms { sum.add(monomial, coefficient) }
    return sum
  }

  static func * (x: Polynomial, y: Polynomial) -> Polynomial {
    var product = Polynomial()
    // In a fixed order, because sums of doubles hang on it.
    let right = y.sorted
    for (first, a) in x.sorted {
      for (second, b) in right { product.add(first * second, a * b) }
    }
    return product
  }

  /// The terms in a fixed order, the leading one first.
  var sorted: [(monomial: Monomial, coefficient: Number)] {
    terms.map { ($0.key, $0.value) }.sorted { Monomial.precedes($0.0, $1.0) }
  }

  /// The quotient where the division leaves no rest and needs no negative exponent.
  func divided(by divisor: Polynomial) -> Polynomial? {
    let parts = divisor.sorted
    guard let leading = parts.first, divisor.count > 1 else { return nil }
    var rest = self
    var quotient = Polynomial()
    // An exact quotient has no more terms than this, mostly fewer.
    for _ in 0..<Polynomial.mostSteps {
      guard let first = rest.leading else { return quotient }
      let monomial = first.monomial.divided(by: leading.monomial)
      guard !monomial.hasNegativeExponent else { return nil }
      let coefficient = first.coefficient / leading.coefficient
      guard coefficient.isExact else { return nil }
      quotient.add(monomial, coefficient)
      for part in parts {
        rest.add(part.monomial * monomial, -(part.coefficient * coefficient))
      }
    }
    return nil
  }

  private static let mostSteps = 100

  private var leading: (monomial: Monomial, coefficient: Number)? {
    terms.min { Monomial.precedes($0.key, $1.key) }.map { ($0.key, $0.value) }
  }

  /// The greatest monomial that divides all terms, and the content of the coefficients.
  ///
  /// Of a generator that `keepsSign` only what all terms have with the same sign is taken.
  func common(
    keepsSign: (Term) -> Bool = { _ in false }
  ) -> (monomial: Monomial, content: Number) {
    let content = Number.content(of: terms.values)
    var exponents: [Term: [Number]] = [:]
    for monomial in terms.keys {
      for power in monomial.powers {
        exponents[power.generator, default: []].append(power.exponent)
      }
    }
    var shared = Monomial()
    for (generator, own) in exponents {
      shared.multiply(
        generator,
        Number.common(own, isInAll: own.count == count, keepsSign: keepsSign(generator)))
    }
    return (shared, content == .zero ? .one : content)
  }

  func divided(by monomial: Monomial, _ content: Number) -> Polynomial {
    var quotient = Polynomial()
    let factor = content.reciprocal
    for (other, coefficient) in terms {
      quotient.add(other.divided(by: monomial), coefficient * factor)
    }
    return quotient
  }

  /// The polynomial as a product of two where its coefficients as a polynomial in one generator are
  /// multiples of each other: x*y + x + 2*y + 2 is (x + 2)*(y + 1). Itself alone where they are
  /// not.
  var separated: [Polynomial] {
    guard count > 3 else { return [self] }
    var generators: [Term] = []
    for (monomial, _) in sorted {
      for power in monomial.powers where !generators.contains(power.generator) {
        generators.append(power.generator)
      }
    }
    for generator in generators {
      if let (first, second) = separated(by: generator) {
        return first.separated + second.separated
      }
    }
    return [self]
  }

  private func separated(by generator: Term) -> (Polynomial, Polynomial)? {
    var parts: [Number: Polynomial] = [:]
    var order: [Number] = []
    for (monomial, coefficient) in sorted {
      let exponent = monomial[generator]
      var rest = monomial
      rest.multiply(generator, -exponent)
      if parts[exponent] == nil { order.append(exponent) }
      parts[exponent, default: Polynomial()].add(rest, coefficient)
    }
    guard order.count > 1, let first = parts[order[0]], first.count > 1,
      order.count * first.count == count, let leading = first.leading
    else { return nil }
    var other = Polynomial()
    for exponent in order {
      guard let part = parts[exponent], let scale = part.terms[leading.monomial] else { return nil }
      let ratio = scale / leading.coefficient
      for (monomial, coefficient) in first.terms {
        guard part.terms[monomial] == coefficient * ratio else { return nil }
      }
      var power = Monomial()
      power.multiply(generator, exponent)
      other.add(power, ratio)
    }
    return (first, other)
  }

  /// The polynomial as a power of a shorter one; nil if it is none.
  var perfectRoot: (root: Polynomial, exponent: Int)? {
    guard count > 2 else { return nil }
    for exponent in 2...4 {
      if let root = root(exponent) { return (root, exponent) }
    }
    return nil
  }

  /// Its root of a degree, term by term from the leading one: the next term of r is that of the
  /// rest p - r^n, divided by n times the leading term to the power n - 1.
  private func root(_ degree: Int) -> Polynomial? {
    guard let first = leading,
      first.monomial.powers.allSatisfy({
        ($0.exponent * Number(1, degree)).isInteger
      }), let scale = first.coefficient.power(Number(1, degree))
    else { return nil }
    var monomial = Monomial()
    for power in first.monomial.powers {
      monomial.multiply(power.generator, power.exponent * Number(1, degree))
    }
    var root = Polynomial(scale, monomial)
    var divisor = Polynomial(Number(degree))
    for _ in 1..<degree { divisor = divisor * root }
    guard let below = divisor.leading else { return nil }
    for _ in 0..<Polynomial.mostRootTerms {
      var rest = self
      var power = Polynomial(.minusOne)
      for _ in 0..<degree { power = power * root }
      rest = rest + power
      guard let next = rest.leading else { return root.count < count ? root : nil }
      let term = next.monomial.divided(by: below.monomial)
      guard !term.hasNegativeExponent else { return nil }
      let coefficient = next.coefficient / below.coefficient
      guard coefficient.isExact, root.terms[term] == nil else { return nil }
      root.add(term, coefficient)
    }
    return nil
  }

  private static let mostRootTerms = 6
}

/// The derivatives of log Γ.
///
/// Source: NIST Digital Library of Mathematical Functions, 5.5, 5.11, 5.15 and 25.11,
/// https://dlmf.nist.gov.
enum Polygamma {
  /// ψ(x) = Γ'(x)/Γ(x): ∓inf at ±0, nan at negative whole numbers; within 0.6 ulp, near a zero 2⁻⁵⁵
  /// absolute.
  static func digamma(_ x: Double) -> Double {
    if x.isNaN || x == .infinity { return x }
    if abs(x) < 0x1p-60 { return -1 / x }
    if x > 0x1p60 { return DoubleDouble.logarithm(x).value }
    if x > 0 { return positiveDigamma(x).value }
    let a = -x
    guard a < 0x1p52, a != a.rounded(.down) else { return .nan }
    // ψ(-a) = ψ(a) + 1/a + π·cot(πa)
    let (sine, cosine) = DoubleDouble.sineAndCosine(ofPiTimes: a)
    let reflected = DoubleDouble.pi * (cosine / sine) + DoubleDouble(1) / a
    return (positiveDigamma(a) + reflected).value
  }

  /// log(y) - 1/(2y) - 1/(12y²) + … at y = x + n ≥ 16, less 1/x + … + 1/(x + n - 1).
  private static func positiveDigamma(_ x: Double) -> DoubleDouble {
    var sum = DoubleDouble(0)
    var steps = 0.0
    while x + steps < 16 {
      sum = sum - DoubleDouble(1) / DoubleDouble.sum(x, steps)
      steps += 1
    }
    let y = DoubleDouble.sum(x, steps)
    let inverse = 1 / y.high
    let square = inverse * inverse
    var series = 0.0
    for coefficient in digammaCoefficients { series = series * square + coefficient }
    let asymptotic = DoubleDouble.logarithm(y) - DoubleDouble(0.5) / y
    return sum + asymptotic + series * square
  }

  /// -B₂ₖ/(2k) from k = 8 down to 1; at 16 the next term is 2⁻⁶⁶.
  private static let digammaCoefficients: [Double] = [
    3617.0 / 8160, -1.0 / 12, 691.0 / 32760, -1.0 / 132, 1.0 / 240, -1.0 / 252, 1.0 / 120,
    -1.0 / 12,
  ]

  /// The n-th derivative of ψ at x, (-1)ⁿ⁺¹·n!·Σ (x + k)⁻ⁿ⁻¹ over k = 0, 1, …; nan unless n is a
  /// whole number ≥ 0.
  ///
  /// At 0 and negative whole numbers: inf for odd n; for even n nan, but ∓inf at ±0.
  static func polygamma(_ order: Double, _ x: Double) -> Double {
    guard order >= 0, order == order.rounded(.down), order < .infinity, !x.isNaN else {
      return .nan
    }
    if order == 0 { return digamma(x) }
    let isOdd = order.truncatingRemainder(dividingBy: 2) == 1
    let sign: Double = isOdd ? 1 : -1
    if x == .infinity { return sign * 0 }
    if x > 0 { return sign * positive(order, x) }
    if x == x.rounded(.down) {
      return isOdd ? x.isInfinite ? .nan : .infinity : x == 0 ? -1 / x : .nan
    }
    return sign * negative(order, x, isOdd: isOdd)
  }

  private static func positive(_ order: Double, _ x: Double) -> Double {
    if x > 0x1p60 {
      // (n - 1)!/xⁿ: the next term is smaller by n/(2x).
      return power(factorialOf: order - 1, over: x, to: order).value
    }
    let sum = zeta(order + 1, DoubleDouble(x), unit: x)
    return (power(factorialOf: order, over: x, to: order + 1) * sum).value
  }

  /// For x = f - m with whole m and |f| ≤ ½ the sum runs over all f + k, k ≥ -m: both ways to
  /// infinity from f, less what lies beyond -m. Its cost does not depend on m. For even n the two
  /// ways cancel; at f = ½ they do so term by term, and what lies beyond -m is left.
  private static func negative(_ order: Double, _ x: Double, isOdd: Bool) -> Double {
    let nearest = x.rounded(.toNearestOrAwayFromZero)
    let f = x - nearest
    let unit = abs(f)
    // The power s = n + 1 of a negative number is negative for even n.
    let sign: Double = isOdd ? 1 : -1
    let s = order + 1
    var sum = DoubleDouble(f < 0 ? sign : 1)
    var above = zeta(s, DoubleDouble.sum(1, f), unit: unit)
    if nearest != 0 {
      let first = (DoubleDouble(unit) / DoubleDouble.sum(1, -f)).raised(to: s)
      sum = sum + first * DoubleDouble(sign)
      above = above + zeta(s, DoubleDouble.sum(2, -f), unit: unit) * DoubleDouble(sign)
      above =
        above - zeta(s, DoubleDouble.sum(1 - nearest, -f), unit: unit) * DoubleDouble(sign)
    }
    sum = sum + above
    return (power(factorialOf: order, over: unit, to: s) * sum).value
  }

  /// n!/bˢ.
  private static func power(
    factorialOf n: Double, over b: Double, to s: Double
  ) -> ScaledDoubleDouble {
    let factorial = GammaFunction.logarithm(positive: n + 1)
    return DoubleDouble.exponential(factorial - DoubleDouble.logarithm(b) * s)
  }

  /// Σ (u/(x + k))ˢ over k = 0, 1, … for positive x and whole s ≥ 2, where u ≤ x: Hurwitz's zeta
  /// function times uˢ.
  ///
  /// Terms are added until they vanish or until x + k reaches s + 20; the rest is the
  /// Euler–Maclaurin sum (DLMF 25.11.28), whose ratio of terms is then below (2π)⁻².
  private static func zeta(_ s: Double, _ x: DoubleDouble, unit u: Double) -> DoubleDouble {
    var sum = DoubleDouble(0)
    var steps = 0.0
    while x.high + steps < s + 20 {
      let base = x + steps
      let term = (DoubleDouble(u) / base).raised(to: s)
      sum = sum + term
      if term.high * base.high <= sum.high * 0x1p-70 { return sum }
      steps += 1
    }
    let a = x + steps
    let inverse = 1 / a.high
    var term = s * inverse
    var series = 0.0
    for (index, coefficient) in eulerMaclaurin.enumerated() {
      series += coefficient * term
      let next = s + 2 * Double(index)
      term *= ((next + 1) * inverse) * ((next + 2) * inverse)
    }
    let rest = a / (s - 1) + 0.5 + series
    return sum + (DoubleDouble(u) / a).raised(to: s) * rest
  }

  /// B₂ₖ/(2k)! for k = 1…11.
  private static let eulerMaclaurin: [Double] = [
    1.0 / 12, -1.0 / 720, 1.0 / 30240, -1.0 / 1_209_600, 1.0 / 47_900_160,
    -691.0 / 1_307_674_368_000, 1.0 / 74_724_249_600, -3.3896802963225828e-13,
    8.586062056277845e-15, -2.174868698558062e-16, 5.50900282836023e-18,
  ]
}

extension DoubleDouble {
  /// The power with a whole exponent ≥ 0, by squaring.
  func raised(to exponent: Double) -> DoubleDouble {
    var result = DoubleDouble(1)
    var square = self
    var rest = exponent
    while rest > 0 {
      let half = (rest * 0.5).rounded(.down)
      if half * 2 != rest { result = result * square }
      rest = half
      square = square * square
    }
    return result
  }
}

/// The derivatives of exp(x²)·erfc(x), which its rule needs and which are closed under
/// differentiation.
///
/// Textbooks give y' = 2x·y - 2/√π, whose terms cancel for large x, and so does the recurrence
/// y⁽ᵏ⁺¹⁾ = 2x·y⁽ᵏ⁾ + 2k·y⁽ᵏ⁻¹⁾, which serves below 0 only. Up to 2, the power series Σ (-x)ᵏ/Γ(k/2
/// + 1) is differentiated term by term; beyond, the recurrence is run backwards as a continued
/// fraction of the ratios r(k) = -y⁽ᵏ⁾/(2k·y⁽ᵏ⁻¹⁾), r(k) = 1/(2x + 2(k + 1)·r(k + 1)). Source: NIST
/// Digital Library of Mathematical Functions, 7.18, https://dlmf.nist.gov/7.18.
extension ErrorFunction {
  /// The derivative of the given order, within 1 ulp; nan unless the order is a whole number from 0
  /// to 100000.
  static func derivativeOfScaled(order: Double, _ x: Double) -> Double {
    guard let n = Int32(exactly: order), n >= 0, n <= mostOrder, !x.isNaN else { return .nan }
    if n == 0 { return scaled(x) }
    let sign: Double = n % 2 == 1 ? -1 : 1
    if x == .infinity { return sign * 0 }
    if x < -27 { return sign * .infinity }
    if x < 0 { return derivativeBelowZero(Int(n), x) }
    if x > 0x1p100 { return sign * derivativeFarOut(Int(n), x).value }
    if hasSeries(Int(n), x) { return sign * derivativeSeries(Int(n), DoubleDouble(x)).value }
    var product = ScaledDoubleDouble(positiveFactor(DoubleDouble(x)).unscaled)
    for (index, ratio) in ratios(Int(n), DoubleDouble(x)).enumerated() {
      product.significand = product.significand * (ratio * Double(2 * (index + 1)))
      product.normalize()
    }
    return sign * product.value
  }

  /// The time is linear in the order, so there is a limit.
  private static let mostOrder = 100_000

  /// Whether the power series converges fast, and loses few of its digits.
  static func hasSeries(_ n: Int, _ x: Double) -> Bool { x <= 2 && x * x * Double(n) <= 50 }

  /// Where all terms of the recurrence have the same sign.
  private static func derivativeBelowZero(_ n: Int, _ x: Double) -> Double {
    let start = negativeFactor(x)
    var exponent = start.exponent
    let unit = PowerOfTwo.power(-min(exponent, 1022))
    var lower = start.significand
    var upper = lower * (2 * x) - twoOverRootPi.scaled(by: unit)
    for k in 1..<n {
      let next = upper * (2 * x) + lower * Double(2 * k)
      (lower, upper) = (upper, next)
      if abs(upper.high) > 0x1p300 {
        (lower, upper) = (lower.scaled(by: 0x1p-300), upper.scaled(by: 0x1p-300))
        exponent += 300
      }
    }
    var value = ScaledDoubleDouble(upper, exponent: exponent)
    value.normalize()
    return value.value
  }

  /// |y⁽ⁿ⁾| = Σ (-x)ʲ·(n + j)!/(j!·Γ((n + j)/2 + 1)), even and odd j side by side.
  static func derivativeSeries(_ n: Int, _ x: DoubleDouble) -> ScaledDoubleDouble {
    // n!/Γ(n/2 + 1) and that of n + 1; each is 2k times the one before the last.
    var (even, odd) = (DoubleDouble(1), twoOverRootPi)
    var exponent = 0
    for k in 1..<(n + 1) {
      (even, odd) = (odd, even * Double(2 * k))
      if odd.high > 0x1p300 {
        (even, odd) = (even.scaled(by: 0x1p-300), odd.scaled(by: 0x1p-300))
        exponent += 300
      }
    }
    odd = -(odd * x)
    var sum = even + odd
    let square = (x * x).scaled(by: 2)
    var j = 0.0
    while max(even.high, -odd.high) > 0x1p-72 * abs(sum.high) {
      even = even * square * (Double(n) + j + 1) / ((j + 1) * (j + 2))
      odd = odd * square * (Double(n) + j + 2) / ((j + 2) * (j + 3))
      sum = sum + (even + odd)
      j += 2
    }
    return ScaledDoubleDouble(sum, exponent: exponent)
  }

  /// r(1), …, r(n) for x from 2 (or less, for a high order) to 2¹⁰⁰.
  static func ratios(_ n: Int, _ x: DoubleDouble) -> [DoubleDouble] {
    // What begins wrong at `last` counts for exp(-2x·(√(2·last) - √(2n))) at n.
    let root = (2 * Double(n)).squareRoot() + 25 / x.high
    let last = max(n + 30, Int(0.5 * root * root) + 1)
    var rough = 0.0
    for k in stride(from: last, to: n + 24, by: -1) {
      rough = 1 / (2 * x.high + 2 * Double(k + 1) * rough)
    }
    var ratio = DoubleDouble(rough)
    var ratios: [DoubleDouble] = []
    for k in stride(from: n + 24, to: 0, by: -1) {
      ratio = DoubleDouble(1) / (ratio * Double(2 * (k + 1)) + x.scaled(by: 2))
      if k <= n { ratios.append(ratio) }
    }
    return ratios.reversed()
  }

  /// n!/(√π·xⁿ⁺¹).
  private static func derivativeFarOut(_ n: Int, _ x: Double) -> ScaledDoubleDouble {
    let (significand, exponent) = PowerOfTwo.split(x)
    var product = ScaledDoubleDouble(
      twoOverRootPi.scaled(by: 0.5) / significand, exponent: -exponent)
    for k in 1..<(n + 1) where product.exponent > -1200 {
      product.significand = product.significand * Double(k) / significand
      product.exponent -= exponent
      product.normalize()
    }
    return product
  }
}

/// Modified Bessel functions of whole order, within 1 ulp.
///
/// | where | how |
/// |---|---|
/// | n² + x² ≥ 64² | Debye's asymptotic series, for n = 0 too (`debye`) |
/// | I | power series, of positive terms |
/// | K, x ≤ 2 | power series of the orders 0 and 1, recurrence upwards |
/// | K, x > 2 | integrals of the orders 0 and 1 by the trapezoidal rule, recurrence upwards |
///
/// Source: NIST Digital Library of Mathematical Functions, chapter 10, https://dlmf.nist.gov/10.
enum ModifiedBessel {
  /// I of whole order n at x; nan for other orders. I₋ₙ(x) = Iₙ(x), Iₙ(-x) = (-1)ⁿ·Iₙ(x).
  static func firstKind(_ order: Double, _ x: Double) -> Double {
    guard order == order.rounded(.down), !x.isNaN else { return .nan }
    let n = abs(order)
    let value = firstKind(order: n, abs(x))
    return x.sign == .minus && n.truncatingRemainder(dividingBy: 2) == 1 ? -value : value
  }

  /// K of whole order n at x; inf at 0, nan for negative x and other orders. K₋ₙ(x) = Kₙ(x).
  static func secondKind(_ order: Double, _ x: Double) -> Double {
    guard order == order.rounded(.down), x >= 0 else { return .nan }
    return secondKind(order: abs(order), x)
  }

  private static func firstKind(order n: Double, _ x: Double) -> Double {
    if x == 0 { return n == 0 ? 1 : 0 }
    if x == .infinity { return n == .infinity ? .nan : .infinity }
    if isSmall(n, x) { return series(n, x).value }
    return far(n, x, isFirst: true)
  }

  private static func secondKind(order n: Double, _ x: Double) -> Double {
    if x == 0 { return .infinity }
    if x == .infinity { return n == .infinity ? .nan : 0 }
    if isSmall(n, x) { return recurrence(n, x).value }
    return far(n, x, isFirst: false)
  }

  private static func isSmall(_ n: Double, _ x: Double) -> Bool { n < 64 && n * n + x * x < 4096 }

  /// (x/2)ⁿ/n!·Σ zᵏ/(k!·(n + 1)…(n + k)) with z = x²/4, for n and x up to 64.
  private static func series(_ n: Double, _ x: Double) -> ScaledDoubleDouble {
    let z = DoubleDouble.product(x, x).scaled(by: 0.25)
    var term = DoubleDouble(1)
    var sum = term
    var k = 1.0
    while term.high > 0x1p-72 * sum.high {
      term = term * z / (k * (n + k))
      sum = sum + term
      k += 1
    }
    let (significand, exponent) = PowerOfTwo.split(x)
    var product = ScaledDoubleDouble(sum)
    for factor in stride(from: 1, through: n, by: 1) {
      product.significand = product.significand * significand / factor
      product.exponent += exponent - 1
      product.normalize()
    }
    return product
  }

  /// K of order n from those of the orders 0 and 1 by f(k + 1) = (2k/x)·f(k) + f(k - 1), for n and
  /// x up to 64.
  private static func recurrence(_ n: Double, _ x: Double) -> ScaledDoubleDouble {
    var (lower, upper) = x <= 2 ? seriesOfOrdersZeroAndOne(x) : integrals(x)
    if n == 0 { return lower }
    // Where x is tiny, the first term is all there is.
    let (significand, exponent) = PowerOfTwo.split(x)
    for k in stride(from: 1, to: n, by: 1) {
      var next = ScaledDoubleDouble(
        upper.significand * (2 * k) / significand, exponent: upper.exponent - exponent)
      let below = lower.exponent - next.exponent
      if below > -200 {
        next.significand = next.significand + lower.significand.scaled(by: PowerOfTwo.power(below))
      }
      next.normalize()
      (lower, upper) = (upper, next)
    }
    return upper
  }

  /// For x up to 2, with Hₖ the sum of 1/i up to k (DLMF 10.31.1 and 10.31.2):
  ///
  ///     K₀ = -(log(x/2) + γ)·I₀ + Σ zᵏ·Hₖ/k!²
  ///     K₁ = 1/x + (log(x/2) + γ)·I₁ - x/4·Σ zᵏ·(Hₖ + Hₖ₊₁)/(k!·(k + 1)!)
  private static func seriesOfOrdersZeroAndOne(
    _ x: Double
  ) -> (zero: ScaledDoubleDouble, one: ScaledDoubleDouble) {
    let gamma = DoubleDouble(0x1.2788cfc6fb619p-1, -0x1.6cb90701fbfabp-58)
    let logarithm = DoubleDouble.logarithm(x) - DoubleDouble.ln2 + gamma
    let (significand, exponent) = PowerOfTwo.split(x)
    let inverse = ScaledDoubleDouble(DoubleDouble(1) / significand, exponent: -exponent)
    if x < 0x1p-60 { return (ScaledDoubleDouble(-logarithm), inverse) }
    let z = DoubleDouble.product(x, x).scaled(by: 0.25)
    var term = DoubleDouble(1)
    var harmonic = DoubleDouble(0)
    var (i0, i1) = (DoubleDouble(0), DoubleDouble(0))
    var (k0, k1) = (DoubleDouble(0), DoubleDouble(0))
    var k = 0.0
    while term.high > 0x1p-80 {
      let ofOne = term / (k + 1)
      let nextHarmonic = harmonic + DoubleDouble(1) / (k + 1)
      i0 = i0 + term
      i1 = i1 + ofOne
      k0 = k0 + term * harmonic
      k1 = k1 + ofOne * (harmonic + nextHarmonic)
      harmonic = nextHarmonic
      k += 1
      term = term * z / (k * k)
    }
    let one = DoubleDouble(1) / x + (logarithm * i1 - k1.scaled(by: 0.5)) * (0.5 * x)
    return (ScaledDoubleDouble(k0 - logarithm * i0), ScaledDoubleDouble(one))
  }

  /// Kₙ(x) = exp(-x)·∫ exp(-x·(cosh t - 1))·cosh(nt) dt over t ≥ 0 (DLMF 10.32.9) for n = 0 and 1,
  /// x from 2 to 64: with steps of 1/12 the trapezoidal rule misses less than 2⁻⁷⁰ of it.
  private static func integrals(
    _ x: Double
  ) -> (zero: ScaledDoubleDouble, one: ScaledDoubleDouble) {
    var height = DoubleDouble(0)
    var rise = firstRise
    var zero = DoubleDouble(0.5)
    var one = zero
    var term = DoubleDouble(1)
    while term.high > 0x1p-80 {
      height = height + rise
      term = DoubleDouble.exponential(-(height * x)).unscaled
      zero = zero + term
      one = one + term * (height + 1)
      rise = rise + firstRise * (height + 1) * 2
    }
    let power = DoubleDouble.exponential(DoubleDouble(-x))
    return (power * zero / DoubleDouble(12), power * one / DoubleDouble(12))
  }

  /// cosh(1/12) - 1.
  private static let firstRise = DoubleDouble(0x1.c75fe248b77dap-9, 0x1.1a4d1b23c1e5bp-64)
}

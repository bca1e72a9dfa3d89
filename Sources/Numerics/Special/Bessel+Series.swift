/// Power series of the Bessel functions (DLMF 10.2.2 and 10.8.1), with z = x²/4.
extension Bessel {
  /// (x/2)ⁿ/n!·Σ (-z)ᵏ/(k!·(n + 1)…(n + k)), for z ≤ 12(n + 1) or x ≤ 25.
  static func seriesOfFirstKind(_ n: Double, _ x: Double) -> ScaledDoubleDouble {
    let minusZ = DoubleDouble.product(x, x).scaled(by: -0.25)
    var term = DoubleDouble(1)
    var sum = term
    var k = 1.0
    while abs(term.high) > 0x1p-80 || k * (n + k) < -minusZ.high {
      term = term * minusZ / (k * (n + k))
      sum = sum + term
      k += 1
    }
    return power(n, x) * sum
  }

  /// (x/2)ⁿ/n!
  private static func power(_ n: Double, _ x: Double) -> ScaledDoubleDouble {
    if n == 0 { return ScaledDoubleDouble(DoubleDouble(1)) }
    let (significand, exponent) = PowerOfTwo.split(x)
    if n == 1 { return ScaledDoubleDouble(DoubleDouble(significand), exponent: exponent - 1) }
    let logarithm = (DoubleDouble.logarithm(x) - DoubleDouble.ln2) * n
    return DoubleDouble.exponential(logarithm - GammaFunction.logarithm(positive: n + 1))
  }

  /// J and Y of the orders 0 and 1, for x from 2⁻⁴⁰ to 25 (Y₀ from 0); Hₖ is the sum of 1/i up to
  /// k:
  ///
  ///     π/2·Y₀ = (log(x/2) + γ)·J₀ - Σ (-z)ᵏ·Hₖ/k!²
  ///     π/2·Y₁ = (log(x/2) + γ)·J₁ - 1/x - x/4·Σ (-z)ᵏ·(Hₖ + Hₖ₊₁)/(k!·(k + 1)!)
  static func seriesOfOrdersZeroAndOne(_ x: Double) -> (zero: Values, one: Values) {
    let minusZ = DoubleDouble.product(x, x).scaled(by: -0.25)
    var term = DoubleDouble(1)
    var harmonic = DoubleDouble(0)
    var (j0, j1) = (DoubleDouble(0), DoubleDouble(0))
    var (y0, y1) = (DoubleDouble(0), DoubleDouble(0))
    var k = 0.0
    while abs(term.high) > 0x1p-80 || k * k < -minusZ.high {
      let ofOne = term / (k + 1)
      let nextHarmonic = harmonic + DoubleDouble(1) / (k + 1)
      j0 = j0 + term
      j1 = j1 + ofOne
      y0 = y0 + term * harmonic
      y1 = y1 + ofOne * (harmonic + nextHarmonic)
      harmonic = nextHarmonic
      k += 1
      term = term * minusZ / (k * k)
    }
    j1 = j1 * (0.5 * x)
    let gamma = DoubleDouble(0x1.2788cfc6fb619p-1, -0x1.6cb90701fbfabp-58)
    let logarithm = DoubleDouble.logarithm(x) - DoubleDouble.ln2 + gamma
    let twoOverPi = DoubleDouble(0x1.45f306dc9c883p-1, -0x1.6b01ec5417056p-55)
    y0 = (logarithm * j0 - y0) * twoOverPi
    y1 = x < 0x1p-40 ? y1 : (logarithm * j1 - DoubleDouble(1) / x - y1 * (0.25 * x)) * twoOverPi
    return (Values(first: j0, second: y0), Values(first: j1, second: y1))
  }
}

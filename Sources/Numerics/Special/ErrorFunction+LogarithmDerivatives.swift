/// The derivatives of log Φ, which its rule needs and which are closed under differentiation.
///
/// The first one is φ/Φ, which is 0/0 far below 0, and the second one -φ/Φ·(x + φ/Φ), where that
/// sum cancels. So below 0 it is log Φ(x) = -x²/2 + log(y(-x/√2)/2) with y(t) = exp(t²)·erfc(t)
/// that is differentiated. Either way they are the coefficients of a logarithm of a power series.
extension ErrorFunction {
  /// The derivative of the given order, within 2 ulp, near a zero 2⁻⁵⁵ absolute; nan unless the
  /// order is a whole number from 0 to 200.
  static func derivativeOfLogarithm(order: Double, _ x: Double) -> Double {
    guard let n = Int32(exactly: order), n >= 0, n <= mostOrderOfLogarithm, !x.isNaN else {
      return .nan
    }
    if n == 0 { return logarithmOfProbability(x) }
    if x > 60 { return n % 2 == 1 ? 0 : -0.0 }
    if x >= 0 { return derivativeAbove(Int(n), x) }
    return x < -0x1p100 ? derivativeFarBelow(Int(n), x) : derivativeBelow(Int(n), x)
  }

  /// The time is quadratic in the order, so there is a limit.
  private static let mostOrderOfLogarithm = 200

  /// From Φ's series, Φ⁽ᵏ⁾/k! = φ·p(k - 1)/k with Hermite's polynomials p(k) = (-1)ᵏ·Heₖ/k!
  private static func derivativeAbove(_ n: Int, _ x: Double) -> Double {
    let half = DoubleDouble.product(x, x).scaled(by: -0.5)
    let density =
      DoubleDouble.exponential(half) * DoubleDouble(0x1.9884533d43651p-2, -0x1.cbc0d30ebfd15p-56)
    var share = density / scaledNormalProbability(x).unscaled
    var (lower, upper) = (DoubleDouble(0), DoubleDouble(1))
    var series: [DoubleDouble] = []
    for k in 1..<(n + 1) {
      series.append(upper / Double(k))
      (lower, upper) = (upper, -(upper * x + lower) / Double(k))
    }
    // Here all products of two are too small to count.
    if share.exponent < -200 {
      share.significand = share.significand * series[n - 1]
      return factorial(n, times: share).value
    }
    let quotients = series.map { $0 * share.unscaled }
    return factorial(n, times: ScaledDoubleDouble(logarithm(quotients))).value
  }

  private static func derivativeBelow(_ n: Int, _ x: Double) -> Double {
    let rootHalf = DoubleDouble(0x1.6a09e667f3bcdp-1, -0x1.bdd3413b26456p-55)
    let coefficient = logarithm(factorCoefficients(n, rootHalf * -x))
    var scaled = ScaledDoubleDouble(coefficient)
    for _ in 0..<n { scaled.significand = scaled.significand * -rootHalf }
    let derivative = factorial(n, times: scaled)
    switch n {
    case 1: return (derivative.unscaled - x).value
    case 2: return (derivative.unscaled - 1).value
    default: return derivative.value
    }
  }

  /// The derivatives of -x²/2 - log(-x).
  private static func derivativeFarBelow(_ n: Int, _ x: Double) -> Double {
    if n <= 2 { return n == 1 ? -x : -1 }
    return (1..<n).reduce(-1 / x) { $0 * (Double($1) / -x) }
  }

  /// y⁽ᵏ⁾/(k!·y) at t ≥ 0 for k = 1…n.
  private static func factorCoefficients(_ n: Int, _ t: DoubleDouble) -> [DoubleDouble] {
    guard hasSeries(n, t.high) else {
      var product = DoubleDouble(1)
      return ratios(n, t).map { ratio in
        product = -(product * ratio).scaled(by: 2)
        return product
      }
    }
    let value = derivativeSeries(0, t).unscaled
    return (1..<(n + 1)).map { k in
      var derivative = derivativeSeries(k, t)
      for factor in 1..<(k + 1) {
        derivative.significand = derivative.significand / Double(factor)
        derivative.normalize()
      }
      let quotient = (derivative / value).unscaled
      return k % 2 == 1 ? -quotient : quotient
    }
  }

  /// The last coefficient of the logarithm of a power series that begins with 1, by its others:
  /// k·lₖ = k·cₖ - Σ j·lⱼ·cₖ₋ⱼ.
  private static func logarithm(_ coefficients: [DoubleDouble]) -> DoubleDouble {
    var result: [DoubleDouble] = []
    for (index, coefficient) in coefficients.enumerated() {
      var sum = DoubleDouble(0)
      for j in 0..<index { sum = sum + result[j] * Double(j + 1) * coefficients[index - j - 1] }
      result.append(coefficient - sum / Double(index + 1))
    }
    return result[result.count - 1]
  }

  private static func factorial(
    _ n: Int, times value: ScaledDoubleDouble
  ) -> ScaledDoubleDouble {
    var product = value
    guard product.significand.high != 0 else { return product }
    for factor in 1..<(n + 1) {
      product.significand = product.significand * Double(factor)
      product.normalize()
    }
    return product
  }
}

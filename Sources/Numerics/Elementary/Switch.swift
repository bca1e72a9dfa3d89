/// Smooth switches, within 0.52 ulp in both tails: formed in two doubles and rounded once.
enum Switch {
  /// 1/(1 + exp(-x)).
  static func sigmoid(_ x: Double) -> Double {
    if x.isNaN { return x }
    return scaledSigmoid(x).value
  }

  /// exp(-|x|)/(1 + exp(-|x|))².
  static func logisticDensity(_ x: Double) -> Double {
    if x.isNaN { return x }
    let power = DoubleDouble.exponential(DoubleDouble(-abs(x)))
    if abs(x) > far { return power.value }
    let denominator = power.unscaled + 1
    return (power / denominator / denominator).value
  }

  /// exp(x)/(1 + exp(x)) for x < 0 and 1/(1 + exp(-x)) else, so that no exponential overflows.
  private static func scaledSigmoid(_ x: Double) -> ScaledDoubleDouble {
    let power = DoubleDouble.exponential(DoubleDouble(-abs(x)))
    if abs(x) > far { return x < 0 ? power : ScaledDoubleDouble(DoubleDouble(1)) }
    let denominator = power.unscaled + 1
    return x < 0 ? power / denominator : ScaledDoubleDouble(DoubleDouble(1) / denominator)
  }

  /// log(p/(1 - p)); nan outside 0…1. Near ½, where it vanishes, log1p((2p - 1)/(1 - p)).
  static func logit(_ p: Double) -> Double {
    guard p > 0, p < 1 else { return p == 0 ? -.infinity : p == 1 ? .infinity : .nan }
    let complement = DoubleDouble.sum(1, -p)
    if p >= 0.25 && p <= 0.75 {
      return DoubleDouble.logarithmOfOnePlus(DoubleDouble(2 * p - 1) / complement).value
    }
    let ofComplement =
      p < 0.5
      ? DoubleDouble.logarithmOfOnePlus(DoubleDouble(-p)) : DoubleDouble.logarithm(complement)
    return (DoubleDouble.logarithm(p) - ofComplement).value
  }

  /// log(1 + exp(x)) = max(x, 0) + log1p(exp(-|x|)).
  static func softplus(_ x: Double) -> Double {
    if x.isNaN || x > far { return x }
    let power = DoubleDouble.exponential(DoubleDouble(-abs(x)))
    if x < -far { return power.value }
    let rest = DoubleDouble.logarithmOfOnePlus(power.unscaled)
    return x > 0 ? (rest + x).value : rest.value
  }

  /// x·Φ(x), where Φ is the normal distribution's probability.
  static func gelu(_ x: Double) -> Double {
    if x.isNaN || x == .infinity { return x }
    if x == -.infinity { return -0.0 }
    return scaledProduct(ErrorFunction.scaledNormalProbability(x), x)
  }

  /// x·sigmoid(x).
  static func silu(_ x: Double) -> Double {
    if x.isNaN || x == .infinity { return x }
    if x == -.infinity { return -0.0 }
    return scaledProduct(scaledSigmoid(x), x)
  }

  /// a·x rounded once, whatever the size of x.
  private static func scaledProduct(_ a: ScaledDoubleDouble, _ x: Double) -> Double {
    if x == 0 || a.significand.high == 0 { return 0 * x }
    let (significand, exponent) = PowerOfTwo.split(abs(x))
    var product = a * DoubleDouble(x < 0 ? -significand : significand)
    product.exponent += exponent
    return product.value
  }

  /// Beyond this, exp(-x) is less than 2⁻⁶⁴.
  private static let far = 45.0
}

/// Hyperbolic functions and their inverses, within 0.52 ulp.
///
/// All are formed in two doubles from exp(x) - 1 or log(1 + x), which are accurate near zero, and
/// rounded once. The C libraries miss by about 2 ulp.
enum Hyperbolic {
  /// (m + m/(m + 1))/2 with m = exp(|x|) - 1.
  static func sine(_ x: Double) -> Double {
    let a = abs(x)
    if a < tiny || !x.isFinite { return x }
    if a > large {
      var half = DoubleDouble.exponential(DoubleDouble(a))
      half.exponent -= 1
      return Double(signOf: x, magnitudeOf: half.value)
    }
    let m = DoubleDouble.exponentialMinusOne(DoubleDouble(a))
    return Double(signOf: x, magnitudeOf: 0.5 * (m + m / (m + 1)).value)
  }

  static func cosine(_ x: Double) -> Double {
    if !x.isFinite { return abs(x) }
    var power = DoubleDouble.exponential(DoubleDouble(abs(x)))
    if abs(x) > large {
      power.exponent -= 1
      return power.value
    }
    let whole = power.unscaled
    return 0.5 * (whole + DoubleDouble(1) / whole).value
  }

  /// m/(m + 2) with m = exp(2|x|) - 1.
  static func tangent(_ x: Double) -> Double {
    let a = abs(x)
    if a < tiny || x.isNaN { return x }
    if a > large { return x < 0 ? -1 : 1 }
    let m = DoubleDouble.exponentialMinusOne(DoubleDouble(2 * a))
    return Double(signOf: x, magnitudeOf: (m / (m + 2)).value)
  }

  /// 1/cosh(x), which goes on to 0 where cosh overflows.
  static func secant(_ x: Double) -> Double {
    if x.isNaN { return x }
    let power = DoubleDouble.exponential(DoubleDouble(abs(x)))
    if abs(x) > large {
      let inverse = DoubleDouble(2) / power.significand
      return ScaledDoubleDouble(inverse, exponent: -power.exponent).value
    }
    let whole = power.unscaled
    return (DoubleDouble(2) / (whole + DoubleDouble(1) / whole)).value
  }

  /// 1/sinh(x); ±inf at ±0.
  static func cosecant(_ x: Double) -> Double {
    let a = abs(x)
    if a < tiny || x.isNaN { return 1 / x }
    if a > large {
      let power = DoubleDouble.exponential(DoubleDouble(a))
      let inverse = DoubleDouble(2) / power.significand
      let scaled = ScaledDoubleDouble(inverse, exponent: -power.exponent)
      return Double(signOf: x, magnitudeOf: scaled.value)
    }
    let m = DoubleDouble.exponentialMinusOne(DoubleDouble(a))
    return Double(signOf: x, magnitudeOf: (DoubleDouble(2) / (m + m / (m + 1))).value)
  }

  /// (m + 2)/m with m = exp(2|x|) - 1; ±inf at ±0.
  static func cotangent(_ x: Double) -> Double {
    let a = abs(x)
    if a < tiny || x.isNaN { return 1 / x }
    if a > large { return x < 0 ? -1 : 1 }
    let m = DoubleDouble.exponentialMinusOne(DoubleDouble(2 * a))
    return Double(signOf: x, magnitudeOf: ((m + 2) / m).value)
  }

  /// log(a + √(a² + 1)) = log1p(a + a²/(1 + √(a² + 1))) for a = |x|.
  static func areaSine(_ x: Double) -> Double {
    let a = abs(x)
    if a < tiny || !x.isFinite { return x }
    let value: DoubleDouble
    if a > huge {
      value = DoubleDouble.logarithm(a) + DoubleDouble.ln2
    } else {
      let square = DoubleDouble.product(a, a)
      let root = (square + 1).squareRoot()
      value = DoubleDouble.logarithmOfOnePlus(square / (root + 1) + a)
    }
    return Double(signOf: x, magnitudeOf: value.value)
  }

  /// log(x + √(x² - 1)) = log1p(t + √(t(t + 2))) for t = x - 1; nan below 1.
  static func areaCosine(_ x: Double) -> Double {
    guard x >= 1 else { return .nan }
    if x == .infinity { return x }
    if x > huge { return (DoubleDouble.logarithm(x) + DoubleDouble.ln2).value }
    let t = DoubleDouble.sum(x, -1)
    return DoubleDouble.logarithmOfOnePlus(t + (t * (t + 2)).squareRoot()).value
  }

  /// log1p(2a/(1 - a))/2 for a = |x|; ±inf at ±1, nan beyond.
  static func areaTangent(_ x: Double) -> Double {
    let a = abs(x)
    if a < tiny || x.isNaN { return x }
    guard a < 1 else { return a == 1 ? Double(signOf: x, magnitudeOf: .infinity) : .nan }
    let ratio = DoubleDouble(2 * a) / DoubleDouble.sum(1, -a)
    return Double(signOf: x, magnitudeOf: 0.5 * DoubleDouble.logarithmOfOnePlus(ratio).value)
  }

  /// Below this, x²/3 is less than 2⁻⁶⁰: sinh(x) is x, and coth(x) is 1/x.
  private static let tiny = 0x1p-30
  /// Beyond this, exp(-2x) is less than 2⁻⁶⁰.
  private static let large = 24.0
  /// Beyond this, 1/x² is less than 2⁻⁶⁰.
  private static let huge = 0x1p30
}

/// The error function and the normal distribution, within 0.7 ulp in both tails.
///
/// erf is a polynomial up to ½; beyond, erfc(x) = exp(-x²)·g(x), where exp(-x²) is computed in two
/// doubles and the smooth g(x) is a polynomial on each of twenty intervals, and erf = 1 - erfc.
enum ErrorFunction {
  static func erf(_ x: Double) -> Double {
    let a = abs(x)
    if a > 6 { return x < 0 ? -1 : 1 }
    if x == 0 { return x }
    if a < 0x1p-30 {
      // Scaled, because x may be subnormal.
      return (twoOverRootPi * (x * 0x1p500)).value * 0x1p-500
    }
    if x.isNaN { return x }
    let value =
      a < 0.5 ? small(DoubleDouble(a)) : -(scaledComplement(DoubleDouble(a)).unscaled - 1)
    return Double(signOf: x, magnitudeOf: value.value)
  }

  /// 1 - erf(x).
  static func complement(_ x: Double) -> Double {
    if x.isNaN { return x }
    if x > 28 { return 0 }
    if x < -6 { return 2 }
    if abs(x) < 0.5 { return -(small(DoubleDouble(x)) - 1).value }
    let upper = scaledComplement(DoubleDouble(abs(x)))
    return x > 0 ? upper.value : -(upper.unscaled - 2).value
  }

  /// Φ(x) = erfc(-x/√2)/2.
  static func normalProbability(_ x: Double) -> Double {
    if x.isNaN { return x }
    return scaledNormalProbability(x).value
  }

  static func scaledNormalProbability(_ x: Double) -> ScaledDoubleDouble {
    if x < -39 { return ScaledDoubleDouble(DoubleDouble(0)) }
    if x > 9 { return ScaledDoubleDouble(DoubleDouble(1)) }
    let oneOverRootTwo = DoubleDouble(0x1.6a09e667f3bcdp-1, -0x1.bdd3413b26456p-55)
    let argument = oneOverRootTwo * abs(x)
    if argument.high < 0.5 {
      let part = small(argument)
      return ScaledDoubleDouble((x < 0 ? -part : part) + 1, exponent: -1)
    }
    var tail = scaledComplement(argument)
    if x < 0 {
      tail.exponent -= 1
      return tail
    }
    return ScaledDoubleDouble(-(tail.unscaled - 2), exponent: -1)
  }

  /// exp(-x²/2)/√(2π).
  static func normalDensity(_ x: Double) -> Double {
    if x.isNaN { return x }
    if abs(x) > 40 { return 0 }
    let power = DoubleDouble.exponential(DoubleDouble.product(x, x).scaled(by: -0.5))
    return (power * DoubleDouble(0x1.9884533d43651p-2, -0x1.cbc0d30ebfd15p-56)).value
  }

  /// The inverse of erf; ±inf at ±1, nan beyond.
  ///
  /// A polynomial in w = -log(1 - x²) or its root gives 7 digits; one step of Halley's method, with
  /// the residual in two doubles and taken of erfc where that is the smaller one, gives the rest.
  static func inverse(_ x: Double) -> Double {
    let a = abs(x)
    guard a < 1 else { return a == 1 ? Double(signOf: x, magnitudeOf: .infinity) : .nan }
    if x == 0 { return x }
    if a < 0x1p-30 {
      return (DoubleDouble(x * 0x1p500) / twoOverRootPi).value * 0x1p-500
    }
    return Double(signOf: x, magnitudeOf: unroundedInverse(a).value)
  }

  /// The slope of the inverse, √π/2·exp(erfinv(x)²), of the unrounded inverse.
  static func inverseSlope(_ x: Double) -> Double {
    let a = abs(x)
    guard a < 1 else { return a == 1 ? .infinity : .nan }
    let inverse = a < 0x1p-30 ? DoubleDouble(a) / twoOverRootPi : unroundedInverse(a)
    return (DoubleDouble.exponential(inverse * inverse) / twoOverRootPi).value
  }

  /// erfinv(a) for a from 2⁻³⁰ to the double below 1.
  private static func unroundedInverse(_ a: Double) -> DoubleDouble {
    let start = inverseEstimate(a)
    let residual =
      start < 0.5
      ? small(DoubleDouble(start)) - a
      : -(scaledComplement(DoubleDouble(start)).unscaled - (1 - a))
    let step = residual.value * Exponential.exponential(start * start) / twoOverRootPi.high
    return DoubleDouble.sum(start, -(step / (1 + start * step)))
  }

  /// erfinv(x) to seven digits, for x from 2⁻³⁰ to the double below 1.
  private static func inverseEstimate(_ x: Double) -> Double {
    let w = -Exponential.logarithm((1 - x) * (1 + x))
    if w < 5 { return x * polynomial(inverseCentre, w) }
    let root = w.squareRoot()
    return x * polynomial(root < 3.5 ? inverseShoulder : inverseTail, root)
  }

  /// erf(x) for |x| up to ½.
  private static func small(_ x: DoubleDouble) -> DoubleDouble {
    let square = x.high * x.high
    return twoOverRootPi * x + x.high * (square * polynomial(smallCoefficients, square))
  }

  /// erfc(x) for x from 0 to 31.
  static func scaledComplement(_ x: DoubleDouble) -> ScaledDoubleDouble {
    DoubleDouble.exponential(-(x * x)) * complementFactor(x)
  }

  /// exp(x²)·erfc(x) for x from 0 to 31.
  @inline(__always)
  static func complementFactor(_ x: DoubleDouble) -> DoubleDouble {
    let fromOne = 1 + x.high
    let quarterOctave = fromOne.bitPattern >> 50
    let lower = Double(bitPattern: quarterOctave << 50)
    let middle = lower + 0.125 * Double(bitPattern: lower.bitPattern & (0x7FF << 52))
    let distance = (x.high - (middle - 1)) + x.low
    let first = 16 * Int(quarterOctave - 1023 << 2)
    var sum = complementTable[first + 15]
    for index in stride(from: first + 14, to: first + 1, by: -1) {
      sum = sum * distance + complementTable[index]
    }
    let constant = DoubleDouble(complementTable[first], complementTable[first + 1])
    return constant + sum * distance
  }

  @inline(__always)
  private static func polynomial(_ coefficients: [Double], _ x: Double) -> Double {
    var sum = 0.0
    for coefficient in coefficients.reversed() { sum = sum * x + coefficient }
    return sum
  }

  static let twoOverRootPi =
    DoubleDouble(0x1.20dd750429b6dp0, 0x1.1ae3a914fed8p-56)
}

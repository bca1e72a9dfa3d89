/// Trigonometric functions of any finite number: a sine and a cosine in two doubles, and what is
/// composed of them rounded once, within 0.51 ulp.
///
/// Lanes come here where their own ways end: with huge, tiny and special numbers.
enum Circular {
  static func tangent(_ x: Double) -> Double {
    guard x.isFinite else { return .nan }
    if abs(x) < tiny { return x }
    let (sine, cosine) = DoubleDouble.sineAndCosine(x)
    return (sine / cosine).value
  }

  /// cos(x)/sin(x); ±inf at ±0.
  static func cotangent(_ x: Double) -> Double {
    guard x.isFinite else { return .nan }
    if abs(x) < tiny { return 1 / x }
    let (sine, cosine) = DoubleDouble.sineAndCosine(x)
    return (cosine / sine).value
  }

  /// 1/cos(x).
  static func secant(_ x: Double) -> Double {
    guard x.isFinite else { return .nan }
    return (DoubleDouble(1) / DoubleDouble.sineAndCosine(x).cosine).value
  }

  /// 1/sin(x); ±inf at ±0.
  static func cosecant(_ x: Double) -> Double {
    guard x.isFinite else { return .nan }
    if abs(x) < tiny { return 1 / x }
    return (DoubleDouble(1) / DoubleDouble.sineAndCosine(x).sine).value
  }

  /// sin(πx); a zero of x's sign at whole numbers (IEEE 754 sinPi).
  static func sineOfPiTimes(_ x: Double) -> Double {
    guard x.isFinite else { return .nan }
    if x == 0 { return x }
    if abs(x) < tiny {
      // Scaled, because x may be subnormal.
      return (DoubleDouble.pi * (x * 0x1p500)).value * 0x1p-500
    }
    let value = DoubleDouble.sineAndCosine(ofPiTimes: x).sine.value
    return value == 0 ? Double(signOf: x, magnitudeOf: 0) : value
  }

  /// cos(πx); +0 half-way between whole numbers (IEEE 754 cosPi).
  static func cosineOfPiTimes(_ x: Double) -> Double {
    guard x.isFinite else { return .nan }
    let value = DoubleDouble.sineAndCosine(ofPiTimes: x).cosine.value
    return value == 0 ? 0 : value
  }

  /// sin(πx)/(πx): 1 at 0, and the limit 0 at infinity.
  static func cardinalSine(_ x: Double) -> Double {
    if x.isNaN { return x }
    if abs(x) < tiny { return 1 }
    if abs(x) >= 0x1p52 { return 0 }
    let a = abs(x)
    return (DoubleDouble.sineAndCosine(ofPiTimes: a).sine / (DoubleDouble.pi * a)).value
  }

  /// Below this, x²/3 is less than 2⁻⁶⁰: sin(x) is x, and cot(x) is 1/x.
  private static let tiny = 0x1p-30
}

/// The gamma function and its logarithm, within 0.51 ulp where they are not near a zero.
///
/// From 16 on Stirling's series, below it the recurrence Γ(x) = Γ(x + n)/(x(x + 1)…(x + n - 1)),
/// for negative x the reflection Γ(-a) = -π/(a·sin(πa)·Γ(a)); all in two doubles. Source: NIST
/// Digital Library of Mathematical Functions, 5.5 and 5.11, https://dlmf.nist.gov/5.
enum GammaFunction {
  /// Γ(x): ±inf at ±0, nan at negative whole numbers.
  static func gamma(_ x: Double) -> Double {
    if x.isNaN || x == .infinity { return x }
    if abs(x) < tiny { return 1 / x }
    if x > 0 { return scaledGamma(x).value }
    let a = -x
    guard a < 0x1p52, a != a.rounded(.down) else { return .nan }
    let positive = scaledGamma(a)
    let sine = DoubleDouble.sineAndCosine(ofPiTimes: a).sine
    let inverse = -DoubleDouble.pi / (sine * a * positive.significand)
    return ScaledDoubleDouble(inverse, exponent: -positive.exponent).value
  }

  /// log|Γ(x)|: inf at 0 and at negative whole numbers. Near its zeros between negative whole
  /// numbers the error is 2⁻⁵⁵ absolute.
  static func logarithm(_ x: Double) -> Double {
    if x.isNaN || x.isInfinite { return abs(x) }
    let a = abs(x)
    if a < tiny { return a == 0 ? .infinity : -DoubleDouble.logarithm(a).value }
    if x > 0 { return positiveLogarithm(x) }
    guard a < 0x1p52, a != a.rounded(.down) else { return .infinity }
    let sine = DoubleDouble.sineAndCosine(ofPiTimes: a).sine
    let quotient = DoubleDouble.pi / (sine * a)
    let reflected = DoubleDouble.logarithm(quotient.high < 0 ? -quotient : quotient)
    return (reflected - logarithm(positive: a)).value
  }

  /// log Γ(x) for x ≥ 2⁻⁶⁰, to full relative accuracy also near the zeros 1 and 2.
  private static func positiveLogarithm(_ x: Double) -> Double {
    if x > 0x1p60 {
      // Scaled, because a product of doubles this large loses its low part.
      let slope = DoubleDouble.logarithm(x) - 1
      return (slope * (x * 0x1p-100)).value * 0x1p100
    }
    if x < 0.25 {
      return
        (-(DoubleDouble.logarithm(x) + DoubleDouble.logarithmOfOnePlus(DoubleDouble(x)))
        + nearTwo(x)).value
    }
    if x >= 0.75 && x <= 1.25 {
      return (nearTwo(x - 1) - DoubleDouble.logarithmOfOnePlus(DoubleDouble(x - 1))).value
    }
    if x >= 1.75 && x <= 2.25 { return nearTwo(x - 2).value }
    return logarithm(positive: x).value
  }

  /// log Γ(2 + t) for |t| ≤ ¼: (1 - γ)t + Σ (ζ(k) - 1)(-t)ᵏ/k (DLMF 5.7.3).
  private static func nearTwo(_ t: Double) -> DoubleDouble {
    var sum = 0.0
    for coefficient in zetaMinusOneOverOrder { sum = sum * -t + coefficient }
    let oneMinusGamma = DoubleDouble(0x1.b0ee6072093cep-2, 0x1.6cb90701fbfabp-58)
    return oneMinusGamma * t + t * (t * sum)
  }

  /// Γ(x) for positive x, with a power of two of its own.
  private static func scaledGamma(_ x: Double) -> ScaledDoubleDouble {
    let (product, shifted) = shift(x)
    let large = DoubleDouble.exponential(stirling(shifted))
    return shifted.high == x ? large : large / product
  }

  /// log Γ(x) for positive x up to 2⁹⁰⁰, with an absolute error of about 2⁻⁶⁰ (or relative).
  static func logarithm(positive x: Double) -> DoubleDouble {
    let (product, shifted) = shift(x)
    let large = stirling(shifted)
    return shifted.high == x ? large : large - DoubleDouble.logarithm(product)
  }

  /// x(x + 1)…(x + n - 1) and x + n, where n is the least that brings x to 16.
  private static func shift(_ x: Double) -> (product: DoubleDouble, shifted: DoubleDouble) {
    var product = DoubleDouble(1)
    var steps = 0.0
    while x + steps < stirlingStart {
      product = product * DoubleDouble.sum(x, steps)
      steps += 1
    }
    return (product, DoubleDouble.sum(x, steps))
  }

  /// (x - ½)log(x) - x + log(2π)/2 + 1/(12x) - 1/(360x³) + …, for x ≥ 16.
  private static func stirling(_ x: DoubleDouble) -> DoubleDouble {
    let inverse = 1 / x.high
    let square = inverse * inverse
    var series = 0.0
    for coefficient in stirlingCoefficients { series = series * square + coefficient }
    let halfLogarithmOfTwoPi = DoubleDouble(0x1.d67f1c864beb5p-1, -0x1.65b5a1b7ff5dfp-55)
    return DoubleDouble.logarithm(x) * (x - 0.5) - x + (halfLogarithmOfTwoPi + series * inverse)
  }

  /// From here on eight terms of Stirling's series leave an error of 2⁻⁷⁰.
  private static let stirlingStart = 16.0

  /// B₂ₖ/(2k(2k - 1)) from k = 8 down to 1.
  private static let stirlingCoefficients: [Double] = [
    -3617.0 / 122400, 1.0 / 156, -691.0 / 360360, 1.0 / 1188, -1.0 / 1680, 1.0 / 1260, -1.0 / 360,
    1.0 / 12,
  ]

  /// (ζ(k) - 1)/k from k = 20 down to 2.
  private static let zetaMinusOneOverOrder: [Double] = [
    4.7698101693639804e-08, 1.0043224823968099e-07, 2.1207184805554665e-07, 4.492469198764566e-07,
    9.55141213040742e-07, 2.039215753801366e-06, 4.374866789907488e-06, 9.439488275268397e-06,
    2.050721277567069e-05, 4.492623673813314e-05, 9.945751278180853e-05, 0.00022315475845357939,
    0.0005096695247430425, 0.001192753911703261, 0.0028905103307415234, 0.007385551028673986,
    0.020580808427784546, 0.0673523010531981, 0.3224670334241132,
  ]

  /// Below this, Γ(x) is 1/x.
  private static let tiny = 0x1p-60
}

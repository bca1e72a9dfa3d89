/// log₂ in lanes; exact for powers of two.
enum BinaryLogarithmFunction: LaneFunction {
  @inline(__always)
  static func ordinary<L: Lanes>(_ x: L) -> (value: L, isSound: L.Mask) {
    let parts = LaneLogarithm(x)
    let ofSignificand = parts.pair(
      times: 0x1.7154760000000p0, and: 0x1.4ae0bf85ddf44p-26)
    let sum = LanePair.orderedSum(parts.exponent, ofSignificand.high)
    return (sum.adding(ofSignificand.low).value, LaneLogarithm.isNormal(x))
  }

  @inline(never)
  static func rare(_ x: Double) -> Double {
    guard x > 0, x < .infinity else { return LogarithmFunction.rare(x) }
    // A subnormal number: the exponent apart, so that powers of two are exact.
    let (significand, exponent) = PowerOfTwo.split(x)
    let oneOverLn2 = DoubleDouble(0x1.71547652b82fep0, 0x1.777d0ffda0d24p-56)
    return (DoubleDouble.logarithm(significand) * oneOverLn2 + Double(exponent)).value
  }
}

/// log₁₀ in lanes; exact for powers of ten.
enum DecimalLogarithmFunction: LaneFunction {
  @inline(__always)
  static func ordinary<L: Lanes>(_ x: L) -> (value: L, isSound: L.Mask) {
    let parts = LaneLogarithm(x)
    let n = parts.exponent
    let ofSignificand = parts.pair(
      times: 0x1.bcb7b10000000p-2, and: 0x1.49b9438ca9aaep-28)
    // The upper part of log₁₀2 has 32 bits: its product with the exponent is exact.
    let sum = LanePair.orderedSum(n * 0x1.34413508p-2, ofSignificand.high)
    let low = ofSignificand.low + n * 0x1.f79fef311f12bp-34
    return (sum.adding(low).value, LaneLogarithm.isNormal(x))
  }

  @inline(never)
  static func rare(_ x: Double) -> Double {
    guard x > 0, x < .infinity else { return LogarithmFunction.rare(x) }
    let oneOverLn10 = DoubleDouble(0x1.bcb7b1526e50ep-2, 0x1.95355baaafad3p-57)
    return (DoubleDouble.logarithm(x) * oneOverLn10).value
  }
}

/// log(1 + x) in lanes, within 0.8 ulp, also near 0.
enum LogarithmOfOnePlusFunction: LaneFunction {
  @inline(__always)
  static func ordinary<L: Lanes>(_ x: L) -> (value: L, isSound: L.Mask) {
    let value = LaneLogarithmOfOnePlus(LanePair(x, L(0))).value
    return (value.withSign(x.signBit), L.both(-1 < x, x <= LaneLogarithmOfOnePlus<L>.limit))
  }

  @inline(never)
  static func rare(_ x: Double) -> Double {
    if x == -1 { return -.infinity }
    guard x > -1, x < .infinity else { return x < -1 ? .nan : x }
    return DoubleDouble.logarithm(x).value
  }
}

extension LaneLogarithm {
  /// log(1 + f) times a constant given by its upper half and the rest, in two doubles of which the
  /// first is exact.
  @inline(__always)
  func pair(times upper: Double, and lower: Double) -> LanePair<L> {
    let high = (f - halfSquare).upperHalf
    let low = ((f - high) - halfSquare) + rest
    return LanePair(high * upper, (high + low) * lower + low * upper)
  }
}

/// log(1 + x) = n·ln2 + f - `small`, for x > -1 up to 10³⁰⁰ as the sum of two doubles.
///
/// u = 1 + x, rounded, is 2^n·(1 + f), and what was lost in it, divided by u, is a part of `small`.
/// For n = 0, f is x itself.
struct LaneLogarithmOfOnePlus<L: Lanes> {
  /// n·ln2 but for a part of `small`.
  let ofPower: L
  let f: L
  let small: L

  static var limit: Double { 1e300 }

  @inline(__always)
  init(_ x: LanePair<L>) {
    let sum = LanePair.sum(L(1), x.high)
    self.init(sum.adding(x.low), orOnePlus: x)
  }

  /// log(y) where that is not between √½ and √2, else log(1 + x).
  @inline(__always)
  init(_ y: LanePair<L>, orOnePlus x: LanePair<L>) {
    let u = y.high
    let (significand, n) = LaneLogarithm.split(u)
    let isOne = L.equal(n, L(0))
    f = x.high.chosen(where: isOne, else: significand - 1)
    let lost = x.low.chosen(where: isOne, else: y.low)
    // One division for f/(2 + f) and lost/u.
    let denominator = f + 2
    let inverse = 1 / (denominator * u)
    let s = (f * u) * inverse
    let halfSquare = (f * 0.5) * f
    let rest = s * (halfSquare + LaneLogarithm.series(s * s))
    ofPower = n * 0x1.62e42fee00000p-1
    let correction = n * 0x1.a39ef35793c76p-33 + (lost * denominator) * inverse
    small = halfSquare - (rest + correction)
  }

  @inline(__always)
  var value: L { ofPower + (f - small) }
}

/// exp(x) - 1 in lanes, within 0.9 ulp, also near 0.
enum ExponentialMinusOneFunction: LaneFunction {
  @inline(__always)
  static func ordinary<L: Lanes>(_ x: L) -> (value: L, isSound: L.Mask) {
    let value = LaneExponential(x).adding(-1).value
    return (value.withSign(x.signBit), x.magnitude <= LaneExponential<L>.limit)
  }

  @inline(never)
  static func rare(_ x: Double) -> Double {
    if x.isNaN { return x }
    return x < 0 ? -1 : DoubleDouble.exponential(DoubleDouble(x)).value
  }
}

/// exp(-x²) in lanes: the square of the upper half of x is exact, and what is left is small.
enum ExponentialMinusSquareFunction: LaneFunction {
  @inline(__always)
  static func ordinary<L: Lanes>(_ x: L) -> (value: L, isSound: L.Mask) {
    let square = LanePair.square(x)
    return (LaneExponential(-square.high, plus: -square.low).value, x.magnitude <= 26.6)
  }

  @inline(never)
  static func rare(_ x: Double) -> Double {
    if x.isNaN { return x }
    if x.magnitude > 28 { return 0 }
    return DoubleDouble.exponential(-DoubleDouble.product(x, x)).value
  }
}

/// 2^x in lanes; exact for whole x.
enum PowerOfTwoFunction: LaneFunction {
  /// x = n + f, where f is exact; f·ln2 in two doubles, the first of which is a product of halves.
  @inline(__always)
  static func ordinary<L: Lanes>(_ x: L) -> (value: L, isSound: L.Mask) {
    let shifted = x + roundingShift
    let f = x - (shifted - roundingShift)
    let upper = f.upperHalf
    let power = LaneExponential(
      rest: upper * 0x1.62e42f8p-1,
      correction: (f - upper) * 0x1.62e42fefa39efp-1 + upper * 0x1.be8e7bcd5e4f2p-27,
      count: shifted.words)
    return (power.value, x.magnitude <= 1021)
  }

  @inline(never)
  static func rare(_ x: Double) -> Double {
    if x.isNaN { return x }
    if x.magnitude > 1100 { return x > 0 ? .infinity : 0 }
    let n = x.rounded(.toNearestOrEven)
    var power = DoubleDouble.exponential(DoubleDouble.ln2 * (x - n))
    power.exponent += Int(n)
    return power.value
  }
}

/// 10^x in lanes; exact wherever the power is a double.
enum PowerOfTenFunction: LaneFunction {
  /// x = n·log₁₀2 + f, f as the sum of two doubles, and f·ln10 likewise.
  @inline(__always)
  static func ordinary<L: Lanes>(_ x: L) -> (value: L, isSound: L.Mask) {
    let shifted = x * 0x1.a934f0979a371p1 + roundingShift
    let n = shifted - roundingShift
    let rest = x - n * 0x1.34413508p-2
    let correction = n * -0x1.f79fef311f12bp-34
    let f = rest + correction
    let lost = (rest - f) + correction
    let upper = f.upperHalf
    let power = LaneExponential(
      rest: upper * 0x1.26bb1b8p1,
      correction: ((f - upper) + lost) * 0x1.26bb1bbb55516p1 + upper * 0x1.daaa8ac16ea57p-26,
      count: shifted.words)
    return (power.value, x.magnitude <= 307)
  }

  @inline(never)
  static func rare(_ x: Double) -> Double {
    if x.isNaN { return x }
    if x.magnitude > 400 { return x > 0 ? .infinity : 0 }
    let ln10 = DoubleDouble(0x1.26bb1bbb55516p1, -0x1.f48ad494ea3e9p-53)
    return DoubleDouble.exponential(ln10 * x).value
  }
}

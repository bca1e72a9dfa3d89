/// The real cube root in lanes, within 0.6 ulp.
enum CubeRootFunction: LaneFunction {
  /// |x| = m·8^q with m in [0.35, 2.83]. A polynomial is good to 2⁻⁹, a step of Halley's method to
  /// 2⁻²⁷, and a second one from a y of 26 bits, with the residual m - y³ in two doubles, to the
  /// end.
  @inline(__always)
  static func ordinary<L: Lanes>(_ x: L) -> (value: L, isSound: L.Mask) {
    let size = x.magnitude
    let (significand, exponent) = LaneLogarithm.split(size)
    let shifted = exponent * 0x1.5555555555555p-2 + roundingShift
    let thirds = shifted - roundingShift
    let left = (exponent - thirds * 3) + roundingShift
    let m = L(words: significand.words &+ left.words.shiftedLeft(52))
    let w = m * m
    let lower = (m * 0x1.cbfe1920fa88cp-1) + 0x1.c632d844f79f2p-2
    let middle = (m * 0x1.3a1254217601dp-3) - 0x1.e5506bdad1dfap-2
    let start = lower + w * (middle - w * 0x1.4069e9cdae18ep-6)
    let cube = start * start * start
    let near = (start * (cube + (m + m)) / ((cube + cube) + m)).upperHalf
    let square = near * near
    let squareUpper = square.upperHalf
    let residual = (m - near * squareUpper) - near * (square - squareUpper)
    let root = near + near * residual / ((square * near) * 2 + m)
    let value = L(words: root.words &+ shifted.words.shiftedLeft(52))
    return (value.withSign(x.signBit), LaneLogarithm.isNormal(size))
  }

  @inline(never)
  static func rare(_ x: Double) -> Double {
    if x == 0 || !x.isFinite { return x }
    // A subnormal number.
    return value(x * 0x1p54) * 0x1p-18
  }
}

/// √(x² + y²) in lanes, without overflow, within 0.6 ulp.
enum HypotenuseFunction: BinaryLaneFunction {
  @inline(__always)
  static func ordinary<L: Lanes>(_ x: L, _ y: L) -> (value: L, isSound: L.Mask) {
    let (a, b) = (x.magnitude, y.magnitude)
    let isLonger = b < a
    let longer = a.chosen(where: isLonger, else: b)
    let shorter = b.chosen(where: isLonger, else: a)
    let (first, second) = (LanePair.square(longer), LanePair.square(shorter))
    let sum = LanePair.orderedSum(first.high, second.high).adding(first.low + second.low)
    let isSound = L.both(
      L.both(0x1p-400 <= longer, longer <= 0x1p500), shorter <= 0x1p500)
    return (sum.squareRoot().value, isSound)
  }

  /// Infinite if an operand is, even beside a nan.
  @inline(never)
  static func rare(_ x: Double, _ y: Double) -> Double { Power.hypotenuse(x, y) }
}

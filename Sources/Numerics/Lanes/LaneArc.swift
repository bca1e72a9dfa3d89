/// atan in lanes.
enum ArcTangentFunction: LaneFunction {
  @inline(__always)
  static func ordinary<L: Lanes>(_ x: L) -> (value: L, isSound: L.Mask) {
    let size = x.magnitude
    let arc = LaneArc(y: size, x: L(1))
    return (arc.value.withSign(x.signBit), L.both(0x1p-30 <= size, size <= 0x1p60))
  }

  @inline(never)
  static func rare(_ x: Double) -> Double {
    if x.isNaN || x.magnitude < 1 { return x }
    return Double(signOf: x, magnitudeOf: 0x1.921fb54442d18p0)
  }
}

/// The angle of the point (x, y) in lanes, from -π to π; 0 for the origin.
enum AngleFunction: BinaryLaneFunction {
  @inline(__always)
  static func ordinary<L: Lanes>(_ y: L, _ x: L) -> (value: L, isSound: L.Mask) {
    let (height, width) = (y.magnitude, x.magnitude)
    let arc = LaneArc(y: height, x: width)
    let value = arc.turned(where: x < 0).value.withSign(y.signBit)
    return (value, L.both(isModerate(height), isModerate(width)))
  }

  @inline(__always)
  private static func isModerate<L: Lanes>(_ size: L) -> L.Mask {
    L.both(0x1p-300 <= size, size <= 0x1p300)
  }

  /// Coordinates that are zero, infinite, or very large or small.
  @inline(never)
  static func rare(_ y: Double, _ x: Double) -> Double {
    if x.isNaN || y.isNaN { return .nan }
    return Double(signOf: y, magnitudeOf: angle(y.magnitude, x))
  }

  private static func angle(_ y: Double, _ x: Double) -> Double {
    let isLeft = x.sign == .minus
    if y == 0 { return isLeft ? .pi : 0 }
    if y.isInfinite { return x.isInfinite ? (isLeft ? 0.75 : 0.25) * .pi : 0.5 * .pi }
    if x.isInfinite { return isLeft ? .pi : 0 }
    let ratio = y / x.magnitude
    if ratio < 0x1p-100 { return isLeft ? .pi : ratio }
    if ratio > 0x1p100 { return 0.5 * .pi }
    let scale = y > 1 ? 0x1p-400 : 0x1p400
    let arc = LaneArc(y: OneLane(y * scale), x: OneLane(x.magnitude * scale))
    return arc.turned(where: isLeft).value.value
  }
}

/// The angle of a point (x, y) in the first quadrant, as `base` + `turn`, in two doubles each.
///
/// t = y/x up to tan(π/8), (y - x)/(y + x) up to tan(3π/8) and -x/y beyond, and the angle is
/// atan(t) and 0, π/4 or π/2. t is the sum of two doubles, so that only the last sum is rounded by
/// more than 2⁻⁵⁶: within 0.7 ulp.
struct LaneArc<L: Lanes> {
  let base: LanePair<L>
  let turn: LanePair<L>

  @inline(__always)
  private init(base: LanePair<L>, turn: LanePair<L>) {
    self.base = base
    self.turn = turn
  }

  @inline(__always)
  init(y: L, x: L) {
    let isLow = y <= x * 0x1.a827999fcef32p-2
    let isHigh = x * 0x1.3504f333f9de6p1 <= y
    let isMiddle = L.not(L.either(isLow, isHigh))
    let (difference, sum) = (LanePair.sum(y, -x), LanePair.sum(y, x))
    let outside = L(0)
    let numerator = LanePair(
      difference.high.chosen(where: isMiddle, else: y.chosen(where: isLow, else: -x)),
      difference.low.chosen(where: isMiddle, else: outside))
    let denominator = LanePair(
      sum.high.chosen(where: isMiddle, else: x.chosen(where: isLow, else: y)),
      sum.low.chosen(where: isMiddle, else: outside))
    let t = (numerator / denominator).normalized
    let z = t.high * t.high
    turn = t.adding((t.high * z) * Self.series(z))
    let eighths = L(0.5).chosen(where: isMiddle, else: L(0).chosen(where: isLow, else: L(1)))
    base = LanePair(eighths * 0x1.921fb54442d18p0, eighths * 0x1.1a62633145c07p-54)
  }

  /// The angle of (-x, y) where the mask holds: π less the angle.
  @inline(__always)
  func turned(where mask: L.Mask) -> Self {
    let sign = L(-1).chosen(where: mask, else: L(1))
    let (high, low) = (L(0x1.921fb54442d18p1) - base.high, L(0x1.1a62633145c07p-53) - base.low)
    return LaneArc(
      base: LanePair(
        high.chosen(where: mask, else: base.high), low.chosen(where: mask, else: base.low)),
      turn: LanePair(turn.high * sign, turn.low * sign))
  }

  @inline(__always)
  var value: L {
    LanePair.orderedSum(base.high, turn.high).adding(turn.low + base.low).value
  }

  /// (atan(t) - t)/t³ for z = t² up to 0.172, with an error below 2⁻⁵⁹/z.
  @inline(__always)
  private static func series(_ z: L) -> L {
    let w = z * z
    let v = w * w
    let a = (z * 0x1.99999999958f9p-3) - 0x1.555555555553dp-2
    let b = (z * 0x1.c71c70e7ab833p-4) - 0x1.24924922b151bp-3
    let c = (z * 0x1.3b111c5c1eb1bp-4) - 0x1.745cf90b4ca99p-4
    let d = (z * 0x1.df1156538ecc5p-5) - 0x1.10ebdccf056ccp-4
    let e = (z * 0x1.37ec176662856p-5) - 0x1.9cdbc47d4ff66p-5
    let upper = (c + w * d) + v * (e - w * 0x1.259a637e82846p-6)
    return (a + w * b) + v * upper
  }
}

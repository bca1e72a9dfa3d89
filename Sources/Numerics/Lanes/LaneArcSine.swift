/// asin in lanes.
enum ArcSineFunction: LaneFunction {
  @inline(__always)
  static func ordinary<L: Lanes>(_ x: L) -> (value: L, isSound: L.Mask) {
    let parts = LaneArcSine(x.magnitude)
    // π/2 - 2·arc or arc.
    let complement = LanePair.orderedSum(L(0x1.921fb54442d18p0), -(parts.arc.high * 2))
    let low = (complement.low + 0x1.1a62633145c07p-54) - parts.arc.low * 2
    let value = parts.arc.value.chosen(where: parts.isSmall, else: complement.high + low)
    return (value.withSign(x.signBit), LaneArcSine.isInside(x))
  }

  @inline(never)
  static func rare(_ x: Double) -> Double {
    if x.magnitude < 1 || x.isNaN { return x }
    return x.magnitude == 1 ? Double(signOf: x, magnitudeOf: 0.5 * .pi) : .nan
  }
}

/// acos in lanes.
enum ArcCosineFunction: LaneFunction {
  @inline(__always)
  static func ordinary<L: Lanes>(_ x: L) -> (value: L, isSound: L.Mask) {
    let parts = LaneArcSine(x.magnitude)
    // π/2 - arc of a small number, else 2·arc or π - 2·arc.
    let factor = L(1).chosen(where: parts.isSmall, else: L(2))
    let isNegative = x < 0
    let sign = L(words: x.signBit ^ L(-1).words)
    let signed = sign.chosen(where: parts.isSmall, else: L(1).chosen(where: 0 <= x, else: L(-1)))
    let turn = LanePair(parts.arc.high * factor, parts.arc.low * factor)
    let quarters = L(1).chosen(
      where: parts.isSmall, else: L(2).chosen(where: isNegative, else: L(0)))
    let high = LanePair.orderedSum(quarters * 0x1.921fb54442d18p0, turn.high * signed)
    let low = quarters * 0x1.1a62633145c07p-54 + turn.low * signed
    return (high.adding(low).value, x.magnitude < 1)
  }

  @inline(never)
  static func rare(_ x: Double) -> Double {
    x == 1 ? 0 : x == -1 ? .pi : .nan
  }
}

/// asin(s) in two doubles, where s is x up to ½, and √((1 - x)/2) beyond: asin(x) is π/2 less twice
/// that.
struct LaneArcSine<L: Lanes> {
  let isSmall: L.Mask
  let arc: LanePair<L>

  /// For x from 0 to 1.
  @inline(__always)
  init(_ x: L) {
    isSmall = x < 0.5
    let half = (1 - x) * 0.5
    let z = (x * x).chosen(where: isSmall, else: half)
    let root = half.squareRoot()
    let upper = root.upperHalf
    let remainder = (half - upper * upper) - (root - upper) * (root + upper)
    let correction = remainder / (root + root)
    let s = x.chosen(where: isSmall, else: root)
    let lost = L(0).chosen(where: isSmall, else: correction)
    arc = LanePair(s, lost + (s * z) * Self.series(z))
  }

  /// Whether x is in the domain, not at its ends and not tiny.
  @inline(__always)
  static func isInside(_ x: L) -> L.Mask {
    L.both(0x1p-30 <= x.magnitude, x.magnitude < 1)
  }

  /// (asin(s) - s)/s³ for z = s² up to ¼, with an error below 2⁻⁵⁹/z.
  @inline(__always)
  private static func series(_ z: L) -> L {
    let w = z * z
    let v = w * w
    let a = (z * 0x1.333333332df2cp-4) + 0x1.5555555555578p-3
    let b = (z * 0x1.f1c71a8be6c4ep-6) + 0x1.6db6db722a81dp-5
    let c = (z * 0x1.1c49de78356f7p-6) + 0x1.6e8bdfdf5231bp-6
    let d = (z * 0x1.7577db6781d73p-7) + 0x1.ca213a0bf0c15p-7
    let e = (z * 0x1.e17279b2bd14dp-9) + 0x1.61891ce480b95p-7
    let f = (z * -0x1.59ed4dda49201p-6) + 0x1.64fb3ecc0dc01p-6
    let top = f + w * 0x1.0be19d7246e14p-5
    return (a + w * b) + v * ((c + w * d) + v * (e + w * top))
  }
}

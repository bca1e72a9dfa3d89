/// sin in lanes.
enum SineFunction: LaneFunction {
  @inline(__always)
  static func ordinary<L: Lanes>(_ x: L) -> (value: L, isSound: L.Mask) {
    let angle = LaneAngle(x)
    return (angle.sine, angle.isSound)
  }

  @inline(never)
  static func rare(_ x: Double) -> Double {
    x.isFinite ? DoubleDouble.sineAndCosine(x).sine.value : .nan
  }
}

/// cos in lanes.
enum CosineFunction: LaneFunction {
  @inline(__always)
  static func ordinary<L: Lanes>(_ x: L) -> (value: L, isSound: L.Mask) {
    let angle = LaneAngle(x)
    return (angle.cosine, angle.isSound)
  }

  @inline(never)
  static func rare(_ x: Double) -> Double {
    x.isFinite ? DoubleDouble.sineAndCosine(x).cosine.value : .nan
  }
}

/// An angle, less the nearest multiple of π/2: x = n·π/2 + r, with r as the sum of two doubles.
struct LaneAngle<L: Lanes> {
  /// r, rounded.
  let rest: L
  /// What is missing in `rest`.
  let lost: L
  /// n in the lowest bits.
  let quadrant: L.Words
  /// Whether x is small enough and r not so small that the parts of π/2 do not suffice.
  let isSound: L.Mask

  @inline(__always)
  init(rest: L, lost: L, quadrant: L.Words, isSound: L.Mask) {
    self.rest = rest
    self.lost = lost
    self.quadrant = quadrant
    self.isSound = isSound
  }

  /// Three parts of π/2, of 33, 33 and 53 bits (W. J. Cody, W. Waite, "Software manual for the
  /// elementary functions", 1980). The products of the first two with n are exact, and so is the
  /// first difference; the third leaves an error of n·2⁻¹²⁰.
  @inline(__always)
  init(_ x: L) {
    let shifted = x * 0x1.45f306dc9c883p-1 + roundingShift
    let n = shifted - roundingShift
    quadrant = shifted.words
    let first = x - n * 0x1.921fb54400000p0
    let second = n * 0x1.0b4611a600000p-34
    let third = n * 0x1.3198a2e037073p-69
    let upper = first - second
    // Subtracted, so that -0 stays -0.
    let lower = third - ((first - upper) - second)
    rest = upper - lower
    lost = (upper - rest) - lower
    isSound = L.both(x.magnitude <= 0x1p20, n.magnitude * 0x1p-60 <= rest.magnitude)
  }

  /// `rest` - sin(r).
  @inline(__always)
  var sineDeficit: L {
    let z = rest * rest
    let w = z * z
    let cube = z * rest
    let a = (z * -0x1.a01a019c12654p-13) + 0x1.111111110f882p-7
    let b = (z * -0x1.ae5e669feaa70p-26) + 0x1.71de35784b7f8p-19
    let tail = a + w * (b + w * 0x1.5d931b196348bp-33)
    let bent = z * (lost * 0.5 - cube * tail) - lost
    return bent + cube * 0x1.5555555555549p-3
  }

  /// cos(r) as the sum of two doubles: 1 - r²/2, rounded, and what is missing.
  @inline(__always)
  private var cosineOfRest: (high: L, low: L) {
    let half = (rest * rest) * 0.5
    let high = 1 - half
    return (high, ((1 - high) - half) + (cosineTail - rest * lost))
  }

  /// The same with an exact square, where the cosine is not rounded next.
  @inline(__always)
  var preciseCosineOfRest: (high: L, low: L) {
    let square = LanePair.square(rest)
    let half = square.high * 0.5
    let high = 1 - half
    let missing = (1 - high) - half
    return (high, missing + (cosineTail - (rest * lost + square.low * 0.5)))
  }

  /// cos(r) - 1 + r²/2.
  @inline(__always)
  private var cosineTail: L {
    let z = rest * rest
    let w = z * z
    let a = (z * -0x1.6c16c16c151b4p-10) + 0x1.555555555554cp-5
    let b = (z * -0x1.27e4f80ce2533p-22) + 0x1.a01a019cb6541p-16
    let c = (z * -0x1.8faf782831bd0p-37) + 0x1.1ee9edb857d67p-29
    return w * (a + w * (b + w * c))
  }

  /// Sine and cosine of x, within 0.76 ulp.
  @inline(__always)
  var sineAndCosine: (sine: L, cosine: L) {
    let sine = (rest - sineDeficit).words
    let (high, low) = cosineOfRest
    let difference = sine ^ (high + low).words
    return (
      L(words: turned(sine, difference, quadrant)),
      L(words: turned(sine, difference, quadrant &+ L.Words(1)))
    )
  }

  @inline(__always)
  var sine: L { sineAndCosine.sine }

  @inline(__always)
  var cosine: L { sineAndCosine.cosine }

  /// The sine of r and a number of right angles, where `sine` and `difference` are the bits of r's
  /// sine, and in which those of its cosine differ.
  @inline(__always)
  private func turned(_ sine: L.Words, _ difference: L.Words, _ quadrant: L.Words) -> L.Words {
    let isOdd = L.Words(0) &- (quadrant & L.Words(1))
    return (sine ^ (difference & isOdd)) ^ (quadrant & L.Words(2)).shiftedLeft(62)
  }
}

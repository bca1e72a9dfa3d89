// Functions of angles in lanes, each a quotient of sine and cosine or of 1 and one of them, rounded
// once. Tiny angles are rare: there the sine is the angle.

/// sin(x)/cos(x).
enum TangentFunction: LaneFunction {
  @inline(__always)
  static func ordinary<L: Lanes>(_ x: L) -> (value: L, isSound: L.Mask) {
    let angle = LaneAngle(x)
    let (sine, cosine) = angle.pairs
    return ((sine / cosine).value, L.both(angle.isSound, LaneAngle.isNotTiny(x)))
  }

  @inline(never)
  static func rare(_ x: Double) -> Double { Circular.tangent(x) }
}

/// cos(x)/sin(x).
enum CotangentFunction: LaneFunction {
  @inline(__always)
  static func ordinary<L: Lanes>(_ x: L) -> (value: L, isSound: L.Mask) {
    let angle = LaneAngle(x)
    let (sine, cosine) = angle.pairs
    return ((cosine / sine).value, L.both(angle.isSound, LaneAngle.isNotTiny(x)))
  }

  @inline(never)
  static func rare(_ x: Double) -> Double { Circular.cotangent(x) }
}

/// 1/cos(x).
enum SecantFunction: LaneFunction {
  @inline(__always)
  static func ordinary<L: Lanes>(_ x: L) -> (value: L, isSound: L.Mask) {
    let angle = LaneAngle(x)
    return ((LanePair(L(1), L(0)) / angle.pairs.cosine).value, angle.isSound)
  }

  @inline(never)
  static func rare(_ x: Double) -> Double { Circular.secant(x) }
}

/// 1/sin(x).
enum CosecantFunction: LaneFunction {
  @inline(__always)
  static func ordinary<L: Lanes>(_ x: L) -> (value: L, isSound: L.Mask) {
    let angle = LaneAngle(x)
    let value = (LanePair(L(1), L(0)) / angle.pairs.sine).value
    return (value, L.both(angle.isSound, LaneAngle.isNotTiny(x)))
  }

  @inline(never)
  static func rare(_ x: Double) -> Double { Circular.cosecant(x) }
}

/// sin(πx). Whole and half numbers are rare, because zeros have signs of their own.
enum SineOfPiTimesFunction: LaneFunction {
  @inline(__always)
  static func ordinary<L: Lanes>(_ x: L) -> (value: L, isSound: L.Mask) {
    let angle = LaneAngle(piTimes: x)
    return (angle.sine, L.both(angle.isSound, LaneAngle.isNotTiny(x)))
  }

  @inline(never)
  static func rare(_ x: Double) -> Double { Circular.sineOfPiTimes(x) }
}

/// cos(πx).
enum CosineOfPiTimesFunction: LaneFunction {
  @inline(__always)
  static func ordinary<L: Lanes>(_ x: L) -> (value: L, isSound: L.Mask) {
    let angle = LaneAngle(piTimes: x)
    return (angle.cosine, angle.isSound)
  }

  @inline(never)
  static func rare(_ x: Double) -> Double { Circular.cosineOfPiTimes(x) }
}

/// sin(πx)/(πx).
enum CardinalSineFunction: LaneFunction {
  @inline(__always)
  static func ordinary<L: Lanes>(_ x: L) -> (value: L, isSound: L.Mask) {
    let angle = LaneAngle(piTimes: x)
    let value = (angle.pairs.sine / LaneAngle.piTimes(x)).value
    return (value, L.both(angle.isSound, LaneAngle.isNotTiny(x)))
  }

  @inline(never)
  static func rare(_ x: Double) -> Double { Circular.cardinalSine(x) }
}

extension LaneAngle {
  /// πx, less the nearest multiple of π/2: x - n/2 is exact, and times π a sum of two doubles.
  /// Sound unless x is a whole or half number or huge.
  @inline(__always)
  init(piTimes x: L) {
    let shifted = (x + x) + roundingShift
    let part = x - (shifted - roundingShift) * 0.5
    let angle = Self.piTimes(part)
    let rest = angle.value
    self.init(
      rest: rest, lost: (angle.high - rest) + angle.low, quadrant: shifted.words,
      isSound: L.both(x.magnitude <= 0x1p50, Self.isNotTiny(part)))
  }

  /// πx in two doubles, the first of which is a product of halves.
  @inline(__always)
  static func piTimes(_ x: L) -> LanePair<L> {
    let upper = x.upperHalf
    let low = (x - upper) * 0x1.921fb54442d18p1 + upper * 0x1.110b4611a6263p-25
    return LanePair(upper * 0x1.921fb5p1, low)
  }

  /// Whether a number is 2⁻³⁰ or more in size.
  @inline(__always)
  static func isNotTiny(_ x: L) -> L.Mask { 0x1p-30 <= x.magnitude }

  /// Sine and cosine of x in two doubles each.
  @inline(__always)
  var pairs: (sine: LanePair<L>, cosine: LanePair<L>) {
    let sineLow = -sineDeficit
    let (high, low) = preciseCosineOfRest
    let isOdd = L.Words(0) &- (quadrant & L.Words(1))
    let highDifference = (rest.words ^ high.words) & isOdd
    let lowDifference = (sineLow.words ^ low.words) & isOdd
    let ofSine = signBit(quadrant)
    let ofCosine = signBit(quadrant &+ L.Words(1))
    return (
      LanePair(
        L(words: rest.words ^ highDifference ^ ofSine),
        L(words: sineLow.words ^ lowDifference ^ ofSine)),
      LanePair(
        L(words: high.words ^ highDifference ^ ofCosine),
        L(words: low.words ^ lowDifference ^ ofCosine))
    )
  }

  /// The sign of the sine after a number of right angles.
  @inline(__always)
  private func signBit(_ quadrant: L.Words) -> L.Words {
    (quadrant & L.Words(2)).shiftedLeft(62)
  }
}

/// exp in lanes.
enum ExponentialFunction: LaneFunction {
  @inline(__always)
  static func ordinary<L: Lanes>(_ x: L) -> (value: L, isSound: L.Mask) {
    let power = LaneExponential(x)
    return (power.value, x.magnitude <= LaneExponential<L>.limit)
  }

  @inline(never)
  static func rare(_ x: Double) -> Double {
    if x.isNaN { return x }
    return DoubleDouble.exponential(DoubleDouble(x)).value
  }
}

/// exp(x) = 2^n·exp(r) for |x| up to 708: x = n·ln2 + r with |r| ≤ ln2/2, r as the sum of two
/// doubles, and exp(r) = 1 + r + r²·q(r).
///
/// Only the last sum is rounded by more than 2⁻⁵⁶: the value is within 0.75 ulp.
struct LaneExponential<L: Lanes> {
  /// r, rounded.
  let rest: L
  /// What is missing in `rest`.
  let lost: L
  /// n in the lowest bits.
  let count: L.Words

  /// Up to here 2^n is a normal number.
  static var limit: Double { 708 }

  @inline(__always)
  init(_ x: L) {
    let shifted = x * 0x1.71547652b82fep0 + roundingShift
    let n = shifted - roundingShift
    // The upper part of ln2 has 32 bits: its product with n is exact, and so is the difference.
    self.init(
      rest: x - n * 0x1.62e42fee00000p-1, correction: n * -0x1.a39ef35793c76p-33,
      count: shifted.words)
  }

  /// The same of a sum, where x has at most 52 bits and y is small against 1.
  @inline(__always)
  init(_ x: L, plus y: L) {
    let shifted = (x + y) * 0x1.71547652b82fep0 + roundingShift
    let n = shifted - roundingShift
    self.init(
      rest: x - n * 0x1.62e42fee00000p-1, correction: y - n * 0x1.a39ef35793c76p-33,
      count: shifted.words)
  }

  /// exp(rest + correction)·2^count, where `correction` is small against 1.
  @inline(__always)
  init(rest: L, correction: L, count: L.Words) {
    let r = rest + correction
    self.rest = r
    lost = (rest - r) + correction
    self.count = count
  }

  /// exp(x), rounded.
  @inline(__always)
  var value: L {
    let sum = rest + 1
    let nearly = sum + ((rest - (sum - 1)) + bend)
    return L(words: nearly.words &+ count.shiftedLeft(52))
  }

  /// exp(x) in two doubles.
  @inline(__always)
  var pair: LanePair<L> {
    let sum = rest + 1
    let scale = scale
    return LanePair(sum * scale, ((rest - (sum - 1)) + bend) * scale)
  }

  /// exp(x) + c for c = ±1 in two doubles, to full relative accuracy also where it is small.
  ///
  /// With c = -1, up to three quarters of the leading terms cancel; therefore r²/2 is exact too.
  @inline(__always)
  func adding(_ c: Double) -> LanePair<L> {
    let scale = scale
    let ofPower = LanePair.sum(scale, L(c))
    let withFirst = LanePair.orderedSum(ofPower.high, rest * scale)
    let upper = rest.upperHalf
    let withSecond = LanePair.orderedSum(withFirst.high, (upper * upper) * (scale * 0.5))
    let square = rest * rest
    let belowSquare = (rest - upper) * (rest + upper) * 0.5 + (lost + lost * rest)
    let bend = belowSquare + (square * rest) * Self.tailBeyondSquare(rest)
    let lows = (ofPower.low + withFirst.low) + (withSecond.low + bend * scale)
    return LanePair(withSecond.high, lows)
  }

  /// 2^n.
  @inline(__always)
  private var scale: L { L(words: L(1).words &+ count.shiftedLeft(52)) }

  /// exp(r) - 1 - `rest`.
  @inline(__always)
  private var bend: L { lost + (rest * rest) * Self.tail(rest) }

  /// (exp(r) - 1 - r)/r², with an error below 2⁻⁵⁸/r² for |r| ≤ ln2/2.
  @inline(__always)
  private static func tail(_ r: L) -> L {
    let z = r * r
    let a = (r * 0x1.5555555555561p-3) + 0x1.000000000000bp-1
    let b = (r * 0x1.111111110d5fep-7) + 0x1.5555555550048p-5
    let c = (r * 0x1.a01a01baf73b1p-13) + 0x1.6c16c185a6c46p-10
    let d = (r * 0x1.71dddf9c893c3p-19) + 0x1.a019968cd2295p-16
    let e = (r * 0x1.af85d2b6692f2p-26) + 0x1.28b05531525b0p-22
    let w = z * z
    return (a + z * b) + w * ((c + z * d) + w * e)
  }

  /// (exp(r) - 1 - r - r²/2)/r³, with an error below 2⁻⁶¹/r².
  @inline(__always)
  private static func tailBeyondSquare(_ r: L) -> L {
    let z = r * r
    let a = (r * 0x1.5555555555559p-5) + 0x1.5555555555559p-3
    let b = (r * 0x1.6c16c16c14b2fp-10) + 0x1.111111110f7e5p-7
    let c = (r * 0x1.a01a01af35c30p-16) + 0x1.a01a01af7b3e7p-13
    let d = (r * 0x1.27e4c81830fb4p-22) + 0x1.71ddf93faba5fp-19
    let e = (r * 0x1.1f9251a050d67p-29) + 0x1.af5d4c8a43054p-26
    let w = z * z
    return (a + z * b) + w * ((c + z * d) + w * e)
  }
}

/// 1.5·2⁵²: the sum with a number below 2⁵¹ is rounded to a whole number, which then also stands in
/// the lowest bits.
let roundingShift = 0x1.8p52

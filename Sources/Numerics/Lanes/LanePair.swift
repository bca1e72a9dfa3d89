/// An unevaluated sum of two numbers in each lane, `low` small against `high`: what `DoubleDouble`
/// is for one number, for steps that need only a few bits more than a double has.
///
/// Numbers are split by bits, not by Dekker's product, so nothing overflows on the way. The halves
/// of a number have 26 and 27 bits: products of an upper half with either are exact.
struct LanePair<L: Lanes> {
  let high: L
  let low: L

  @inline(__always)
  init(_ high: L, _ low: L) {
    self.high = high
    self.low = low
  }

  @inline(__always)
  var value: L { high + low }

  /// a + b without error.
  @inline(__always)
  static func sum(_ a: L, _ b: L) -> Self {
    let sum = a + b
    let fromB = sum - a
    return Self(sum, (a - (sum - fromB)) + (b - fromB))
  }

  /// a + b without error, for |a| ≥ |b| or a = 0.
  @inline(__always)
  static func orderedSum(_ a: L, _ b: L) -> Self {
    let sum = a + b
    return Self(sum, b - (sum - a))
  }

  /// a² but for an error of 2⁻¹⁰⁶.
  @inline(__always)
  static func square(_ a: L) -> Self {
    let upper = a.upperHalf
    let square = upper * upper
    return Self(square, (a - upper) * (a + upper))
  }

  /// a·b but for an error of 2⁻¹⁰⁵.
  @inline(__always)
  static func product(_ a: L, _ b: L) -> Self {
    let (aUpper, bUpper) = (a.upperHalf, b.upperHalf)
    return Self(aUpper * bUpper, (a - aUpper) * bUpper + a * (b - bUpper))
  }

  /// The same number with `high` the nearest double.
  @inline(__always)
  var normalized: Self { Self.orderedSum(high, low) }

  @inline(__always)
  func adding(_ other: L) -> Self { Self(high, low + other) }

  /// The quotient but for an error of 2⁻⁷⁶: `high` has 26 bits, so that the remainder is exact.
  ///
  /// `low` may be up to a quarter of `high` in both operands.
  @inline(__always)
  static func / (a: Self, b: Self) -> Self {
    let divisor = b.value
    let inverse = 1 / divisor
    let divisorUpper = divisor.upperHalf
    let divisorLower = (b.high - divisorUpper) + b.low
    let quotient = (a.value * inverse).upperHalf
    let remainder = ((a.high - quotient * divisorUpper) - quotient * divisorLower) + a.low
    return Self(quotient, remainder * inverse)
  }

  /// The root but for an error of 2⁻⁷⁶, of a number above 0.
  @inline(__always)
  func squareRoot() -> Self {
    let nearest = value.squareRoot()
    let root = nearest.upperHalf
    let remainder = (high - root * root) + low
    return Self(root, remainder / (root + nearest))
  }
}

/// Doubles that go through the same steps side by side: one, or eight.
///
/// A function is written once, over `Lanes`, and compiled for one lane, where a program is
/// evaluated at a single point, and for eight, where there are many. Every operation is an IEEE 754
/// one or one on bits, and nothing is fused, so a lane's bits depend neither on its neighbours nor
/// on the processor's vectors.
///
/// Only operations that the plainest vector instructions of x86-64 and of arm64 have are here:
/// rounding to whole numbers is done by adding 1.5·2⁵², and choices by masks.
protocol Lanes {
  /// The bits of each lane.
  associatedtype Words: LaneWords
  /// A truth value for each lane.
  associatedtype Mask

  init(_ value: Double)
  init(words: Words)
  var words: Words { get }

  static func + (a: Self, b: Self) -> Self
  static func - (a: Self, b: Self) -> Self
  static func * (a: Self, b: Self) -> Self
  static func / (a: Self, b: Self) -> Self
  func squareRoot() -> Self

  static func < (a: Self, b: Self) -> Mask
  static func <= (a: Self, b: Self) -> Mask
  static func equal(_ a: Self, _ b: Self) -> Mask
  /// Whether both masks hold.
  static func both(_ a: Mask, _ b: Mask) -> Mask
  /// Whether either mask holds.
  static func either(_ a: Mask, _ b: Mask) -> Mask
  static func not(_ mask: Mask) -> Mask
  /// Whether a mask holds in every lane.
  static func everywhere(_ mask: Mask) -> Bool
  /// `self` where the mask holds, else `other`.
  func chosen(where mask: Mask, else other: Self) -> Self
}

/// The bits of some doubles, as unsigned numbers with wrapping arithmetic.
protocol LaneWords {
  init(_ value: UInt64)
  static func &+ (a: Self, b: Self) -> Self
  static func &- (a: Self, b: Self) -> Self
  static func & (a: Self, b: Self) -> Self
  static func | (a: Self, b: Self) -> Self
  static func ^ (a: Self, b: Self) -> Self
  func shiftedLeft(_ places: UInt64) -> Self
  func shiftedRight(_ places: UInt64) -> Self
}

extension Lanes {
  @inline(__always)
  static func + (a: Self, b: Double) -> Self { a + Self(b) }
  @inline(__always)
  static func - (a: Self, b: Double) -> Self { a - Self(b) }
  @inline(__always)
  static func - (a: Double, b: Self) -> Self { Self(a) - b }
  @inline(__always)
  static func * (a: Self, b: Double) -> Self { a * Self(b) }
  @inline(__always)
  static func / (a: Double, b: Self) -> Self { Self(a) / b }
  @inline(__always)
  static func < (a: Self, b: Double) -> Mask { a < Self(b) }
  @inline(__always)
  static func <= (a: Self, b: Double) -> Mask { a <= Self(b) }
  @inline(__always)
  static func < (a: Double, b: Self) -> Mask { Self(a) < b }
  @inline(__always)
  static func <= (a: Double, b: Self) -> Mask { Self(a) <= b }
  @inline(__always)
  static prefix func - (a: Self) -> Self { Self(words: a.words ^ Words(1 << 63)) }

  /// 1 where the mask holds, else 0.
  @inline(__always)
  static func one(where mask: Mask) -> Self { Self(1).chosen(where: mask, else: Self(0)) }

  /// The absolute value.
  @inline(__always)
  var magnitude: Self { Self(words: words & Words(.max >> 1)) }

  /// The sign bit alone.
  @inline(__always)
  var signBit: Words { words & Words(1 << 63) }

  /// A number that is not negative, with a sign put on.
  @inline(__always)
  func withSign(_ sign: Words) -> Self { Self(words: words | sign) }

  /// The upper 26 bits of the significand: the product of two such numbers is exact.
  @inline(__always)
  var upperHalf: Self { Self(words: words & Words(~0 << 27)) }
}

extension LaneWords {
  @inline(__always)
  static func & (a: Self, b: UInt64) -> Self { a & Self(b) }
  @inline(__always)
  static func &+ (a: Self, b: UInt64) -> Self { a &+ Self(b) }
  @inline(__always)
  static func &- (a: Self, b: UInt64) -> Self { a &- Self(b) }
}

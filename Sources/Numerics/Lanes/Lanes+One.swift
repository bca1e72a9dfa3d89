/// A single double.
struct OneLane: Lanes {
  let value: Double

  @inline(__always)
  init(_ value: Double) { self.value = value }
  @inline(__always)
  init(words: OneWord) { value = Double(bitPattern: words.value) }
  @inline(__always)
  var words: OneWord { OneWord(value.bitPattern) }

  @inline(__always)
  static func + (a: Self, b: Self) -> Self { Self(a.value + b.value) }
  @inline(__always)
  static func - (a: Self, b: Self) -> Self { Self(a.value - b.value) }
  @inline(__always)
  static func * (a: Self, b: Self) -> Self { Self(a.value * b.value) }
  @inline(__always)
  static func / (a: Self, b: Self) -> Self { Self(a.value / b.value) }
  @inline(__always)
  func squareRoot() -> Self { Self(value.squareRoot()) }

  @inline(__always)
  static func < (a: Self, b: Self) -> Bool { a.value < b.value }
  @inline(__always)
  static func <= (a: Self, b: Self) -> Bool { a.value <= b.value }
  @inline(__always)
  static func equal(_ a: Self, _ b: Self) -> Bool { a.value == b.value }
  @inline(__always)
  static func both(_ a: Bool, _ b: Bool) -> Bool { a && b }
  @inline(__always)
  static func either(_ a: Bool, _ b: Bool) -> Bool { a || b }
  @inline(__always)
  static func not(_ mask: Bool) -> Bool { !mask }
  @inline(__always)
  static func everywhere(_ mask: Bool) -> Bool { mask }
  @inline(__always)
  func chosen(where mask: Bool, else other: Self) -> Self { mask ? self : other }
}

/// The bits of a single double.
struct OneWord: LaneWords {
  let value: UInt64

  @inline(__always)
  init(_ value: UInt64) { self.value = value }

  @inline(__always)
  static func &+ (a: Self, b: Self) -> Self { Self(a.value &+ b.value) }
  @inline(__always)
  static func &- (a: Self, b: Self) -> Self { Self(a.value &- b.value) }
  @inline(__always)
  static func & (a: Self, b: Self) -> Self { Self(a.value & b.value) }
  @inline(__always)
  static func | (a: Self, b: Self) -> Self { Self(a.value | b.value) }
  @inline(__always)
  static func ^ (a: Self, b: Self) -> Self { Self(a.value ^ b.value) }
  @inline(__always)
  func shiftedLeft(_ places: UInt64) -> Self { Self(value &<< places) }
  @inline(__always)
  func shiftedRight(_ places: UInt64) -> Self { Self(value &>> places) }
}

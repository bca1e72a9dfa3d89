/// The operators, over lanes. Plain IEEE 754 operations, never fused.
enum Sum: BinaryLaneOperation {
  @inline(__always)
  static func value<L: Lanes>(_ x: L, _ y: L) -> L { x + y }
}

enum Difference: BinaryLaneOperation {
  @inline(__always)
  static func value<L: Lanes>(_ x: L, _ y: L) -> L { x - y }
}

enum Product: BinaryLaneOperation {
  @inline(__always)
  static func value<L: Lanes>(_ x: L, _ y: L) -> L { x * y }
}

enum Quotient: BinaryLaneOperation {
  @inline(__always)
  static func value<L: Lanes>(_ x: L, _ y: L) -> L { x / y }
}

enum Negation: LaneOperation {
  @inline(__always)
  static func value<L: Lanes>(_ x: L) -> L { -x }
}

/// 1 where x is less than y, else 0, also beside a nan.
enum Less: BinaryLaneOperation {
  @inline(__always)
  static func value<L: Lanes>(_ x: L, _ y: L) -> L { L.one(where: x < y) }
}

enum LessOrEqual: BinaryLaneOperation {
  @inline(__always)
  static func value<L: Lanes>(_ x: L, _ y: L) -> L { L.one(where: x <= y) }
}

enum Equal: BinaryLaneOperation {
  @inline(__always)
  static func value<L: Lanes>(_ x: L, _ y: L) -> L { L.one(where: L.equal(x, y)) }
}

/// 1 beside a nan, as IEEE 754 has it.
enum NotEqual: BinaryLaneOperation {
  @inline(__always)
  static func value<L: Lanes>(_ x: L, _ y: L) -> L { 1 - L.one(where: L.equal(x, y)) }
}

// Logic in which nan is unknown: decided where the other operand decides, else nan.

enum And: BinaryLaneOperation {
  @inline(__always)
  static func value<L: Lanes>(_ x: L, _ y: L) -> L {
    let isFalse = L.either(L.equal(x, L(0)), L.equal(y, L(0)))
    let isKnown = L.both(L.equal(x, x), L.equal(y, y))
    return L(0).chosen(where: isFalse, else: L(1).chosen(where: isKnown, else: L(.nan)))
  }
}

enum Or: BinaryLaneOperation {
  @inline(__always)
  static func value<L: Lanes>(_ x: L, _ y: L) -> L {
    let isTrue = L.either(0 < x.magnitude, 0 < y.magnitude)
    let isKnown = L.both(L.equal(x, x), L.equal(y, y))
    return L(1).chosen(where: isTrue, else: L(0).chosen(where: isKnown, else: L(.nan)))
  }
}

enum Not: LaneOperation {
  @inline(__always)
  static func value<L: Lanes>(_ x: L) -> L {
    let isTrue = 0 < x.magnitude
    return L(0).chosen(where: isTrue, else: L(1).chosen(where: L.equal(x, x), else: L(.nan)))
  }
}

/// `if(c, x, y)`: x where c is true, y where it is 0, nan where it is nan.
enum Select: TernaryLaneOperation {
  @inline(__always)
  static func value<L: Lanes>(_ c: L, _ x: L, _ y: L) -> L {
    let chosen = y.chosen(where: L.equal(c, L(0)), else: x)
    return chosen.chosen(where: L.equal(c, c), else: L(.nan))
  }
}

// Functions made of pieces, over lanes. A nan among the operands gives nan.

/// The absolute value.
enum Magnitude: LaneOperation {
  @inline(__always)
  static func value<L: Lanes>(_ x: L) -> L { x.magnitude }
}

enum SquareRoot: LaneOperation {
  @inline(__always)
  static func value<L: Lanes>(_ x: L) -> L { x.squareRoot() }
}

/// 1 - x², as a product that does not cancel near ±1.
enum OneMinusSquare: LaneOperation {
  @inline(__always)
  static func value<L: Lanes>(_ x: L) -> L { (1 - x) * (x + 1) }
}

/// x - x², as a product that does not cancel near 1.
enum NumberMinusSquare: LaneOperation {
  @inline(__always)
  static func value<L: Lanes>(_ x: L) -> L { x * (1 - x) }
}

/// max(x, 0), and +0 for both zeros.
enum PositivePart: LaneOperation {
  @inline(__always)
  static func value<L: Lanes>(_ x: L) -> L { L(0).chosen(where: x <= 0, else: x) }
}

/// -1, 0 or 1; +0 for both zeros.
enum Sign: LaneOperation {
  @inline(__always)
  static func value<L: Lanes>(_ x: L) -> L {
    let signed = L(words: L(1).words | x.signBit)
    return signed.chosen(where: 0 < x.magnitude, else: x.magnitude)
  }
}

/// 0 below zero, 1 above, ½ at zero.
enum Heaviside: LaneOperation {
  @inline(__always)
  static func value<L: Lanes>(_ x: L) -> L {
    let above = L(1).chosen(where: 0 < x, else: L(0))
    return above.chosen(where: 0 < x.magnitude, else: x.magnitude + 0.5)
  }
}

/// The lesser operand; -0 counts as less than +0.
enum Lesser: BinaryLaneOperation {
  @inline(__always)
  static func value<L: Lanes>(_ x: L, _ y: L) -> L {
    // Equal numbers differ at most in the sign of zero.
    let other = L(words: x.words | y.words).chosen(where: L.equal(x, y), else: x + y)
    return x.chosen(where: x < y, else: y.chosen(where: y < x, else: other))
  }
}

/// The greater operand; +0 counts as greater than -0.
enum Greater: BinaryLaneOperation {
  @inline(__always)
  static func value<L: Lanes>(_ x: L, _ y: L) -> L {
    let other = L(words: x.words & y.words).chosen(where: L.equal(x, y), else: x + y)
    return x.chosen(where: y < x, else: y.chosen(where: x < y, else: other))
  }
}

/// min(max(x, low), high), hence `high` where the bounds are the wrong way round.
enum Clamp: TernaryLaneOperation {
  @inline(__always)
  static func value<L: Lanes>(_ x: L, _ low: L, _ high: L) -> L {
    let raised = low.chosen(where: x < low, else: x)
    let lowered = high.chosen(where: high < raised, else: raised)
    let isKnown = L.both(L.equal(x, x), L.both(L.equal(low, low), L.equal(high, high)))
    return lowered.chosen(where: isKnown, else: L(.nan))
  }
}

// Rounding to whole numbers: from 2⁵² on all doubles are whole; below, the sum with 2⁵² is rounded
// to one.

/// The nearest whole number for |x| below 2⁵², ties to even, without sign.
@inline(__always)
private func nearest<L: Lanes>(_ size: L) -> L { (size + 0x1p52) - 0x1p52 }

/// A whole number of x's sign, or x itself from 2⁵² on.
@inline(__always)
private func whole<L: Lanes>(_ size: L, for x: L) -> L {
  size.withSign(x.signBit).chosen(where: x.magnitude < 0x1p52, else: x)
}

/// Towards zero.
enum Truncation: LaneOperation {
  @inline(__always)
  static func value<L: Lanes>(_ x: L) -> L {
    let size = x.magnitude
    let near = nearest(size)
    return whole(near - L.one(where: size < near), for: x)
  }
}

/// Downwards.
enum Floor: LaneOperation {
  @inline(__always)
  static func value<L: Lanes>(_ x: L) -> L {
    let near = whole(nearest(x.magnitude), for: x)
    return (near - L.one(where: x < near)).chosen(where: x < near, else: near)
  }
}

/// Upwards.
enum Ceiling: LaneOperation {
  @inline(__always)
  static func value<L: Lanes>(_ x: L) -> L {
    let near = whole(nearest(x.magnitude), for: x)
    return L(words: (near + L.one(where: near < x)).words | x.signBit)
      .chosen(where: near < x, else: near)
  }
}

/// To the nearest whole number, ties away from zero.
enum Rounding: LaneOperation {
  @inline(__always)
  static func value<L: Lanes>(_ x: L) -> L {
    let size = x.magnitude
    let near = nearest(size)
    return whole(near + L.one(where: 0.5 <= size - near), for: x)
  }
}

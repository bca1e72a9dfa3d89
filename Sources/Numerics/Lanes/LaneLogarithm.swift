/// log in lanes.
enum LogarithmFunction: LaneFunction {
  @inline(__always)
  static func ordinary<L: Lanes>(_ x: L) -> (value: L, isSound: L.Mask) {
    let parts = LaneLogarithm(x)
    let n = parts.exponent
    // The upper part of ln2 has 32 bits: its product with the exponent is exact.
    let correction = parts.rest + n * 0x1.a39ef35793c76p-33
    let small = parts.halfSquare - correction
    return (n * 0x1.62e42fee00000p-1 + (parts.f - small), LaneLogarithm.isNormal(x))
  }

  @inline(never)
  static func rare(_ x: Double) -> Double {
    if x > 0 && x < .infinity { return DoubleDouble.logarithm(x).value }
    return x == 0 ? -.infinity : x < 0 ? .nan : x
  }
}

/// log(x) = n·ln2 + f - `halfSquare` + `rest`, where x = 2^n·(1 + f) is positive and normal.
///
/// 1 + f is in [√½, √2). With s = f/(2 + f), log(1 + f) = 2s + s·R(s²), and as 2s = f - s·f and
/// s·f = f²/2 - s·f²/2, `rest` is s·(f²/2 + R), which is small: f itself is exact.
struct LaneLogarithm<L: Lanes> {
  /// n.
  let exponent: L
  let f: L
  /// f²/2.
  let halfSquare: L
  let rest: L

  @inline(__always)
  init(_ x: L) {
    let (significand, exponent) = Self.split(x)
    self.exponent = exponent
    f = significand - 1
    halfSquare = (f * 0.5) * f
    rest = Self.rest(f, halfSquare)
  }

  /// Significand in [√½, √2) and exponent of a positive normal number.
  @inline(__always)
  static func split(_ x: L) -> (significand: L, exponent: L) {
    // Counting from √½ moves the upper half of each binade to the next exponent.
    let fromRoot = x.words &- L.Words(0x3FE6_A09E_667F_3BCD &- 1023 << 52)
    // The exponent, with its bias, as the last digits of a number above 2⁵².
    let biased = fromRoot.shiftedRight(52) | L.Words(0x4330_0000_0000_0000)
    let significand =
      (fromRoot & L.Words(0x000F_FFFF_FFFF_FFFF)) &+ L.Words(0x3FE6_A09E_667F_3BCD)
    return (L(words: significand), L(words: biased) - (0x1p52 + 1023))
  }

  @inline(__always)
  static func rest(_ f: L, _ halfSquare: L) -> L {
    let s = f / (f + 2)
    return s * (halfSquare + series(s * s))
  }

  /// R(z) = 2·artanh(√z)/√z - 2 for z up to 0.0295, with an error below 2⁻⁵⁸.
  @inline(__always)
  static func series(_ z: L) -> L {
    let w = z * z
    let a = (z * 0x1.999999998009bp-2) + 0x1.5555555555592p-1
    let b = (z * 0x1.c71c52203a902p-3) + 0x1.24924941cff28p-2
    let c = (z * 0x1.39a2182825e2fp-3) + 0x1.74663ad2c65a4p-3
    return z * (a + w * (b + w * (c + w * 0x1.2f02160e02daep-3)))
  }

  /// Whether x is positive, finite and not subnormal.
  @inline(__always)
  static func isNormal(_ x: L) -> L.Mask {
    L.both(0x1p-1022 <= x, x <= Double.greatestFiniteMagnitude)
  }
}

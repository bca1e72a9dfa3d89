/// A decimal number: `significand`·10^`exponent`.
struct Decimal {
  let significand: UInt64
  let exponent: Int

  @inline(__always)
  init(_ significand: UInt64, _ exponent: Int) {
    self.significand = significand
    self.exponent = exponent
  }

  /// So many digits always are a double without rounding.
  static let exactDigits = 15

  /// The nearest double, of two the even one; infinity where it is too large.
  ///
  /// Where the significand and the power of ten are doubles, so is, correctly rounded, their
  /// product or quotient (W. Clinger, "How to read floating point numbers accurately",
  /// doi:10.1145/93548.93557).
  @inline(__always)
  var value: Double {
    guard significand < 1 &<< 53, exponent &+ 22 >= 0, exponent <= 22 else {
      return roundedProduct
    }
    let integer = Double(Int64(truncatingIfNeeded: significand))
    return exponent < 0
      ? integer / PowersOfTen.double(-exponent) : integer * PowersOfTen.double(exponent)
  }

  /// The same by the significand's product with a 128-bit power of ten.
  ///
  /// The high 64 bits of the product with the power's own high word hold the double's bits and
  /// enough beyond to round, unless those are all ones: then the low word is added. D. Lemire,
  /// "Number parsing at a gigabyte per second", doi:10.1002/spe.2984; that no case is left
  /// undecided then is shown in N. Mushtak & D. Lemire, "Fast number parsing without fallback",
  /// doi:10.1002/spe.3198.
  var roundedProduct: Double {
    guard significand != 0, exponent >= PowersOfTen.range.lowerBound else { return 0 }
    guard exponent <= 308 else { return .infinity }
    let zeros = significand.leadingZeroBitCount
    let normalized = significand &<< UInt64(truncatingIfNeeded: zeros)
    var (high, low) = normalized.multipliedFullWidth(by: PowersOfTen.high(exponent))
    if high & 0x1ff == 0x1ff {
      let carried = normalized.multipliedFullWidth(by: lowWordBelow).high
      let (sum, overflow) = low.addingReportingOverflow(carried)
      low = sum
      high &+= overflow ? 1 : 0
    }
    // 54 bits, the last of them the first after the double's own.
    let top = high &>> 63
    let shift = top &+ 9
    var bits = high &>> shift
    let binary =
      PowersOfTen.exponent(exponent) &+ Int(truncatingIfNeeded: top) &- zeros &+ 63 &+ 1023
    if binary <= 0 { return Self.subnormal(bits, binary) }
    if low <= 1, exponent >= -4, exponent <= 23, bits & 3 == 1, bits &<< shift == high {
      // A tie, and the even neighbour is below; elsewhere there are none.
      bits &-= 1
    }
    bits = (bits &+ bits & 1) &>> 1
    // Adding makes the leading bit, and a carry out of the fraction, part of the exponent.
    let result = bits &+ UInt64(truncatingIfNeeded: binary &- 1) &<< 52
    return result < Double.infinity.bitPattern ? Double(bitPattern: result) : .infinity
  }

  /// The low word of the power of ten, for powers that must not be above the exact ones.
  private var lowWordBelow: UInt64 {
    PowersOfTen.low(exponent) &- (exponent >= -27 && exponent <= 55 ? 0 : 1)
  }

  /// 54 bits with the last to be rounded off, `1 - binary` places further to the left than a
  /// subnormal number has them.
  private static func subnormal(_ bits: UInt64, _ binary: Int) -> Double {
    let bits = bits >> (1 - binary)
    return Double(bitPattern: (bits + bits & 1) >> 1)
  }
}

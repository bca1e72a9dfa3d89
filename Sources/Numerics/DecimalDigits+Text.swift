extension DecimalDigits {
  /// Stores the digits without the zeros at the end, and returns the number of bytes: `12.5`,
  /// `0.00125` (from exponent -4 to 16), or `1.25e-05` with an exponent of at least two digits.
  ///
  /// There must be room for 25 bytes. Digits are stored eight at a time, first as if there were no
  /// point, then those after the point once more, one byte further.
  @inline(__always)
  func write(to text: UnsafeMutablePointer<UInt8>, withExponent: Bool) -> Int {
    let first = significand / 10_000_000_000_000_000
    let rest = significand &- first &* 10_000_000_000_000_000
    let upper = rest / 100_000_000
    let left = Self.digits(upper)
    let right = Self.digits(rest &- upper &* 100_000_000)
    let zeros =
      right == 0 ? 8 &+ left.leadingZeroBitCount &>> 3 : right.leadingZeroBitCount &>> 3
    let run = Run(
      first: UInt8(truncatingIfNeeded: first) &+ UInt8(ascii: "0"), left: left | Self.zeros,
      right: right | Self.zeros, count: Self.capacity &- zeros)
    if withExponent { return run.writeScientific(exponent, to: text) }
    return exponent < 0
      ? run.writeFraction(exponent, to: text) : run.writePlain(exponent, to: text)
  }

  /// Doubles from this on may be integers of more than eight digits.
  static let integerLimit = 1e8.bitPattern

  /// Stores an integer below 10⁸ and returns the number of its digits. There must be room for 8
  /// bytes.
  @inline(__always)
  static func write(_ integer: UInt64, to text: UnsafeMutablePointer<UInt8>) -> Int {
    let digits = digits(integer)
    // Zeros at the start, but not the last digit.
    let count = (digits | 1 &<< 56).trailingZeroBitCount &>> 3
    let bits = UInt64(truncatingIfNeeded: count) &* 8
    Run.store((digits | zeros) &>> bits, at: text)
    return 8 &- count
  }

  /// The eight decimal digits of a number below 10⁸, one a byte, the first in the lowest.
  ///
  /// Each step halves all lanes at once: of four digits, two, one; the quotients by 100 and 10 are
  /// products with reciprocals, exact for numbers this small.
  @inline(__always)
  private static func digits(_ number: UInt64) -> UInt64 {
    let upper = number / 10_000
    let fours = upper | (number &- 10_000 &* upper) &<< 32
    let hundreds = (fours &* 5243) &>> 19 & 0x0000_007f_0000_007f
    let twos = hundreds | (fours &- 100 &* hundreds) &<< 16
    let tens = (twos &* 103) &>> 10 & 0x000f_000f_000f_000f
    return tens | (twos &- 10 &* tens) &<< 8
  }

  private static let zeros: UInt64 = 0x3030_3030_3030_3030

  /// Seventeen digits as characters, of which `count` are not zeros at the end.
  private struct Run {
    let first: UInt8
    let left: UInt64
    let right: UInt64
    let count: Int

    /// `125`, `12.5`: exponent 0 to 16.
    @inline(__always)
    func writePlain(_ exponent: Int, to text: UnsafeMutablePointer<UInt8>) -> Int {
      store(at: text)
      guard count > exponent &+ 1 else { return exponent &+ 1 }
      let bits = UInt64(truncatingIfNeeded: exponent) &* 8
      let fraction = text + (exponent &+ 2)
      if exponent < 8 {
        // The rest of `left`, and what of `right` fills it up; shifted twice, for 64 is no shift.
        Self.store(left &>> bits | (right &<< 1) &<< (63 &- bits), at: fraction)
        Self.store(right &>> bits, at: fraction + 8)
      } else {
        Self.store(right &>> bits, at: fraction)
      }
      text[exponent &+ 1] = UInt8(ascii: ".")
      return count &+ 1
    }

    /// `0.00125`: exponent -4 to -1.
    @inline(__always)
    func writeFraction(_ exponent: Int, to text: UnsafeMutablePointer<UInt8>) -> Int {
      Self.store(Self.pointAndZeros, at: text)
      store(at: text + (1 &- exponent))
      return 1 &- exponent &+ count
    }

    /// `1.25e-05`.
    @inline(__always)
    func writeScientific(_ exponent: Int, to text: UnsafeMutablePointer<UInt8>) -> Int {
      store(at: text + 1)
      text[0] = first
      text[1] = UInt8(ascii: ".")
      var end = text + (count == 1 ? 1 : count &+ 1)
      end[0] = UInt8(ascii: "e")
      end[1] = UInt8(ascii: exponent < 0 ? "-" : "+")
      end += 2
      var rest = exponent.magnitude
      if rest >= 100 {
        end[0] = Self.character(rest / 100)
        rest %= 100
        end += 1
      }
      end[0] = Self.character(rest / 10)
      end[1] = Self.character(rest % 10)
      return end + 2 - text
    }

    @inline(__always)
    private func store(at text: UnsafeMutablePointer<UInt8>) {
      text[0] = first
      Self.store(left, at: text + 1)
      Self.store(right, at: text + 9)
    }

    @inline(__always)
    static func store(_ characters: UInt64, at text: UnsafeMutablePointer<UInt8>) {
      UnsafeMutableRawPointer(text).storeBytes(of: characters.littleEndian, as: UInt64.self)
    }

    @inline(__always)
    private static func character(_ digit: UInt) -> UInt8 {
      UInt8(truncatingIfNeeded: digit) &+ UInt8(ascii: "0")
    }

    /// `0.000000`
    private static let pointAndZeros: UInt64 = 0x3030_3030_3030_2e30
  }
}

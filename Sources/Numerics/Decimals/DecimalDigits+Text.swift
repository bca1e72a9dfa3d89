extension DecimalDigits {
  /// Stores the digits without the zeros at the end, and returns the number of bytes: `12.5`,
  /// `0.00125` for exponents from -4 to `limit`, at most 16, or `1.25e-05` with an exponent of at
  /// least two digits.
  ///
  /// There must be room for 25 bytes, all of which may be overwritten: digits are stored eight at a
  /// time.
  @inline(__always)
  func write(to text: UnsafeMutablePointer<UInt8>, plainUpTo limit: Int) -> Int {
    if exponent >= -4, exponent < 7, exponent <= limit {
      return Run(self).writeShort(exponent, to: text)
    }
    return writeOther(to: text, plainUpTo: limit)
  }

  @inline(never)
  private func writeOther(to text: UnsafeMutablePointer<UInt8>, plainUpTo limit: Int) -> Int {
    let run = Run(self)
    return exponent < -4 || exponent > limit
      ? run.writeScientific(exponent, to: text) : run.writeLong(exponent, to: text)
  }

  /// Stores an integer below 10⁸ and returns the number of its digits. There must be room for 8
  /// bytes.
  @inline(__always)
  static func write(_ integer: UInt64, to text: UnsafeMutablePointer<UInt8>) -> Int {
    let pairs = pairs(integer)
    let tens = (pairs &* 103) &>> 10 & 0x000f_000f_000f_000f
    let digits = pairs &<< 8 &- tens &* (10 &<< 8 &- 1)
    // Zeros at the start, but not the last digit.
    let count = (digits | 1 &<< 56).trailingZeroBitCount &>> 3
    let bits = UInt64(truncatingIfNeeded: count) &* 8
    Run.store((digits | Run.zeros) &>> bits, at: text)
    return 8 &- count
  }

  /// A number below 10⁸ as four of two digits, the first in the lowest 16 bits.
  ///
  /// Each step halves all lanes at once, of four digits, two; the quotients by 10⁴ and 100 are
  /// products with reciprocals, exact for numbers this small.
  @inline(__always)
  private static func pairs(_ number: UInt64) -> UInt64 {
    let upper = number / 10_000
    let fours = number &<< 32 &- upper &* (10_000 &<< 32 &- 1)
    let hundreds = (fours &* 5243) &>> 19 & 0x0000_007f_0000_007f
    return fours &<< 16 &- hundreds &* (100 &<< 16 &- 1)
  }

  /// Seventeen digits as characters, eight in a word, the first in its lowest byte.
  private struct Run {
    /// Where a digit is missing, its place at the start has a zero.
    let left: UInt64
    let right: UInt64
    let last: UInt64
    let missing: Int
    /// How many digits there are without the zeros at the end.
    let count: Int

    @inline(__always)
    init(_ digits: DecimalDigits) {
      let upper = digits.tens / 100_000_000
      let lower = digits.tens &- upper &* 100_000_000
      let pairs = unsafeBitCast(SIMD2(pairs(upper), pairs(lower)), to: SIMD8<UInt16>.self)
      let tens = (pairs &* 103) &>> 10
      let words = unsafeBitCast((pairs &<< 8) &- tens &* (10 &<< 8 &- 1), to: SIMD2<UInt64>.self)
      left = words[0] | Self.zeros
      right = words[1] | Self.zeros
      last = digits.last | UInt64(UInt8(ascii: "0"))
      missing = digits.missingDigits
      // From the other end, because there is a faster instruction to count from there.
      let zeros =
        words[1] == 0
        ? 8 &+ words[0].byteSwapped.trailingZeroBitCount &>> 3
        : words[1].byteSwapped.trailingZeroBitCount &>> 3
      count = DecimalDigits.capacity &- missing &- (digits.last == 0 ? zeros &+ 1 : 0)
    }

    /// `125`, `12.5`, `0.00125`: exponent -4 to 6.
    ///
    /// All digits are stored as if they stood behind the point, then the first eight bytes once
    /// more, as they are. No branch hangs on the exponent: half of them would be predicted wrongly.
    @inline(__always)
    func writeShort(_ exponent: Int, to text: UnsafeMutablePointer<UInt8>) -> Int {
      let lead = max(1 &- exponent, 1)
      let fraction = text + (lead &- missing)
      Self.store(left, at: fraction)
      Self.store(right, at: fraction + 8)
      fraction[16] = UInt8(truncatingIfNeeded: last)

      let digits = left &>> UInt64(truncatingIfNeeded: 8 &* missing)
      let (whole, point) = Self.layouts.withUnsafeBufferPointer { layouts in
        (layouts[2 &* (exponent &+ 4)], layouts[2 &* (exponent &+ 4) &+ 1])
      }
      let behind = digits &<< UInt64(truncatingIfNeeded: 8 &* lead) & ~(whole &<< 8 | 0xff)
      Self.store(digits & whole | point | behind, at: text)
      return count > exponent &+ 1 ? lead &+ count : exponent &+ 1
    }

    /// For exponents from -4 to 6: which of the first eight bytes are digits before the point, and
    /// the point with the zeros that belong to it.
    private static let layouts: [UInt64] = [
      0, 0x30_3030_2e30,
      0, 0x3030_2e30,
      0, 0x30_2e30,
      0, 0x2e30,
      0xff, 0x2e00,
      0xffff, 0x2e_0000,
      0xff_ffff, 0x2e00_0000,
      0xffff_ffff, 0x2e_0000_0000,
      0xff_ffff_ffff, 0x2e00_0000_0000,
      0xffff_ffff_ffff, 0x2e_0000_0000_0000,
      0xff_ffff_ffff_ffff, 0x2e00_0000_0000_0000,
    ]

    /// `12500000000`, `125000000.5`: exponent 7 to 16.
    @inline(__always)
    func writeLong(_ exponent: Int, to text: UnsafeMutablePointer<UInt8>) -> Int {
      let fraction = storeAll(at: text)
      guard count > exponent + 1 else { return exponent + 1 }
      // Shifted twice, for 64 is no shift.
      let half = UInt64(4 * (exponent - 7))
      Self.store((fraction.digits >> half) >> half, at: text + (exponent + 2))
      text[17] = fraction.last
      text[exponent + 1] = UInt8(ascii: ".")
      return count + 1
    }

    /// `1.25e-05`.
    @inline(__always)
    func writeScientific(_ exponent: Int, to text: UnsafeMutablePointer<UInt8>) -> Int {
      storeAll(at: text + 1)
      text[0] = text[1]
      text[1] = UInt8(ascii: ".")
      var end = text + (count == 1 ? 1 : count + 1)
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

    /// Stores all digits, the first at `text`; the last nine of the seventeen.
    @discardableResult
    private func storeAll(
      at text: UnsafeMutablePointer<UInt8>
    ) -> (digits: UInt64, last: UInt8) {
      let isComplete = missing == 0
      let first = isComplete ? left : left >> 8 | right << 56
      let digits = isComplete ? right : right >> 8 | last << 56
      let last = isComplete ? UInt8(truncatingIfNeeded: last) : UInt8(ascii: "0")
      Self.store(first, at: text)
      Self.store(digits, at: text + 8)
      text[16] = last
      return (digits, last)
    }

    @inline(__always)
    static func store(_ characters: UInt64, at text: UnsafeMutablePointer<UInt8>) {
      UnsafeMutableRawPointer(text).storeBytes(of: characters.littleEndian, as: UInt64.self)
    }

    private static func character(_ digit: UInt) -> UInt8 {
      UInt8(truncatingIfNeeded: digit) + UInt8(ascii: "0")
    }

    static let zeros: UInt64 = 0x3030_3030_3030_3030
  }
}

/// Reads a number as the expression language writes it: `1`, `.5`, `1.`, `1e-3`, `0x1.8p3`.
///
///     number   = [sign] (decimal | hexadecimal)
///     decimal  = digits ["." [digits]] ["e" [sign] digits] | "." digits ["e" [sign] digits]
///
/// The result is correctly rounded, whatever the number of digits, and no locale has a say: the
/// program never leaves the C locale. `inf` and `nan` are names of the language, not numbers. A
/// number too large for a double is an infinity, and the caller decides what that means.
package enum DecimalReader {
  /// A number at the start of a text, and where the text goes on.
  package struct Prefix {
    /// nan where there is no number.
    package let value: Double
    /// The first byte that does not belong to the number; the start of the text if it begins with
    /// none.
    package let end: UnsafePointer<UInt8>

    @inline(__always)
    init(_ value: Double, _ end: UnsafePointer<UInt8>) {
      self.value = value
      self.end = end
    }
  }

  /// The number that the whole of `bytes` spells, or nil where that is no number.
  package static func read(_ bytes: UnsafeBufferPointer<UInt8>) -> Double? {
    guard let start = bytes.baseAddress, bytes.count > 0 else { return nil }
    let end = start + bytes.count
    let prefix = readPrefix(start, end)
    return prefix.end == end ? prefix.value : nil
  }

  /// The longest number that the bytes from `start` to before `end` begin with.
  ///
  /// Reads nothing outside them, and is quickest where eight bytes or more follow the number.
  package static func readPrefix(
    _ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>
  ) -> Prefix {
    guard start < end else { return Prefix(.nan, start) }
    let isNegative = start.pointee == minusSign
    let digits = isNegative || start.pointee == plusSign ? start + 1 : start

    var significand: UInt64 = 0
    var next: UnsafePointer<UInt8>
    if end - digits > 1, digits[1] == point, digits[0] &- zero < 10 {
      // One digit before the point is so common that it pays to have guessed it: what follows
      // need not wait for a count.
      significand = UInt64(digits[0] &- zero)
      next = digits + 1
    } else {
      next = readDigits(digits, end, &significand)
    }
    var count = next - digits
    var exponent = 0
    if next < end, next.pointee == point {
      let fraction = next + 1
      next = readDigits(fraction, end, &significand)
      exponent = fraction - next
      count &-= exponent
    }
    guard count > 0 else { return Prefix(.nan, start) }
    if next < end {
      let letter = next.pointee | lowerCaseBit
      if letter == letterE {
        let written = readExponent(next, end)
        exponent &+= written.value
        next = written.end
      } else if letter == letterX, next == digits + 1, digits.pointee == zero {
        let hexadecimal = readHexadecimal(digits, end)
        return Prefix(isNegative ? -hexadecimal.value : hexadecimal.value, hexadecimal.end)
      }
    }
    let decimal = Decimal(significand, exponent)
    let value =
      count <= Decimal.exactDigits
      ? decimal.value
      : count <= digitsOfAWord ? decimal.roundedProduct : readLong(digits, next, decimal)
    let sign: UInt64 = isNegative ? 1 &<< 63 : 0
    return Prefix(Double(bitPattern: value.bitPattern | sign), next)
  }

  // MARK: - Digits

  /// Appends the digits from `start` on to `number` (modulo 2⁶⁴), and returns where they end.
  @inline(__always)
  private static func readDigits(
    _ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>, _ number: inout UInt64
  ) -> UnsafePointer<UInt8> {
    guard end - start >= 16 else { return readManyDigits(start, end, &number) }
    let count = readWord(start, &number)
    if count < 8 { return start + count }
    let more = readWord(start + 8, &number)
    if more < 8 { return start + (8 &+ more) }
    return readManyDigits(start + 16, end, &number)
  }

  /// The same for up to eight digits; returns their number.
  ///
  /// They are taken as eight digits, of which the first are zeros: no branch depends on how many
  /// there are.
  @inline(__always)
  private static func readWord(_ start: UnsafePointer<UInt8>, _ number: inout UInt64) -> Int {
    let word = UnsafeRawPointer(start).loadUnaligned(as: UInt64.self).littleEndian
    let digits = word ^ zeros
    // The highest bit of the first byte that is no digit is set; further bytes may catch a carry.
    let others = (digits &+ 0x7676_7676_7676_7676 | digits) & 0x8080_8080_8080_8080
    let count = others.trailingZeroBitCount &>> 3
    // Twice half of the way, for 64 is no shift.
    let half = UInt64(truncatingIfNeeded: 32 &- 4 &* count)
    let aligned = (digits &<< half) &<< half
    number = number &* PowersOfTen.integer(count) &+ value(ofDigits: aligned)
    return count
  }

  /// The same for as many digits as there are, and near the end of the text.
  private static func readManyDigits(
    _ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>, _ number: inout UInt64
  ) -> UnsafePointer<UInt8> {
    var next = start
    while end - next >= 8 {
      let count = readWord(next, &number)
      next += count
      if count < 8 { return next }
    }
    while next < end, next.pointee &- zero < 10 {
      number = number &* 10 &+ UInt64(next.pointee &- zero)
      next += 1
    }
    return next
  }

  /// The number of eight digits, one a byte, the first in the lowest.
  @inline(__always)
  private static func value(ofDigits digits: UInt64) -> UInt64 {
    let mask: UInt64 = 0x0000_00ff_0000_00ff
    let pairs = digits &* 10 &+ digits &>> 8
    let first = (pairs & mask) &* (100 &+ 1_000_000 &<< 32)
    let second = (pairs &>> 16 & mask) &* (1 &+ 10_000 &<< 32)
    return (first &+ second) &>> 32
  }

  /// `e[sign]digits`, limited to ±10¹⁶, more than a file has digits; 0, and the end at the letter,
  /// where that is not what stands there.
  @inline(__always)
  static func readExponent(
    _ letter: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>
  ) -> (value: Int, end: UnsafePointer<UInt8>) {
    var next = letter + 1
    guard next < end else { return (0, letter) }
    let isNegative = next.pointee == minusSign
    if isNegative || next.pointee == plusSign { next += 1 }
    guard next < end, next.pointee &- zero < 10 else { return (0, letter) }
    var magnitude = 0
    while next < end, next.pointee &- zero < 10 {
      magnitude = min(magnitude &* 10 &+ Int(next.pointee &- zero), 10_000_000_000_000_000)
      next += 1
    }
    return (isNegative ? -magnitude : magnitude, next)
  }

  /// So many digits always fit 64 bits.
  static let digitsOfAWord = 19

  static let zero = UInt8(ascii: "0")
  static let point = UInt8(ascii: ".")
  static let plusSign = UInt8(ascii: "+")
  static let minusSign = UInt8(ascii: "-")
  static let letterE = UInt8(ascii: "e")
  static let letterX = UInt8(ascii: "x")
  /// Turns an ASCII capital into its small letter.
  static let lowerCaseBit: UInt8 = 0x20
  private static let zeros: UInt64 = 0x3030_3030_3030_3030
}

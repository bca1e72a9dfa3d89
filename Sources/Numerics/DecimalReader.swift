/// Reads a number as the expression language writes it: `1`, `.5`, `1.`, `1e-3`, `0x1.8p3`.
///
/// The result is correctly rounded, whatever the number of digits, and no locale has a say: the
/// program never leaves the C locale. Works on bytes; the common short decimal costs one integer
/// loop and one multiplication or division.
package enum DecimalReader {
  /// The number that the whole of `bytes` spells, or nil where that is no number.
  ///
  /// One sign may stand in front. `inf` and `nan` are names of the language, not numbers, and give
  /// nil; a number too large for a double gives an infinity, and the caller decides what that
  /// means.
  package static func read(_ bytes: UnsafeBufferPointer<UInt8>) -> Double? {
    guard let first = bytes.first else { return nil }
    let isNegative = first == minusSign
    let start = isNegative || first == plusSign ? 1 : 0
    guard let magnitude = readMagnitude(UnsafeBufferPointer(rebasing: bytes[start...])) else {
      return nil
    }
    return isNegative ? -magnitude : magnitude
  }

  private static func readMagnitude(_ bytes: UnsafeBufferPointer<UInt8>) -> Double? {
    if bytes.count > 2, bytes[0] == zero, bytes[1] | lowerCaseBit == letterX {
      return isHexadecimal(bytes) ? readByLibrary(bytes) : nil
    }
    guard let decimal = Decimal(bytes) else { return nil }
    return decimal.exactValue ?? readByLibrary(bytes)
  }

  /// A decimal number taken apart: its significant digits as an integer, times a power of ten.
  private struct Decimal {
    private(set) var significand: UInt64 = 0
    private(set) var exponent = 0
    /// Whether `significand` holds all digits, not only the first nineteen.
    private(set) var isComplete = true

    /// Takes `digits[.digits][e[sign]digits]` apart; nil for anything else.
    init?(_ bytes: UnsafeBufferPointer<UInt8>) {
      var index = 0
      var hasDigits = false
      var isFraction = false
      while index < bytes.count {
        let byte = bytes[index]
        if let digit = digitValue(byte) {
          hasDigits = true
          append(digit, isFraction: isFraction)
        } else if byte == point, !isFraction {
          isFraction = true
        } else {
          break
        }
        index += 1
      }
      guard hasDigits else { return nil }
      if index < bytes.count {
        guard bytes[index] | lowerCaseBit == letterE,
          let written = readExponent(bytes, from: index + 1)
        else { return nil }
        exponent += written
      }
    }

    private mutating func append(_ digit: UInt64, isFraction: Bool) {
      if significand < Decimal.largestBeforeLastDigit {
        significand = significand &* 10 &+ digit
        if isFraction { exponent -= 1 }
      } else {
        isComplete = false
      }
    }

    /// The value where a single rounding yields it: significand and power of ten are both exact
    /// doubles, so that one IEEE product or quotient is the correctly rounded result
    /// (Clinger, "How to read floating point numbers accurately", doi:10.1145/93548.93557).
    var exactValue: Double? {
      guard isComplete, significand <= 1 << 53 else { return nil }
      let integer = Double(significand)
      if significand == 0 || exponent == 0 { return integer }
      guard abs(exponent) < exactPowersOfTen.count else { return nil }
      let power = exactPowersOfTen[abs(exponent)]
      return exponent < 0 ? integer / power : integer * power
    }

    /// Below this, a significand has room for another digit in 64 bits.
    private static let largestBeforeLastDigit: UInt64 = 1_000_000_000_000_000_000
  }

  /// `[sign]digits` up to the end of `bytes`, limited to ±10⁹ (far outside what is read without the
  /// library); nil for anything else.
  private static func readExponent(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int
  ) -> Int? {
    var index = start
    var isNegative = false
    if index < bytes.count, bytes[index] == minusSign || bytes[index] == plusSign {
      isNegative = bytes[index] == minusSign
      index += 1
    }
    guard index < bytes.count else { return nil }
    var magnitude = 0
    while index < bytes.count {
      guard let digit = digitValue(bytes[index]) else { return nil }
      magnitude = min(magnitude * 10 + Int(digit), 1_000_000_000)
      index += 1
    }
    return isNegative ? -magnitude : magnitude
  }

  /// Whether `bytes`, which begin with `0x`, go on as `digits[.digits][p[sign]digits]`.
  private static func isHexadecimal(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var index = 2
    var hasDigits = false
    var isFraction = false
    while index < bytes.count {
      let byte = bytes[index]
      let letter = byte | lowerCaseBit
      if digitValue(byte) != nil || (letter >= letterA && letter <= letterF) {
        hasDigits = true
      } else if byte == point, !isFraction {
        isFraction = true
      } else {
        break
      }
      index += 1
    }
    guard hasDigits else { return false }
    if index == bytes.count { return true }
    return bytes[index] | lowerCaseBit == letterP && readExponent(bytes, from: index + 1) != nil
  }

  /// The value of a well-formed number by `strtod`, which rounds correctly however long it is.
  private static func readByLibrary(_ bytes: UnsafeBufferPointer<UInt8>) -> Double {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: bytes.count + 1) { text in
      for index in 0..<bytes.count { text[index] = CChar(bitPattern: bytes[index]) }
      text[bytes.count] = 0
      guard let start = text.baseAddress else { return .nan }
      return strtod(start, nil)
    }
  }

  @inline(__always)
  private static func digitValue(_ byte: UInt8) -> UInt64? {
    let value = byte &- zero
    return value < 10 ? UInt64(value) : nil
  }

  /// The powers of ten that are doubles without rounding.
  private static let exactPowersOfTen: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
  ]

  private static let zero = UInt8(ascii: "0")
  private static let point = UInt8(ascii: ".")
  private static let plusSign = UInt8(ascii: "+")
  private static let minusSign = UInt8(ascii: "-")
  private static let letterA = UInt8(ascii: "a")
  private static let letterE = UInt8(ascii: "e")
  private static let letterF = UInt8(ascii: "f")
  private static let letterP = UInt8(ascii: "p")
  private static let letterX = UInt8(ascii: "x")
  /// Turns an ASCII capital into its small letter.
  private static let lowerCaseBit: UInt8 = 0x20
}

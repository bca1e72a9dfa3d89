/// Writes a double as decimal text, with a point whatever the locale.
package enum DecimalWriter {
  /// The bytes that `write(_:to:)` needs: no shortest text is longer than 24, but it stores eight
  /// bytes at a time.
  package static let capacity = 32

  /// Stores the shortest digits that read back to the same double at `text`, and returns how many
  /// bytes they take, at most 24: `1`, `1.3`, `1e+300`, `5e-324`, `-0`, `inf`, `-inf`, `nan`.
  ///
  /// There must be room for `capacity` bytes, all of which may be overwritten. Of several shortest
  /// texts it is the one nearest to the value. An exponent stands where the value is below 10⁻⁴ or
  /// above 2⁵³, the last integer before which all are doubles.
  package static func write(_ value: Double, to text: UnsafeMutablePointer<UInt8>) -> Int {
    let bits = value.bitPattern
    let magnitude = bits & ~signBit
    let isNegative = Int(truncatingIfNeeded: bits &>> 63)
    text.pointee = UInt8(ascii: "-")
    if magnitude < DecimalDigits.integerLimit {
      // Adding 2⁵² rounds to an integer, and leaves it in the lower bits.
      let absolute = Double(bitPattern: magnitude)
      let shifted = absolute + 0x1p52
      if shifted - 0x1p52 == absolute {
        let integer = shifted.bitPattern & (1 &<< 52 &- 1)
        return isNegative &+ DecimalDigits.write(integer, to: text + isNegative)
      }
    }
    guard magnitude < infinityBits else { return writeSpecial(value, to: text) }
    let digits = DecimalDigits(shortestOf: magnitude)
    let hasExponent = digits.exponent < -4 || magnitude > largestWithoutExponent
    return isNegative &+ digits.write(to: text + isNegative, withExponent: hasExponent)
  }

  /// Appends what `write(_:to:)` stores.
  package static func append(_ value: Double, to bytes: inout [UInt8]) {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: capacity) { text in
      guard let start = text.baseAddress else { return }
      let count = write(value, to: start)
      bytes.append(contentsOf: UnsafeBufferPointer(start: start, count: count))
    }
  }

  /// Appends the value rounded correctly to a number of significant digits, without trailing zeros
  /// (C's `%.*g`); a number below 1 counts as 1.
  package static func append(_ value: Double, significantDigits: Int, to bytes: inout [UInt8]) {
    guard value.isFinite, value != 0 else { return append(value, to: &bytes) }
    let magnitude = value.magnitude.bitPattern
    let count = max(significantDigits, 1)
    guard count <= DecimalDigits.capacity,
      let digits = DecimalDigits(rounding: magnitude, to: count)
    else { return appendByLibrary(value, significantDigits: count, to: &bytes) }
    if value < 0 { bytes.append(UInt8(ascii: "-")) }
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: capacity) { text in
      guard let start = text.baseAddress else { return }
      let hasExponent = digits.exponent < -4 || digits.exponent >= count
      let count = digits.write(to: start, withExponent: hasExponent)
      bytes.append(contentsOf: UnsafeBufferPointer(start: start, count: count))
    }
  }

  /// The same as a string, with the shortest digits where no number of digits is asked for.
  package static func text(_ value: Double, significantDigits: Int? = nil) -> String {
    var bytes: [UInt8] = []
    if let significantDigits {
      append(value, significantDigits: significantDigits, to: &bytes)
    } else {
      append(value, to: &bytes)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// C and Swift may put a sign or a payload on a nan; a reader wants neither.
  @inline(never)
  private static func writeSpecial(_ value: Double, to text: UnsafeMutablePointer<UInt8>) -> Int {
    let word: StaticString = value.isNaN ? "nan" : value < 0 ? "-inf" : "inf"
    return word.withUTF8Buffer { word in
      for index in 0..<word.count { text[index] = word[index] }
      return word.count
    }
  }

  /// More digits than fit an integer, and ties that 128 bits do not decide, by `snprintf`, which
  /// is exact.
  private static func appendByLibrary(
    _ value: Double, significantDigits: Int, to bytes: inout [UInt8]
  ) {
    let digits = Int32(min(significantDigits, mostDigitsOfADouble))
    // Sign, point, exponent, NUL, and the zeros after the point of 0.0001234.
    let capacity = Int(digits) + 16
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: capacity) { text in
      let written = withVaList([digits, value]) {
        vsnprintf(text.baseAddress, capacity, "%.*g", $0)
      }
      for index in 0..<Int(written) { bytes.append(UInt8(bitPattern: text[index])) }
    }
  }

  private static let signBit: UInt64 = 1 << 63
  private static let infinityBits = Double.infinity.bitPattern
  private static let largestWithoutExponent = (0x1p53).bitPattern

  /// No double has more significant decimal digits (the odd multiples of 2⁻¹⁰⁷⁴ near 2⁻¹⁰²²).
  private static let mostDigitsOfADouble = 767
}

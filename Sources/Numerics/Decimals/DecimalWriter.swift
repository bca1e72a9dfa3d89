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
    ShortestDecimal(value).write(to: text)
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
      let count = digits.write(to: start, plainUpTo: count - 1)
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

  /// No double has more significant decimal digits (the odd multiples of 2⁻¹⁰⁷⁴ near 2⁻¹⁰²²).
  private static let mostDigitsOfADouble = 767
}

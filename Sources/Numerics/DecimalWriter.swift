/// Writes a double as decimal text, with a point whatever the locale.
package enum DecimalWriter {
  /// Appends the shortest digits that read back to the same double: `1`, `1.3`, `1e+300`, `5e-324`,
  /// `-0`, `inf`, `-inf`, `nan`.
  package static func append(_ value: Double, to bytes: inout [UInt8]) {
    if appendNonFinite(value, to: &bytes) { return }
    bytes.append(contentsOf: value.description.utf8)
    if bytes.suffix(2).elementsEqual(pointZero) { bytes.removeLast(2) }
  }

  /// Appends the value rounded correctly to a number of significant digits, without trailing zeros
  /// (C's `%.*g`); a number below 1 counts as 1.
  package static func append(_ value: Double, significantDigits: Int, to bytes: inout [UInt8]) {
    if appendNonFinite(value, to: &bytes) { return }
    let digits = Int32(min(max(significantDigits, 1), mostDigitsOfADouble))
    // Sign, point, exponent, NUL, and the zeros after the point of 0.0001234.
    let capacity = Int(digits) + 16
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: capacity) { text in
      let written = withVaList([digits, value]) {
        vsnprintf(text.baseAddress, capacity, "%.*g", $0)
      }
      for index in 0..<Int(written) { bytes.append(UInt8(bitPattern: text[index])) }
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
  private static func appendNonFinite(_ value: Double, to bytes: inout [UInt8]) -> Bool {
    if value.isFinite { return false }
    bytes.append(contentsOf: (value.isNaN ? "nan" : value < 0 ? "-inf" : "inf").utf8)
    return true
  }

  /// No double has more significant decimal digits (the odd multiples of 2⁻¹⁰⁷⁴ near 2⁻¹⁰²²).
  private static let mostDigitsOfADouble = 767

  private static let pointZero: [UInt8] = [UInt8(ascii: "."), UInt8(ascii: "0")]
}

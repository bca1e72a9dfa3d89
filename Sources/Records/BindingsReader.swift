import Diagnostics
import Numerics

/// A binding as a file holds it.
package struct BindingRecord {
  package enum Value {
    /// The bytes of a number or an expression.
    case text(Range<Int>)
    /// A JSON array.
    case matrix(Matrix)
  }

  package let name: String
  package let value: Value
}

/// Reads what does not fit a command line: lines of NAME=VALUE, or one JSON object of numbers and
/// arrays.
package struct BindingsReader {
  let source: SourceText
  var offset = 0

  /// All bindings of a file, in order. Blank lines and lines that start with `#` are passed over.
  package static func read(_ source: SourceText) throws(BindingsError) -> [BindingRecord] {
    var reader = BindingsReader(source: source)
    if source.bytes.starts(with: [0xEF, 0xBB, 0xBF]) { reader.offset = 3 }
    reader.skipBlanks()
    return reader.peek == UInt8(ascii: "{") ? try reader.object() : try reader.lines()
  }

  private init(source: SourceText) { self.source = source }

  var peek: UInt8? { offset < source.bytes.count ? source.bytes[offset] : nil }

  var here: Span { Span(offset..<min(offset + 1, source.bytes.count)) }

  mutating func skipBlanks() {
    while let byte = peek, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D {
      offset += 1
    }
  }

  private func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D }

  /// A range without the blanks at its ends.
  private func trimmed(_ range: Range<Int>) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, isBlank(source.bytes[start]) { start += 1 }
    while end > start, isBlank(source.bytes[end - 1]) { end -= 1 }
    return start..<end
  }

  // MARK: - Lines

  private mutating func lines() throws(BindingsError) -> [BindingRecord] {
    var records: [BindingRecord] = []
    while offset < source.bytes.count {
      var end = offset
      while end < source.bytes.count, source.bytes[end] != 0x0A { end += 1 }
      let line = trimmed(offset..<end)
      offset = end + 1
      guard let first = line.first, source.bytes[first] != UInt8(ascii: "#") else { continue }
      guard let equals = source.bytes[line].firstIndex(of: UInt8(ascii: "=")) else {
        throw .missingEquals(Span(line))
      }
      let name = trimmed(line.lowerBound..<equals)
      let value = trimmed(equals + 1..<line.upperBound)
      guard !name.isEmpty else { throw .missingEquals(Span(line)) }
      guard !value.isEmpty else { throw .emptyValue(Span(line)) }
      records.append(record(name, value))
    }
    return records
  }

  private func record(_ name: Range<Int>, _ value: Range<Int>) -> BindingRecord {
    BindingRecord(
      name: String(decoding: source.bytes[name], as: UTF8.self),
      value: .text(value))
  }

  // MARK: - JSON

  private mutating func object() throws(BindingsError) -> [BindingRecord] {
    var records: [BindingRecord] = []
    offset += 1
    skipBlanks()
    if peek == UInt8(ascii: "}") {
      offset += 1
    } else {
      while true {
        records.append(try member())
        skipBlanks()
        let separator = peek
        offset += 1
        if separator == UInt8(ascii: "}") { break }
        guard separator == UInt8(ascii: ",") else {
          offset -= 1
          throw separator == nil ? .notAnObject(here) : .expected("`,` or `}`", here)
        }
        skipBlanks()
      }
    }
    skipBlanks()
    guard peek == nil else { throw .trailingText(here) }
    return records
  }

  private mutating func member() throws(BindingsError) -> BindingRecord {
    guard peek == UInt8(ascii: "\"") else { throw .expected("a name in quotation marks", here) }
    let name = try string()
    skipBlanks()
    guard peek == UInt8(ascii: ":") else { throw .expected("`:`", here) }
    offset += 1
    skipBlanks()
    if peek == UInt8(ascii: "[") { return BindingRecord(name: name, value: .matrix(try array())) }
    let value = token()
    guard !value.isEmpty else { throw .expected("a number", here) }
    guard let number = number(value) else { throw .unsupportedValue(Span(value)) }
    guard number.isFinite else { throw .tooLarge(Span(value)) }
    return BindingRecord(name: name, value: .text(value))
  }

  /// A JSON string from its opening quotation mark on, decoded.
  private mutating func string() throws(BindingsError) -> String {
    var bytes: [UInt8] = []
    offset += 1
    while let byte = peek, byte != UInt8(ascii: "\"") {
      offset += 1
      guard byte == UInt8(ascii: "\\") else {
        bytes.append(byte)
        continue
      }
      bytes += String(try escape()).utf8
    }
    guard peek != nil else { throw .notAnObject(here) }
    offset += 1
    return String(decoding: bytes, as: UTF8.self)
  }

  /// What stands behind a backslash. Names consist of letters, so only `\u` is of use; a surrogate
  /// pair is two of them.
  private mutating func escape() throws(BindingsError) -> Unicode.Scalar {
    let high = try codeUnit()
    guard (0xD800..<0xDC00).contains(high), peek == UInt8(ascii: "\\") else {
      guard let scalar = Unicode.Scalar(high) else { throw .expected("a character", here) }
      return scalar
    }
    offset += 1
    let low = try codeUnit()
    guard let scalar = Unicode.Scalar((high &- 0xD800) << 10 &+ (low &- 0xDC00) &+ 0x10000) else {
      throw .expected("a character", here)
    }
    return scalar
  }

  private mutating func codeUnit() throws(BindingsError) -> UInt32 {
    guard peek == UInt8(ascii: "u"), offset + 5 <= source.bytes.count,
      let unit = UInt32(
        String(decoding: source.bytes[offset + 1..<offset + 5], as: UTF8.self), radix: 16)
    else { throw .expected("`\\u` and four digits", here) }
    offset += 5
    return unit
  }
}

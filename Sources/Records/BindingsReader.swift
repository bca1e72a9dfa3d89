import Diagnostics
import Numerics

/// A binding as a file holds it.
package struct FileBinding {
  /// Text to be read as a value, or numbers that were read.
  package enum Value {
    /// The bytes of an expression.
    case text(Range<Int>)
    /// A number of JSON.
    case number(Double)
    /// A JSON array.
    case matrix(Matrix)
  }

  package let name: String
  package let value: Value
}

/// Reads what does not fit a command line: lines of NAME=VALUE, or one JSON object of numbers and
/// arrays.
package struct BindingsReader {
  private let source: SourceText

  /// All bindings of a file, in order. Blank lines and lines that start with `#` are passed over.
  package static func read(_ source: SourceText) throws(BindingsFileError) -> [FileBinding] {
    let reader = BindingsReader(source: source)
    let mark = source.bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let first = source.bytes[mark...].firstIndex { !reader.isBlank($0) && $0 != newline }
    guard let first, source.bytes[first] == UInt8(ascii: "{") else {
      return try reader.lines(from: mark)
    }
    do throws(ObjectError) {
      return try reader.object(from: first)
    } catch {
      throw .object(error)
    }
  }

  private func isBlank(_ byte: UInt8) -> Bool {
    byte == blank || byte == tab || byte == carriageReturn
  }

  /// A range without the blanks at its ends.
  private func trimmed(_ range: Range<Int>) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, isBlank(source.bytes[start]) { start += 1 }
    while end > start, isBlank(source.bytes[end - 1]) { end -= 1 }
    return start..<end
  }

  // MARK: - Lines

  private func lines(from start: Int) throws(BindingsFileError) -> [FileBinding] {
    var records: [FileBinding] = []
    var offset = start
    while offset < source.bytes.count {
      var end = offset
      while end < source.bytes.count, source.bytes[end] != newline { end += 1 }
      let line = trimmed(offset..<end)
      offset = end + 1
      guard let first = line.first, source.bytes[first] != numberSign else { continue }
      guard let equals = source.bytes[line].firstIndex(of: UInt8(ascii: "=")) else {
        throw .missingEquals(Span(line))
      }
      let name = trimmed(line.lowerBound..<equals)
      let value = trimmed(equals + 1..<line.upperBound)
      guard !name.isEmpty else { throw .missingEquals(Span(line)) }
      guard !value.isEmpty else { throw .emptyValue(Span(line)) }
      records.append(
        FileBinding(
          name: String(decoding: source.bytes[name], as: UTF8.self), value: .text(value)))
    }
    return records
  }

  // MARK: - JSON

  /// The members of the object that the file is: one record, in which newlines are blanks.
  private func object(from start: Int) throws(ObjectError) -> [FileBinding] {
    var line = source.bytes
    for place in line.indices where line[place] == newline { line[place] = blank }
    line.append(newline)
    return try line.withUnsafeBufferPointer { (bytes) throws(ObjectError) -> [FileBinding] in
      guard let base = bytes.baseAddress else { return [] }
      var records: [FileBinding] = []
      var scanner = ObjectScanner(base, at: start, base: 0, limit: bytes.count)
      if try scanner.open() {
        repeat {
          let name = ObjectName(spelling: Array(bytes[try scanner.key()])).text
          records.append(FileBinding(name: name, value: try value(&scanner)))
        } while try scanner.goesOn()
      }
      try scanner.finish()
      return records
    }
  }

  private func value(_ scanner: inout ObjectScanner) throws(ObjectError) -> FileBinding.Value {
    guard scanner.byte == UInt8(ascii: "[") else { return .number(try scanner.number()) }
    var rows: [Double] = []
    let shape = try scanner.array { _, _, number in rows.append(number) }
    return .matrix(Matrix(shape, rows: rows))
  }
}

import Diagnostics

/// Takes lines of separated fields apart, from the first to the last byte once.
///
/// A field reaches to the next separator or the end of its line, without the blanks around it. It
/// may stand in quotation marks, where two of them mean one. `#` at the start of a field or after a
/// blank begins a comment, to the end of the line; elsewhere it belongs to the field, because some
/// programs write `1.#INF`. A line ends with LF or CR LF.
struct SeparatedFields {
  let bytes: UnsafeBufferPointer<UInt8>
  private let format: MatrixFormat
  private let comma: UInt8
  /// Another byte that separates as `comma` does.
  private let semicolon: UInt8

  private(set) var offset: Int
  /// What ended the last field: a separator, a blank where blanks separate, or a newline for the
  /// end of its row.
  private(set) var separator = newline
  /// The first blank line before the row that was started last.
  private(set) var blankLine: Int?

  /// Starts behind a byte order mark.
  init(_ bytes: UnsafeBufferPointer<UInt8>, _ format: MatrixFormat) {
    self.bytes = bytes
    self.format = format
    switch format {
    case .tsv: (comma, semicolon) = (tab, tab)
    case .text: (comma, semicolon) = (UInt8(ascii: ","), UInt8(ascii: ";"))
    case .csv, .npy: (comma, semicolon) = (UInt8(ascii: ","), UInt8(ascii: ","))
    }
    offset = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }

  var endsRow: Bool { separator == newline }

  /// Moves to the first field of the next row, over comments and blank lines; whether there is one.
  mutating func startRow() -> Bool {
    blankLine = nil
    while true {
      skipBlanks()
      guard offset < bytes.count else { return false }
      if bytes[offset] == newline {
        if blankLine == nil { blankLine = offset }
        offset += 1
      } else if bytes[offset] == numberSign {
        skipLine()
      } else {
        return true
      }
    }
  }

  /// The next field of the row, empty where there is nothing between two separators.
  @inline(__always)
  mutating func next() throws(MatrixTextError) -> Range<Int> {
    skipBlanks()
    let start = offset
    skipToStop()
    if offset < bytes.count, bytes[offset] == comma, offset > start, bytes[start] > numberSign {
      separator = comma
      offset &+= 1
      return start..<offset &- 1
    }
    return try unusualField(from: start)
  }

  // MARK: - Fields

  /// A field that does not simply end with a separator, or starts with a quotation mark or `#`.
  @inline(never)
  private mutating func unusualField(from start: Int) throws(MatrixTextError) -> Range<Int> {
    guard start < bytes.count else { return endOfField(from: start) }
    switch bytes[start] {
    case numberSign:
      offset = start
      skipLine()
      separator = newline
      return start..<start
    case quotationMark:
      offset = try closingQuote(of: start) + 1
      let inside = start + 1..<offset - 1
      let field = endOfField(from: start)
      return field.upperBound == inside.upperBound + 1 ? trimmed(inside) : field
    default:
      return endOfField(from: start)
    }
  }

  /// The field of which the bytes from `start` to `offset` have been seen. Moves behind its
  /// separator.
  private mutating func endOfField(from start: Int) -> Range<Int> {
    var end = offset
    while true {
      skipBlanks()
      let isAfterBlank = offset > end
      guard offset < bytes.count, bytes[offset] != newline else {
        offset = min(offset + 1, bytes.count)
        separator = newline
        return start..<end
      }
      if bytes[offset] == comma || bytes[offset] == semicolon {
        separator = bytes[offset]
        offset += 1
        return start..<end
      }
      if isAfterBlank, bytes[offset] == numberSign {
        skipLine()
        separator = newline
        return start..<end
      }
      if isAfterBlank, format == .text {
        separator = blank
        return start..<end
      }
      // The blanks stand inside the field.
      offset += 1
      skipToStop()
      end = offset
    }
  }

  /// The quotation mark that closes the one at `start`, perhaps some lines below.
  private func closingQuote(of start: Int) throws(MatrixTextError) -> Int {
    var place = start + 1
    while place < bytes.count {
      if bytes[place] == quotationMark {
        guard place + 1 < bytes.count, bytes[place + 1] == quotationMark else { return place }
        place += 1
      }
      place += 1
    }
    throw .unclosedQuote(Span(start..<start + 1))
  }

  private func trimmed(_ range: Range<Int>) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, bytes[start] == blank || bytes[start] == tab { start += 1 }
    while end > start, bytes[end - 1] == blank || bytes[end - 1] == tab { end -= 1 }
    return start..<end
  }

  // MARK: - Bytes

  /// Moves to the next byte that may end a field: a separator, a blank or a control character.
  @inline(__always)
  private mutating func skipToStop() {
    while offset < bytes.count {
      let byte = bytes[offset]
      if byte <= blank || byte == comma || byte == semicolon { return }
      offset &+= 1
    }
  }

  /// Moves over blanks, tabs where they do not separate, and a carriage return that ends the line.
  @inline(__always)
  private mutating func skipBlanks() {
    while offset < bytes.count, bytes[offset] <= blank, isBlank(bytes[offset]) { offset &+= 1 }
  }

  private func isBlank(_ byte: UInt8) -> Bool {
    switch byte {
    case blank: true
    case tab: format != .tsv
    case carriageReturn: offset + 1 == bytes.count || bytes[offset + 1] == newline
    default: false
    }
  }

  private mutating func skipLine() {
    while offset < bytes.count, bytes[offset] != newline { offset += 1 }
    offset = min(offset + 1, bytes.count)
  }
}

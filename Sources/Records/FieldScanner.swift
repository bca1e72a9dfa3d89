import Diagnostics
import Numerics

/// A quotation mark that no other one closes: where the next row begins cannot be known.
struct UnclosedQuote: Error { let place: Span }

/// Takes rows of separated fields apart, from the first to the last byte once, with all the care
/// that people's files need.
///
/// A field reaches to the next separator or the end of its line, without the blanks around it. It
/// may stand in quotation marks, where two of them mean one. A line ends with LF or CR LF.
///
/// `#` begins a comment where it begins a line or follows a blank; elsewhere it belongs to the
/// field, because some programs write `1.#INF`, and so it does in a field that is read as text,
/// such as `Apt #5`.
///
/// The text ends with a newline, so that no loop needs another test for its end.
struct FieldScanner {
  /// What is taken apart.
  enum Text {
    /// A whole file, line by line.
    case file
    /// Records that `RecordScanner` has cut, which cannot know the fields that are numbers: it
    /// takes carriage returns for blanks everywhere, and quotation marks count in comments, too.
    case records
  }

  let bytes: UnsafePointer<UInt8>
  /// Behind the newline that ends the text.
  private let limit: Int
  private let separation: FieldSeparation
  private let tabIsBlank: Bool
  private let comma: UInt8
  /// Another byte that separates as `comma` does.
  private let semicolon: UInt8
  private let text: Text

  /// The next byte to look at.
  private(set) var offset: Int
  /// What ended the last field: a separator, a blank where blanks separate, or a newline for the
  /// end of its row.
  private(set) var separator = newline
  /// Where the fields of the row end that a comment follows, without the blanks between.
  private(set) var commentedEnd: Int?
  /// How many newlines were inside quotation marks.
  private(set) var innerLines = 0
  /// The first blank line before the row that was started last.
  private(set) var blankLine: Int?

  init(
    _ bytes: UnsafePointer<UInt8>, from offset: Int = 0, to limit: Int,
    _ style: FieldStyle, of text: Text
  ) {
    self.bytes = bytes
    self.offset = offset
    self.limit = limit
    separation = style.separation
    tabIsBlank = style.separation != .tabs
    self.text = text
    (comma, semicolon) = style.stops
  }

  var endsRow: Bool { separator == newline }

  /// Where the fields of a row end that was read to its end, without a comment and the newline.
  var rowEnd: Int { commentedEnd ?? offset - 1 }

  /// Moves to the first field of the next row, over comments and blank lines; whether there is one.
  mutating func startRow() -> Bool {
    (blankLine, commentedEnd) = (nil, nil)
    while offset < limit {
      skipBlanks()
      if bytes[offset] == newline {
        if blankLine == nil { blankLine = offset }
        offset += 1
      } else if bytes[offset] == numberSign {
        skipLine()
      } else {
        return true
      }
    }
    return false
  }

  /// The next field of the row, empty where there is nothing between two separators.
  @inline(__always)
  mutating func next() throws(UnclosedQuote) -> Range<Int> {
    skipBlanks()
    let start = offset
    // Behind these are neither blanks nor quotation marks nor `#`.
    if bytes[start] > numberSign {
      skipToStop()
      if bytes[offset] == comma, offset > start {
        separator = comma
        offset &+= 1
        return start..<offset &- 1
      }
    }
    return try unusualField(from: start, isText: false)
  }

  /// The next field of the row, in which `#` is a character like others.
  mutating func nextText() throws(UnclosedQuote) -> Range<Int> {
    skipBlanks()
    return try unusualField(from: offset, isText: true)
  }

  // MARK: - Fields

  /// A field that may not simply end with a separator, or that starts with a quotation mark or `#`.
  /// Its bytes to `offset` have been seen.
  @inline(never)
  private mutating func unusualField(
    from start: Int, isText: Bool
  ) throws(UnclosedQuote) -> Range<Int> {
    switch bytes[start] {
    case numberSign where !isText && start > 0 && isBlank(start - 1):
      offset = start
      try skipComment(behind: start)
      return start..<start
    case quotationMark:
      offset = try closingQuote(of: start) + 1
      let inside = start + 1..<offset - 1
      if bytes[offset] == comma || bytes[offset] == newline {
        separator = bytes[offset]
        offset += 1
        return trimmed(inside)
      }
      let field = try endOfField(from: start, isText: isText)
      return field.upperBound == inside.upperBound + 1 ? trimmed(inside) : field
    default:
      return try endOfField(from: start, isText: isText)
    }
  }

  /// The field of which the bytes from `start` to `offset` have been seen. Moves behind its
  /// separator.
  private mutating func endOfField(
    from start: Int, isText: Bool
  ) throws(UnclosedQuote) -> Range<Int> {
    var end = offset
    while true {
      skipBlanks()
      let isAfterBlank = offset > end
      let byte = bytes[offset]
      if byte == newline || byte == comma || byte == semicolon {
        separator = byte
        offset += 1
        return start..<end
      }
      if isAfterBlank, !isText, byte == numberSign {
        try skipComment(behind: end)
        return start..<end
      }
      if isAfterBlank, separation == .blanks {
        separator = blank
        return start..<end
      }
      // The blanks stand inside the field.
      offset += 1
      skipToStop()
      end = offset
    }
  }

  private mutating func skipComment(behind end: Int) throws(UnclosedQuote) {
    switch text {
    case .file:
      skipLine()
      separator = newline
    case .records:
      repeat { _ = try nextText() } while !endsRow
    }
    commentedEnd = end
  }

  /// The quotation mark that closes the one at `start`, perhaps some lines below.
  private mutating func closingQuote(of start: Int) throws(UnclosedQuote) -> Int {
    var place = start + 1
    // The newline at the end of the text is there even where the file has none.
    while place < limit - 1 {
      if bytes[place] == quotationMark {
        guard bytes[place + 1] == quotationMark else { return place }
        place += 1
      } else if bytes[place] == newline {
        innerLines += 1
      }
      place += 1
    }
    offset = limit
    separator = newline
    throw UnclosedQuote(place: Span(start..<start + 1))
  }

  private func trimmed(_ range: Range<Int>) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, isBlank(start) { start += 1 }
    while end > start, isBlank(end - 1) { end -= 1 }
    return start..<end
  }

  // MARK: - Bytes

  /// Moves to the next byte that may end a field: a separator, a blank or a control character.
  @inline(__always)
  private mutating func skipToStop() {
    while true {
      let byte = bytes[offset]
      if byte <= blank || byte == comma || byte == semicolon { return }
      offset &+= 1
    }
  }

  @inline(__always)
  private mutating func skipBlanks() {
    while bytes[offset] <= blank, isBlank(offset) { offset &+= 1 }
  }

  /// Whether a blank stands at a place: a tab where it does not separate, a carriage return at the
  /// end of a line.
  private func isBlank(_ place: Int) -> Bool {
    switch bytes[place] {
    case blank: true
    case tab: tabIsBlank
    case carriageReturn: text == .records || bytes[place + 1] == newline
    default: false
    }
  }

  private mutating func skipLine() {
    while bytes[offset] != newline { offset += 1 }
    offset += 1
  }
}

/// A number of a field, from the first byte to the last.
enum FieldNumber {
  /// - Parameter base: what places in messages count from.
  @inline(__always)
  static func read(
    _ bytes: UnsafePointer<UInt8>, _ field: Range<Int>, _ style: NumberStyle, base: Int = 0
  ) throws(NumberError) -> Double {
    let text = UnsafeBufferPointer(start: bytes + field.lowerBound, count: field.count)
    if style.isUsual, let number = DecimalReader.read(text), number.isFinite { return number }
    return try readUnusual(text, style, Span(field.lowerBound - base..<field.upperBound - base))
  }

  @inline(never)
  private static func readUnusual(
    _ text: UnsafeBufferPointer<UInt8>, _ style: NumberStyle, _ span: Span
  ) throws(NumberError) -> Double {
    if let number = text.namedNumber { return number }
    guard let number = style.read(text) else {
      throw text.isEmpty ? .missing(span) : .notANumber(span)
    }
    guard number.isFinite else { throw .tooLarge(span) }
    return number
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// What `nan`, `inf` and `infinity` mean, in capitals or small letters, with or without a sign.
  var namedNumber: Double? {
    guard let first, count <= 9 else { return nil }
    let isNegative = first == UInt8(ascii: "-")
    let word = self[(isNegative || first == UInt8(ascii: "+") ? 1 : 0)...]
    if word.isWord("nan") { return .nan }
    guard word.isWord("inf") || word.isWord("infinity") else { return nil }
    return isNegative ? -.infinity : .infinity
  }
}

extension Collection<UInt8> {
  /// Whether the bytes are these small letters, perhaps in capitals.
  func isWord(_ letters: StaticString) -> Bool {
    letters.withUTF8Buffer { letters in
      elementsEqual(letters) { $0 | lowerCaseBit == $1 }
    }
  }

  /// Whether a digit is the first byte, or follows on a sign, a point or both.
  var beginsAsNumber: Bool {
    var rest = self[...]
    if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
      rest = rest.dropFirst()
    }
    if rest.first == UInt8(ascii: ".") { rest = rest.dropFirst() }
    return rest.first.map { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") } ?? false
  }
}

import Diagnostics
import Numerics

/// Takes one record of separated fields apart with all the care that people's files need: quotation
/// marks, blanks, carriage returns. The fast loop of `SeparatedRowParser` leaves to it what is not
/// plain numbers.
struct FieldScanner {
  private let bytes: UnsafePointer<UInt8>
  private let separator: UInt8
  /// The next byte to look at.
  private(set) var offset: Int
  /// Whether the last field ended its record.
  private(set) var endsRecord = false
  /// How many newlines were inside quotation marks.
  private(set) var innerLines = 0
  /// The end of the text, which has a newline as its last byte.
  private let limit: Int

  init(_ bytes: UnsafePointer<UInt8>, at offset: Int, limit: Int, separator: UInt8) {
    self.bytes = bytes
    self.offset = offset
    self.limit = limit
    self.separator = separator
  }

  private func isBlank(_ byte: UInt8) -> Bool {
    byte == blank || byte == carriageReturn || byte == tab && separator != tab
  }

  /// The place of the next field without the blanks and quotation marks around it. A field with
  /// something behind its closing quotation mark keeps both.
  mutating func next() throws(RowError) -> Range<Int> {
    while isBlank(bytes[offset]) { offset += 1 }
    let start = offset
    var inside: Range<Int>?
    if bytes[offset] == quotationMark {
      offset = try closingQuote(of: start) + 1
      inside = start + 1..<offset - 1
      while isBlank(bytes[offset]) { offset += 1 }
      if bytes[offset] != separator, bytes[offset] != newline { inside = nil }
    }
    while bytes[offset] != separator, bytes[offset] != newline { offset += 1 }
    let field = trimmed(inside ?? start..<offset)
    endsRecord = bytes[offset] == newline
    offset += 1
    return field
  }

  private mutating func closingQuote(of start: Int) throws(RowError) -> Int {
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
    endsRecord = true
    throw .unclosedQuote(Span(start..<start + 1))
  }

  private func trimmed(_ range: Range<Int>) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, isBlank(bytes[start]) { start += 1 }
    while end > start, isBlank(bytes[end - 1]) { end -= 1 }
    return start..<end
  }
}

/// A number of a row's field, from the first byte to the last.
enum FieldNumber {
  /// - Parameter base: what places in messages count from.
  static func read(
    _ bytes: UnsafePointer<UInt8>, _ field: Range<Int>, base: Int
  ) throws(RowError) -> Double {
    let text = UnsafeBufferPointer(start: bytes + field.lowerBound, count: field.count)
    let span = Span(field.lowerBound - base..<field.upperBound - base)
    if let number = DecimalReader.read(text) {
      guard number.isFinite else { throw .tooLarge(span) }
      return number
    }
    if let number = text.namedNumber { return number }
    throw field.isEmpty ? .emptyField(span) : .notANumber(span)
  }
}

import Numerics

/// Finds the end of the last whole record in a text that arrives in pieces.
///
/// A record ends with a newline, but not with one inside quotation marks. A quotation mark opens a
/// field only as its first byte after blanks, elsewhere it is a character like others; a line whose
/// first byte after blanks is `#` is a comment, in which it means nothing. As long as no quotation
/// mark was seen, only newlines are searched for.
struct RecordScanner {
  private enum State {
    /// At the start of a line, or behind blanks there.
    case lineStart
    /// Behind a separator, and perhaps blanks.
    case fieldStart
    case field, comment, quoted
    /// Behind a quotation mark inside quotation marks: it ends them unless another one follows.
    case quote
  }

  /// Where the last whole record ends; 0 while there is none.
  private(set) var end = 0
  private var state = State.lineStart
  /// Whether `state` is kept: a quotation mark was seen.
  private var isCareful = false
  /// What separates fields; of blanks, blanks and tabs do, too.
  private let separators: (UInt8, UInt8)
  private let blanksSeparate: Bool
  /// Whether the format has quotation marks that hide newlines.
  private let hasQuotes: Bool
  private let tabIsBlank: Bool

  /// - Parameter style: that of the fields; nil for objects.
  init(_ style: FieldStyle?) {
    separators = style?.stops ?? (newline, newline)
    blanksSeparate = style?.separation == .blanks
    hasQuotes = style != nil
    tabIsBlank = style?.separation != .tabs
  }

  /// Whether the text so far ends inside quotation marks.
  var isInQuotes: Bool { state == .quoted }

  /// Looks at the bytes of `text` from `start` to `limit`; all before were looked at.
  mutating func scan(_ text: UnsafePointer<UInt8>, from start: Int, to limit: Int) {
    guard start < limit else { return }
    if !isCareful, hasQuotes,
      memchr(text + start, Int32(quotationMark), limit - start) != nil
    {
      isCareful = true
      return scanCarefully(text, from: end, to: limit)
    }
    if isCareful { return scanCarefully(text, from: start, to: limit) }
    var offset = limit
    while offset > start, text[offset &- 1] != newline { offset &-= 1 }
    if offset > start { end = offset }
  }

  private mutating func scanCarefully(
    _ text: UnsafePointer<UInt8>, from start: Int, to limit: Int
  ) {
    var (state, end) = (state, end)
    for offset in start..<limit {
      let byte = text[offset]
      switch state {
      case .quoted:
        if byte == quotationMark { state = .quote }
      case .quote where byte == quotationMark:
        state = .quoted
      case _ where byte == newline:
        state = .lineStart
        end = offset &+ 1
      case .comment:
        break
      case .lineStart, .fieldStart:
        if byte == blank || byte == carriageReturn || byte == tab && tabIsBlank { continue }
        if separates(byte) {
          state = .fieldStart
        } else if byte == quotationMark {
          state = .quoted
        } else if byte == numberSign, state == .lineStart {
          state = .comment
        } else {
          state = .field
        }
      case .field, .quote:
        state = separates(byte) ? .fieldStart : .field
      }
    }
    (self.state, self.end) = (state, end)
  }

  private func separates(_ byte: UInt8) -> Bool {
    byte == separators.0 || byte == separators.1 || blanksSeparate && (byte == blank || byte == tab)
  }
}

let blank = UInt8(ascii: " ")
let tab = UInt8(ascii: "\t")
let newline = UInt8(ascii: "\n")
let carriageReturn = UInt8(ascii: "\r")
let numberSign = UInt8(ascii: "#")
let quotationMark = UInt8(ascii: "\"")

import Diagnostics

/// The names of a file's columns: `.area`, and texts in quotation marks.
extension Lexer {
  /// `.area`.
  mutating func member() throws(LanguageError) -> Token {
    let end = endOfName(from: offset + 1)
    // `np.exp(x)` is no column.
    guard end > offset + 1, end == text.count || text[end] != UInt8(ascii: "(") else {
      throw .unexpectedCharacter(Span(offset..<offset + 1))
    }
    return token(.member, length: end - offset)
  }

  /// The end of the name that begins at a place; the place itself where none does.
  private func endOfName(from start: Int) -> Int {
    var place = start
    while place < text.count {
      switch Lexer.classes[Int(text[place])] {
      case .letter: place += 1
      case .digit where place > start: place += 1
      case .unicode:
        guard let (scalar, length) = decode(at: place), Lexer.isLetter(scalar) else {
          return place
        }
        place += length
      case .bad, .blank, .comment, .digit, .point, .simple, .compound: return place
      }
    }
    return place
  }

  /// A text in quotation marks, which stands in no more than one line.
  mutating func quoted() throws(LanguageError) -> Token {
    var end = offset + 1
    while end < text.count, text[end] != 0x0A, text[end] != UInt8(ascii: "\"") { end += 1 }
    guard end < text.count, text[end] != 0x0A else {
      throw .unexpectedCharacter(Span(offset..<offset + 1))
    }
    return token(.text, length: end + 1 - offset)
  }
}

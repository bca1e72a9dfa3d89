/// A text for people, apart from how it is shown: the terminal's help and the manual pages are two
/// renderings of the same blocks. In all texts, code stands in backticks.
struct Document {
  enum Block {
    case heading(String)
    case subheading(String)
    case paragraph(String)
    /// Lines that are shown as they are.
    case code([String])
    /// Terms with their meanings; a term is code.
    case list([Item], ListStyle)
  }

  struct Item {
    let term: String
    let text: String
  }

  enum ListStyle {
    /// A term and its meaning side by side.
    case columns
    /// The meaning below the term.
    case hanging
  }

  var blocks: [Block] = []
}

/// Breaks running text into words and lines.
enum Wrapping {
  /// The words of a paragraph. A short piece of code in backticks stays in one word, with the
  /// punctuation at it.
  static func words(of text: String) -> [String] {
    var words: [String] = []
    var word = ""
    var isCode = false
    for scalar in text.unicodeScalars {
      if scalar == "`" { isCode.toggle() }
      if scalar == " " || scalar == "\n", !isCode {
        if !word.isEmpty { words.append(word) }
        word = ""
      } else {
        word.unicodeScalars.append(scalar)
      }
    }
    if !word.isEmpty { words.append(word) }
    return words
  }

  /// Fills lines of at most `width` columns; code that is longer than half a line is broken at its
  /// blanks.
  static func lines(of text: String, width: Int) -> [String] {
    let pieces = words(of: text).flatMap { word in
      columns(of: word) <= width / 2 ? [word] : word.split(separator: " ").map(String.init)
    }
    var lines: [String] = []
    var line = ""
    for piece in pieces {
      if line.isEmpty {
        line = piece
      } else if columns(of: line) + 1 + columns(of: piece) <= width {
        line += " " + piece
      } else {
        lines.append(line)
        line = piece
      }
    }
    if !line.isEmpty { lines.append(line) }
    return lines
  }

  /// The terminal columns of a help text, which holds no wide characters.
  static func columns(of text: String) -> Int { text.unicodeScalars.count }

  static func padded(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - columns(of: text)))
  }
}

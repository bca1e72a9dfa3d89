import Diagnostics

/// One word of a pasted text.
struct DialectToken {
  enum Kind: Equatable {
    /// A number, as our language writes it.
    case number
    case name
    /// An operator, a bracket or a separator.
    case sign
    case newline
    case end
  }

  let kind: Kind
  /// As it was written, but a number as our language writes it.
  let text: String
  let span: Span
  /// Blanks stand before it.
  var isApart = false
  /// A new line stands before it, inside brackets.
  var isOnNewLine = false

  /// Whether it is this sign or word.
  func isWord(_ text: String) -> Bool {
    (kind == .sign || kind == .name) && self.text == text
  }
}

import Diagnostics

/// One word of a program: its kind and where it stands.
struct Token {
  enum Kind: UInt8 {
    case number, name
    /// `.area` behind a value; `"Voltage (V)"`.
    case member, text
    case plus, minus, times, over, dotTimes, dotOver, leftOver, power, dotPower
    case less, lessOrEqual, greater, greaterOrEqual, equal, notEqual, and, or, not
    case assign, comma, colon, semicolon, newline, quote
    case openParenthesis, closeParenthesis, openBracket, closeBracket
    case end
  }

  var kind: Kind
  var start: Int32
  var end: Int32
  /// The index of a number in `SyntaxTree.numbers`, or of a name in `SyntaxTree.symbols`.
  var payload: Int32 = 0

  var span: Span { Span(start, end) }
}

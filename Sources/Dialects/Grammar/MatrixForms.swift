import Diagnostics

/// Matrices whose elements blanks may part, as in Octave and Julia.
enum MatrixForms {
  /// `[a, b]` is a row.
  static func rows(
    _ parser: inout DialectParser, _ open: DialectToken
  ) throws(DialectError) -> Int32 {
    try matrix(&parser, open, commaEndsRow: false)
  }

  /// `[a, b]` is a column, and `[a b]` a row.
  static func columns(
    _ parser: inout DialectParser, _ open: DialectToken
  ) throws(DialectError) -> Int32 {
    try matrix(&parser, open, commaEndsRow: true)
  }

  private static func matrix(
    _ parser: inout DialectParser, _ open: DialectToken, commaEndsRow: Bool
  ) throws(DialectError) -> Int32 {
    var rows: [Int] = []
    var elements: [Int32] = []
    var endsRow = true
    while !parser.peek.isWord("]") {
      if parser.peek.kind == .end { throw .unclosedBracket(open.span, end: parser.peek.span) }
      if parser.take(";") {
        endsRow = true
        continue
      }
      if parser.take(",") {
        if commaEndsRow { endsRow = true }
        continue
      }
      if parser.peek.isOnNewLine, !elements.isEmpty { endsRow = true }
      let outer = parser.isInMatrix
      parser.isInMatrix = true
      let element = try parser.expression()
      parser.isInMatrix = outer
      elements.append(element)
      if endsRow { rows.append(1) } else { rows[rows.count - 1] += 1 }
      endsRow = false
      let next = parser.peek
      guard next.isWord("]") || next.isWord(",") || next.isWord(";") || next.isApart else {
        throw .unexpectedWord(next.span, expected: "`]` or an element behind a blank")
      }
    }
    let close = parser.next()
    let span = Span(open.span.start, close.span.end)
    return parser.formula.matrix(rows, elements, word: span, span: span)
  }
}

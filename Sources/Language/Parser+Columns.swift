import Diagnostics

/// Columns of a file by their names: `D.area` and `D["Voltage (V)"]` are read as `D[:, k]`.
extension Parser {
  /// `.area`, directly behind a name.
  mutating func member(_ token: Token) throws(LanguageError) {
    let operand = operands[operands.count - 1]
    guard let value = tree.nodes.last, value.kind == .name, !operand.isEnclosed,
      operand.end == token.start
    else { throw .unexpectedCharacter(Span(token.start, token.start + 1)) }
    appendAllIndices(token)
    append(Span(token.start + 1, token.end), of: value, token)
    tree.nodes.append(.init(kind: .index, payload: 2, start: operand.start, end: token.end))
    operands[operands.count - 1] = Operand(start: operand.start, end: token.end)
  }

  /// A text as the only index of a name, or as the second.
  mutating func columnIndex(_ token: Token) throws(LanguageError) {
    guard let frame = frames.last, frame.kind == .index, operators.count == frame.operatorBase,
      tree.nodes.count == frame.argumentStart, frame.count < 2,
      tree.nodes[Int(frame.indexed)].kind == .name, try nextIsCloseBracket()
    else { throw .unexpectedCharacter(Span(token.start, token.start + 1)) }
    let value = tree.nodes[Int(frame.indexed)]
    if frame.count == 0 {
      appendAllIndices(token)
      frames[frames.count - 1].count = 1
      frames[frames.count - 1].argumentStart = tree.nodes.count
    }
    append(Span(token.start + 1, token.end - 1), of: value, token)
    operands.append(Operand(start: token.start, end: token.end))
    expectsOperand = false
  }

  private mutating func appendAllIndices(_ token: Token) {
    tree.nodes.append(.init(kind: .allIndices, payload: 0, start: token.start, end: token.end))
  }

  private mutating func append(_ name: Span, of value: SyntaxTree.Node, _ token: Token) {
    tree.columnNames.append(.init(symbol: value.payload, valueSpan: value.span, span: name))
    tree.nodes.append(
      .init(
        kind: .columnName, payload: Int32(truncatingIfNeeded: tree.columnNames.count - 1),
        start: token.start, end: token.end))
  }

  /// Takes newlines, and looks at the token behind them.
  private mutating func nextIsCloseBracket() throws(LanguageError) -> Bool {
    while true {
      let mark = lexer.offset
      let token = try lexer.next(&tree)
      if token.kind == .newline { continue }
      lexer.offset = mark
      if token.kind == .number { tree.numbers.removeLast() }
      return token.kind == .closeBracket
    }
  }
}

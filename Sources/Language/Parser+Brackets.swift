import Diagnostics

/// Parentheses, matrices and indices, and what separates their parts and statements.
extension Parser {
  mutating func closeParenthesis(_ token: Token) throws(LanguageError) {
    guard let frame = frames.last else { throw .unmatchedClosing(token.span) }
    switch frame.kind {
    case .group:
      reduce(downTo: 0)
      if frame.symbol >= 0 { throw .missingValue(nameSpan(of: frame), close: token.span) }
      frames.removeLast()
      operands[operands.count - 1] = Operand(start: frame.start, end: token.end, isEnclosed: true)
      if frame.count > 0 { closeBlock(frame, token) }
    case .call:
      endArgument()
      closeCall(token)
    case .matrix, .index:
      throw .mismatched(frame.open, close: token.span)
    }
  }

  /// Finishes the current argument of the innermost bracket; its operand becomes a child.
  mutating func endArgument() {
    reduce(downTo: 0)
    let operand = operands.removeLast()
    let last = frames.count - 1
    frames[last].count += 1
    if operand.isEnclosed { frames[last].hasEnclosedArgument = true }
    if frames[last].count == 1 { frames[last].rowStart = operand.start }
    let node = tree.nodes.count - 1
    if frames[last].kind == .call, frames[last].count == 1, node == frames[last].argumentStart,
      !operand.isEnclosed, tree.nodes[node].kind == .name, isIterate(frames[last].symbol)
    {
      tree.nodes[node].kind = .functionName
      frames[last].functionArgument = Int32(truncatingIfNeeded: node)
    }
    frames[last].argumentStart = tree.nodes.count
  }

  func isIterate(_ symbol: Int32) -> Bool {
    source.bytes[tree.symbols.range(of: symbol)].elementsEqual(LanguageWords.iterate.utf8)
  }

  mutating func closeCall(_ token: Token) {
    let frame = frames.removeLast()
    isSignature = !frame.hasEnclosedArgument
    let nameLength = Int32(tree.symbols.range(of: frame.symbol).count)
    tree.calls.append(
      .init(
        function: frame.symbol, count: frame.count,
        nameSpan: Span(frame.start, frame.start + nameLength),
        functionArgument: frame.functionArgument))
    finishBracket(
      .call, payload: Int32(truncatingIfNeeded: tree.calls.count - 1), start: frame.start, token)
  }

  mutating func closeBracket(_ token: Token) throws(LanguageError) {
    guard let frame = frames.last else { throw .unmatchedClosing(token.span) }
    switch frame.kind {
    case .matrix:
      endArgument()
      endRow(token.start)
      closeMatrix(token)
    case .index:
      endArgument()
      operands.removeLast()
      openIndices -= 1
      // The last argument has been counted since the frame was looked at.
      let closed = frames.removeLast()
      let count = closed.count
      var last = closed.lastIndex
      while last >= 0 {
        tree.lastIndices[Int(last)].count = count
        last = tree.lastIndices[Int(last)].previous
      }
      finishBracket(.index, payload: count, start: frame.start, token)
    case .group, .call:
      throw .mismatched(frame.open, close: token.span)
    }
  }

  mutating func closeMatrix(_ token: Token) {
    let frame = frames.removeLast()
    finishBracket(.matrix, payload: frame.rows, start: frame.start, token)
  }

  mutating func finishBracket(
    _ kind: SyntaxTree.Kind, payload: Int32, start: Int32, _ token: Token
  ) {
    tree.nodes.append(.init(kind: kind, payload: payload, start: start, end: token.end))
    operands.append(Operand(start: start, end: token.end))
    expectsOperand = false
  }

  /// Closes the row of the innermost matrix.
  mutating func endRow(_ end: Int32) {
    let last = frames.count - 1
    tree.nodes.append(
      .init(kind: .row, payload: frames[last].count, start: frames[last].rowStart, end: end))
    frames[last].rows += 1
    frames[last].count = 0
    frames[last].rowHasSemicolon = false
    frames[last].argumentStart = tree.nodes.count
  }

  mutating func comma(_ token: Token) throws(LanguageError) {
    guard let frame = frames.last, frame.kind != .group else {
      throw frames.last.flatMap { commaInLocal($0, token) } ?? unexpected(token)
    }
    endArgument()
    expectsOperand = true
  }

  // MARK: - Separators

  mutating func separator(_ token: Token) throws(LanguageError) {
    guard let frame = frames.last else { return try endStatement() }
    switch (frame.kind, token.kind) {
    case (.matrix, .newline):
      // A newline next to `,` or `]` is a blank; any other ends the row.
      if try nextIsCommaOrBracket() { return }
      startRow(after: token)
      crossedLine = true
    case (.matrix, _):
      startRow(after: token)
      frames[frames.count - 1].rowHasSemicolon = true
    case (.group, .newline), (.call, .newline), (.index, .newline):
      crossedLine = true
    case (.group, _): try endLocal(token)
    case (.call, _), (.index, _):
      throw .unclosed(frame.open, end: token.span)
    }
  }

  private mutating func startRow(after token: Token) {
    endArgument()
    endRow(token.start)
    expectsOperand = true
  }

  /// Takes newlines, and looks at the token behind them.
  mutating func nextIsCommaOrBracket() throws(LanguageError) -> Bool {
    while true {
      let mark = lexer.offset
      let token = try lexer.next(&tree)
      if token.kind == .newline { continue }
      lexer.offset = mark
      if token.kind == .number { tree.numbers.removeLast() }
      return token.kind == .comma || token.kind == .closeBracket
    }
  }

  mutating func endStatement() throws(LanguageError) {
    reduce(downTo: 0)
    let operand = operands.removeLast()
    let body = Int32(bodyStart)..<Int32(truncatingIfNeeded: tree.nodes.count)
    let statement = SyntaxTree.Statement(
      kind: definition?.kind ?? .output, symbol: definition?.symbol ?? -1,
      nameSpan: definition?.span ?? Span(operand.start, operand.end),
      parameters: definition?.parameters ?? 0..<0, body: body,
      span: Span(operand.start, operand.end))
    tree.statementCount += 1
    if let consume {
      isStopped = !consume(&tree, statement)
      tree.forgetStatement()
    } else {
      tree.statements.append(statement)
    }
    definition = nil
    statementStart = -1
    bodyStart = tree.nodes.count
    expectsOperand = true
  }
}

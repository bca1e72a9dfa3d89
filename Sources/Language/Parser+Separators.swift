import Diagnostics

/// What stands where an operand was expected: line ends, separators, closing brackets, mistakes.
extension Parser {
  mutating func separatorBeforeOperand(_ token: Token) throws(LanguageError) {
    guard let frame = frames.last else {
      guard operators.isEmpty, definition == nil else {
        throw .expectedOperand(token.span, after: previous)
      }
      return
    }
    if token.kind == .newline {
      // Inside parentheses newlines are blanks; inside brackets those next to `[`, `,` and `;`.
      guard frame.kind != .matrix || operators.count == frame.operatorBase else {
        throw .expectedOperand(token.span, after: previous)
      }
      crossedLine = true
      return
    }
    // `;` after a newline that ended a row counts once.
    if frame.kind == .matrix, crossedLine, frame.rows > 0, !frame.rowHasSemicolon,
      tree.nodes.count == frame.argumentStart
    {
      frames[frames.count - 1].rowHasSemicolon = true
      return
    }
    throw .expectedOperand(token.span, after: previous)
  }

  /// A `]` where an operand was expected: an empty matrix, or the end after a newline.
  mutating func closeAfterSeparator(_ token: Token) throws(LanguageError) {
    guard let frame = frames.last, frame.kind == .matrix, frame.count == 0,
      operators.count == frame.operatorBase, frame.rows == 0 || crossedLine
    else { throw try missingOperand(token) }
    closeMatrix(token)
  }

  /// The error for a token that cannot start an operand.
  mutating func missingOperand(_ token: Token) throws(LanguageError) -> LanguageError {
    if token.kind == .closeParenthesis || token.kind == .closeBracket {
      guard let frame = frames.last else { return .unmatchedClosing(token.span) }
      let isMatching =
        (token.kind == .closeParenthesis) == (frame.kind == .group || frame.kind == .call)
      if !isMatching { return .mismatched(frame.open, close: token.span) }
    }
    if token.kind == .closeParenthesis, let name = lastLocal {
      return .missingValue(name, close: token.span)
    }
    if token.kind == .assign, statementStart < 0 || definition != nil {
      return .unexpectedAssign(token.span)
    }
    return .expectedOperand(token.span, after: previous)
  }
}

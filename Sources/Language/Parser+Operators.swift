import Diagnostics

/// How tightly operators bind, loosest first.
enum Precedence {
  static let or: UInt8 = 1
  static let and: UInt8 = 2
  static let comparison: UInt8 = 3
  static let range: UInt8 = 4
  static let sum: UInt8 = 5
  static let term: UInt8 = 6
  static let prefix: UInt8 = 7
  static let power: UInt8 = 8
}

/// What may follow an operand.
extension Parser {
  mutating func readOperator(_ token: Token) throws(LanguageError) {
    switch token.kind {
    case .plus: infix(.add, Precedence.sum, token)
    case .minus: infix(.subtract, Precedence.sum, token)
    case .times: infix(.multiply, Precedence.term, token)
    case .over: infix(.divide, Precedence.term, token)
    case .dotTimes: infix(.elementMultiply, Precedence.term, token)
    case .dotOver: infix(.elementDivide, Precedence.term, token)
    case .leftOver: infix(.leftDivide, Precedence.term, token)
    case .power: power(.power, token)
    case .dotPower: power(.elementPower, token)
    case .less: try comparison(.less, token)
    case .lessOrEqual: try comparison(.lessOrEqual, token)
    case .greater: try comparison(.greater, token)
    case .greaterOrEqual: try comparison(.greaterOrEqual, token)
    case .equal: try comparison(.equal, token)
    case .notEqual: try comparison(.notEqual, token)
    case .and: infix(.and, Precedence.and, token)
    case .or: infix(.or, Precedence.or, token)
    case .colon: try colon(token)
    case .quote: postfixTranspose(token)
    case .openBracket:
      openIndices += 1
      frames.append(
        Frame(
          kind: .index, open: token.span, operatorBase: operators.count,
          argumentStart: tree.nodes.count, start: operands[operands.count - 1].start))
      expectsOperand = true
    case .closeParenthesis: try closeParenthesis(token)
    case .closeBracket: try closeBracket(token)
    case .comma: try comma(token)
    case .newline, .semicolon: try separator(token)
    case .assign: try assign(token)
    case .number, .name, .openParenthesis, .not: throw unexpected(token)
    case .end: break
    }
  }

  // MARK: - Infix operators

  private mutating func infix(_ kind: SyntaxTree.Kind, _ precedence: UInt8, _ token: Token) {
    reduce(downTo: precedence)
    push(kind, precedence, token)
  }

  /// Right-associative: only what binds tighter on its left is finished first, and nothing does.
  private mutating func power(_ kind: SyntaxTree.Kind, _ token: Token) {
    push(kind, Precedence.power, token)
  }

  private mutating func push(_ kind: SyntaxTree.Kind, _ precedence: UInt8, _ token: Token) {
    operators.append(
      Pending(kind: kind, precedence: precedence, start: token.start, end: token.end))
    expectsOperand = true
  }

  private mutating func comparison(
    _ kind: SyntaxTree.Kind, _ token: Token
  ) throws(LanguageError) {
    reduce(downTo: Precedence.range)
    if let last = operators.last, operators.count > operatorBase,
      last.precedence == Precedence.comparison
    {
      throw .chainedComparison(first: Span(last.start, last.end), second: token.span)
    }
    push(kind, Precedence.comparison, token)
  }

  private mutating func colon(_ token: Token) throws(LanguageError) {
    reduce(downTo: Precedence.sum)
    if operators.count > operatorBase, operators[operators.count - 1].kind == .range {
      guard operators[operators.count - 1].count == 2 else { throw .longRange(token.span) }
      operators[operators.count - 1].count = 3
      expectsOperand = true
    } else {
      push(.range, Precedence.range, token)
    }
  }

  private mutating func postfixTranspose(_ token: Token) {
    let start = operands[operands.count - 1].start
    tree.nodes.append(.init(kind: .transpose, payload: 0, start: start, end: token.end))
    operands[operands.count - 1] = Operand(start: start, end: token.end)
  }

  // MARK: - Reduction

  private var operatorBase: Int { frames.last?.operatorBase ?? 0 }

  /// Finishes pending operators of the innermost bracket that bind at least as tightly as
  /// `precedence`.
  mutating func reduce(downTo precedence: UInt8) {
    let base = operatorBase
    while operators.count > base, operators[operators.count - 1].precedence >= precedence {
      let pending = operators.removeLast()
      if pending.precedence == Precedence.prefix {
        let start = pending.start
        let end = operands[operands.count - 1].end
        if pending.kind == .negate, !pending.isPlus, negateLiteral(start) {
          operands[operands.count - 1] = Operand(start: start, end: end)
          continue
        }
        if !pending.isPlus {
          tree.nodes.append(.init(kind: pending.kind, payload: 0, start: start, end: end))
        }
        operands[operands.count - 1] = Operand(start: start, end: end, isEnclosed: pending.isPlus)
        continue
      }
      let right = operands.removeLast()
      if pending.kind == .range, pending.count == 3 { operands.removeLast() }
      let left = operands[operands.count - 1]
      tree.nodes.append(
        .init(kind: pending.kind, payload: pending.count, start: left.start, end: right.end))
      operands[operands.count - 1] = Operand(start: left.start, end: right.end)
    }
  }

  /// A sign directly before a number belongs to it: `-1` is one number, not an operation on one.
  /// (`-2^2` does not come here: its operand is a power.)
  private mutating func negateLiteral(_ start: Int32) -> Bool {
    let last = tree.nodes.count - 1
    guard tree.nodes[last].kind == .number, !operands[operands.count - 1].isEnclosed else {
      return false
    }
    let number = Int(tree.nodes[last].payload)
    tree.numbers[number] = -tree.numbers[number]
    tree.nodes[last].start = start
    return true
  }

  // MARK: - Brackets

  private mutating func closeParenthesis(_ token: Token) throws(LanguageError) {
    guard let frame = frames.last else { throw .unmatchedClosing(token.span) }
    switch frame.kind {
    case .group:
      reduce(downTo: 0)
      frames.removeLast()
      operands[operands.count - 1] = Operand(start: frame.start, end: token.end, isEnclosed: true)
    case .call:
      endArgument()
      closeCall(token)
    case .matrix, .index:
      throw .mismatched(frame.open, close: token.span)
    }
  }

  /// Finishes the current argument of the innermost bracket; its operand becomes a child.
  private mutating func endArgument() {
    reduce(downTo: 0)
    let operand = operands.removeLast()
    let last = frames.count - 1
    frames[last].count += 1
    if operand.isEnclosed { frames[last].hasEnclosedArgument = true }
    let node = tree.nodes.count - 1
    if frames[last].kind == .call, frames[last].count == 1, node == frames[last].argumentStart,
      !operand.isEnclosed, tree.nodes[node].kind == .name, isIterate(frames[last].symbol)
    {
      tree.nodes[node].kind = .functionName
      frames[last].functionArgument = Int32(truncatingIfNeeded: node)
    }
    frames[last].argumentStart = tree.nodes.count
  }

  private func isIterate(_ symbol: Int32) -> Bool {
    source.bytes[tree.symbols.range(of: symbol)].elementsEqual("iterate".utf8)
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

  private mutating func closeBracket(_ token: Token) throws(LanguageError) {
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
      let count = frames.removeLast().count
      finishBracket(.index, payload: count, start: frame.start, token)
    case .group, .call:
      throw .mismatched(frame.open, close: token.span)
    }
  }

  mutating func closeMatrix(_ token: Token) {
    let frame = frames.removeLast()
    finishBracket(.matrix, payload: frame.rows, start: frame.start, token)
  }

  private mutating func finishBracket(
    _ kind: SyntaxTree.Kind, payload: Int32, start: Int32, _ token: Token
  ) {
    tree.nodes.append(.init(kind: kind, payload: payload, start: start, end: token.end))
    operands.append(Operand(start: start, end: token.end))
    expectsOperand = false
  }

  /// Closes the row of the innermost matrix.
  private mutating func endRow(_ end: Int32) {
    let last = frames.count - 1
    tree.nodes.append(
      .init(kind: .row, payload: frames[last].count, start: frames[last].start, end: end))
    frames[last].rows += 1
    frames[last].count = 0
    frames[last].rowHasSemicolon = false
    frames[last].argumentStart = tree.nodes.count
  }

  private mutating func comma(_ token: Token) throws(LanguageError) {
    guard let frame = frames.last, frame.kind != .group else { throw unexpected(token) }
    endArgument()
    expectsOperand = true
  }

  // MARK: - Separators

  private mutating func separator(_ token: Token) throws(LanguageError) {
    guard let frame = frames.last else { return try endStatement() }
    switch (frame.kind, token.kind) {
    case (.matrix, .newline):
      // A newline next to `,` or `]` is a blank; any other ends the row.
      if try nextIsCommaOrBracket() { return }
      endArgument()
      endRow(token.start)
      expectsOperand = true
      crossedLine = true
    case (.matrix, _):
      endArgument()
      endRow(token.start)
      expectsOperand = true
      frames[frames.count - 1].rowHasSemicolon = true
    case (_, .newline):
      crossedLine = true
    default:
      throw .unclosed(frame.open, end: token.span)
    }
  }

  /// Takes newlines, and looks at the token behind them.
  private mutating func nextIsCommaOrBracket() throws(LanguageError) -> Bool {
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

  // MARK: - Definitions

  /// `=`: what was read so far must be a name, or a function's name with its parameters.
  private mutating func assign(_ token: Token) throws(LanguageError) {
    if let frame = frames.last {
      throw crossedLine
        ? .unclosed(frame.open, end: afterPrevious) : .assignInsideBrackets(token.span)
    }
    guard definition == nil else { throw .secondAssign(token.span) }
    let isPlain = operators.isEmpty && operands.count == 1 && !operands[0].isEnclosed
    guard isPlain, let root = tree.nodes.last else { throw .notDefinable(token.span) }
    switch root.kind {
    case .name where tree.nodes.count == bodyStart + 1:
      definition = (.definition, root.payload, root.span, 0..<0)
    case .call:
      let call = tree.calls[Int(root.payload)]
      guard call.count > 0, isSignature,
        tree.nodes.count == bodyStart + Int(call.count) + 1
      else {
        throw .notDefinable(token.span)
      }
      let first = tree.parameters.count
      for node in tree.nodes[bodyStart..<tree.nodes.count - 1] {
        guard node.kind == .name || node.kind == .functionName else {
          throw .notDefinable(token.span)
        }
        for earlier in tree.parameters[first...] where earlier.symbol == node.payload {
          throw .duplicateParameter(node.span, first: earlier.span)
        }
        tree.parameters.append(.init(symbol: node.payload, span: node.span))
      }
      definition = (
        .function, call.function, call.nameSpan,
        Int32(first)..<Int32(truncatingIfNeeded: tree.parameters.count)
      )
      tree.calls.removeLast()
    default:
      throw .notDefinable(token.span)
    }
    tree.nodes.removeLast(tree.nodes.count - bodyStart)
    operands.removeAll(keepingCapacity: true)
    statementStart = -1
    expectsOperand = true
  }

  // MARK: - Messages

  private var afterPrevious: Span { Span(previous.end, previous.end) }

  /// The error for a token that cannot follow an operand.
  private func unexpected(_ token: Token) -> LanguageError {
    if let frame = frames.last, crossedLine {
      return .unclosed(frame.open, end: afterPrevious)
    }
    let left = operands[operands.count - 1]
    switch token.kind {
    case .number, .name, .openParenthesis:
      return .juxtaposition(
        left: Span(left.start, left.end), right: token.span,
        insideMatrix: frames.last?.kind == .matrix)
    default:
      return .unexpectedToken(token.span)
    }
  }
}

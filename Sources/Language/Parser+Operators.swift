import Diagnostics

/// How tightly operators bind, loosest first.
enum BindingPower {
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
    case .plus:
      if let uncertainty = uncertainty(token) { throw uncertainty }
      infix(.add, BindingPower.sum, token)
    case .minus: infix(.subtract, BindingPower.sum, token)
    case .times: infix(.multiply, BindingPower.term, token)
    case .over: infix(.divide, BindingPower.term, token)
    case .dotTimes: infix(.elementMultiply, BindingPower.term, token)
    case .dotOver: infix(.elementDivide, BindingPower.term, token)
    case .leftOver: infix(.leftDivide, BindingPower.term, token)
    case .power: power(.power, token)
    case .dotPower: power(.elementPower, token)
    case .less:
      if isArrow(token) { throw .arrow(Span(token.start, token.end + 1)) }
      try comparison(.less, token)
    case .lessOrEqual: try comparison(.lessOrEqual, token)
    case .greater: try comparison(.greater, token)
    case .greaterOrEqual: try comparison(.greaterOrEqual, token)
    case .equal: try comparison(.equal, token)
    case .notEqual: try comparison(.notEqual, token)
    case .and: infix(.and, BindingPower.and, token)
    case .or: infix(.or, BindingPower.or, token)
    case .colon: try colon(token)
    case .quote: postfixTranspose(token)
    case .openBracket:
      openIndices += 1
      frames.append(
        Frame(
          kind: .index, open: token.span, operatorBase: operators.count,
          argumentStart: tree.nodes.count, start: operands[operands.count - 1].start,
          indexed: Int32(truncatingIfNeeded: tree.nodes.count - 1)))
      expectsOperand = true
    case .closeParenthesis: try closeParenthesis(token)
    case .closeBracket: try closeBracket(token)
    case .comma: try comma(token)
    case .newline, .semicolon: try separator(token)
    case .assign: try assign(token)
    case .member: try member(token)
    case .text: throw .unexpectedCharacter(Span(token.start, token.start + 1))
    case .number, .name, .openParenthesis, .not: throw unexpected(token)
    case .end: break
    }
  }

  // MARK: - Infix operators

  mutating func infix(_ kind: SyntaxTree.Kind, _ precedence: UInt8, _ token: Token) {
    reduce(downTo: precedence)
    push(kind, precedence, token)
  }

  /// Right-associative: only what binds tighter on its left is finished first, and nothing does.
  mutating func power(_ kind: SyntaxTree.Kind, _ token: Token) {
    push(kind, BindingPower.power, token)
  }

  mutating func push(_ kind: SyntaxTree.Kind, _ precedence: UInt8, _ token: Token) {
    operators.append(
      Pending(kind: kind, precedence: precedence, start: token.start, end: token.end))
    expectsOperand = true
  }

  mutating func comparison(
    _ kind: SyntaxTree.Kind, _ token: Token
  ) throws(LanguageError) {
    reduce(downTo: BindingPower.range)
    if let last = operators.last, operators.count > operatorBase,
      last.precedence == BindingPower.comparison
    {
      throw .chainedComparison(first: Span(last.start, last.end), second: token.span)
    }
    push(kind, BindingPower.comparison, token)
  }

  mutating func colon(_ token: Token) throws(LanguageError) {
    reduce(downTo: BindingPower.sum)
    if operators.count > operatorBase, operators[operators.count - 1].kind == .range {
      guard operators[operators.count - 1].count == 2 else { throw .longRange(token.span) }
      operators[operators.count - 1].count = 3
      expectsOperand = true
    } else {
      push(.range, BindingPower.range, token)
    }
  }

  mutating func postfixTranspose(_ token: Token) {
    let start = operands[operands.count - 1].start
    tree.nodes.append(.init(kind: .transpose, payload: 0, start: start, end: token.end))
    operands[operands.count - 1] = Operand(start: start, end: token.end)
  }

  // MARK: - Reduction

  var operatorBase: Int { frames.last?.operatorBase ?? 0 }

  /// Finishes pending operators of the innermost bracket that bind at least as tightly as
  /// `precedence`.
  mutating func reduce(downTo precedence: UInt8) {
    let base = operatorBase
    while operators.count > base, operators[operators.count - 1].precedence >= precedence {
      let pending = operators.removeLast()
      if pending.precedence == BindingPower.prefix {
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
  mutating func negateLiteral(_ start: Int32) -> Bool {
    let last = tree.nodes.count - 1
    guard tree.nodes[last].kind == .number, !operands[operands.count - 1].isEnclosed else {
      return false
    }
    let number = Int(tree.nodes[last].payload)
    tree.numbers[number] = -tree.numbers[number]
    tree.nodes[last].start = start
    return true
  }

  // MARK: - Signs with a meaning elsewhere

  private func byte(_ offset: Int32) -> UInt8 {
    source.bytes.indices.contains(Int(offset)) ? source.bytes[Int(offset)] : 0
  }

  /// `x <- 3`.
  private func isArrow(_ token: Token) -> Bool {
    byte(token.end) == UInt8(ascii: "-") && byte(token.end + 1) == 0x20
  }

  /// `5.00+-0.02` without blanks; nil where something else stands there.
  private func uncertainty(_ token: Token) -> LanguageError? {
    func isDigit(_ offset: Int32) -> Bool { byte(offset) &- UInt8(ascii: "0") < 10 }
    guard byte(token.end) == UInt8(ascii: "-"),
      isDigit(token.end + 1) || byte(token.end + 1) == UInt8(ascii: "."),
      isDigit(token.start - 1), let left = tree.nodes.last, left.kind == .number,
      left.end == token.start
    else { return nil }
    var end = token.end + 1
    while isDigit(end) || byte(end) == UInt8(ascii: ".") { end += 1 }
    return .uncertainty(Span(left.start, end), sign: Span(token.start, token.end + 1))
  }

  // MARK: - Messages

  var afterPrevious: Span { Span(previous.end, previous.end) }

  /// The error for a token that cannot follow an operand.
  func unexpected(_ token: Token) -> LanguageError {
    if let frame = frames.last, crossedLine {
      return frame.kind == .group && frame.symbol >= 0
        ? .unendedLocal(nameSpan(of: frame), end: afterPrevious, open: frame.open)
        : .unclosed(frame.open, end: afterPrevious)
    }
    let left = operands[operands.count - 1]
    guard token.kind == .number || token.kind == .name || token.kind == .openParenthesis else {
      return .unexpectedToken(token.span)
    }
    return .juxtaposition(
      left: Span(left.start, left.end), right: token.span,
      insideMatrix: frames.last?.kind == .matrix)
  }
}

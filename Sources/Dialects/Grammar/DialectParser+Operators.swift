import Diagnostics

/// Operators, by precedence climbing.
extension DialectParser {
  /// Reads a formula of operators that bind at least as tightly as `minimum`.
  mutating func expression(_ minimum: Int = 0) throws(DialectError) -> Int32 {
    depth += 1
    defer { depth -= 1 }
    guard depth <= DialectParser.deepest else { throw .tooDeep(peek.span) }
    skipNewlines()
    var left = try operand(minimum)
    while true {
      let token = peek
      if token.kind == .sign, let form = grammar.infixForms[token.text] {
        next()
        left = try form.read(&self, left, token)
      } else if let infix = infix(token) {
        guard infix.precedence >= minimum else { return left }
        next()
        left = try self.infix(infix, token, left)
      } else if let product = grammar.implicitProduct, product.precedence >= minimum,
        isImplicitProduct(left, token, product.operands)
      {
        let right = try expression(product.precedence + 1)
        try checkLetters(left, right, product.operands)
        left = formula.apply(
          elementMark == nil ? product.meaning : product.meaning.ofElements, [left, right],
          word: Span(token.span.start, token.span.start))
        implicitProducts.insert(left)
      } else {
        return left
      }
    }
  }

  func infix(_ token: DialectToken) -> Grammar.Infix? {
    guard token.kind == .sign || token.kind == .name else { return nil }
    return grammar.infix.first { $0.spelling == token.text }
  }

  mutating func infix(
    _ infix: Grammar.Infix, _ token: DialectToken, _ left: Int32
  ) throws(DialectError) -> Int32 {
    let rightMinimum =
      switch infix.associativity {
      case .left: infix.precedence + 1
      case .right: infix.precedence
      }
    switch infix.meaning {
    case .conditional(let separator):
      let first = try expression()
      skipNewlines()
      try expect(separator)
      let second = try expression(infix.precedence)
      return choice(left, first, second, word: token.span)
    case .conditionalBehind(let separator):
      let condition = try expression(infix.precedence + 1)
      try expect(separator)
      let second = try expression(infix.precedence)
      return choice(condition, left, second, word: token.span)
    case .operation, .formula, .nothing, .percent, .comparison, .wholeDivision, .refused:
      let right = try expression(rightMinimum)
      if infix.spelling == "/", grammar.implicitProduct?.operands == .letters,
        implicitProducts.contains(right), !formula[right].isEnclosed
      {
        throw doubtfulQuotient(left, right, token.span)
      }
      return try apply(infix.meaning, [left, right], word: token.span)
    }
  }

  private mutating func choice(
    _ condition: Int32, _ first: Int32, _ second: Int32, word: Span
  ) -> Int32 {
    let children = [condition, first, second]
    return formula.call("if", children, word: word, span: formula.reach(children, word))
  }

  /// What an operator makes of its operands.
  mutating func apply(
    _ meaning: Grammar.Meaning, _ operands: [Int32], word: Span
  ) throws(DialectError) -> Int32 {
    let span = formula.reach(operands, word)
    switch meaning {
    case .operation(let operation):
      if operands.count == 2, let euler = grammar.euler, operation.ofElements == .elementPower,
        excerpt(formula[operands[0]].span) == euler, formula.name(operands[0]) == "e"
      {
        return formula.call("exp", [operands[1]], word: formula[operands[0]].span, span: span)
      }
      return formula.apply(
        elementMark == nil ? operation : operation.ofElements, operands, word: word)
    case .formula(let text):
      let values = Dictionary(uniqueKeysWithValues: zip(["x", "y"], operands.map { [$0] }))
      return try instance(of: text, values, span: span, word: word)
    case .nothing:
      formula[operands[0]].span = span
      return operands[0]
    case .percent:
      return formula.percent(operands[0], word: word)
    case .comparison(let operation):
      return comparison(operation, operands, word)
    case .wholeDivision:
      if let number = formula.wholeNumber(operands[0]),
        let other = formula.wholeNumber(operands[1]),
        other != 0, !formula[operands[0]].isEnclosed, !formula[operands[1]].isEnclosed
      {
        let quotient = number / other
        throw .refused(
          span,
          Refusal(
            headline: "`\(excerpt(span))` is \(quotient) there: a quotient of whole numbers",
            edits: [Edit(span, "\(number).0/\(other)"), Edit(span, "\(quotient)")]))
      }
      return formula.apply(.divide, operands, word: word)
    case .refused(let form):
      let texts = operands.map { excerpt(formula[$0].span) }
      throw .refused(
        word,
        form.refusal(at: span, Dictionary(uniqueKeysWithValues: zip(["x", "y"], texts))))
    case .conditional, .conditionalBehind:
      return operands[0]
    }
  }

  private mutating func comparison(
    _ operation: Formula.Operator, _ operands: [Int32], _ word: Span
  ) -> Int32 {
    let left = operands[0]
    switch grammar.comparisonChains {
    case .leftToRight: break
    case .conjunction:
      if let middle = comparisonEnds[left], !formula[left].isEnclosed {
        let second = formula.apply(operation, [middle, operands[1]], word: word)
        let both = formula.apply(.and, [left, second], word: word)
        comparisonEnds[both] = operands[1]
        return both
      }
    }
    let node = formula.apply(operation, operands, word: word)
    comparisonEnds[node] = operands[1]
    return node
  }
}

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
    // `-2x`
    if let product = grammar.implicitProduct, case .operation(.negate) = formula[left].kind,
      product.precedence >= minimum, isNegativeFactor(left, product)
    {
      let right = try expression(product.precedence + 1)
      left = formula.apply(product.meaning, [left, right], word: formula[right].span)
    }
    while true {
      if grammar.linesContinue, peek.kind == .newline, lineGoesOn { skipNewlines() }
      let token = peek
      if isInMatrix, token.isApart, token.isWord("-") || token.isWord("+"), !peek(1).isApart {
        return left
      }
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
        left = try apply(
          .operation(product.meaning), [left, right],
          word: Span(token.span.start, token.span.start))
        implicitProducts.insert(left)
      } else {
        return left
      }
    }
  }

  /// Whether the next line begins with an operator.
  private var lineGoesOn: Bool {
    var distance = 0
    while peek(distance).kind == .newline { distance += 1 }
    return infix(peek(distance)) != nil
  }

  @inline(never)
  func infix(_ token: DialectToken) -> Grammar.Infix? {
    guard token.kind == .sign || token.kind == .name else { return nil }
    return grammar.infix.first { $0.spelling == token.text }
  }

  @inline(never)
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
      // `:` may also be an operator, as that of ranges.
      let sign = grammar.infix.first { $0.spelling == separator }
      let first = try expression(sign.map { $0.precedence + 1 } ?? 0)
      skipNewlines()
      try expect(separator)
      let second = try expression(infix.precedence)
      return choice(left, first, second, word: token.span)
    case .conditionalBehind(let separator):
      let condition = try expression(infix.precedence + 1)
      try expect(separator)
      let second = try expression(infix.precedence)
      return choice(condition, left, second, word: token.span)
    case .operation, .formula, .nothing, .percent, .comparison, .wholeDivision, .refused,
      .matrixProduct, .bits, .powerOfUnsigned:
      let right = try multiplied(try expression(rightMinimum), infix.precedence)
      if infix.spelling == "/" || infix.spelling == "÷", let open = bareArguments[left] {
        throw doubtfulArgument(left, right, open, token.span)
      }
      if infix.spelling == "/", grammar.implicitProduct?.operands == .letters,
        implicitProducts.contains(right), !formula[right].isEnclosed
      {
        throw doubtfulQuotient(left, right, token.span)
      }
      return try apply(infix.meaning, [left, right], word: token.span)
    }
  }

  @inline(never)
  private mutating func choice(
    _ condition: Int32, _ first: Int32, _ second: Int32, word: Span
  ) -> Int32 {
    let children = [condition, first, second]
    settle(condition)
    let node = formula.call("if", children, word: word, span: formula.reach(children, word))
    if isWhole([first, second]) { wholeNodes.insert(node) }
    return node
  }

  /// The right operand of a power with the factor behind it: `2^3x` is `2^(3*x)` where a number and
  /// a name are one operand.
  @inline(never)
  private mutating func multiplied(
    _ right: Int32, _ precedence: Int
  ) throws(DialectError) -> Int32 {
    guard let product = grammar.implicitProduct, product.operands == .behindNumber,
      precedence > product.precedence, case .number = formula[right].kind,
      isImplicitProduct(right, peek, product.operands)
    else { return right }
    let start = peek.span.start
    let other = try expression(precedence)
    return formula.apply(product.meaning, [right, other], word: Span(start, start))
  }

  /// A choice of which the condition and the word before its first formula were read.
  @inline(never)
  mutating func choice(
    _ word: DialectToken, _ condition: Int32, otherwise: String
  ) throws(DialectError) -> Int32 {
    let first = try expression()
    skipNewlines()
    try expect(otherwise)
    return choice(condition, first, try expression(), word: word.span)
  }

  /// What an operator makes of its operands.
  @inline(never)
  mutating func apply(
    _ meaning: Grammar.Meaning, _ operands: [Int32], word: Span
  ) throws(DialectError) -> Int32 {
    let span = formula.reach(operands, word)
    switch meaning {
    case .operation(let operation):
      if operation == .range, formula[operands[0]].kind == .operation(.range),
        !formula[operands[0]].isEnclosed
      {
        let children = formula[operands[0]].children + [operands[1]]
        return formula.apply(.range, children, word: word, span: span)
      }
      if operands.count == 2, let euler = grammar.euler, operation.ofElements == .elementPower,
        excerpt(formula[operands[0]].span) == euler, formula.name(operands[0]) == "e"
      {
        return formula.call("exp", [operands[1]], word: formula[operands[0]].span, span: span)
      }
      return try operate(
        elementMark == nil && !isOfElements ? operation : operation.ofElements, operands, word)
    case .powerOfUnsigned:
      if case .operation(let sign) = formula[operands[0]].kind, sign == .negate || sign == .not,
        !formula[operands[0]].isEnclosed
      {
        let base = excerpt(formula[operands[0]].span)
        let rest = excerpt(Span(word.start, span.end))
        throw .refused(
          span,
          Refusal(
            headline: "`\(excerpt(span))` is a mistake there: which comes first?",
            edits: [
              Edit(span, "(\(base))\(rest)"),
              Edit(span, "\(base.prefix(1))(\(base.dropFirst())\(rest))"),
            ]))
      }
      return formula.apply(.power, operands, word: word)
    case .matrixProduct:
      return formula.matrixProduct(operands[0], operands[1], word: word)
    case .bits(let operation):
      guard operands.allSatisfy({ isTruth($0) }) else { throw noBits(operands, word) }
      return formula.apply(operation, operands, word: word)
    case .formula(let text):
      let values = Dictionary(uniqueKeysWithValues: zip(["x", "y"], operands.map { [$0] }))
      let node = try instance(of: text, values, span: span, word: word)
      if isWhole(operands) { wholeNodes.insert(node) }
      return node
    case .nothing:
      formula[operands[0]].span = span
      return operands[0]
    case .percent:
      return formula.percent(operands[0], word: word)
    case .comparison(let operation):
      return comparison(operation, operands, word)
    case .wholeDivision:
      if isWhole(operands) { throw wholeQuotient(operands, span) }
      return try operate(
        grammar.divisionIsOfElements ? .elementDivide : .divide, operands, word)
    case .refused(let form):
      let texts = operands.map { excerpt(formula[$0].span) }
      throw .refused(
        word,
        form.refusal(at: span, Dictionary(uniqueKeysWithValues: zip(["x", "y"], texts))))
    case .conditional, .conditionalBehind:
      return operands[0]
    }
  }

  @inline(never)
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

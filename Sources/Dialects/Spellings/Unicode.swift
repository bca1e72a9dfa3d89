import Diagnostics

/// Formulas as text: `½·m·v²`, `√(x² + y²)`, `e⁻ˣ`.
extension Dialect {
  package static let unicode = Dialect("unicode", title: "plain mathematics", grammar: .unicode)
}

extension Grammar {
  fileprivate static let unicode: Grammar = {
    var grammar = Grammar()
    grammar.lexicon.hasRaised = true
    grammar.lexicon.hasMarks = true
    grammar.lexicon.lineComments = ["#"]
    grammar.lexicon.nameEndings = ["′", "″"]
    grammar.infix = [
      Infix("∨", 1, .operation(.or)), Infix("or", 1, .operation(.or)),
      Infix("∧", 2, .operation(.and)), Infix("and", 2, .operation(.and)),
      Infix("<", 3, .comparison(.less)), Infix("<=", 3, .comparison(.lessOrEqual)),
      Infix(">", 3, .comparison(.greater)), Infix(">=", 3, .comparison(.greaterOrEqual)),
      Infix("==", 3, .comparison(.equal)), Infix("!=", 3, .comparison(.notEqual)),
      Infix("+", 5, .operation(.add)), Infix("-", 5, .operation(.subtract)),
      Infix("*", 6, .operation(.multiply)), Infix("/", 6, .operation(.divide)),
      Infix("mod", 6, .formula("mod(x, y)")),
      Infix("^", 9, .operation(.power), .right),
      Infix("±", 5, .refused(RefusedForm("a number and its uncertainty are two"))),
      Infix("≈", 3, .refused(RefusedForm("`≈` is no equation", edits: [("x = y", "to define")]))),
    ]
    grammar.prefix = [
      Prefix("-", 6, .operation(.negate)), Prefix("+", 6, .nothing),
      Prefix("¬", 4, .operation(.not)),
    ]
    grammar.postfix = [
      Postfix("!!", .refused(.doubleFactorial)), Postfix("!", .formula("gamma(x + 1)")),
      Postfix("°", .formula("x*pi/180")),
      Postfix("%", .percent), Postfix("ᵀ", .operation(.transpose)),
    ]
    grammar.implicitProduct = ImplicitProduct(
      precedence: 8, meaning: .multiply, operands: .letters)
    grammar.comparisonChains = .conjunction
    grammar.definition = ["=", ":="]
    grammar.primes = ["'"]
    grammar.hasBareFunctions = true
    grammar.euler = "e"
    grammar.functions = unicodeFunctions
    grammar.constants = ["pi": "pi", "e": "e", "ℯ": "e"]
    grammar.operandForms = [
      "√": OperandForm(UnicodeForms.root), "∛": OperandForm(UnicodeForms.root),
      "∞": OperandForm(UnicodeForms.infinity), "π": OperandForm(UnicodeForms.pi),
      "∑": OperandForm(UnicodeForms.sum), "Σ": OperandForm(UnicodeForms.sum),
      "|": OperandForm(UnicodeForms.bars),
      "⌊": OperandForm(UnicodeForms.floor), "⌈": OperandForm(UnicodeForms.ceiling),
    ]
    for sign in UnicodeForms.fractions.keys {
      grammar.operandForms[sign] = OperandForm(UnicodeForms.fraction)
    }
    for (sign, headline) in [
      ("∫", "integrals are not computed"), ("∂", "a derivative is `diff(f, x)` here"),
      ("∇", "`autodiff grad` gives the gradient"), ("∏", "products over an index are written out"),
    ] {
      grammar.infix.append(Infix(sign, 0, .refused(RefusedForm(headline))))
      grammar.prefix.append(Prefix(sign, 8, .refused(RefusedForm(headline))))
    }
    grammar.lexicon.signs = ["⌋", "⌉", ":", "\u{208C}"]
    return grammar
  }()

  private static let unicodeFunctions = FunctionTable(
    same: """
      sin cos tan cot sec csc asin acos atan arcsin arccos arctan sinh cosh tanh coth sech csch \
      asinh acosh atanh exp ln log2 log10 sqrt cbrt abs sign floor ceil round erf erfc gamma \
      lgamma digamma sigmoid relu softplus normcdf normpdf sum prod mean var norm det trace inv \
      lambertw sinc
      """,
    [
      ("log(x)", "log(x)"), ("lg(x)", "log10(x)"), ("log₂(x)", "log2(x)"), ("log₁₀(x)", "log10(x)"),
      ("log(x, b)", "log(x)/log(b)"),
      ("tg(x)", "tan(x)"), ("ctg(x)", "cot(x)"), ("arctg(x)", "atan(x)"),
      ("max(x, ...)", "max(x, ...)"), ("min(x, ...)", "min(x, ...)"),
      ("atan2(y, x)", "atan2(y, x)"), ("mod(x, y)", "mod(x, y)"), ("hypot(x, y)", "hypot(x, y)"),
      ("Γ(x)", "gamma(x)"), ("if(c, x, y)", "if(c, x, y)"), ("dot(x, y)", "dot(x, y)"),
      ("acot(x)", "atan(1/x)"), ("acoth(x)", "atanh(1/x)"), ("asec(x)", "acos(1/x)"),
      ("acsc(x)", "asin(1/x)"),
    ],
    notes: ["log": "`log` is read as the natural logarithm"])
}

private enum UnicodeForms {
  static let fractions = [
    "½": "(1/2)", "⅓": "(1/3)", "¼": "(1/4)", "¾": "(3/4)", "⅔": "(2/3)", "⅕": "(1/5)",
    "⅙": "(1/6)", "⅛": "(1/8)", "⅜": "(3/8)", "⅝": "(5/8)", "⅞": "(7/8)",
  ]

  static func fraction(
    _ parser: inout DialectParser, _ sign: DialectToken
  ) throws(DialectError) -> Int32 {
    let node = try parser.instance(
      of: fractions[sign.text] ?? "1", [:], span: sign.span, word: sign.span)
    parser.formula[node].isEnclosed = true
    return node
  }

  static func infinity(
    _ parser: inout DialectParser, _ sign: DialectToken
  ) throws(DialectError) -> Int32 {
    parser.formula.name("inf", sign.span, .number)
  }

  static func pi(
    _ parser: inout DialectParser, _ sign: DialectToken
  ) throws(DialectError) -> Int32 {
    parser.formula.name("pi", sign.span, .number)
  }

  /// `√2`, `√(2x)`; of `√2x` it is not clear what it is the root of.
  static func root(
    _ parser: inout DialectParser, _ sign: DialectToken
  ) throws(DialectError) -> Int32 {
    let isEnclosed = parser.peek.isWord("(")
    let operand = try parser.expression(DialectParser.tightest)
    let span = Span(sign.span.start, parser.formula[operand].span.end)
    let next = parser.peek
    let goesOn = next.kind == .name || next.kind == .number || next.isWord("(")
    if !isEnclosed, goesOn, !next.isApart {
      let first = parser.excerpt(parser.formula[operand].span)
      let rest = parser.excerpt(next.span)
      let whole = Span(sign.span.start, next.span.end)
      throw .refused(
        next.span,
        Refusal(
          headline: "`\(parser.excerpt(whole))` may be read in two ways",
          edits: [
            Edit(whole, "\(sign.text)(\(first)\(rest))"),
            Edit(whole, "\(sign.text)\(first)·\(rest)"),
          ]))
    }
    return parser.formula.call(
      sign.text == "∛" ? "cbrt" : "sqrt", [operand], word: sign.span, span: span)
  }

  /// `∑xᵢ²` and `∑ᵢ xᵢ²`, the sum of all elements; `∑ᵢ₌₁³ i²`, which is written out.
  static func sum(
    _ parser: inout DialectParser, _ sign: DialectToken
  ) throws(DialectError) -> Int32 {
    var mark: Unicode.Scalar?
    let scalars = parser.peek.text.unicodeScalars
    if parser.peek.kind == .name, let only = scalars.first, scalars.count == 1,
      Spelling.lowered[only] != nil
    {
      mark = only
      parser.next()
      if parser.take("\u{208C}") { return try writtenOut(&parser, sign, only) }
    }
    var distance = 0
    while mark == nil, parser.peek(distance).kind != .end, distance < 100 {
      let token = parser.peek(distance)
      if token.kind == .name, let last = token.text.unicodeScalars.last,
        let letter = Spelling.lowered[last], letter.first?.isLetter ?? false
      {
        mark = last
      }
      distance += 1
    }
    if sign.text == "Σ", mark == nil { return try parser.value(sign) }
    guard let mark, parser.elementMark == nil else {
      throw .refused(
        sign.span,
        Refusal(headline: "this sum has no index", advice: "write `sum(x)` for all elements"))
    }
    parser.elementMark = mark
    parser.elements = []
    let body = try parser.expression(6)
    parser.elementMark = nil
    let span = Span(sign.span.start, parser.formula[body].span.end)
    guard !parser.elements.isEmpty else {
      throw .refused(span, Refusal(headline: "nothing in this sum has its index"))
    }
    parser.note(
      "`\(Spelling.lowered[mark] ?? "i")` is read as the index of all elements", sign.span)
    return parser.formula.call("sum", [body], word: sign.span, span: span)
  }

  /// `∑ᵢ₌₁³ i²`, of which all but the bounds was read.
  private static func writtenOut(
    _ parser: inout DialectParser, _ sign: DialectToken, _ mark: Unicode.Scalar
  ) throws(DialectError) -> Int32 {
    let low = try parser.expression(DialectParser.tightest)
    guard parser.take("^") else {
      throw .unexpectedWord(parser.peek.span, expected: "the last value of the index")
    }
    let high = try parser.expression(DialectParser.tightest)
    let letter = Spelling.lowered[mark] ?? "i"
    let index = DialectToken(kind: .name, text: letter, span: sign.span)
    var terms: [Int32] = []
    let start = parser.position
    for value in try parser.numbers(low, high) {
      parser.position = start
      let outer = parser.locals[letter]
      parser.locals[letter] = value
      parser.elementValue = (mark, value)
      terms.append(try parser.expression(6))
      parser.elementValue = nil
      parser.locals[letter] = outer
    }
    return parser.folded(
      terms, isProduct: false, word: index.span,
      span: Span(sign.span.start, parser.previous.span.end))
  }

  static func bars(
    _ parser: inout DialectParser, _ sign: DialectToken
  ) throws(DialectError) -> Int32 {
    try delimited(&parser, sign, "|", "abs")
  }

  static func floor(
    _ parser: inout DialectParser, _ sign: DialectToken
  ) throws(DialectError) -> Int32 {
    try delimited(&parser, sign, "⌋", "floor")
  }

  static func ceiling(
    _ parser: inout DialectParser, _ sign: DialectToken
  ) throws(DialectError) -> Int32 {
    try delimited(&parser, sign, "⌉", "ceil")
  }

  private static func delimited(
    _ parser: inout DialectParser, _ open: DialectToken, _ close: String, _ function: String
  ) throws(DialectError) -> Int32 {
    let outer = parser.openBars
    parser.openBars = close == "|" ? 1 : 0
    let operand = try parser.expression()
    parser.openBars = outer
    let end = try parser.expectClosing(.init(open.text, close), of: open)
    return parser.formula.call(
      function, [operand], word: open.span, span: Span(open.span.start, end.span.end))
  }
}

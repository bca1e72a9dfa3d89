import Diagnostics

/// Maxima.
extension Dialect {
  package static let maxima = Dialect(
    "maxima", title: "Maxima", marks: [.text("%pi"), .text("%e"), .text(":=")], needsMark: true,
    grammar: .maxima)
}

extension Grammar {
  fileprivate static let maxima: Grammar = {
    var grammar = Grammar()
    grammar.lexicon.blockComments = [("/*", "*/")]
    grammar.lexicon.exponentMarks = ["e", "E", "d", "D", "b", "B"]
    grammar.lexicon.nameCharacters = ["%"]
    grammar.lexicon.newlineEnds = false
    grammar.infix = [
      Infix("or", 1, .operation(.or)), Infix("and", 2, .operation(.and)),
      Infix("<", 4, .operation(.less)), Infix("<=", 4, .operation(.lessOrEqual)),
      Infix(">", 4, .operation(.greater)), Infix(">=", 4, .operation(.greaterOrEqual)),
      Infix("#", 4, .operation(.notEqual)), Infix("=", 4, .operation(.equal)),
      Infix("+", 6, .operation(.add)), Infix("-", 6, .operation(.subtract)),
      Infix("*", 7, .operation(.elementMultiply)), Infix("/", 7, .operation(.elementDivide)),
      Infix(".", 9, .matrixProduct),
      Infix("^", 10, .operation(.elementPower), .right),
      Infix("**", 10, .operation(.elementPower), .right),
    ]
    grammar.prefix = [
      Prefix("not", 3, .operation(.not)), Prefix("-", 8, .operation(.negate)),
      Prefix("+", 8, .nothing),
    ]
    grammar.hasEquations = true
    grammar.vectors = .columns
    grammar.reserved = ["then", "else", "elseif", "for", "while", "do", "thru", "step", "unless"]
    grammar.postfix = [
      Postfix("!!", .refused(.doubleFactorial)), Postfix("!", .formula("gamma(x + 1)")),
    ]
    grammar.definition = [":", ":="]
    grammar.statementEnds = [";", "$"]
    grammar.index = IndexForm(brackets: Brackets("[", "]"), base: 1)
    grammar.list = Brackets("[", "]")
    grammar.euler = "%e"
    grammar.operandForms = [
      "if": OperandForm(MaximaForms.choice), "matrix": OperandForm(MaximaForms.matrix),
      "sum": OperandForm(MaximaForms.sum), "product": OperandForm(MaximaForms.sum),
    ]
    grammar.functions = maximaFunctions
    grammar.constants = [
      "%pi": "pi", "%e": "e", "inf": "inf", "%phi": "((1 + sqrt(5))/2)",
      "%gamma": "-digamma(1)", "true": "1", "false": "0",
    ]
    grammar.refusedNames = ["%i": RefusedForm("there are no complex numbers")]
    return grammar
  }()

  private static let maximaFunctions = FunctionTable(
    same: """
      sin cos tan cot sec csc asin acos atan sinh cosh tanh coth sech csch asinh acosh atanh exp \
      log sqrt abs floor erf erfc gamma transpose
      """,
    [
      ("atan2(y, x)", "atan2(y, x)"), ("signum(x)", "sign(x)"), ("ceiling(x)", "ceil(x)"),
      ("round(x)", "round(x)"), ("truncate(x)", "trunc(x)"), ("mod(x, y)", "mod(x, y)"),
      ("max(x, y, ...)", "max(x, y, ...)"), ("min(x, y, ...)", "min(x, y, ...)"),
      ("log_gamma(x)", "lgamma(x)"), ("bessel_j(n, x)", "besselj(n, x)"),
      ("bessel_y(n, x)", "bessely(n, x)"), ("lambert_w(x)", "lambertw(x)"),
      ("unit_step(x)", "if(x > 0, 1, 0)"), ("diff(f, x)", "diff(f, x)"),
      ("diff(f, x, n)", "diff(f, x, n)"), ("invert(x)", "inv(x)"), ("determinant(x)", "det(x)"),
      ("factorial(x)", "gamma(x + 1)"), ("float(x)", "x"),
      ("binomial(n, k)", "gamma(n + 1)/(gamma(k + 1)*gamma(n - k + 1))"),
      ("beta(x, y)", "exp(lgamma(x) + lgamma(y) - lgamma(x + y))"), ("length(x)", "numel(x)"),
      ("cabs(x)", "abs(x)"),
    ],
    notes: ["round": "Maxima rounds halves to the even neighbour, and `round` away from 0"])
}

private enum MaximaForms {
  /// `if c then x else y`
  static func choice(
    _ parser: inout DialectParser, _ word: DialectToken
  ) throws(DialectError) -> Int32 {
    let condition = try parser.expression()
    try parser.expect("then")
    return try parser.choice(word, condition, otherwise: "else")
  }

  /// `matrix([1, 2], [3, 4])`
  static func matrix(
    _ parser: inout DialectParser, _ word: DialectToken
  ) throws(DialectError) -> Int32 {
    let open = try parser.expect("(")
    var rows: [Int32] = []
    repeat {
      let row = try parser.expression()
      guard parser.column(row) != nil else {
        throw .unexpectedWord(parser.formula[row].span, expected: "a row such as `[1, 2]`")
      }
      rows.append(row)
    } while parser.take(",")
    let close = try parser.expectClosing(.init("(", ")"), of: open)
    return parser.matrix(rows, Span(word.span.start, close.span.end))
  }

  /// `sum(f, i, 1, n)` and `product(f, i, 1, n)`
  static func sum(
    _ parser: inout DialectParser, _ word: DialectToken
  ) throws(DialectError) -> Int32 {
    let open = try parser.expect("(")
    let start = parser.position
    for _ in 0..<parser.distance(to: [","]) { parser.next() }
    let end = parser.position
    try parser.expect(",")
    let index = try parser.expectName("the index")
    try parser.expect(",")
    let low = try parser.expression()
    try parser.expect(",")
    let high = try parser.expression()
    let terms = try parser.repeated(from: start, to: end, index, try parser.numbers(low, high))
    let close = try parser.expectClosing(.init("(", ")"), of: open)
    return parser.folded(
      terms, isProduct: word.text == "product", word: word.span,
      span: Span(word.span.start, close.span.end))
  }
}

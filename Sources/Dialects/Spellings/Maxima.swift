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
      Infix(".", 9, .operation(.multiply)),
      Infix("^", 10, .operation(.elementPower), .right),
      Infix("**", 10, .operation(.elementPower), .right),
    ]
    grammar.prefix = [
      Prefix("not", 3, .operation(.not)), Prefix("-", 8, .operation(.negate)),
      Prefix("+", 8, .nothing),
    ]
    grammar.postfix = [Postfix("!", .formula("gamma(x + 1)"))]
    grammar.definition = [":", ":="]
    grammar.statementEnds = [";", "$"]
    grammar.index = IndexForm(brackets: Brackets("[", "]"), base: 1)
    grammar.list = Brackets("[", "]")
    grammar.euler = "%e"
    grammar.operandForms = ["if": OperandForm(MaximaForms.choice)]
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
      ("factorial(x)", "gamma(x + 1)"), ("float(x)", "x"), ("cabs(x)", "abs(x)"),
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
}

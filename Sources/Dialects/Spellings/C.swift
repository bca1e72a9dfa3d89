/// C and its kin: C++, Java, GLSL.
extension Dialect {
  package static let c = Dialect(
    "c", title: "C", marks: [.text("std::"), .text("double "), .text("M_PI"), .text("#include")],
    grammar: .c)
}

extension Grammar {
  fileprivate static let c: Grammar = {
    var grammar = Grammar()
    grammar.lexicon.lineComments = ["//", "#"]
    grammar.lexicon.blockComments = [("/*", "*/")]
    grammar.lexicon.numberSuffixes = ["f", "F", "l", "L"]
    grammar.lexicon.hasHexadecimals = true
    grammar.lexicon.newlineEnds = false
    grammar.lexicon.signs = ["{", "}"]
    grammar.infix = [
      Infix("?", 3, .conditional(":"), .right),
      Infix("||", 4, .operation(.or)), Infix("&&", 5, .operation(.and)),
      Infix("|", 6, .refused(RefusedForm("`|` is an operation on bits"))),
      Infix(
        "^", 7,
        .refused(
          RefusedForm("`^` is the exclusive or in C", edits: [("pow(x, y)", "for the power")]))),
      Infix("&", 8, .refused(RefusedForm("`&` is an operation on bits"))),
      Infix("==", 9, .operation(.equal)), Infix("!=", 9, .operation(.notEqual)),
      Infix("<", 10, .operation(.less)), Infix("<=", 10, .operation(.lessOrEqual)),
      Infix(">", 10, .operation(.greater)), Infix(">=", 10, .operation(.greaterOrEqual)),
      Infix("<<", 11, .refused(RefusedForm("`<<` is an operation on bits"))),
      Infix(">>", 11, .refused(RefusedForm("`>>` is an operation on bits"))),
      Infix("+", 12, .operation(.add)), Infix("-", 12, .operation(.subtract)),
      Infix("*", 13, .operation(.multiply)), Infix("/", 13, .wholeDivision),
      Infix("%", 13, .formula("rem(x, y)")),
    ]
    grammar.prefix = [
      Prefix("-", 14, .operation(.negate)), Prefix("+", 14, .nothing),
      Prefix("!", 14, .operation(.not)),
      Prefix("~", 14, .refused(RefusedForm("`~` is an operation on bits"))),
    ]
    grammar.index = IndexForm(brackets: Brackets("[", "]"), base: 0)
    grammar.moduleSign = "::"
    grammar.modules = ["std": ""]
    grammar.casts = ["double", "float"]
    grammar.functions = cFunctions
    grammar.constants = [
      "M_PI": "pi", "M_E": "e", "M_PI_2": "(pi/2)", "M_PI_4": "(pi/4)", "M_SQRT2": "sqrt(2)",
      "M_LN2": "log(2)", "INFINITY": "inf", "HUGE_VAL": "inf", "NAN": "nan", "true": "1",
      "false": "0",
    ]
    grammar.statementForms = ["return": StatementForm(CurlyForms.output)]
    for word in ["double", "float", "const", "int", "auto", "static", "inline", "long"] {
      grammar.statementForms[word] = StatementForm(CurlyForms.declaration)
    }
    return grammar
  }()

  private static let cFunctions = FunctionTable(
    same: """
      sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh exp exp2 expm1 log log2 log10 \
      log1p sqrt cbrt floor ceil round trunc erf erfc lgamma
      """,
    [
      ("fabs(x)", "abs(x)"), ("abs(x)", "abs(x)"), ("pow(x, y)", "x^y"),
      ("atan2(y, x)", "atan2(y, x)"), ("hypot(x, y)", "hypot(x, y)"), ("fmod(x, y)", "rem(x, y)"),
      ("fmax(x, y)", "max(x, y)"), ("fmin(x, y)", "min(x, y)"), ("max(x, y)", "max(x, y)"),
      ("min(x, y)", "min(x, y)"), ("clamp(x, l, h)", "clamp(x, l, h)"), ("tgamma(x)", "gamma(x)"),
      ("fma(x, y, z)", "x*y + z"), ("fdim(x, y)", "max(x - y, 0)"), ("rint(x)", "round(x)"),
      ("nearbyint(x)", "round(x)"), ("j0(x)", "besselj(0, x)"), ("j1(x)", "besselj(1, x)"),
      ("jn(n, x)", "besselj(n, x)"), ("y0(x)", "bessely(0, x)"), ("y1(x)", "bessely(1, x)"),
      ("yn(n, x)", "bessely(n, x)"), ("sinf(x)", "sin(x)"), ("cosf(x)", "cos(x)"),
      ("expf(x)", "exp(x)"), ("logf(x)", "log(x)"), ("sqrtf(x)", "sqrt(x)"),
      ("powf(x, y)", "x^y"), ("fabsf(x)", "abs(x)"),
    ],
    notes: [
      "rint": "`rint` rounds halves to the even neighbour, and `round` away from 0",
      "nearbyint": "`nearbyint` rounds halves to the even neighbour, and `round` away from 0",
    ])
}

/// Statements of languages with curly braces.
enum CurlyForms {
  /// `return y;`
  static func output(
    _ parser: inout DialectParser, _ word: DialectToken
  ) throws(DialectError) {
    try parser.output()
  }

  /// `double y = …;` and `double f(double x) { return …; }`; the type was read.
  static func declaration(
    _ parser: inout DialectParser, _ word: DialectToken
  ) throws(DialectError) {
    while parser.isDeclarator(parser.peek) { parser.next() }
    let name = try parser.expectName("the name that is defined")
    if parser.take("(") {
      let parameters = try parser.typedParameters()
      return try function(&parser, name, parameters)
    }
    try parser.expect("=")
    try parser.define(name)
  }

  /// `function f(x) { return …; }`; the word was read.
  static func namedFunction(
    _ parser: inout DialectParser, _ word: DialectToken
  ) throws(DialectError) {
    let name = try parser.expectName("the name of a function")
    try parser.expect("(")
    try function(&parser, name, try parser.parameters(until: ")"))
  }

  /// `const y = …`; the word was read.
  static func definition(
    _ parser: inout DialectParser, _ word: DialectToken
  ) throws(DialectError) {
    try parser.statement()
  }

  /// `{ return …; }`
  private static func function(
    _ parser: inout DialectParser, _ name: DialectToken, _ parameters: [DialectToken]
  ) throws(DialectError) {
    parser.skipNewlines()
    try parser.expect("{")
    parser.skipNewlines()
    guard parser.take("return") else {
      throw parser.needsOneFormula
    }
    try parser.define(function: name, parameters)
    parser.skipStatementEnds()
    try parser.expect("}")
    parser.endBlock()
  }
}

extension DialectParser {
  /// Why a function's body is not read.
  var needsOneFormula: DialectError {
    .refused(
      peek.span,
      Refusal(
        headline: "a function has one formula here",
        advice: "write `return …` alone, and definitions outside of it"))
  }

  /// Whether a word goes on with a type: `const double`.
  fileprivate func isDeclarator(_ token: DialectToken) -> Bool {
    token.kind == .name && grammar.statementForms[token.text] != nil && token.text != "return"
  }

  /// `double x, double y)`
  fileprivate mutating func typedParameters() throws(DialectError) -> [DialectToken] {
    var parameters: [DialectToken] = []
    while !take(")") {
      while isDeclarator(peek) { next() }
      parameters.append(try expectName("the name of a parameter"))
      if !take(",") {
        try expect(")")
        break
      }
    }
    return parameters
  }
}

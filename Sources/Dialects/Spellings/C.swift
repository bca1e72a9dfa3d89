import Diagnostics

/// C and its kin: C++, Java, GLSL.
extension Dialect {
  package static let c = Dialect(
    "c", title: "C", marks: [.text("std::"), .text("double "), .text("M_PI"), .text("#include")],
    grammar: .c)
}

extension Grammar {
  fileprivate static let c: Grammar = {
    var grammar = Grammar()
    grammar.lexicon.lineComments = ["//", "#include", "#pragma"]
    grammar.lexicon.blockComments = [("/*", "*/")]
    grammar.lexicon.numberSuffixes = ["f", "F", "l", "L"]
    grammar.lexicon.hasHexadecimals = true
    grammar.lexicon.newlineEnds = false
    grammar.lexicon.hasOctals = true
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
    CurlyForms.addChanges(to: &grammar)
    grammar.wholeNumbers = .declared
    grammar.index = IndexForm(brackets: Brackets("[", "]"), base: 0, picksRows: true)
    grammar.moduleSign = "::"
    grammar.modules = ["std": "std"]
    grammar.casts = ["double", "float"]
    grammar.functions = cFunctions
    grammar.constants = [
      "M_PI": "pi", "M_E": "e", "M_PI_2": "(pi/2)", "M_PI_4": "(pi/4)", "M_SQRT2": "sqrt(2)",
      "M_LN2": "log(2)", "M_LN10": "log(10)", "M_LOG2E": "(1/log(2))", "M_LOG10E": "(1/log(10))",
      "M_1_PI": "(1/pi)", "M_2_PI": "(2/pi)", "M_2_SQRTPI": "(2/sqrt(pi))",
      "M_SQRT1_2": "sqrt(0.5)", "DBL_EPSILON": "2^-52", "INFINITY": "inf", "HUGE_VAL": "inf",
      "NAN": "nan", "true": "1",
      "false": "0",
    ]
    grammar.statementForms = ["return": StatementForm(CurlyForms.output)]
    grammar.statementForms["#"] = StatementForm(CForms.macro)
    grammar.declarators = [
      "double", "float", "const", "int", "auto", "static", "inline", "long", "short", "unsigned",
      "constexpr", "final", "public",
    ]
    for word in grammar.declarators {
      grammar.statementForms[word] = StatementForm(CForms.declaration)
    }
    grammar.reserved = CurlyForms.reserved.union([
      "void", "struct", "sizeof", "char", "bool", "goto",
    ])
    return grammar
  }()

  private static let cFunctions = FunctionTable(
    same: """
      sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh exp exp2 expm1 log log2 log10 \
      log1p sqrt cbrt floor ceil round trunc erf erfc lgamma
      """,
    [
      ("fabs(x)", "abs(x)"), ("std.abs(x)", "abs(x)"), ("abs(x)", "abs(x)"),
      ("beta(x, y)", "exp(lgamma(x) + lgamma(y) - lgamma(x + y))"),
      ("mix(x, y, t)", "x + (y - x)*t"), ("pow(x, y)", "x^y"),
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
    ],
    refused: [
      "abs": RefusedForm(
        "`abs` is of whole numbers in C, and drops the fraction", edits: [("fabs(x)", "")])
    ],
    wholes: ("", "max min"))
}

private enum CForms {
  /// `double y = …;`, `double a[2] = {1, 2};` and `double f(double x) { …; return …; }`; the first
  /// word of the type was read.
  static func declaration(
    _ parser: inout DialectParser, _ word: DialectToken
  ) throws(DialectError) {
    var isWhole = isWholeType(word)
    while parser.grammar.declarators.contains(parser.peek.text), parser.peek.kind == .name {
      isWhole = isWholeType(parser.next()) || isWhole
    }
    repeat {
      let name = try parser.expectName("the name that is defined")
      if parser.take("(") {
        let parameters = try typedParameters(&parser)
        return try CurlyForms.function(&parser, name, parameters)
      }
      if parser.take("[") {
        if parser.peek.kind == .number { parser.next() }
        try parser.expect("]")
      }
      parser.declare(name.text, isWhole: isWhole)
      // Without a value it is an input.
      if parser.take("=") {
        if parser.peek.isWord("{") {
          try parser.define(name, as: parser.list(.init("{", "}"), parser.next()))
        } else {
          try parser.define(name)
        }
      }
    } while parser.take(",")
  }

  private static func isWholeType(_ word: DialectToken) -> Bool {
    ["int", "long", "short", "unsigned"].contains(word.text)
  }

  /// `double x, double y)`
  private static func typedParameters(
    _ parser: inout DialectParser
  ) throws(DialectError) -> [DialectToken] {
    var parameters: [DialectToken] = []
    while !parser.take(")") {
      var isWhole = false
      while parser.grammar.declarators.contains(parser.peek.text), parser.peek.kind == .name {
        isWhole = isWholeType(parser.next()) || isWhole
      }
      let name = try parser.expectName("the name of a parameter")
      parser.declare(name.text, isWhole: isWhole)
      parameters.append(name)
      if !parser.take(",") {
        try parser.expect(")")
        break
      }
    }
    return parameters
  }

  /// `#define NAME VALUE`, of a number or a formula in brackets: others are put in as they stand.
  static func macro(
    _ parser: inout DialectParser, _ sign: DialectToken
  ) throws(DialectError) {
    guard parser.take("define") else {
      throw .unexpectedWord(sign.span, expected: "a formula")
    }
    let name = try parser.expectName("the name that is defined")
    let value = parser.peek
    guard value.kind == .number || value.isWord("(") else {
      throw .refused(
        value.span, Refusal(headline: "the value of a macro is a number or in brackets here"))
    }
    let node = try parser.expression(DialectParser.tightest)
    guard parser.peek.isOnNewLine || parser.peek.kind == .end else {
      throw .refused(
        Span(value.span.start, parser.peek.span.end),
        Refusal(
          headline: "a macro is put in as it stands, without brackets",
          advice: "put its value in brackets"))
    }
    parser.declare(name.text, isWhole: parser.isWhole([node]))
    try parser.define(name, as: node)
    parser.endBlock()
  }
}

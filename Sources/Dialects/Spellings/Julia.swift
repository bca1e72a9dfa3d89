/// Julia.
extension Dialect {
  package static let julia = Dialect(
    "julia", title: "Julia", marks: [.text(".("), .text("#=")], grammar: .julia)
}

extension Grammar {
  fileprivate static let julia: Grammar = {
    var grammar = Grammar()
    grammar.lexicon.lineComments = ["#"]
    grammar.lexicon.blockComments = [("#=", "=#")]
    grammar.lexicon.exponentMarks = ["e", "E", "f"]
    grammar.lexicon.digitSeparator = "_"
    grammar.lexicon.hasHexadecimals = true
    grammar.lexicon.hasMarks = true
    grammar.infix = [
      Infix("?", 1, .conditional(":"), .right),
      Infix("||", 2, .operation(.or)), Infix("&&", 3, .operation(.and)),
      Infix("<", 6, .comparison(.less)), Infix("<=", 6, .comparison(.lessOrEqual)),
      Infix(">", 6, .comparison(.greater)), Infix(">=", 6, .comparison(.greaterOrEqual)),
      Infix("==", 6, .comparison(.equal)), Infix("!=", 6, .comparison(.notEqual)),
      Infix(":", 8, .operation(.range)),
      Infix("+", 11, .operation(.add)), Infix("-", 11, .operation(.subtract)),
      Infix(".+", 11, .operation(.add)), Infix(".-", 11, .operation(.subtract)),
      Infix("*", 12, .operation(.multiply)), Infix("/", 12, .operation(.divide)),
      Infix(".*", 12, .operation(.elementMultiply)), Infix("./", 12, .operation(.elementDivide)),
      Infix("\\", 12, .operation(.leftDivide)), Infix("⋅", 12, .formula("dot(x, y)")),
      Infix("×", 12, .refused(RefusedForm("the cross product of arrays is not computed"))),
      Infix("÷", 12, .formula("round((x - rem(x, y))/y)")),
      Infix("%", 12, .formula("rem(x, y)")), Infix("//", 13, .operation(.divide)),
      Infix("^", 15, .operation(.power), .right),
      Infix(".^", 15, .operation(.elementPower), .right),
    ]
    grammar.prefix = [
      Prefix("-", 14, .operation(.negate)), Prefix("+", 14, .nothing),
      Prefix("!", 16, .operation(.not)), Prefix("√", 16, .formula("sqrt(x)")),
    ]
    grammar.postfix = [Postfix("'", .operation(.transpose))]
    grammar.implicitProduct = ImplicitProduct(
      precedence: 13, meaning: .multiply, operands: .behindNumber)
    grammar.comparisonChains = .conjunction
    grammar.index = IndexForm(brackets: Brackets("[", "]"), base: 1, end: "end")
    grammar.elementCall = ".("
    grammar.hasKeywordArguments = true
    grammar.arrow = "->"
    grammar.operandForms = ["[": OperandForm(MatrixForms.columns)]
    grammar.euler = "ℯ"
    grammar.functions = juliaFunctions
    grammar.constants = [
      "pi": "pi", "π": "pi", "ℯ": "e", "Inf": "inf", "NaN": "nan", "true": "1", "false": "0",
    ]
    grammar.refusedNames = ["im": RefusedForm("there are no complex numbers")]
    grammar.statementForms = [
      "return": StatementForm(CurlyForms.output), "using": StatementForm(JuliaForms.nothing),
      "import": StatementForm(JuliaForms.nothing), "begin": StatementForm(JuliaForms.block),
      "function": StatementForm(JuliaForms.function), "const": StatementForm(CurlyForms.definition),
    ]
    grammar.operandForms["@."] = OperandForm(JuliaForms.elements)
    grammar.declarators = ["local", "const"]
    grammar.comprehension = Comprehension(opening: "for", middle: ["in", "=", "∈"], range: nil)
    grammar.reserved = [
      "if", "else", "elseif", "for", "while", "let", "do", "try", "struct", "module", "begin",
      "end",
      "function", "macro", "quote",
    ]
    grammar.matrixFunctions = [
      "sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh", "asinh", "acosh",
      "atanh", "exp", "log", "sqrt",
    ]
    return grammar
  }()

  private static let juliaFunctions = FunctionTable(
    same: """
      sin cos tan cot sec csc asin acos atan sinh cosh tanh coth sech csch asinh acosh atanh exp \
      exp2 exp10 expm1 log log2 log10 log1p sqrt cbrt abs sign floor ceil trunc sinpi cospi sinc \
      erf erfc erfinv gamma digamma sum prod cumsum inv det logdet
      """,
    [
      ("log(b, x)", "log(x)/log(b)"), ("atan(y, x)", "atan2(y, x)"), ("hypot(x, y)", "hypot(x, y)"),
      ("mod(x, y)", "mod(x, y)"), ("rem(x, y)", "rem(x, y)"), ("abs2(x)", "x^2"),
      ("max(x, y, ...)", "max(x, y, ...)"), ("min(x, y, ...)", "min(x, y, ...)"),
      ("maximum(x)", "max(x)"), ("minimum(x)", "min(x)"), ("clamp(x, l, h)", "clamp(x, l, h)"),
      ("round(x)", "round(x)"), ("loggamma(x)", "lgamma(x)"), ("ifelse(c, x, y)", "if(c, x, y)"),
      ("polygamma(n, x)", "polygamma(n, x)"), ("besselj(n, x)", "besselj(n, x)"),
      ("bessely(n, x)", "bessely(n, x)"), ("besselj0(x)", "besselj(0, x)"),
      ("besselj1(x)", "besselj(1, x)"), ("sum(x, dims=1)", "sum(x, 1)"),
      ("sum(x, dims=2)", "sum(x, 2)"), ("mean(x)", "mean(x)"), ("var(x)", "var(x)"),
      ("std(x)", "sqrt(var(x))"), ("dot(x, y)", "dot(x, y)"), ("norm(x)", "norm(x)"),
      ("norm(x, 1)", "sum(abs(x))"), ("norm(x, 2)", "norm(x)"), ("norm(x, Inf)", "max(abs(x))"),
      ("sum('abs2, x)", "sum(x.^2)"), ("sum('abs, x)", "sum(abs(x))"),
      ("binomial(n, k)", "gamma(n + 1)/(gamma(k + 1)*gamma(n - k + 1))"),
      ("beta(x, y)", "exp(lgamma(x) + lgamma(y) - lgamma(x + y))"), ("logistic(x)", "sigmoid(x)"),
      ("mean(x, dims=1)", "mean(x, 1)"),
      ("mean(x, dims=2)", "mean(x, 2)"), ("diagm(x)", "diag(x)"), ("tr(x)", "trace(x)"),
      ("transpose(x)", "x'"),
      ("kron(x, y)", "kron(x, y)"), ("length(x)", "numel(x)"), ("size(x, 1)", "rows(x)"),
      ("size(x, 2)", "cols(x)"), ("vec(x)", "vec(x)"), ("zeros(n)", "zeros(n, 1)"),
      ("zeros(m, n)", "zeros(m, n)"), ("ones(n)", "ones(n, 1)"), ("ones(m, n)", "ones(m, n)"),
      ("factorial(x)", "gamma(x + 1)"), ("deg2rad(x)", "x*pi/180"), ("rad2deg(x)", "x*180/pi"),
      ("sind(x)", "sin(x*pi/180)"), ("cosd(x)", "cos(x*pi/180)"),
    ],
    notes: ["round": "Julia rounds halves to the even neighbour, and `round` away from 0"])
}

private enum JuliaForms {
  static func nothing(
    _ parser: inout DialectParser, _ word: DialectToken
  ) throws(DialectError) {
    while !parser.isStatementEnd(parser.peek), parser.peek.kind != .end { parser.next() }
  }

  /// `function f(x) … end`; the word was read.
  static func function(
    _ parser: inout DialectParser, _ word: DialectToken
  ) throws(DialectError) {
    let name = try parser.expectName("the name of a function")
    try parser.expect("(")
    let parameters = try parser.parameters(until: ")")
    try parser.define(function: name, parameters, .block(end: "end", needsReturn: false))
  }

  /// `begin … end`; the word was read.
  static func block(
    _ parser: inout DialectParser, _ word: DialectToken
  ) throws(DialectError) {
    parser.skipStatementEnds()
    while !parser.take("end") {
      guard parser.peek.kind != .end else {
        throw .unclosedBracket(word.span, end: parser.peek.span)
      }
      try parser.statement()
      parser.skipStatementEnds()
    }
    parser.endBlock()
  }

  /// `@. …`, all of which goes element by element.
  static func elements(
    _ parser: inout DialectParser, _ sign: DialectToken
  ) throws(DialectError) -> Int32 {
    let outer = parser.isOfElements
    parser.isOfElements = true
    let node = try parser.expression()
    parser.isOfElements = outer
    return node
  }
}

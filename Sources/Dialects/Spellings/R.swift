/// R.
extension Dialect {
  package static let r = Dialect(
    "r", title: "R",
    marks: [
      .text("<- "), .text("%*%"), .text("%%"), .text("%o%"), .text("%/%"), .text("function("),
    ],
    grammar: .r)
}

extension Grammar {
  fileprivate static let r: Grammar = {
    var grammar = Grammar()
    grammar.lexicon.lineComments = ["#"]
    grammar.lexicon.numberSuffixes = ["L"]
    grammar.lexicon.hasHexadecimals = true
    grammar.lexicon.nameEndings = ["."]
    grammar.lexicon.signs = ["{", "}", "\\"]
    grammar.infix = [
      Infix("||", 2, .operation(.or)), Infix("|", 2, .operation(.or)),
      Infix("&&", 3, .operation(.and)), Infix("&", 3, .operation(.and)),
      Infix("<", 5, .operation(.less)), Infix("<=", 5, .operation(.lessOrEqual)),
      Infix(">", 5, .operation(.greater)), Infix(">=", 5, .operation(.greaterOrEqual)),
      Infix("==", 5, .operation(.equal)), Infix("!=", 5, .operation(.notEqual)),
      Infix("+", 6, .operation(.add)), Infix("-", 6, .operation(.subtract)),
      Infix("*", 7, .operation(.elementMultiply)), Infix("/", 7, .operation(.elementDivide)),
      Infix("%%", 8, .formula("mod(x, y)")), Infix("%/%", 8, .formula("floor(x./y)")),
      Infix("%*%", 8, .operation(.multiply)), Infix("%o%", 8, .formula("outer(x, y)")),
      Infix(":", 9, .operation(.range)),
      Infix("^", 11, .operation(.elementPower), .right),
      Infix("**", 11, .operation(.elementPower), .right),
      Infix(
        "->", 1,
        .refused(RefusedForm("`->` defines what stands behind it", edits: [("y <- x", "")]))),
    ]
    grammar.prefix = [
      Prefix("-", 10, .operation(.negate)), Prefix("+", 10, .nothing),
      Prefix("!", 4, .operation(.not)),
    ]
    grammar.hasKeywordArguments = true
    grammar.index = IndexForm(brackets: Brackets("[", "]"), base: 1)
    grammar.definition = ["<-", "=", "<<-"]
    grammar.functionForms = [
      "function": FunctionForm(RForms.parameters), "\\": FunctionForm(RForms.parameters),
    ]
    grammar.operandForms = ["if": OperandForm(RForms.choice)]
    grammar.functions = rFunctions
    grammar.constants = [
      "pi": "pi", "Inf": "inf", "NaN": "nan", "TRUE": "1", "FALSE": "0",
    ]
    grammar.refusedNames = ["NA": RefusedForm("a missing value is no number")]
    return grammar
  }()

  private static let rFunctions = FunctionTable(
    same: """
      sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh exp expm1 log log2 log10 log1p \
      sqrt abs sign floor trunc gamma lgamma digamma sinpi cospi sum prod mean var cumsum cumprod \
      det diag
      """,
    [
      ("log(x, b)", "log(x)./log(b)"), ("log(x, base=$b)", "log(x)./log(b)"),
      ("atan2(y, x)", "atan2(y, x)"), ("ceiling(x)", "ceil(x)"), ("round(x)", "round(x)"),
      ("max(x)", "max(x)"), ("max(x, y, ...)", "max([x; y; ...])"), ("min(x)", "min(x)"),
      ("min(x, y, ...)", "min([x; y; ...])"), ("pmax(x, y)", "max(x, y)"),
      ("pmin(x, y)", "min(x, y)"), ("ifelse(c, x, y)", "if(c, x, y)"), ("sd(x)", "sqrt(var(x))"),
      ("c(x, ...)", "[x; ...]"), ("t(x)", "x'"), ("solve(x)", "inv(x)"), ("solve(x, y)", "x \\ y"),
      ("crossprod(x)", "x'*x"), ("crossprod(x, y)", "x'*y"), ("outer(x, y)", "outer(x, y)"),
      ("kronecker(x, y)", "kron(x, y)"), ("nrow(x)", "rows(x)"), ("ncol(x)", "cols(x)"),
      ("length(x)", "numel(x)"), ("rowSums(x)", "sum(x, 2)"), ("colSums(x)", "sum(x, 1)"),
      ("rowMeans(x)", "mean(x, 2)"), ("colMeans(x)", "mean(x, 1)"),
      ("factorial(x)", "gamma(x + 1)"),
      ("pnorm(x)", "normcdf(x)"), ("dnorm(x)", "normpdf(x)"), ("plogis(x)", "sigmoid(x)"),
      ("qlogis(x)", "logit(x)"), ("besselJ(x, n)", "besselj(n, x)"),
      ("besselY(x, n)", "bessely(n, x)"), ("psigamma(x, n)", "polygamma(n, x)"),
      ("trigamma(x)", "polygamma(1, x)"), ("as.numeric(x)", "x"), ("as.vector(x)", "vec(x)"),
      ("return(x)", "x"),
    ],
    notes: ["round": "R rounds halves to the even neighbour, and `round` away from 0"])
}

private enum RForms {
  /// `function(x, y)`
  static func parameters(
    _ parser: inout DialectParser, _ word: DialectToken
  ) throws(DialectError) -> [DialectToken] {
    try parser.expect("(")
    let parameters = try parser.parameters(until: ")")
    parser.skipNewlines()
    if parser.take("{") { parser.closesBlock = true }
    return parameters
  }

  /// `if (c) x else y`
  static func choice(
    _ parser: inout DialectParser, _ word: DialectToken
  ) throws(DialectError) -> Int32 {
    try parser.expect("(")
    let condition = try parser.expression()
    try parser.expect(")")
    return try parser.choice(word, condition, otherwise: "else")
  }
}

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
      Infix("%%", 8, .formula("mod(x, y)")), Infix("%/%", 8, .formula("round((x - mod(x, y))./y)")),
      Infix("%*%", 8, .matrixProduct), Infix("%o%", 8, .formula("outer(x, y)")),
      Infix(":", 9, .operation(.range)),
      Infix("^", 11, .operation(.elementPower), .right),
      Infix("**", 11, .operation(.elementPower), .right),
      Infix(
        "->", 1,
        .refused(RefusedForm("`->` defines what stands behind it", edits: [("y <- x", "")]))),
    ]
    grammar.prefix = [
      Prefix("-", 10, .operation(.negate)), Prefix("+", 10, .nothing),
      Prefix("!", 4, .operation(.not), reachesFar: true),
    ]
    grammar.hasKeywordArguments = true
    grammar.index = IndexForm(brackets: Brackets("[", "]"), base: 1, emptyIsAll: true)
    grammar.vectors = .columns
    grammar.reserved = ["else", "for", "while", "repeat", "in", "next", "break"]
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
      ("length(x)", "numel(x)"), ("rowSums(x)", "sum(x, 2)"), ("colSums(x)", "sum(x, 1)'"),
      ("rowMeans(x)", "mean(x, 2)"), ("colMeans(x)", "mean(x, 1)'"),
      ("choose(n, k)", "gamma(n + 1)/(gamma(k + 1)*gamma(n - k + 1))"),
      ("lchoose(n, k)", "lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)"),
      ("beta(x, y)", "exp(lgamma(x) + lgamma(y) - lgamma(x + y))"),
      ("lbeta(x, y)", "lgamma(x) + lgamma(y) - lgamma(x + y)"),
      ("lfactorial(x)", "lgamma(x + 1)"), ("round(x, n)", "round(x*10^n)/10^n"),
      ("matrix(x, nrow=$m)", "reshape(x, m, numel(x)/m)"),
      ("matrix(x, ncol=$n)", "reshape(x, numel(x)/n, n)"),
      ("matrix(x, nrow=$m, ncol=$n)", "reshape(x, m, n)"), ("matrix(x, m, n)", "reshape(x, m, n)"),
      ("matrix(x, nrow=$m, byrow=TRUE)", "reshape(x, numel(x)/m, m)'"),
      ("matrix(x, ncol=$n, byrow=TRUE)", "reshape(x, n, numel(x)/n)'"),
      ("matrix(x, nrow=$m, ncol=$n, byrow=TRUE)", "reshape(x, n, m)'"),
      ("factorial(x)", "gamma(x + 1)"),
      ("pnorm(x)", "normcdf(x)"), ("dnorm(x)", "normpdf(x)"),
      ("pnorm(x, m, s)", "normcdf((x - m)./s)"), ("dnorm(x, m, s)", "normpdf((x - m)./s)./s"),
      ("pnorm(x, mean=$m, sd=$s)", "normcdf((x - m)./s)"),
      ("dnorm(x, mean=$m, sd=$s)", "normpdf((x - m)./s)./s"),
      ("pnorm(x, lower.tail=FALSE)", "normcdf(-x)"),
      ("dnorm(x, log=TRUE)", "-x.^2/2 - log(2*pi)/2"),
      ("qnorm(p)", "sqrt(2)*erfinv(2*p - 1)"), ("dexp(x, r)", "if(x >= 0, r.*exp(-r.*x), 0)"),
      ("pexp(x, r)", "if(x >= 0, -expm1(-r.*x), 0)"),
      ("dpois(k, l)", "exp(k.*log(l) - l - lgamma(k + 1))"),
      (
        "dbinom(k, n, p)",
        "exp(lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1) + k.*log(p) + (n - k).*log1p(-p))"
      ), ("plogis(x)", "sigmoid(x)"),
      ("qlogis(x)", "logit(x)"), ("besselJ(x, n)", "besselj(n, x)"),
      ("besselY(x, n)", "bessely(n, x)"), ("psigamma(x, n)", "polygamma(n, x)"),
      ("trigamma(x)", "polygamma(1, x)"), ("as.numeric(x)", "x"), ("as.vector(x)", "vec(x)"),
      ("return(x)", "x"),
    ],
    matrices: ["var(x)": "", "cumsum(x)": "", "cumprod(x)": ""],
    numbers: ["diag(x)": "eye(x)"],
    notes: [
      "round": "R rounds halves to the even neighbour, and `round` away from 0",
      "var": "of a matrix, R gives the covariances of its columns",
    ], shapedByFirst: ["ifelse"])
}

private enum RForms {
  /// `function(x, y)`
  static func parameters(
    _ parser: inout DialectParser, _ word: DialectToken
  ) throws(DialectError) -> Grammar.FunctionForm.Head {
    try parser.expect("(")
    let parameters = try parser.parameters(until: ")")
    parser.skipNewlines()
    return (parameters, parser.take("{") ? .block(end: "}", needsReturn: false) : .formula)
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

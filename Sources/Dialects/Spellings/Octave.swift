/// Octave and MATLAB.
extension Dialect {
  package static let octave = Dialect(
    "octave", title: "Octave", marks: [.text("@("), .text("...")], grammar: .octave)
}

extension Grammar {
  fileprivate static let octave: Grammar = {
    var grammar = Grammar()
    grammar.lexicon.lineComments = ["%", "#"]
    grammar.lexicon.exponentMarks = ["e", "E", "d", "D"]
    grammar.lexicon.continuation = "..."
    grammar.infix = [
      Infix("||", 1, .operation(.or)), Infix("&&", 2, .operation(.and)),
      Infix("|", 3, .operation(.or)), Infix("&", 4, .operation(.and)),
      Infix("<", 5, .operation(.less)), Infix("<=", 5, .operation(.lessOrEqual)),
      Infix(">", 5, .operation(.greater)), Infix(">=", 5, .operation(.greaterOrEqual)),
      Infix("==", 5, .operation(.equal)), Infix("~=", 5, .operation(.notEqual)),
      Infix("!=", 5, .operation(.notEqual)),
      Infix(":", 6, .operation(.range)),
      Infix("+", 7, .operation(.add)), Infix("-", 7, .operation(.subtract)),
      Infix("*", 8, .operation(.multiply)), Infix("/", 8, .operation(.divide)),
      Infix(".*", 8, .operation(.elementMultiply)), Infix("./", 8, .operation(.elementDivide)),
      Infix("\\", 8, .operation(.leftDivide)),
      Infix("^", 10, .operation(.power)), Infix("**", 10, .operation(.power)),
      Infix(".^", 10, .operation(.elementPower)),
    ]
    grammar.prefix = [
      Prefix("-", 9, .operation(.negate)), Prefix("+", 9, .nothing),
      Prefix("!", 9, .operation(.not)), Prefix("~", 9, .operation(.not)),
    ]
    grammar.postfix = [Postfix("'", .operation(.transpose)), Postfix(".'", .operation(.transpose))]
    grammar.index = IndexForm(brackets: Brackets("(", ")"), base: 1, end: "end")
    grammar.operandForms = ["[": OperandForm(MatrixForms.rows)]
    CurlyForms.addChanges(to: &grammar)
    grammar.reserved = [
      "if", "else", "elseif", "end", "endif", "for", "endfor", "while", "endwhile", "function",
      "endfunction", "switch", "case", "do", "until", "break", "return", "global",
    ]
    grammar.functionForms = ["@": FunctionForm(OctaveForms.parameters)]
    grammar.functions = octaveFunctions
    grammar.constants = [
      "pi": "pi", "e": "e", "Inf": "inf", "inf": "inf", "NaN": "nan", "nan": "nan",
      "true": "1", "false": "0", "eps": "2^-52",
    ]
    return grammar
  }()

  private static let octaveFunctions = FunctionTable(
    same: """
      sin cos tan cot sec csc asin acos atan sinh cosh tanh coth sech csch asinh acosh atanh exp \
      expm1 log log2 log10 log1p sqrt cbrt abs sign floor ceil round erf erfc erfinv gamma sinc \
      sum prod cumsum cumprod mean var norm det inv trace diag tril triu numel rows transpose kron
      """,
    [
      ("fix(x)", "trunc(x)"), ("atan2(y, x)", "atan2(y, x)"), ("hypot(x, y)", "hypot(x, y)"),
      ("mod(x, y)", "mod(x, y)"), ("rem(x, y)", "rem(x, y)"), ("max(x)", "max(x)"),
      ("max(x, y)", "max(x, y)"), ("min(x)", "min(x)"), ("min(x, y)", "min(x, y)"),
      ("max(x, [], 1)", "max(x, [], 1)"), ("max(x, [], 2)", "max(x, [], 2)"),
      ("power(x, y)", "x.^y"), ("mpower(x, y)", "x^y"), ("times(x, y)", "x.*y"),
      ("mtimes(x, y)", "x*y"), ("plus(x, y)", "x + y"), ("minus(x, y)", "x - y"),
      ("rdivide(x, y)", "x./y"), ("nthroot(x, 3)", "cbrt(x)"), ("gammaln(x)", "lgamma(x)"),
      ("lgamma(x)", "lgamma(x)"), ("psi(x)", "digamma(x)"), ("besselj(n, x)", "besselj(n, x)"),
      ("bessely(n, x)", "bessely(n, x)"), ("normcdf(x)", "normcdf(x)"),
      ("normpdf(x)", "normpdf(x)"), ("sum(x, 1)", "sum(x, 1)"), ("sum(x, 2)", "sum(x, 2)"),
      ("prod(x, 1)", "prod(x, 1)"), ("prod(x, 2)", "prod(x, 2)"), ("mean(x, 1)", "mean(x, 1)"),
      ("mean(x, 2)", "mean(x, 2)"), ("std(x)", "sqrt(var(x))"), ("dot(x, y)", "dot(x, y)"),
      ("kron(x, y)", "kron(x, y)"), ("size(x, 1)", "rows(x)"), ("size(x, 2)", "cols(x)"),
      ("columns(x)", "cols(x)"), ("length(x)", "numel(x)"),
      ("beta(x, y)", "exp(lgamma(x) + lgamma(y) - lgamma(x + y))"),
      ("nchoosek(n, k)", "gamma(n + 1)/(gamma(k + 1)*gamma(n - k + 1))"),
      ("min(x, [], 1)", "min(x, [], 1)"), ("min(x, [], 2)", "min(x, [], 2)"),
      ("std(x, 1)", "sqrt(var(x)*(numel(x) - 1)/numel(x))"),
      ("var(x, 1)", "var(x)*(numel(x) - 1)/numel(x)"), ("norm(x, Inf)", "max(abs(x))"),
      ("norm(x, 'inf)", "max(abs(x))"), ("eye(n)", "eye(n)"), ("zeros(n)", "zeros(n)"),
      ("zeros(m, n)", "zeros(m, n)"), ("ones(n)", "ones(n)"), ("ones(m, n)", "ones(m, n)"),
      ("linspace(a, b, n)", "linspace(a, b, n)"), ("reshape(x, m, n)", "reshape(x, m, n)"),
      ("repmat(x, m, n)", "repmat(x, m, n)"), ("factorial(x)", "gamma(x + 1)"),
      ("deg2rad(x)", "x*pi/180"), ("rad2deg(x)", "x*180/pi"), ("merge(c, x, y)", "if(c, x, y)"),
      ("chol(x)", "chol(x)'"), ("norm(x, 1)", "sum(abs(x))"), ("norm(x, 2)", "norm(x)"),
      ("sumsq(x)", "sum(x.^2)"),
    ],
    matrices: [
      "sum(x)": "sum(x, 1)", "prod(x)": "prod(x, 1)", "mean(x)": "mean(x, 1)",
      "max(x)": "max(x, [], 1)", "min(x)": "min(x, [], 1)", "var(x)": "var(x, 1)",
      "std(x)": "sqrt(var(x, 1))", "sumsq(x)": "sum(x.^2, 1)", "cumsum(x)": "", "cumprod(x)": "",
      "std(x, 1)": "", "var(x, 1)": "", "norm(x)": "sqrt(max(eigvals(x'*x)))",
      "norm(x, 2)": "sqrt(max(eigvals(x'*x)))", "norm(x, 1)": "max(sum(abs(x), 1))",
      "norm(x, Inf)": "max(sum(abs(x), 2))", "norm(x, 'inf)": "max(sum(abs(x), 2))",
      "length(x)": "max(rows(x), cols(x))",
    ],
    notes: [
      "sum": "of a matrix, Octave gives a sum for each column, and `sum` one of all elements",
      "prod": "of a matrix, Octave gives a product for each column, and `prod` one of all elements",
      "mean": "of a matrix, Octave gives one for each column, and `mean` one of all elements",
      "var": "of a matrix, Octave gives one for each column, and `var` one of all elements",
      "std": "of a matrix, Octave gives one for each column, and `var` one of all elements",
      "max": "of a matrix, Octave gives one for each column, and `max` one of all elements",
      "min": "of a matrix, Octave gives one for each column, and `min` one of all elements",
      "norm":
        "of a matrix, Octave's is the largest singular value, and `norm` the root of the squares",
    ],
    refused: Dictionary(
      uniqueKeysWithValues: [
        "median", "mode", "sort", "trapz", "polyval", "polyfit", "interp1", "any", "all", "find",
        "cross", "expm", "logm", "sqrtm", "quad", "integral", "fzero", "eig", "svd", "rank",
      ].map { ($0, RefusedForm("Octave's `\($0)` has no function here")) }))
}

private enum OctaveForms {
  /// `@(x, y)`
  static func parameters(
    _ parser: inout DialectParser, _ word: DialectToken
  ) throws(DialectError) -> Grammar.FunctionForm.Head {
    try parser.expect("(")
    return (try parser.parameters(until: ")"), .formula)
  }
}

import Diagnostics

/// Python, with NumPy, SciPy, PyTorch and their kin.
extension Dialect {
  package static let python = Dialect(
    "python", title: "Python",
    marks: [
      .text("np."), .text("math."), .text("torch."), .text("import "), .text("lambda "),
      .text("def "),
    ],
    grammar: .python)
}

extension Grammar {
  fileprivate static let python: Grammar = {
    var grammar = Grammar()
    grammar.lexicon.lineComments = ["#", ">>> "]
    grammar.lexicon.digitSeparator = "_"
    grammar.lexicon.hasHexadecimals = true
    grammar.lexicon.hasOctals = true
    grammar.lexicon.blockComments = [("\"\"\"", "\"\"\""), ("'''", "'''")]
    grammar.lexicon.continuation = "\\"
    grammar.infix = [
      Infix("if", 2, .conditionalBehind("else"), .right),
      Infix("or", 3, .operation(.or)), Infix("and", 4, .operation(.and)),
      Infix("<", 6, .comparison(.less)), Infix("<=", 6, .comparison(.lessOrEqual)),
      Infix(">", 6, .comparison(.greater)), Infix(">=", 6, .comparison(.greaterOrEqual)),
      Infix("==", 6, .comparison(.equal)), Infix("!=", 6, .comparison(.notEqual)),
      Infix("|", 7, .bits(.or)), Infix("&", 9, .bits(.and)),
      Infix(
        "^", 8,
        .refused(
          RefusedForm(
            "`^` is the exclusive or in Python", edits: [("x**y", "for the power")]))),
      Infix("+", 11, .operation(.add)), Infix("-", 11, .operation(.subtract)),
      Infix("*", 12, .operation(.elementMultiply)), Infix("/", 12, .operation(.elementDivide)),
      Infix("//", 12, .formula("round((x - mod(x, y))./y)")), Infix("%", 12, .formula("mod(x, y)")),
      Infix("@", 12, .matrixProduct),
      Infix("**", 14, .operation(.elementPower), .right),
    ]
    grammar.prefix = [
      Prefix("not", 5, .operation(.not)), Prefix("-", 13, .operation(.negate)),
      Prefix("+", 13, .nothing), Prefix("~", 13, .bits(.not)),
    ]
    grammar.logic = .operands
    grammar.vectors = .rows
    grammar.comprehension = Comprehension(opening: "for", middle: ["in"], range: "range")
    grammar.reserved = [
      "if", "elif", "else", "for", "while", "in", "is", "try", "except", "with", "class", "del",
      "raise", "yield", "assert", "pass", "global", "async", "await", "match",
    ]
    grammar.comparisonChains = .conjunction
    grammar.hasKeywordArguments = true
    grammar.index = IndexForm(
      brackets: Brackets("[", "]"), base: 0, countsFromEnd: true, hasSlices: true,
      picksRows: true, newAxis: ["None", "newaxis"])
    grammar.list = Brackets("[", "]")
    grammar.functions = pythonFunctions
    grammar.constants = [
      "True": "1", "False": "0", "pi": "pi", "inf": "inf", "nan": "nan",
      "np.pi": "pi", "np.e": "e", "np.inf": "inf", "np.nan": "nan", "np.euler_gamma": "-digamma(1)",
      "math.pi": "pi", "math.e": "e", "math.inf": "inf", "math.nan": "nan", "math.tau": "2*pi",
      "torch.pi": "pi", "torch.e": "e", "torch.inf": "inf", "torch.nan": "nan",
    ]
    grammar.members = ["T": "x'", "mT": "x'", "size": "numel(x)", "real": "x"]
    grammar.modules = [
      "np": "np", "numpy": "np", "jnp": "np", "jax": "jax", "jax.numpy": "np", "cp": "np",
      "anp": "np", "math": "math", "torch": "torch", "tf": "tf", "tf.math": "tf", "F": "torch",
      "torch.nn": "torch", "torch.nn.functional": "torch", "torch.special": "special",
      "scipy": "scipy", "sp": "scipy", "scipy.special": "special", "special": "special",
      "scipy.stats": "stats", "stats": "stats", "np.linalg": "linalg", "linalg": "linalg",
      "scipy.linalg": "linalg", "torch.linalg": "linalg", "jax.nn": "nn", "nn": "nn",
      "jax.scipy": "scipy", "jax.scipy.special": "special", "sympy": "sympy", "norm": "norm",
      "stats.norm": "norm",
    ]
    grammar.operandForms["lambda"] = OperandForm(PythonForms.unnamed)
    grammar.functionForms["lambda"] = FunctionForm(PythonForms.parameters)
    grammar.statementForms = [
      "def": StatementForm(PythonForms.function), "return": StatementForm(PythonForms.output),
      "print": StatementForm(PythonForms.output), "import": StatementForm(PythonForms.nothing),
      "from": StatementForm(PythonForms.nothing),
    ]
    return grammar
  }()

  /// `np.` and other modules may be left out; a row with one is for that alone.
  private static let pythonFunctions = FunctionTable(
    same: """
      sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh arcsin arccos arctan arcsinh \
      arccosh arctanh exp expm1 log log1p log2 log10 sqrt cbrt abs sign floor ceil trunc erf erfc \
      gamma digamma erfinv logit sinc square reciprocal exp2 relu gelu silu softplus sigmoid
      """,
    [
      ("fabs(x)", "abs(x)"), ("absolute(x)", "abs(x)"),
      ("floor_divide(x, y)", "round((x - mod(x, y))./y)"), ("math.log(x, b)", "log(x)./log(b)"),
      ("log(x, b)", "log(x)./log(b)"), ("pow(x, y)", "x.^y"), ("power(x, y)", "x.^y"),
      ("float_power(x, y)", "x.^y"), ("atan2(y, x)", "atan2(y, x)"),
      ("arctan2(y, x)", "atan2(y, x)"), ("hypot(x, y)", "hypot(x, y)"),
      ("fmod(x, y)", "rem(x, y)"), ("mod(x, y)", "mod(x, y)"), ("remainder(x, y)", "mod(x, y)"),
      ("rint(x)", "round(x)"), ("round(x)", "round(x)"),
      ("round(x, n)", "round(x*10^n)/10^n"), ("float(x)", "x"), ("fix(x)", "trunc(x)"),
      ("degrees(x)", "x*180/pi"), ("radians(x)", "x*pi/180"), ("rad2deg(x)", "x*180/pi"),
      ("deg2rad(x)", "x*pi/180"), ("lgamma(x)", "lgamma(x)"), ("gammaln(x)", "lgamma(x)"),
      ("factorial(x)", "gamma(x + 1)"), ("expit(x)", "sigmoid(x)"), ("psi(x)", "digamma(x)"),
      ("polygamma(n, x)", "polygamma(n, x)"), ("jv(n, x)", "besselj(n, x)"),
      ("yv(n, x)", "bessely(n, x)"), ("jn(n, x)", "besselj(n, x)"), ("yn(n, x)", "bessely(n, x)"),
      ("j0(x)", "besselj(0, x)"), ("j1(x)", "besselj(1, x)"), ("y0(x)", "bessely(0, x)"),
      ("y1(x)", "bessely(1, x)"), ("lambertw(x)", "lambertw(x)"), ("ndtr(x)", "normcdf(x)"),
      ("norm.cdf(x)", "normcdf(x)"), ("norm.pdf(x)", "normpdf(x)"),
      ("norm.cdf(x, m, s)", "normcdf((x - m)./s)"), ("norm.pdf(x, m, s)", "normpdf((x - m)./s)./s"),
      ("norm.cdf(x, loc=$m, scale=$s)", "normcdf((x - m)./s)"),
      ("norm.pdf(x, loc=$m, scale=$s)", "normpdf((x - m)./s)./s"),
      ("norm.sf(x)", "normcdf(-x)"), ("norm.ppf(p)", "sqrt(2)*erfinv(2*p - 1)"),
      ("norm.logpdf(x)", "-x.^2/2 - log(2*pi)/2"),
      ("comb(n, k)", "gamma(n + 1)/(gamma(k + 1)*gamma(n - k + 1))"),
      ("binom(n, k)", "gamma(n + 1)/(gamma(k + 1)*gamma(n - k + 1))"),
      ("beta(x, y)", "exp(lgamma(x) + lgamma(y) - lgamma(x + y))"),
      ("betaln(x, y)", "lgamma(x) + lgamma(y) - lgamma(x + y)"),
      ("nn.gelu(x)", "0.5*x.*(1 + tanh(sqrt(2/pi)*(x + 0.044715*x.^3)))"),
      ("heaviside(x, 0.5)", "heaviside(x)"), ("where(c, x, y)", "if(c, x, y)"),
      ("maximum(x, y)", "max(x, y)"), ("minimum(x, y)", "min(x, y)"),
      ("fmax(x, y)", "max(x, y)"), ("fmin(x, y)", "min(x, y)"),
      ("max(x)", "max(x)"), ("min(x)", "min(x)"), ("amax(x)", "max(x)"), ("amin(x)", "min(x)"),
      ("max(x, axis=0)", "max(x, [], 1)"), ("max(x, axis=1)", "max(x, [], 2)"),
      ("np.max(x)", "max(x)"), ("np.max(x, axis=0)", "max(x, [], 1)"),
      ("np.max(x, axis=1)", "max(x, [], 2)"), ("np.max(x, 0)", "max(x, [], 1)"),
      ("np.max(x, 1)", "max(x, [], 2)"), ("np.min(x)", "min(x)"),
      ("np.min(x, axis=0)", "min(x, [], 1)"), ("np.min(x, axis=1)", "min(x, [], 2)"),
      ("np.min(x, 0)", "min(x, [], 1)"), ("np.min(x, 1)", "min(x, [], 2)"),
      ("min(x, axis=0)", "min(x, [], 1)"), ("min(x, axis=1)", "min(x, [], 2)"),
      ("max(x, y, ...)", "max(x, y, ...)"), ("min(x, y, ...)", "min(x, y, ...)"),
      ("clip(x, l, h)", "clamp(x, l, h)"), ("clamp(x, l, h)", "clamp(x, l, h)"),
      ("logaddexp(x, y)", "logaddexp(x, y)"),
      ("sum(x)", "sum(x)"), ("sum(x, 0)", "sum(x, 1)"), ("sum(x, 1)", "sum(x, 2)"),
      ("sum(x, axis=0, keepdims=True)", "sum(x, 1)"),
      ("sum(x, axis=1, keepdims=True)", "sum(x, 2)"),
      ("mean(x, axis=0, keepdims=True)", "mean(x, 1)"),
      ("mean(x, axis=1, keepdims=True)", "mean(x, 2)"), ("mean(x, 0)", "mean(x, 1)"),
      ("mean(x, 1)", "mean(x, 2)"), ("sum(x, axis=0)", "sum(x, 1)"),
      ("sum(x, axis=1)", "sum(x, 2)"),
      ("prod(x)", "prod(x)"), ("prod(x, axis=0)", "prod(x, 1)"), ("prod(x, axis=1)", "prod(x, 2)"),
      ("mean(x)", "mean(x)"), ("mean(x, axis=0)", "mean(x, 1)"), ("mean(x, axis=1)", "mean(x, 2)"),
      ("average(x)", "mean(x)"), ("cumsum(x)", "cumsum(x)"), ("cumprod(x)", "cumprod(x)"),
      ("np.var(x)", "var(x)*(numel(x) - 1)/numel(x)"), ("np.var(x, ddof=1)", "var(x)"),
      ("np.std(x)", "sqrt(var(x)*(numel(x) - 1)/numel(x))"), ("np.std(x, ddof=1)", "sqrt(var(x))"),
      ("torch.var(x)", "var(x)"), ("torch.std(x)", "sqrt(var(x))"),
      ("torch.var(x, unbiased=False)", "var(x)*(numel(x) - 1)/numel(x)"),
      ("dot(x, y)", "x @ y"), ("matmul(x, y)", "x @ y"),
      ("mm(x, y)", "x*y"), ("mv(x, y)", "x @ y"), ("vdot(x, y)", "dot(x, y)"),
      ("inner(x, y)", "dot(x, y)"),
      ("outer(x, y)", "outer(x, y)"), ("kron(x, y)", "kron(x, y)"), ("transpose(x)", "x'"),
      ("multiply(x, y)", "x.*y"), ("divide(x, y)", "x./y"), ("add(x, y)", "x + y"),
      ("subtract(x, y)", "x - y"), ("negative(x)", "-x"), ("linalg.inv(x)", "inv(x)"),
      ("linalg.det(x)", "det(x)"), ("linalg.norm(x)", "norm(x)"),
      ("linalg.norm(x, 1)", "sum(abs(x))"), ("linalg.norm(x, 2)", "norm(x)"),
      ("linalg.solve(x, y)", "x \\ y"), ("linalg.cholesky(x)", "chol(x)"),
      ("linalg.eigvalsh(x)", "eigvals(x)"), ("trace(x)", "trace(x)"), ("diag(x)", "diag(x)"),
      ("tril(x)", "tril(x)"), ("triu(x)", "triu(x)"), ("array(x)", "x"), ("asarray(x)", "x"),
      ("tensor(x)", "x"), ("eye(n)", "eye(n)"), ("zeros(n)", "zeros(n, 1)"),
      ("ones(n)", "ones(n, 1)"), ("linspace(a, b, n)", "linspace(a, b, n)'"),
      ("len(x)", "numel(x)"), ("size(x)", "numel(x)"), ("logsumexp(x)", "logsumexp(x)"),
      ("logical_and(x, y)", "x && y"), ("logical_or(x, y)", "x || y"), ("logical_not(x)", "!x"),
      ("ravel(x)", "vec(x')"), ("flatten(x)", "vec(x')"), ("norm(x)", "norm(x)"),
      ("reshape(x, -1, 1)", "vec(x)"), ("reshape(x, 1, -1)", "vec(x)'"), ("item(x)", "x"),
    ],
    matrices: [
      "linalg.norm(x, 1)": "max(sum(abs(x), 1))", "linalg.norm(x, 2)": "sqrt(max(eigvals(x'*x)))",
      "len(x)": "rows(x)", "cumsum(x)": "", "cumprod(x)": "", "reshape(x, -1, 1)": "",
      "reshape(x, 1, -1)": "", "inner(x, y)": "x*y'",
    ],
    vectorRows: Dictionary(
      uniqueKeysWithValues: ["sum", "prod", "mean"].map { ("\($0)(x, axis=0)", "\($0)(x)") } + [
        ("np.max(x, axis=0)", "max(x)"), ("np.min(x, axis=0)", "min(x)"),
        ("np.max(x, 0)", "max(x)"),
        ("np.min(x, 0)", "min(x)"), ("sum(x, 0)", "sum(x)"), ("mean(x, 0)", "mean(x)"),
        ("max(x, axis=0)", "max(x)"), ("min(x, axis=0)", "min(x)"),
      ]),
    notes: [
      "linalg.norm": "of a matrix, NumPy's norm of an order is another one",
      "len": "of a matrix, `len` is the number of rows",
      "cumsum": "of a matrix, NumPy's goes along its rows",
      "cumprod": "of a matrix, NumPy's goes along its rows",
      "reshape": "of a matrix, NumPy's goes along its rows",
      "round": "Python rounds halves to the even neighbour, and `round` away from 0",
      "rint": "NumPy rounds halves to the even neighbour, and `round` away from 0",
    ],
    refused: [
      "math.remainder": RefusedForm(
        "`math.remainder` is taken from the nearest multiple, and has no function here",
        advice: "`%` is taken from the one below")
    ])
}

private enum PythonForms {
  static func unnamed(
    _ parser: inout DialectParser, _ word: DialectToken
  ) throws(DialectError) -> Int32 {
    throw .refused(
      word.span,
      Refusal(
        headline: "a `lambda` needs a name", advice: "write `f = lambda x: …` and `f(…)`"))
  }

  /// `lambda x, y:`.
  static func parameters(
    _ parser: inout DialectParser, _ word: DialectToken
  ) throws(DialectError) -> Grammar.FunctionForm.Head {
    (try parser.parameters(until: ":"), .formula)
  }

  /// `def f(x): …; return …`.
  static func function(
    _ parser: inout DialectParser, _ word: DialectToken
  ) throws(DialectError) {
    let name = try parser.expectName("the name of a function")
    try parser.expect("(")
    let parameters = try parser.parameters(until: ")")
    try parser.expect(":")
    try parser.define(function: name, parameters, .block(end: nil, needsReturn: true))
  }

  /// `return y`, `print(y)`.
  static func output(
    _ parser: inout DialectParser, _ word: DialectToken
  ) throws(DialectError) {
    try parser.output()
  }

  /// `import numpy as np` says nothing that is not known.
  static func nothing(
    _ parser: inout DialectParser, _ word: DialectToken
  ) throws(DialectError) {
    while !parser.isStatementEnd(parser.peek), parser.peek.kind != .end { parser.next() }
  }
}

/// What people call things elsewhere, with what they are called here: suggestions with the edit,
/// never names that work.
package enum Synonyms {
  package typealias Entry = (words: [String], meant: String)

  /// Commands, with the command.
  package static let commands: [Entry] = [
    (["gradient", "derivative", "derive", "differentiate", "sensitivity", "backprop"], "grad"),
    (["hess"], "hessian"), (["jac", "jacobi"], "jacobian"),
    (["evaluate", "calc", "calculate", "compute", "value", "run"], "eval"),
    (["verify", "test", "validate", "gradcheck"], "check"),
    (["symbolic", "formula", "simplify"], "diff"), (["latex", "tex"], "diff --notation latex"),
    (["codegen", "compile", "export", "generate"], "emit"), (["dot", "tree", "draw"], "graph"),
    (["series", "expand"], "taylor"), (["forward", "tangent", "pushforward"], "jvp"),
    (["reverse", "adjoint", "pullback"], "vjp"), (["list", "function"], "functions"),
    (["manual", "doc", "docs"], "man"), (["--help", "usage"], "help"),
  ]

  /// Functions, with what is written instead.
  package static let functions: [Entry] = [
    (["fabs", "absolute", "modulus"], "abs(x)"), (["signum"], "sign(x)"),
    (["len", "length", "size", "count"], "numel(A)"), (["nrow", "height"], "rows(A)"),
    (["ncol", "columns", "width"], "cols(A)"), (["std", "stdev", "sd"], "sqrt(var(A))"),
    (["average", "avg"], "mean(A)"), (["variance"], "var(A)"), (["total"], "sum(A)"),
    (["maximum", "fmax", "amax"], "max(x, y)"), (["minimum", "fmin", "amin"], "min(x, y)"),
    (["where", "ifelse", "cond", "piecewise", "iif"], "if(condition, x, y)"),
    (["tg"], "tan(x)"), (["ctg", "cotan", "cotg"], "cot(x)"), (["arctg"], "atan(x)"),
    (["arcctg", "acot", "arccot"], "atan(1/x)"), (["cosec"], "csc(x)"), (["sh"], "sinh(x)"),
    (["ch"], "cosh(x)"), (["th"], "tanh(x)"), (["arsinh"], "asinh(x)"), (["arcosh"], "acosh(x)"),
    (["artanh"], "atanh(x)"), (["power"], "x^y"), (["ceiling"], "ceil(x)"),
    (["int", "fix", "integer"], "trunc(x)"), (["fmod"], "rem(x, y)"),
    (["remainder"], "rem(x, y)` or, with the sign of y, `mod(x, y)"),
    (["modulo"], "mod(x, y)"), (["ld", "lb"], "log2(x)"), (["lg", "logten"], "log10(x)"),
    (["root"], "sqrt(x)"), (["sqr"], "sqrt(x)` or `x^2"), (["cuberoot"], "cbrt(x)"),
    (["step", "theta"], "heaviside(x)"),
    (["logistic", "expit"], "sigmoid(x)"), (["swish"], "silu(x)"), (["clip"], "clamp(x, a, b)"),
    (["tgamma"], "gamma(x)"), (["gammaln", "loggamma", "lngamma"], "lgamma(x)"),
    (["psi"], "digamma(x)"), (["factorial", "fact"], "gamma(x + 1)"),
    (["beta"], "exp(lgamma(x) + lgamma(y) - lgamma(x + y))"), (["phi", "pnorm01"], "normcdf(x)"),
    (["probit", "norminv", "qnorm"], "sqrt(2)*erfinv(2*p - 1)"), (["dnorm"], "normpdf(x)"),
    (["lse"], "logsumexp(A)"), (["cross_entropy"], "crossentropy(p, q)"), (["tr"], "trace(A)"),
    (["determinant"], "det(A)"), (["inverse"], "inv(A)"), (["cholesky"], "chol(S)"),
    (["solve", "mldivide"], "A \\ b"), (["matmul", "mtimes"], "A*B"), (["inner"], "dot(a, b)"),
    (["derivative", "derive"], "diff(f, x)"), (["gradient"], "grad(f, x)"),
    (["hess"], "hessian(f, x)"),
    (["jac"], "jacobian(f, x)"), (["square_root"], "sqrt(x)"), (["identity"], "eye(n)"),
  ]

  /// Constants, with what is written instead.
  package static let constants: [Entry] = [
    (["PI", "Pi", "%pi"], "pi"), (["tau"], "2*pi"), (["NaN", "NAN", "Nan"], "nan"),
    (["Inf", "INF", "Infinity", "INFINITY", "infinity", "oo"], "inf"), (["E", "%e"], "e"),
    (["True", "true", "TRUE"], "1"), (["False", "false", "FALSE"], "0"),
  ]

  /// What a word is here; nil where the table does not have it.
  package static func meant(by word: String, among entries: [Entry]) -> String? {
    entries.first { $0.words.contains(word) }?.meant
  }
}

/// The macros of LaTeX that are understood, by what they are.
enum LaTeXMacros {
  /// They set a blank.
  static let blanks: Set<String> = [
    "quad", "qquad", "thinspace", "medspace", "thickspace", "negthinspace", "enspace", "space",
    "hfill",
  ]

  /// They change how a formula looks and nothing else.
  static let nothing: Set<String> = [
    "displaystyle", "textstyle", "scriptstyle", "limits", "nolimits", "nonumber", "notag",
    "mathstrut", "strut", "allowbreak", "nobreak", "boxed", "ensuremath", "centering", "relax",
  ]

  /// They stand before a bracket and set its size.
  static let sizes: Set<String> = [
    "left", "right", "middle", "big", "Big", "bigg", "Bigg", "bigl", "bigr", "Bigl", "Bigr",
    "biggl", "biggr", "Biggl", "Biggr", "bigm", "Bigm",
  ]

  /// They and what they enclose say nothing about the value.
  static let dropped: Set<String> = ["label", "tag", "phantom", "hspace", "vspace", "color"]

  /// They enclose a word, which is one name.
  static let texts: Set<String> = [
    "mathrm", "text", "mathit", "operatorname", "textrm", "textit", "mathsf", "mathtt", "textsf",
    "mbox", "rm", "textnormal", "texttt",
  ]

  /// They enclose a letter that means an array.
  static let bold: Set<String> = ["mathbf", "boldsymbol", "bm", "vec", "textbf", "pmb", "symbf"]

  /// They stand above a letter and belong to its name.
  static let accents: [String: String] = [
    "hat": "hat", "widehat": "hat", "bar": "bar", "overline": "bar", "dot": "dot",
    "ddot": "ddot", "tilde": "tilde", "widetilde": "tilde", "check": "check", "breve": "breve",
  ]

  /// Letters that are written as macros.
  static let letters: Set<String> = [
    "alpha", "beta", "gamma", "delta", "epsilon", "varepsilon", "zeta", "eta", "theta",
    "vartheta", "iota", "kappa", "varkappa", "lambda", "mu", "nu", "xi", "omicron", "varpi",
    "rho", "varrho", "sigma", "varsigma", "tau", "upsilon", "phi", "varphi", "chi", "psi",
    "omega", "Gamma", "Delta", "Theta", "Lambda", "Xi", "Pi", "Sigma", "Upsilon", "Phi", "Psi",
    "Omega", "ell", "hbar", "imath", "jmath",
  ]

  /// Functions whose argument needs no brackets, with our formula for them.
  static let functions: [String: String] = [
    "sin": "sin(x)", "cos": "cos(x)", "tan": "tan(x)", "cot": "cot(x)", "sec": "sec(x)",
    "csc": "csc(x)", "arcsin": "asin(x)", "arccos": "acos(x)", "arctan": "atan(x)",
    "sinh": "sinh(x)", "cosh": "cosh(x)", "tanh": "tanh(x)", "coth": "coth(x)",
    "exp": "exp(x)", "ln": "log(x)", "log": "log(x)", "lg": "log10(x)", "det": "det(x)",
    "tg": "tan(x)", "ctg": "cot(x)", "arctg": "atan(x)",
  ]

  /// The inverse of what `^{-1}` may stand at.
  static let inverses: [String: String] = [
    "sin": "asin(x)", "cos": "acos(x)", "tan": "atan(x)", "sinh": "asinh(x)",
    "cosh": "acosh(x)", "tanh": "atanh(x)", "cot": "atan(1/x)", "sec": "acos(1/x)",
    "csc": "asin(1/x)", "coth": "atanh(1/x)",
  ]

  /// Functions that are written as words: `\operatorname{erf}`.
  static let words = FunctionTable(
    same: """
      erf erfc erfinv sigmoid softplus relu gelu silu softmax logsumexp sinc sech csch asin acos \
      atan asinh acosh atanh arcsin arccos arctan arcsinh arccosh arctanh sinh cosh tanh normcdf \
      normpdf sign sgn diag tril triu vec trace det sum mean var norm cbrt digamma lgamma lambertw \
      logit logdet inv exp log sin cos tan round trunc floor ceil abs heaviside
      """,
    [
      ("erf(x)", "erf(x)"), ("tr(x)", "trace(x)"), ("Tr(x)", "trace(x)"), ("Var(x)", "var(x)"),
      ("ReLU(x)", "relu(x)"), ("GELU(x)", "gelu(x)"), ("logistic(x)", "sigmoid(x)"),
      ("arsinh(x)", "asinh(x)"), ("arcosh(x)", "acosh(x)"), ("artanh(x)", "atanh(x)"),
      ("arcoth(x)", "atanh(1/x)"), ("atan2(y, x)", "atan2(y, x)"),
      ("arctan2(y, x)", "atan2(y, x)"), ("besselj(n, x)", "besselj(n, x)"),
      ("bessely(n, x)", "bessely(n, x)"), ("max(x, ...)", "max(x, ...)"),
      ("min(x, ...)", "min(x, ...)"), ("hypot(x, y)", "hypot(x, y)"),
      ("mod(x, y)", "mod(x, y)"), ("dot(x, y)", "dot(x, y)"), ("W(x)", "lambertw(x)"),
      ("clamp(x, l, h)", "clamp(x, l, h)"), ("logsumexp(x)", "logsumexp(x)"),
      ("polygamma(n, x)", "polygamma(n, x)"),
    ])

  /// Comparisons.
  static let relations: [String: Formula.Operator] = [
    "le": .lessOrEqual, "leq": .lessOrEqual, "leqslant": .lessOrEqual, "ge": .greaterOrEqual,
    "geq": .greaterOrEqual, "geqslant": .greaterOrEqual, "ne": .notEqual, "neq": .notEqual,
    "lt": .less, "gt": .greater,
  ]

  /// Macros that are refused with a reason.
  static let refused: [String: RefusedForm] = [
    "int": RefusedForm("integrals are not computed", advice: "write the antiderivative"),
    "iint": RefusedForm("integrals are not computed"),
    "oint": RefusedForm("integrals are not computed"),
    "lim": RefusedForm("limits are not computed"),
    "nabla": RefusedForm(
      "`\\nabla` is a command here", advice: "`autodiff grad` gives the gradient"),
    "pm": RefusedForm(
      "a number and its uncertainty are two", advice: "`autodiff help uncertainty` has more"),
    "mp": RefusedForm("`\\mp` has two values"),
    "approx": RefusedForm("`\\approx` is no equation", edits: [("=", "for a definition")]),
    "sim": RefusedForm("`\\sim` is no equation"),
    "propto": RefusedForm("`\\propto` leaves out a factor"),
    "mathbb": RefusedForm("`\\mathbb` is a set or an expectation, and no name"),
    "SI": RefusedForm("units are not computed", advice: "write the number alone"),
    "si": RefusedForm("units are not computed", advice: "write the number alone"),
    "qty": RefusedForm("units are not computed", advice: "write the number alone"),
    "unit": RefusedForm("units are not computed", advice: "write the number alone"),
    "Re": RefusedForm("there are no complex numbers"),
    "Im": RefusedForm("there are no complex numbers"),
  ]
}

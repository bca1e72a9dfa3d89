import Diagnostics

/// The Wolfram Language.
extension Dialect {
  package static let mathematica = Dialect(
    "mathematica", title: "Mathematica",
    marks: [.capitalCall, .text("*^"), .text(":="), .text("_]")],
    needsMark: true, grammar: .mathematica)
}

extension Grammar {
  fileprivate static let mathematica: Grammar = {
    var grammar = Grammar()
    grammar.lexicon.blockComments = [("(*", "*)")]
    grammar.lexicon.exponentMarks = ["*^"]
    grammar.lexicon.nameCharacters = ["$"]
    grammar.lexicon.hasNamedLetters = true
    grammar.lexicon.signs = ["->", ":>", "//", "@", "/@", "@@"]
    grammar.infix = [
      Infix("||", 215, .operation(.or)), Infix("&&", 220, .operation(.and)),
      Infix("<", 290, .comparison(.less)), Infix("<=", 290, .comparison(.lessOrEqual)),
      Infix(">", 290, .comparison(.greater)), Infix(">=", 290, .comparison(.greaterOrEqual)),
      Infix("==", 290, .comparison(.equal)), Infix("!=", 290, .comparison(.notEqual)),
      Infix("+", 310, .operation(.add)), Infix("-", 310, .operation(.subtract)),
      Infix("*", 400, .operation(.elementMultiply)), Infix("/", 400, .operation(.elementDivide)),
      Infix(".", 490, .matrixProduct),
      Infix("^", 590, .operation(.elementPower), .right),
      Infix("/.", 100, .refused(replacement)), Infix("->", 120, .refused(replacement)),
      Infix(":>", 120, .refused(replacement)),
      Infix("//", 70, .refused(RefusedForm("`//` applies a function", edits: [("y[x]", "")]))),
    ]
    grammar.prefix = [
      Prefix("!", 230, .operation(.not)), Prefix("-", 480, .operation(.negate)),
      Prefix("+", 480, .nothing),
    ]
    grammar.postfix = [
      Postfix("!!", .refused(.doubleFactorial)), Postfix("!", .formula("gamma(x + 1)")),
    ]
    grammar.vectors = .columns
    grammar.operandForms = [
      "Sum": OperandForm(MathematicaForms.sum), "Product": OperandForm(MathematicaForms.sum),
      "D": OperandForm(MathematicaForms.derivative), "Which": OperandForm(MathematicaForms.choice),
      "Piecewise": OperandForm(MathematicaForms.pieces),
      "PDF": OperandForm(MathematicaForms.normal), "CDF": OperandForm(MathematicaForms.normal),
    ]
    grammar.implicitProduct = ImplicitProduct(
      precedence: 400, meaning: .elementMultiply, operands: .any)
    grammar.comparisonChains = .conjunction
    grammar.call = Brackets("[", "]")
    grammar.index = IndexForm(
      brackets: Brackets("[[", "]"), base: 1, countsFromEnd: true, all: "All", picksRows: true,
      closesTwice: true)
    grammar.list = Brackets("{", "}")
    grammar.definition = ["=", ":="]
    grammar.parameterMark = "_"
    grammar.primes = ["'"]
    grammar.euler = "E"
    grammar.functions = mathematicaFunctions
    grammar.constants = [
      "Pi": "pi", "E": "e", "Degree": "(pi/180)", "Infinity": "inf", "True": "1", "False": "0",
      "EulerGamma": "-digamma(1)", "GoldenRatio": "((1 + sqrt(5))/2)", "Indeterminate": "nan",
    ]
    grammar.refusedNames = [
      "I": RefusedForm("there are no complex numbers"),
      "ComplexInfinity": RefusedForm("there are no complex numbers"),
    ]
    return grammar
  }()

  private static let replacement = RefusedForm(
    "a replacement is a binding here", advice: "bind the name instead: `x=2`")

  private static let mathematicaFunctions = FunctionTable(
    [
      ("Sin[x]", "sin(x)"), ("Cos[x]", "cos(x)"), ("Tan[x]", "tan(x)"), ("Cot[x]", "cot(x)"),
      ("Sec[x]", "sec(x)"), ("Csc[x]", "csc(x)"), ("ArcSin[x]", "asin(x)"),
      ("ArcCos[x]", "acos(x)"), ("ArcTan[x]", "atan(x)"), ("ArcTan[x, y]", "atan2(y, x)"),
      ("ArcCot[x]", "atan(1./x)"), ("Sinh[x]", "sinh(x)"), ("Cosh[x]", "cosh(x)"),
      ("Tanh[x]", "tanh(x)"), ("Coth[x]", "coth(x)"), ("Sech[x]", "sech(x)"),
      ("Csch[x]", "csch(x)"), ("ArcSinh[x]", "asinh(x)"), ("ArcCosh[x]", "acosh(x)"),
      ("ArcTanh[x]", "atanh(x)"), ("Sinc[x]", "sinc(x/pi)"), ("Exp[x]", "exp(x)"),
      ("Log[x]", "log(x)"), ("Log[b, x]", "log(x)./log(b)"), ("Log2[x]", "log2(x)"),
      ("Log10[x]", "log10(x)"), ("Sqrt[x]", "sqrt(x)"), ("CubeRoot[x]", "cbrt(x)"),
      ("Surd[x, 3]", "cbrt(x)"), ("Abs[x]", "abs(x)"), ("RealAbs[x]", "abs(x)"),
      ("Sign[x]", "sign(x)"), ("RealSign[x]", "sign(x)"), ("Floor[x]", "floor(x)"),
      ("Ceiling[x]", "ceil(x)"), ("Round[x]", "round(x)"), ("IntegerPart[x]", "trunc(x)"),
      ("Mod[x, y]", "mod(x, y)"), ("Max[x, y, ...]", "max(x, y, ...)"), ("Max[x]", "max(x)"),
      ("Min[x, y, ...]", "min(x, y, ...)"), ("Min[x]", "min(x)"), ("Erf[x]", "erf(x)"),
      ("Erfc[x]", "erfc(x)"), ("InverseErf[x]", "erfinv(x)"), ("Gamma[x]", "gamma(x)"),
      ("LogGamma[x]", "lgamma(x)"), ("PolyGamma[x]", "digamma(x)"),
      ("PolyGamma[n, x]", "polygamma(n, x)"), ("BesselJ[n, x]", "besselj(n, x)"),
      ("BesselY[n, x]", "bessely(n, x)"), ("ProductLog[x]", "lambertw(x)"),
      ("LogisticSigmoid[x]", "sigmoid(x)"), ("Ramp[x]", "relu(x)"),
      ("UnitStep[x]", "if(x >= 0, 1, 0)"), ("HeavisideTheta[x]", "heaviside(x)"),
      ("Boole[x]", "x"), ("If[c, x, y]", "if(c, x, y)"), ("And[x, y]", "x && y"),
      ("Or[x, y]", "x || y"), ("Not[x]", "!x"), ("Plus[x, y]", "x + y"),
      ("Subtract[x, y]", "x - y"), ("Times[x, y]", "x.*y"), ("Divide[x, y]", "x./y"),
      ("Minus[x]", "-x"), ("Power[x, y]", "x.^y"), ("Factorial[x]", "gamma(x + 1)"),
      ("Rational[x, y]", "x/y"), ("N[x]", "x"), ("Total[x]", "sum(x)"), ("Mean[x]", "mean(x)"),
      ("Variance[x]", "var(x)"), ("StandardDeviation[x]", "sqrt(var(x))"), ("Norm[x]", "norm(x)"),
      ("Dot[x, y]", "x @ y"), ("Transpose[x]", "x'"), ("Inverse[x]", "inv(x)"),
      ("Det[x]", "det(x)"),
      ("Tr[x]", "trace(x)"), ("LinearSolve[x, y]", "x \\ y"), ("DiagonalMatrix[x]", "diag(x)"),
      ("IdentityMatrix[n]", "eye(n)"), ("KroneckerProduct[x, y]", "kron(x, y)"),
      ("Length[x]", "numel(x)"), ("Accumulate[x]", "cumsum(x)"),
      ("Binomial[n, k]", "gamma(n + 1)./(gamma(k + 1).*gamma(n - k + 1))"),
      ("Beta[x, y]", "exp(lgamma(x) + lgamma(y) - lgamma(x + y))"),
      ("Quotient[x, y]", "round((x - mod(x, y))./y)"), ("Clip[x]", "clamp(x, -1, 1)"),
      ("Norm[x, 1]", "sum(abs(x))"), ("Norm[x, 2]", "norm(x)"), ("Haversine[x]", "sin(x/2).^2"),
    ],
    matrices: [
      "Total[x]": "sum(x, 1)'", "Mean[x]": "mean(x, 1)'", "Variance[x]": "var(x, 1)'",
      "StandardDeviation[x]": "sqrt(var(x, 1))'", "Norm[x]": "sqrt(max(eigvals(x'*x)))",
      "Norm[x, 2]": "sqrt(max(eigvals(x'*x)))", "Norm[x, 1]": "max(sum(abs(x), 1))",
      "Length[x]": "rows(x)", "Accumulate[x]": "",
    ],
    notes: [
      "Length": "of a matrix, Length is the number of rows",
      "Variance": "of a matrix, Variance gives one for each column, and `var` one of all elements",
      "StandardDeviation": "of a matrix, StandardDeviation gives one for each column",
      "Accumulate": "of a matrix, Accumulate adds up its rows",
      "Round": "Mathematica rounds halves to the even neighbour, and `round` away from 0",
      "Total": "of a matrix, Total gives a sum for each column, and `sum` one of all elements",
      "Mean": "of a matrix, Mean gives one for each column, and `mean` one of all elements",
      "Norm": "of a matrix, Norm is the largest singular value, and `norm` the root of the squares",
    ])
}

private enum MathematicaForms {
  /// `Sum[f, {i, 1, n}]`, `Product[f, {i, n}]`
  static func sum(
    _ parser: inout DialectParser, _ word: DialectToken
  ) throws(DialectError) -> Int32 {
    let open = try parser.expect("[")
    let start = parser.position
    for _ in 0..<parser.distance(to: [","]) { parser.next() }
    let end = parser.position
    try parser.expect(",")
    try parser.expect("{")
    let index = try parser.expectName("the index")
    try parser.expect(",")
    let first = try parser.expression()
    let last = parser.take(",") ? try parser.expression() : nil
    try parser.expect("}")
    let low = last == nil ? parser.formula.number("1", index.span) : first
    let terms = try parser.repeated(
      from: start, to: end, index, try parser.numbers(low, last ?? first))
    let close = try parser.expectClosing(.init("[", "]"), of: open)
    return parser.folded(
      terms, isProduct: word.text == "Product", word: word.span,
      span: Span(word.span.start, close.span.end))
  }

  /// `D[f, x]`, `D[f, {x, 2}]`
  static func derivative(
    _ parser: inout DialectParser, _ word: DialectToken
  ) throws(DialectError) -> Int32 {
    let open = try parser.expect("[")
    var children = [try parser.expression()]
    try parser.expect(",")
    if parser.take("{") {
      children.append(try parser.expression())
      try parser.expect(",")
      children.append(try parser.expression())
      try parser.expect("}")
    } else {
      children.append(try parser.expression())
    }
    let close = try parser.expectClosing(.init("[", "]"), of: open)
    return parser.formula.call(
      "diff", children, word: word.span, span: Span(word.span.start, close.span.end))
  }

  /// `Which[c, x, True, y]`
  static func choice(
    _ parser: inout DialectParser, _ word: DialectToken
  ) throws(DialectError) -> Int32 {
    let open = try parser.expect("[")
    var branches: [(condition: Int32, value: Int32)] = []
    repeat {
      let condition = try parser.expression()
      try parser.expect(",")
      branches.append((condition, try parser.expression()))
    } while parser.take(",")
    let close = try parser.expectClosing(.init("[", "]"), of: open)
    let span = Span(word.span.start, close.span.end)
    guard let last = branches.popLast(),
      parser.excerpt(parser.formula[last.condition].span) == "True"
    else {
      throw .refused(
        span,
        Refusal(
          headline: "these cases have no last one for all other values",
          advice: "end them with `True, 0`"))
    }
    return chosen(&parser, branches, last.value, word.span, span)
  }

  /// `Piecewise[{{x, c}, {y, d}}, z]`
  static func pieces(
    _ parser: inout DialectParser, _ word: DialectToken
  ) throws(DialectError) -> Int32 {
    let open = try parser.expect("[")
    try parser.expect("{")
    var branches: [(condition: Int32, value: Int32)] = []
    repeat {
      try parser.expect("{")
      let value = try parser.expression()
      try parser.expect(",")
      branches.append((try parser.expression(), value))
      try parser.expect("}")
    } while parser.take(",")
    try parser.expect("}")
    let other =
      try parser.take(",") ? parser.expression() : parser.formula.number("0", word.span)
    let close = try parser.expectClosing(.init("[", "]"), of: open)
    return chosen(
      &parser, branches, other, word.span, Span(word.span.start, close.span.end))
  }

  private static func chosen(
    _ parser: inout DialectParser, _ branches: [(condition: Int32, value: Int32)], _ other: Int32,
    _ word: Span, _ span: Span
  ) -> Int32 {
    branches.reversed().reduce(other) { rest, branch in
      parser.formula.call("if", [branch.condition, branch.value, rest], word: word, span: span)
    }
  }

  /// `PDF[NormalDistribution[m, s], x]` and `CDF[…]`
  static func normal(
    _ parser: inout DialectParser, _ word: DialectToken
  ) throws(DialectError) -> Int32 {
    let open = try parser.expect("[")
    try parser.expect("NormalDistribution")
    try parser.expect("[")
    let mean = try parser.expression()
    try parser.expect(",")
    let deviation = try parser.expression()
    try parser.expect("]")
    try parser.expect(",")
    let value = try parser.expression()
    let close = try parser.expectClosing(.init("[", "]"), of: open)
    return try parser.instance(
      of: word.text == "PDF" ? "normpdf((x - m)./s)./s" : "normcdf((x - m)./s)",
      ["x": [value], "m": [mean], "s": [deviation]],
      span: Span(word.span.start, close.span.end), word: word.span)
  }
}

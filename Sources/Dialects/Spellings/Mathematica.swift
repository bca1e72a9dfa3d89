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
    grammar.lexicon.signs = ["->", ":>", "//", "@", "/@", "@@"]
    grammar.infix = [
      Infix("||", 215, .operation(.or)), Infix("&&", 220, .operation(.and)),
      Infix("<", 290, .comparison(.less)), Infix("<=", 290, .comparison(.lessOrEqual)),
      Infix(">", 290, .comparison(.greater)), Infix(">=", 290, .comparison(.greaterOrEqual)),
      Infix("==", 290, .comparison(.equal)), Infix("!=", 290, .comparison(.notEqual)),
      Infix("+", 310, .operation(.add)), Infix("-", 310, .operation(.subtract)),
      Infix("*", 400, .operation(.elementMultiply)), Infix("/", 400, .operation(.elementDivide)),
      Infix(".", 490, .operation(.multiply)),
      Infix("^", 590, .operation(.elementPower), .right),
      Infix("/.", 100, .refused(replacement)), Infix("->", 120, .refused(replacement)),
      Infix(":>", 120, .refused(replacement)),
      Infix("//", 70, .refused(RefusedForm("`//` applies a function", edits: [("y[x]", "")]))),
    ]
    grammar.prefix = [
      Prefix("!", 230, .operation(.not)), Prefix("-", 480, .operation(.negate)),
      Prefix("+", 480, .nothing),
    ]
    grammar.postfix = [Postfix("!", .formula("gamma(x + 1)"))]
    grammar.implicitProduct = ImplicitProduct(
      precedence: 400, meaning: .elementMultiply, operands: .any)
    grammar.comparisonChains = .conjunction
    grammar.call = Brackets("[", "]")
    grammar.index = IndexForm(
      brackets: Brackets("[[", "]"), base: 1, countsFromEnd: true, all: "All", closesTwice: true)
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
      ("Dot[x, y]", "x*y"), ("Transpose[x]", "x'"), ("Inverse[x]", "inv(x)"), ("Det[x]", "det(x)"),
      ("Tr[x]", "trace(x)"), ("LinearSolve[x, y]", "x \\ y"), ("DiagonalMatrix[x]", "diag(x)"),
      ("IdentityMatrix[n]", "eye(n)"), ("KroneckerProduct[x, y]", "kron(x, y)"),
      ("Length[x]", "rows(x)"), ("Accumulate[x]", "cumsum(x)"), ("D[f, x]", "diff(f, x)"),
    ],
    notes: [
      "Round": "Mathematica rounds halves to the even neighbour, and `round` away from 0",
      "Total": "of a matrix, Total gives a sum for each column, and `sum` one of all elements",
      "Mean": "of a matrix, Mean gives one for each column, and `mean` one of all elements",
      "Norm": "of a matrix, Norm is the largest singular value, and `norm` the root of the squares",
    ])
}

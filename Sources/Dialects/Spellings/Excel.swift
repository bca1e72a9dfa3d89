import Diagnostics

/// Formulas of spreadsheets, also with German, French and Spanish names.
extension Dialect {
  package static let excel = Dialect(
    "excel", title: "Excel", marks: [.start("=")], needsMark: true, grammar: .excel)
}

extension Grammar {
  fileprivate static let excel: Grammar = {
    var grammar = Grammar()
    grammar.lexicon.newlineEnds = false
    grammar.lexicon.hasDecimalComma = true
    grammar.lexicon.caseFolding = .spreadsheet
    grammar.lexicon.nameCharacters = ["$"]
    grammar.lexicon.nameEndings = ["."]
    grammar.lexicon.signs = ["\""]
    grammar.infix = [
      Infix("=", 1, .operation(.equal)), Infix("<>", 1, .operation(.notEqual)),
      Infix("<", 1, .operation(.less)), Infix("<=", 1, .operation(.lessOrEqual)),
      Infix(">", 1, .operation(.greater)), Infix(">=", 1, .operation(.greaterOrEqual)),
      Infix("&", 2, .refused(RefusedForm("`&` joins texts, which no formula has here"))),
      Infix("+", 3, .operation(.add)), Infix("-", 3, .operation(.subtract)),
      Infix("*", 4, .operation(.elementMultiply)), Infix("/", 4, .operation(.elementDivide)),
      Infix("^", 5, .operation(.elementPower)),
      Infix(
        "!", 9,
        .refused(
          RefusedForm(
            "cells of other sheets have no name here", edits: [("y", "for a cell of this sheet")]))
      ),
    ]
    grammar.prefix = [Prefix("-", 6, .operation(.negate)), Prefix("+", 6, .nothing)]
    grammar.postfix = [Postfix("%", .percent)]
    grammar.argumentSeparators = [",", ";"]
    grammar.definition = []
    grammar.statementEnds = []
    grammar.namesAreScalars = true
    grammar.statementForms = ["=": StatementForm(ExcelForms.formula)]
    grammar.infixForms = [":": InfixForm(ExcelForms.range)]
    grammar.functions = excelFunctions
    grammar.constants = ["TRUE": "1", "FALSE": "0", "WAHR": "1", "FALSCH": "0"]
    return grammar
  }()

  /// The functions by their English names, with the others of the commonest.
  private static let excelFunctions = FunctionTable(
    ExcelForms.rows(
      [
        "SUM": "SUMME SOMME SUMA", "IF": "WENN SI", "SQRT": "WURZEL RACINE RAIZ RCUAD",
        "POWER": "POTENZ PUISSANCE POTENCIA", "ROUND": "RUNDEN ARRONDI REDONDEAR",
        "AVERAGE": "MITTELWERT MOYENNE PROMEDIO", "MOD": "REST RESIDUO",
        "INT": "GANZZAHL ENT ENTERO", "PRODUCT": "PRODUKT PRODUIT PRODUCTO",
        "SUMPRODUCT": "SUMMENPRODUKT SOMMEPROD SUMAPRODUCTO", "AND": "UND ET Y",
        "OR": "ODER OU O", "NOT": "NICHT NON NO", "SIGN": "VORZEICHEN SIGNE SIGNO",
        "SUMSQ": "QUADRATESUMME SOMME.CARRES SUMA.CUADRADOS", "DEGREES": "GRAD DEGRES GRADOS",
        "RADIANS": "BOGENMASS RADIANES", "ATAN2": "ARCTAN2", "SIN": "SEN", "ASIN": "ARCSIN ASENO",
        "ACOS": "ARCCOS", "ATAN": "ARCTAN", "FACT": "FAKULTÄT", "TRUNC": "KÜRZEN TRONQUE",
      ],
      [
        ("SUM(x)", "sum(x)"), ("SUM(x, ...)", "sum([x; ...])"), ("IF(c, x, y)", "if(c, x, y)"),
        ("IF(c, x)", "if(c, x, 0)"), ("SQRT(x)", "sqrt(x)"), ("POWER(x, y)", "x.^y"),
        ("ROUND(x, 0)", "round(x)"), ("ROUND(x, n)", "round(x*10^n)/10^n"),
        ("AVERAGE(x)", "mean(x)"), ("AVERAGE(x, ...)", "mean([x; ...])"),
        ("MOD(x, y)", "mod(x, y)"), ("INT(x)", "floor(x)"), ("PRODUCT(x)", "prod(x)"),
        ("PRODUCT(x, ...)", "prod([x; ...])"), ("SUMPRODUCT(x, y)", "dot(x, y)"),
        ("SUMPRODUCT(x)", "sum(x)"), ("AND(x, y)", "x && y"), ("AND(x, y, z)", "x && y && z"),
        ("OR(x, y)", "x || y"), ("OR(x, y, z)", "x || y || z"), ("NOT(x)", "!x"),
        ("SIGN(x)", "sign(x)"), ("SUMSQ(x)", "sum(x.^2)"), ("SUMSQ(x, ...)", "sum([x; ...].^2)"),
        ("DEGREES(x)", "x*180/pi"), ("RADIANS(x)", "x*pi/180"), ("ATAN2(x, y)", "atan2(y, x)"),
        ("SIN(x)", "sin(x)"), ("COS(x)", "cos(x)"), ("TAN(x)", "tan(x)"), ("ASIN(x)", "asin(x)"),
        ("ACOS(x)", "acos(x)"), ("ATAN(x)", "atan(x)"), ("SINH(x)", "sinh(x)"),
        ("COSH(x)", "cosh(x)"), ("TANH(x)", "tanh(x)"), ("ASINH(x)", "asinh(x)"),
        ("ACOSH(x)", "acosh(x)"), ("ATANH(x)", "atanh(x)"), ("EXP(x)", "exp(x)"),
        ("LN(x)", "log(x)"), ("LOG(x)", "log10(x)"), ("LOG(x, b)", "log(x)./log(b)"),
        ("LOG10(x)", "log10(x)"), ("ABS(x)", "abs(x)"), ("PI()", "pi"), ("MAX(x)", "max(x)"),
        ("MAX(x, ...)", "max([x; ...])"), ("MIN(x)", "min(x)"), ("MIN(x, ...)", "min([x; ...])"),
        ("TRUE()", "1"), ("FALSE()", "0"), ("FACT(x)", "gamma(x + 1)"), ("GAMMA(x)", "gamma(x)"),
        ("GAMMALN(x)", "lgamma(x)"), ("ERF(x)", "erf(x)"), ("ERFC(x)", "erfc(x)"),
        ("TRUNC(x)", "trunc(x)"), ("COUNT(x)", "numel(x)"), ("VAR(x)", "var(x)"),
        ("VAR.S(x)", "var(x)"), ("VAR.P(x)", "var(x)*(numel(x) - 1)/numel(x)"),
        ("VARP(x)", "var(x)*(numel(x) - 1)/numel(x)"), ("STDEV(x)", "sqrt(var(x))"),
        ("STDEV.S(x)", "sqrt(var(x))"), ("STDEV.P(x)", "sqrt(var(x)*(numel(x) - 1)/numel(x))"),
        ("NORM.S.DIST(x, TRUE)", "normcdf(x)"), ("NORMSDIST(x)", "normcdf(x)"),
        ("NORM.S.DIST(x, FALSE)", "normpdf(x)"), ("MMULT(x, y)", "x*y"), ("TRANSPOSE(x)", "x'"),
        ("MINVERSE(x)", "inv(x)"), ("MDETERM(x)", "det(x)"),
      ] + ExcelForms.moreRows), foldsCase: true)
}

private enum ExcelForms {
  /// Of payments, of distributions, and of whole numbers.
  static let moreRows = [
    ("PMT(r, n, v)", "-v*r/(1 - (1 + r)^-n)"),
    ("PMT(r, n, v, w)", "-(v*(1 + r)^n + w)*r/((1 + r)^n - 1)"),
    ("PV(r, n, p)", "-p*(1 - (1 + r)^-n)/r"),
    ("PV(r, n, p, w)", "-p*(1 - (1 + r)^-n)/r - w*(1 + r)^-n"),
    ("FV(r, n, p)", "-p*((1 + r)^n - 1)/r"),
    ("FV(r, n, p, v)", "-v*(1 + r)^n - p*((1 + r)^n - 1)/r"),
    ("NPV(r, x)", "sum(x./cumprod(1 + r + 0*x))"),
    ("NORM.DIST(x, m, s, TRUE)", "normcdf((x - m)/s)"),
    ("NORM.DIST(x, m, s, FALSE)", "normpdf((x - m)/s)/s"),
    ("NORMDIST(x, m, s, TRUE)", "normcdf((x - m)/s)"),
    ("NORMDIST(x, m, s, FALSE)", "normpdf((x - m)/s)/s"),
    ("NORM.S.INV(p)", "sqrt(2)*erfinv(2*p - 1)"),
    ("NORM.INV(p, m, s)", "m + s*sqrt(2)*erfinv(2*p - 1)"),
    ("STANDARDIZE(x, m, s)", "(x - m)/s"),
    ("ROUNDUP(x, 0)", "sign(x)*ceil(abs(x))"),
    ("ROUNDUP(x, n)", "sign(x)*ceil(abs(x)*10^n)/10^n"), ("ROUNDDOWN(x, 0)", "trunc(x)"),
    ("ROUNDDOWN(x, n)", "trunc(x*10^n)/10^n"), ("QUOTIENT(x, y)", "trunc(x/y)"),
    ("COMBIN(n, k)", "gamma(n + 1)/(gamma(k + 1)*gamma(n - k + 1))"),
    ("SQRTPI(x)", "sqrt(x*pi)"), ("COT(x)", "cot(x)"), ("SEC(x)", "sec(x)"), ("CSC(x)", "csc(x)"),
    ("GEOMEAN(x)", "exp(mean(log(x)))"), ("DEVSQ(x)", "sum((x - mean(x)).^2)"),
    ("SUMX2MY2(x, y)", "sum(x.^2 - y.^2)"), ("SUMXMY2(x, y)", "sum((x - y).^2)"),
    ("AVEDEV(x)", "mean(abs(x - mean(x)))"),
  ]

  /// The rows, and the same with the other names.
  static func rows(
    _ names: [String: String], _ rows: [(String, String)]
  ) -> [(String, String)] {
    rows.flatMap { form, formula in
      let name = String(form.prefix { $0 != "(" })
      let others = names[name]?.split(separator: " ").map(String.init) ?? []
      return ([name] + others).map { ($0 + form.dropFirst(name.count), formula) }
    }
  }

  /// `=…`
  static func formula(
    _ parser: inout DialectParser, _ sign: DialectToken
  ) throws(DialectError) {
    try parser.output()
  }

  /// `A1:B3`, of which the first cell and the sign were read.
  static func range(
    _ parser: inout DialectParser, _ left: Int32, _ sign: DialectToken
  ) throws(DialectError) -> Int32 {
    let token = try parser.expectName("a cell")
    let span = Span(parser.formula[left].span.start, token.span.end)
    let first = cell(parser.excerpt(parser.formula[left].span))
    guard let first, let last = cell(token.text) else {
      throw .refused(
        span, Refusal(headline: "a range goes from cell to cell", label: "such as A1:A3"))
    }
    let columns = min(first.column, last.column)...max(first.column, last.column)
    let rows = min(first.row, last.row)...max(first.row, last.row)
    guard columns.count * rows.count <= mostCells else {
      throw .refused(
        span,
        Refusal(
          headline: "a range of \(columns.count * rows.count) cells is too long to be written out",
          advice: "use a name that is bound to a file of numbers"))
    }
    var elements: [Int32] = []
    for row in rows {
      for column in columns {
        let cell = DialectToken(kind: .name, text: letters(column) + String(row), span: span)
        elements.append(try parser.value(cell))
      }
    }
    return parser.formula.matrix(
      rows.map { _ in columns.count }, elements, word: sign.span, span: span)
  }

  private static let mostCells = 10_000

  /// The column and row of `B12` or `$B$12`.
  private static func cell(_ text: String) -> (column: Int, row: Int)? {
    let name = text.filter { $0 != "$" }.uppercased()
    let letters = name.prefix { $0.isASCII && $0.isLetter }
    guard (1...3).contains(letters.count), let row = Int(name.dropFirst(letters.count)), row > 0
    else { return nil }
    let column = letters.utf8.reduce(0) { $0 * 26 + Int($1) - 64 }
    return (column, row)
  }

  /// The letters of a column.
  private static func letters(_ column: Int) -> String {
    var rest = column
    var letters = ""
    while rest > 0 {
      letters = String(Unicode.Scalar(UInt8(65 + (rest - 1) % 26))) + letters
      rest = (rest - 1) / 26
    }
    return letters
  }
}

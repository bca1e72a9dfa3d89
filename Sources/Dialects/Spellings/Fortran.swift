/// Fortran.
extension Dialect {
  package static let fortran = Dialect(
    "fortran", title: "Fortran",
    marks: [
      .text(".and."), .text(".AND."), .text(".or."), .text(".OR."), .text(".not."), .text(".gt."),
      .text(".GT."), .text(".lt."), .text(".LT."), .text("D0"), .text("d0"), .text("_dp"),
    ], needsMark: true,
    grammar: .fortran)
}

extension Grammar {
  fileprivate static let fortran: Grammar = {
    var grammar = Grammar()
    grammar.lexicon.lineComments = ["!"]
    grammar.lexicon.continuation = "&"
    grammar.lexicon.exponentMarks = ["e", "E", "d", "D", "q", "Q"]
    grammar.lexicon.numberSuffixes = ["_dp", "_DP", "_wp", "_8", "_real64", "_sp"]
    grammar.lexicon.caseFolding = .lower
    var words: [(String, Int, Formula.Operator)] = [
      ("or", 1, .or), ("and", 2, .and), ("eq", 4, .equal), ("ne", 4, .notEqual), ("lt", 4, .less),
      ("le", 4, .lessOrEqual), ("gt", 4, .greater), ("ge", 4, .greaterOrEqual),
    ]
    words += words.map { ($0.0.uppercased(), $0.1, $0.2) }
    grammar.infix =
      words.map { Infix(".\($0.0).", $0.1, .operation($0.2)) } + [
        Infix("==", 4, .operation(.equal)), Infix("/=", 4, .operation(.notEqual)),
        Infix("<", 4, .operation(.less)), Infix("<=", 4, .operation(.lessOrEqual)),
        Infix(">", 4, .operation(.greater)), Infix(">=", 4, .operation(.greaterOrEqual)),
        Infix("//", 5, .refused(RefusedForm("`//` joins texts, which no formula has here"))),
        Infix("+", 6, .operation(.add)), Infix("-", 6, .operation(.subtract)),
        Infix("*", 7, .operation(.elementMultiply)), Infix("/", 7, .wholeDivision),
        Infix("**", 8, .operation(.elementPower), .right),
      ]
    grammar.prefix = [
      Prefix("-", 7, .operation(.negate)), Prefix("+", 7, .nothing),
      Prefix(".not.", 3, .operation(.not)), Prefix(".NOT.", 3, .operation(.not)),
    ]
    grammar.index = IndexForm(brackets: Brackets("(", ")"), base: 1)
    grammar.list = Brackets("[", "]")
    grammar.lexicon.signs = ["/)", "::"]
    grammar.operandForms["(/"] = OperandForm(FortranForms.list)
    grammar.vectors = .columns
    grammar.wholeNumbers = .letters
    for word in FortranForms.types + FortranForms.types.map({ $0.uppercased() }) {
      grammar.statementForms[word] = StatementForm(FortranForms.declaration)
    }
    for word in ["implicit", "use", "IMPLICIT", "USE"] {
      grammar.statementForms[word] = StatementForm(FortranForms.nothing)
    }
    let statements = [
      "if", "then", "else", "endif", "do", "enddo", "end", "program", "subroutine", "function",
      "call", "print", "write", "read", "return", "contains", "stop", "exit", "cycle", "where",
      "forall", "select", "case", "allocate", "module",
    ]
    grammar.reserved = Set(statements + statements.map { $0.uppercased() })
    grammar.divisionIsOfElements = true
    grammar.functions = fortranFunctions
    grammar.constants = [".true.": "1", ".false.": "0"]
    return grammar
  }()

  private static let fortranFunctions = FunctionTable(
    same: """
      sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh exp log log10 sqrt abs erf erfc \
      gamma sum transpose
      """,
    [
      ("dsin(x)", "sin(x)"), ("dcos(x)", "cos(x)"), ("dexp(x)", "exp(x)"), ("dlog(x)", "log(x)"),
      ("alog(x)", "log(x)"), ("dlog10(x)", "log10(x)"), ("dsqrt(x)", "sqrt(x)"),
      ("dabs(x)", "abs(x)"), ("datan(x)", "atan(x)"), ("dtan(x)", "tan(x)"),
      ("atan2(y, x)", "atan2(y, x)"), ("datan2(y, x)", "atan2(y, x)"), ("mod(x, y)", "rem(x, y)"),
      ("modulo(x, y)", "mod(x, y)"), ("sign(x, y)", "if(y >= 0, abs(x), -abs(x))"),
      ("dim(x, y)", "max(x - y, 0)"), ("max(x, y, ...)", "max(x, y, ...)"),
      ("min(x, y, ...)", "min(x, y, ...)"), ("dmax1(x, y)", "max(x, y)"),
      ("dmin1(x, y)", "min(x, y)"), ("maxval(x)", "max(x)"), ("minval(x)", "min(x)"),
      ("product(x)", "prod(x)"), ("sum(x, 1)", "sum(x, 1)"), ("sum(x, 2)", "sum(x, 2)"),
      ("matmul(x, y)", "x @ y"), ("dot_product(x, y)", "dot(x, y)"), ("norm2(x)", "norm(x)"),
      ("merge(x, y, c)", "if(c, x, y)"), ("nint(x)", "round(x)"), ("anint(x)", "round(x)"),
      ("int(x)", "trunc(x)"), ("aint(x)", "trunc(x)"), ("floor(x)", "floor(x)"),
      ("ceiling(x)", "ceil(x)"), ("real(x)", "x"), ("dble(x)", "x"), ("hypot(x, y)", "hypot(x, y)"),
      ("log_gamma(x)", "lgamma(x)"), ("bessel_j0(x)", "besselj(0, x)"),
      ("bessel_j1(x)", "besselj(1, x)"), ("bessel_jn(n, x)", "besselj(n, x)"),
      ("bessel_y0(x)", "bessely(0, x)"), ("bessel_y1(x)", "bessely(1, x)"),
      ("bessel_yn(n, x)", "bessely(n, x)"), ("size(x)", "numel(x)"), ("size(x, 1)", "rows(x)"),
      ("size(x, 2)", "cols(x)"), ("real(x, k)", "x"),
    ],
    wholes: (
      "int nint floor ceiling size", "abs max min mod modulo sum product maxval minval sign dim"
    ), foldsCase: true)
}

private enum FortranForms {
  static let types = ["real", "integer", "double"]

  /// `real(8), parameter :: pi = 3.14d0, r`; the first word was read.
  static func declaration(
    _ parser: inout DialectParser, _ word: DialectToken
  ) throws(DialectError) {
    let length = parser.distance(to: ["::", "\n", ";"])
    guard parser.peek(length).isWord("::") else {
      // `real(x)*2` is a formula.
      parser.position -= 1
      return try parser.output()
    }
    for _ in 0...length { parser.next() }
    repeat {
      let name = try parser.expectName("the name that is declared")
      parser.declare(name.text, isWhole: word.text.lowercased() == "integer")
      // Without a value it is an input.
      if parser.take("=") { try parser.define(name) }
    } while parser.take(",")
  }

  /// `implicit none` says nothing about a value.
  static func nothing(
    _ parser: inout DialectParser, _ word: DialectToken
  ) throws(DialectError) {
    while !parser.isStatementEnd(parser.peek), parser.peek.kind != .end { parser.next() }
  }

  /// `(/ 1.0, 2.0 /)`
  static func list(
    _ parser: inout DialectParser, _ open: DialectToken
  ) throws(DialectError) -> Int32 {
    try parser.list(.init("(/", "/)"), open)
  }
}

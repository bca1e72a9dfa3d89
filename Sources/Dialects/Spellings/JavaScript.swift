/// JavaScript and TypeScript.
extension Dialect {
  package static let javascript = Dialect(
    "javascript", title: "JavaScript", marks: [.text("Math."), .text("const ")],
    grammar: .javascript)
}

extension Grammar {
  fileprivate static let javascript: Grammar = {
    var grammar = Grammar()
    grammar.lexicon.lineComments = ["//"]
    grammar.lexicon.blockComments = [("/*", "*/")]
    grammar.lexicon.digitSeparator = "_"
    grammar.lexicon.hasHexadecimals = true
    grammar.lexicon.hasOctals = true
    grammar.lexicon.nameCharacters = ["$"]
    grammar.lexicon.signs = ["{", "}"]
    grammar.linesContinue = true
    grammar.infix = [
      Infix("?", 3, .conditional(":"), .right),
      Infix("||", 4, .operation(.or)), Infix("&&", 5, .operation(.and)),
      Infix("|", 6, .refused(RefusedForm("`|` is an operation on bits"))),
      Infix(
        "^", 7,
        .refused(
          RefusedForm(
            "`^` is the exclusive or in JavaScript", edits: [("x**y", "for the power")]))),
      Infix("&", 8, .refused(RefusedForm("`&` is an operation on bits"))),
      Infix("==", 9, .operation(.equal)), Infix("!=", 9, .operation(.notEqual)),
      Infix("===", 9, .operation(.equal)), Infix("!==", 9, .operation(.notEqual)),
      Infix("<", 10, .operation(.less)), Infix("<=", 10, .operation(.lessOrEqual)),
      Infix(">", 10, .operation(.greater)), Infix(">=", 10, .operation(.greaterOrEqual)),
      Infix("+", 12, .operation(.add)), Infix("-", 12, .operation(.subtract)),
      Infix("*", 13, .operation(.multiply)), Infix("/", 13, .operation(.divide)),
      Infix("%", 13, .formula("rem(x, y)")),
      Infix("**", 14, .powerOfUnsigned, .right),
    ]
    grammar.prefix = [
      Prefix("-", 15, .operation(.negate)), Prefix("+", 15, .nothing),
      Prefix("!", 15, .operation(.not)),
    ]
    CurlyForms.addChanges(to: &grammar)
    grammar.logic = .operands
    grammar.declarators = ["const", "let", "var"]
    grammar.reserved = CurlyForms.reserved
    grammar.members = ["length": "numel(x)"]
    grammar.index = IndexForm(brackets: Brackets("[", "]"), base: 0, picksRows: true)
    grammar.list = Brackets("[", "]")
    grammar.modules = ["Math": "Math", "Number": "Number"]
    grammar.arrow = "=>"
    grammar.functions = javascriptFunctions
    grammar.constants = [
      "Math.PI": "pi", "Math.E": "e", "Math.SQRT2": "sqrt(2)", "Math.LN2": "log(2)",
      "Math.LN10": "log(10)", "Math.SQRT1_2": "sqrt(0.5)", "Math.LOG2E": "(1/log(2))",
      "Math.LOG10E": "(1/log(10))", "Infinity": "inf", "NaN": "nan", "true": "1", "false": "0",
      "Number.EPSILON": "2^-52",
    ]
    grammar.statementForms = [
      "return": StatementForm(CurlyForms.output), "const": StatementForm(CurlyForms.definition),
      "let": StatementForm(CurlyForms.definition), "var": StatementForm(CurlyForms.definition),
      "function": StatementForm(CurlyForms.namedFunction),
    ]
    return grammar
  }()

  private static let javascriptFunctions = FunctionTable(
    same: """
      sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh exp expm1 log log2 log10 log1p \
      sqrt cbrt abs sign floor ceil trunc
      """,
    [
      ("pow(x, y)", "x^y"), ("atan2(y, x)", "atan2(y, x)"), ("hypot(x, y)", "hypot(x, y)"),
      ("max(x, y, ...)", "max(x, y, ...)"), ("min(x, y, ...)", "min(x, y, ...)"),
      ("round(x)", "floor(x + 0.5)"),
    ])
}

import Diagnostics

/// Statements of languages with curly braces.
enum CurlyForms {
  /// Words of statements that are not read.
  static let reserved: Set<String> = [
    "if", "else", "for", "while", "do", "switch", "case", "break", "continue", "new", "throw",
    "try",
    "class", "function", "return",
  ]

  /// `++` and `--`, which change a name.
  static func addChanges(to grammar: inout Grammar) {
    for sign in ["++", "--"] {
      let form = RefusedForm(
        "`\(sign)` changes a name, and no name changes here",
        advice: "write `x + 1`, or brackets between two signs")
      grammar.prefix.append(.init(sign, 14, .refused(form)))
      grammar.postfix.append(.init(sign, .refused(form)))
    }
  }

  /// `return y;`
  static func output(
    _ parser: inout DialectParser, _ word: DialectToken
  ) throws(DialectError) {
    try parser.output()
  }

  /// `function f(x) { …; return …; }`; the word was read.
  static func namedFunction(
    _ parser: inout DialectParser, _ word: DialectToken
  ) throws(DialectError) {
    let name = try parser.expectName("the name of a function")
    try parser.expect("(")
    try function(&parser, name, try parser.parameters(until: ")"))
  }

  /// `const y = …, z = …`; the word was read.
  static func definition(
    _ parser: inout DialectParser, _ word: DialectToken
  ) throws(DialectError) {
    repeat {
      let name = try parser.expectName("the name that is defined")
      try parser.expect("=")
      try parser.define(name)
    } while parser.take(",")
  }

  /// `{ …; return …; }`
  static func function(
    _ parser: inout DialectParser, _ name: DialectToken, _ parameters: [DialectToken]
  ) throws(DialectError) {
    parser.skipNewlines()
    try parser.expect("{")
    try parser.define(function: name, parameters, .block(end: "}", needsReturn: true))
  }
}

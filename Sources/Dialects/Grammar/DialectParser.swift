import Diagnostics

/// Reads a pasted text by the grammar of its dialect.
///
/// Operators by precedence climbing: it calls itself for what stands in brackets and for right
/// operands, to a fixed depth; a long sum is a loop.
struct DialectParser {
  let grammar: Grammar
  let source: SourceText
  let known: KnownNames
  var formula = Formula()
  var names: Names
  var notes: [Diagnostic] = []
  private var tokens: [DialectToken] = []
  /// Whether a comment was left out.
  let hasComment: Bool
  var position = 0
  var depth = 0
  /// Names that stand for formulas: definitions inside of functions, and the index of a repetition.
  var locals: [String: Int32] = [:]
  /// Whole numbers, where the dialect has them.
  var wholeNodes: Set<Int32> = []
  /// Whether a name that is declared is a whole number.
  var declared: [String: Bool] = [:]
  /// Names that are defined as a condition.
  var truths: Set<String> = []
  /// Values of `and` and `or` that are not only asked whether they are 0, with the word.
  var choices: [Int32: Span] = [:]
  /// Lists of the values of a repetition.
  var repetitions: Set<Int32> = []
  /// Vectors that were given a second dimension.
  var twoDimensional: Set<Int32> = []
  /// The call that is read goes element by element: `exp.(x)`.
  var isElementCall = false
  /// All operations go element by element.
  var isOfElements = false
  /// Calls without brackets: behind one, `/` has two readings.
  var bareArguments: [Int32: (function: Span, argument: Span)] = [:]
  /// The right operand of comparisons that are not in brackets: the left one of the next.
  var comparisonEnds: [Int32: Int32] = [:]
  /// Products without a sign: behind a `/` they may be meant otherwise.
  var implicitProducts: Set<Int32> = []
  /// The subscript of a sum over elements, which names have at their end.
  var elementMark: Unicode.Scalar?
  /// What is read is the argument of a function without brackets.
  var isArgument = false
  /// What is read is an element of a matrix: a sign behind a blank begins the next one.
  var isInMatrix = false
  /// The word for the last index, while an index is read.
  var lastIndexWord: String?
  /// The statement that was read ended with a brace, and needs no other end.
  private var endsBlock = false
  /// How many bars are open: the next one closes the last.
  var openBars = 0
  /// The subscript of a sum that is written out, with its value.
  var elementValue: (mark: Unicode.Scalar, value: Int32)?
  /// Names with that subscript.
  var elements: [Int32] = []
  /// What is read is a formula of our own language, and these are its arguments.
  var isOwn = false
  var arguments: [String: [Int32]] = [:]

  /// As deep as the smallest stack allows.
  static let deepest = 100

  init(_ grammar: Grammar, _ source: SourceText, _ known: KnownNames) throws(DialectError) {
    self.grammar = grammar
    self.source = source
    self.known = known
    names = Names(known: known, caseFolding: grammar.lexicon.caseFolding)
    (tokens, hasComment) = try DialectLexer.tokens(
      of: source, grammar.lexicon, signs: grammar.signs)
  }

  /// Reads the whole text.
  mutating func run() throws(DialectError) {
    while true {
      skipStatementEnds()
      if peek.kind == .end { break }
      endsBlock = false
      try statement()
      guard isStatementEnd(peek) || peek.kind == .end || endsBlock else {
        throw .unexpectedWord(peek.span, expected: "an operator or the end of the formula")
      }
    }
    if formula.statements.isEmpty { throw .emptyText }
    try checkChoices()
  }

  // MARK: - Words

  var peek: DialectToken { tokens[position] }

  func peek(_ distance: Int) -> DialectToken {
    tokens[min(position + distance, tokens.count - 1)]
  }

  /// Where a word stands.
  func tokenSpan(_ place: Int) -> Span { tokens[place].span }

  /// The word that was read last.
  var previous: DialectToken { tokens[max(position - 1, 0)] }

  @discardableResult
  mutating func next() -> DialectToken {
    let token = tokens[position]
    if position < tokens.count - 1 { position += 1 }
    return token
  }

  /// Takes a sign or word if it is the next.
  @discardableResult
  mutating func take(_ word: String) -> Bool {
    guard peek.isWord(word) else { return false }
    next()
    return true
  }

  @discardableResult
  mutating func expect(_ word: String) throws(DialectError) -> DialectToken {
    guard peek.isWord(word) else {
      throw .unexpectedWord(peek.span, expected: "`\(word)`")
    }
    return next()
  }

  mutating func expectName(_ what: String = "a name") throws(DialectError) -> DialectToken {
    guard peek.kind == .name else { throw .unexpectedWord(peek.span, expected: what) }
    try checkReserved(peek)
    return next()
  }

  mutating func expectClosing(
    _ brackets: Grammar.Brackets, of open: DialectToken
  ) throws(DialectError) -> DialectToken {
    skipNewlines()
    guard peek.isWord(brackets.close) else {
      if peek.kind == .end { throw .unclosedBracket(open.span, end: peek.span) }
      throw .unexpectedWord(peek.span, expected: "`\(brackets.close)`")
    }
    return next()
  }

  mutating func skipNewlines() {
    while peek.kind == .newline { next() }
  }

  /// Makes the end of a block in braces one of a statement.
  mutating func endBlock() { endsBlock = true }

  func isStatementEnd(_ token: DialectToken) -> Bool {
    token.kind == .newline || token.kind == .sign && grammar.statementEnds.contains(token.text)
  }

  mutating func skipStatementEnds() {
    while isStatementEnd(peek) { next() }
  }

  func excerpt(_ span: Span) -> String {
    String(decoding: source.bytes[Int(span.start)..<Int(span.end)], as: UTF8.self)
  }

  mutating func note(
    _ headline: String, _ span: Span, label: String = "", helps: [String] = []
  ) {
    notes.append(
      Diagnostic(
        .note, headline, source: source, primary: [.init(span, label)], helps: helps))
  }

  // MARK: - Formulas of our language

  /// A formula of ours, with nodes for the names in it.
  @inline(never)
  mutating func instance(
    of text: String, _ values: [String: [Int32]], span: Span, word: Span
  ) throws(DialectError) -> Int32 {
    try DialectParser.append(text, values, span: span, word: word, to: &formula)
  }

  /// Appends a formula of ours; the names in it that have nodes stand for those.
  @inline(never)
  static func append(
    _ text: String, _ values: [String: [Int32]], span: Span, word: Span,
    to formula: inout Formula
  ) throws(DialectError) -> Int32 {
    let known = KnownNames(isFunction: { _ in false })
    var inner = try DialectParser(.own, SourceText(name: "", text), known)
    swap(&inner.formula, &formula)
    inner.arguments = values
    inner.isOwn = true
    let first = inner.formula.count
    let node = try inner.expression()
    swap(&inner.formula, &formula)
    for made in first..<formula.count { formula.move(made, to: span, word: word) }
    return node
  }

  /// The nodes that `...` stands for in a formula of ours.
  var others: [Int32] { arguments["..."] ?? [] }
}

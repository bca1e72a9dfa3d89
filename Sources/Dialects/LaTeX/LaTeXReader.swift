import Diagnostics

/// Reads formulas in LaTeX as mathematicians set them: letters are names, names side by side are
/// products, and functions need no brackets.
///
/// Where TeX and its readers disagree about a form it is refused, with an edit for each reading.
/// Groups are read by recursion, to the depth of `DialectParser.deepest`.
struct LaTeXReader {
  let source: SourceText
  let known: KnownNames
  var formula = Formula()
  var names: Names
  var notes: [Diagnostic] = []
  var tokens: [LaTeXToken]
  var position = 0
  private var depth = 0
  /// How many bars are open: `|` closes the last one, and `\|` the last of its kind.
  var openBars = 0
  var openNorms = 0
  /// Values of the indices of sums that are written out.
  var indexValues: [String: Int] = [:]
  /// The index of a sum over all elements, which names have as their subscript.
  var elementIndex: String?
  /// Names with the index of such a sum.
  var indexed: [Int32] = []
  /// The number of terms of such a sum by its name, with an array that has as many elements.
  var counts: [String: Int32] = [:]
  /// Bold letters and arrows, which are arrays.
  var arrays: Set<Int32> = []
  /// Functions that the text defines, with their parameters.
  var functions: [String: [String]] = [:]
  /// What was read as a function without brackets: `/` behind it has two readings.
  var openArguments: [Int32: (function: Span, argument: Span)] = [:]
  /// Nodes of the letter e, where nothing else is called so.
  var isEuler: Set<Int32> = []
  /// Whether `\ln` stands somewhere.
  let hasNaturalLogarithm: Bool

  static func read(_ source: SourceText, _ known: KnownNames) throws(DialectError) -> Reading {
    var reader = try LaTeXReader(source, known)
    try reader.run()
    return Reading(
      formula: reader.formula, names: reader.names, notes: reader.notes, hasComment: false)
  }

  /// A name alone, as our language writes it; nil where a text is none.
  @inline(never)
  static func name(_ written: String) -> String? {
    let source = SourceText(name: "", written)
    guard
      var reader = try? LaTeXReader(source, KnownNames(isFunction: { _ in false })),
      let name = try? reader.readName(), reader.peek.kind == .end
    else { return nil }
    return name.ours
  }

  private init(_ source: SourceText, _ known: KnownNames) throws(DialectError) {
    self.source = source
    self.known = known
    names = Names(known: known, caseFolding: .none)
    tokens = try LaTeXLexer.tokens(of: source)
    hasNaturalLogarithm = tokens.contains { $0.isMacro("ln") }
  }

  // MARK: - Tokens

  var peek: LaTeXToken { tokens[position] }

  func peek(_ distance: Int) -> LaTeXToken {
    tokens[max(min(position + distance, tokens.count - 1), 0)]
  }

  var previous: LaTeXToken { tokens[max(position - 1, 0)] }

  @discardableResult
  mutating func next() -> LaTeXToken {
    let token = tokens[position]
    if position < tokens.count - 1 { position += 1 }
    return token
  }

  mutating func take(_ sign: Character) -> Bool {
    guard peek.isSign(sign) else { return false }
    next()
    return true
  }

  @discardableResult
  mutating func expect(_ sign: Character) throws(DialectError) -> LaTeXToken {
    guard peek.isSign(sign) else { throw unexpected("`\(sign)`") }
    return next()
  }

  func unexpected(_ expected: String) -> DialectError {
    if case .macro(let name) = peek.kind {
      if let form = LaTeXMacros.refused[name] {
        return .refused(peek.span, form.refusal(at: peek.span))
      }
      if !isKnown(name) { return .unknownMacro(peek.span) }
    }
    return .unexpectedWord(peek.span, expected: expected)
  }

  private func isKnown(_ name: String) -> Bool {
    name.count == 1 || LaTeXMacros.letters.contains(name) || LaTeXMacros.functions[name] != nil
      || LaTeXMacros.relations[name] != nil || LaTeXReader.operators.contains(name)
  }

  /// Macros that are understood between operands.
  static let operators: Set<String> = [
    "cdot", "times", "div", "bmod", "mod", "land", "lor", "wedge", "vee", "odot", "ast", "over",
    "degree",
    "rvert", "rVert", "rfloor", "rceil", "rbrace", "pi", "infty", "frac",
  ]

  func excerpt(_ span: Span) -> String {
    String(decoding: source.bytes[Int(span.start)..<Int(span.end)], as: UTF8.self)
  }

  mutating func note(_ headline: String, _ span: Span, helps: [String] = []) {
    notes.append(
      Diagnostic(.note, headline, source: source, primary: [.init(span)], helps: helps))
  }

  /// Calls `read` one level deeper.
  mutating func deeper<Value>(
    _ read: (inout LaTeXReader) throws(DialectError) -> Value
  ) throws(DialectError) -> Value {
    depth += 1
    defer { depth -= 1 }
    guard depth <= DialectParser.deepest else { throw .tooDeep(peek.span) }
    return try read(&self)
  }

  // MARK: - Formulas

  /// Sums, comparisons and what joins them: all that may stand in brackets.
  @inline(never)
  mutating func condition() throws(DialectError) -> Int32 {
    var left = try comparison()
    while true {
      let token = peek
      let operation: Formula.Operator
      if token.isMacro("land", "wedge") || isText("and") {
        operation = .and
      } else if token.isMacro("lor", "vee") || isText("or") {
        operation = .or
      } else {
        return left
      }
      next()
      let right = try comparison()
      left = formula.apply(operation, [left, right], word: token.span)
    }
  }

  func isText(_ text: String) -> Bool {
    guard case .word(_, let word) = peek.kind else { return false }
    return word.filter { $0 != " " } == text
  }

  @inline(never)
  private mutating func comparison() throws(DialectError) -> Int32 {
    var left = try sum()
    var last: Int32?
    while let operation = relation(peek) {
      let word = next().span
      let right = try sum()
      let compared = formula.apply(operation, [last ?? left, right], word: word)
      left = last == nil ? compared : formula.apply(.and, [left, compared], word: word)
      last = right
    }
    return left
  }

  private func relation(_ token: LaTeXToken) -> Formula.Operator? {
    switch token.kind {
    case .sign("<"): .less
    case .sign(">"): .greater
    case .macro(let name): LaTeXMacros.relations[name]
    case .letter, .word, .number, .sign, .begin, .finish, .line, .end: nil
    }
  }

  @inline(never)
  mutating func sum() throws(DialectError) -> Int32 {
    var left = try signed()
    while peek.isSign("+") || peek.isSign("-") {
      let word = next()
      let right = try product()
      left = formula.apply(word.isSign("+") ? .add : .subtract, [left, right], word: word.span)
    }
    return left
  }

  /// A product with the sign before it.
  @inline(never)
  mutating func signed() throws(DialectError) -> Int32 {
    if peek.isSign("-") { return try product(sign: next().span) }
    if take("+") { return try deeper { (reader) throws(DialectError) in try reader.signed() } }
    return try product()
  }
}

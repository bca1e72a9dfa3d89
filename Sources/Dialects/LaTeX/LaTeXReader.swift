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
    return Reading(formula: reader.formula, names: reader.names, notes: reader.notes)
  }

  /// A name alone, as our language writes it; nil where a text is none.
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
    "cdot", "times", "div", "bmod", "land", "lor", "wedge", "vee", "odot", "ast", "over", "degree",
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
  mutating func signed() throws(DialectError) -> Int32 {
    if peek.isSign("-") { return try product(sign: next().span) }
    if take("+") { return try deeper { (reader) throws(DialectError) in try reader.signed() } }
    return try product()
  }

  /// Factors with and without signs between them.
  ///
  /// - Parameters:
  ///   - sign: a minus sign before the first factor.
  ///   - isArgument: of a function without brackets: it ends at a sign or a function.
  mutating func product(
    sign: Span? = nil, isArgument: Bool = false
  ) throws(DialectError) -> Int32 {
    var last = try factor()
    var left = last
    if let sign { left = formula.apply(.negate, [left], word: sign) }
    var hasBar = false
    while true {
      if case .call("abs") = formula[last].kind { hasBar = true }
      let token = peek
      if !isArgument, let word = productSign(token) {
        next()
        if let number = power(ofTen: left, word: token) {
          left = number
          continue
        }
        last = try signedFactor()
        left = try product(word, left, last, token.span)
      } else if !isArgument, token.isSign("/") {
        next()
        left = try quotient(left, last, word: token.span)
        last = left
      } else if isFactorStart(token, isArgument: isArgument) {
        if token.isSign("|") {
          if hasBar, !previous.isSign("|") { throw bars(token.span) }
          hasBar = true
        }
        try checkImplicit(left, token)
        last = try factor()
        left = apply(.multiply, left, last, Span(token.span.start, token.span.start))
      } else {
        return left
      }
    }
  }

  /// `2 \cdot -x`.
  private mutating func signedFactor() throws(DialectError) -> Int32 {
    guard peek.isSign("-") else { return try factor() }
    let word = next()
    let operand = try factor()
    return formula.apply(.negate, [operand], word: word.span)
  }

  private func bars(_ span: Span) -> DialectError {
    .refused(
      span,
      Refusal(
        headline: "bars inside of bars may be read in two ways",
        advice: "write `\\lvert` and `\\rvert`"))
  }

  private enum ProductSign { case dot, times, elements, modulo, over }

  private func productSign(_ token: LaTeXToken) -> ProductSign? {
    switch token.kind {
    case .sign("*"), .macro("cdot"), .macro("ast"): .dot
    case .macro("times"): .times
    case .macro("odot"): .elements
    case .macro("bmod"): .modulo
    case .macro("div"): .over
    case .macro, .letter, .word, .number, .sign, .begin, .finish, .line, .end: nil
    }
  }

  private mutating func product(
    _ sign: ProductSign, _ left: Int32, _ right: Int32, _ word: Span
  ) throws(DialectError) -> Int32 {
    switch sign {
    case .dot where arrays.contains(left) && arrays.contains(right):
      return formula.call(
        "dot", [left, right], word: word, span: formula.reach([left, right], word))
    case .times where arrays.contains(left) && arrays.contains(right):
      throw .refused(
        word,
        Refusal(headline: "the cross product of arrays is not computed"))
    case .dot, .times:
      return apply(.multiply, left, right, word)
    case .elements:
      return formula.apply(.elementMultiply, [left, right], word: word)
    case .over:
      return apply(.divide, left, right, word)
    case .modulo:
      return formula.call(
        "mod", [left, right], word: word, span: formula.reach([left, right], word))
    }
  }

  /// An operation on numbers or, in a sum over elements, on each of them.
  mutating func apply(
    _ operation: Formula.Operator, _ left: Int32, _ right: Int32, _ word: Span
  ) -> Int32 {
    let operation = elementIndex == nil ? operation : operation.ofElements
    return formula.apply(operation, [left, right], word: word)
  }

  /// `1.5\times10^{-3}` is one number; nil where something else stands there.
  private mutating func power(ofTen left: Int32, word: LaTeXToken) -> Int32? {
    guard word.isMacro("times", "cdot"), case .number(let text) = formula[left].kind,
      !text.contains("e"), !formula[left].isEnclosed, case .number("10") = peek.kind,
      peek(1).isSign("^")
    else { return nil }
    var distance = 2
    var exponent = ""
    let isGroup = peek(distance).isSign("{")
    if isGroup { distance += 1 }
    if isGroup, peek(distance).isSign("-") {
      exponent = "-"
      distance += 1
    }
    guard case .number(let digits) = peek(distance).kind, digits.allSatisfy(\.isNumber),
      isGroup || digits.count == 1
    else { return nil }
    distance += 1
    if isGroup {
      guard peek(distance).isSign("}") else { return nil }
      distance += 1
    }
    for _ in 0..<distance { next() }
    return formula.number(
      text + "e" + exponent + digits, Span(formula[left].span.start, previous.span.end))
  }

  /// What stands behind a `/`.
  private mutating func quotient(
    _ left: Int32, _ last: Int32, word: Span
  ) throws(DialectError) -> Int32 {
    if let open = openArguments[last] {
      let right = try factor()
      let argument = excerpt(open.argument)
      let divisor = excerpt(formula[right].span)
      let span = formula.reach([left, right], word)
      throw .refused(
        word,
        Refusal(
          headline: "`/` behind a function without brackets may be read in two ways",
          edits: [
            Edit(span, "\\frac{\(excerpt(formula[left].span))}{\(divisor)}"),
            Edit(
              formula.reach([last, right], word),
              "\(excerpt(open.function))\\left(\\frac{\(argument)}{\(divisor)}\\right)"),
          ]))
    }
    let right = try signedFactor()
    guard isFactorStart(peek, isArgument: false) else {
      return apply(.divide, left, right, word)
    }
    let divisor = formula[right].span
    let mark = peek.span
    while isFactorStart(peek, isArgument: false) { _ = try factor() }
    let all = Span(formula[left].span.start, previous.span.end)
    let numerator = excerpt(formula[left].span)
    let rest = excerpt(Span(divisor.end, previous.span.end))
    throw .refused(
      mark,
      Refusal(
        headline: "`\(excerpt(all))` may be read in two ways",
        edits: [
          Edit(all, "\\frac{\(numerator)}{\(excerpt(divisor))\(rest)}"),
          Edit(all, "\\frac{\(numerator)}{\(excerpt(divisor))}\(rest)"),
        ]))
  }

  /// Whether a factor begins here, behind another one.
  func isFactorStart(_ token: LaTeXToken, isArgument: Bool) -> Bool {
    switch token.kind {
    case .number, .letter: return true
    case .word(let macro, let text):
      if isArgument, LaTeXMacros.words.isKnown(text), macro == "operatorname" { return false }
      return !["and", "or", "if", "otherwise", "for", "else", "where"].contains(
        text.filter { $0 != " " })
    case .sign(let sign): return sign == "(" || sign == "[" || sign == "{" || sign == "|" && openBars == 0
    case .macro(let name):
      if LaTeXMacros.functions[name] != nil || ["max", "min"].contains(name) { return !isArgument }
      if ["sum", "prod"].contains(name) { return !isArgument }
      if name == "|" { return openNorms == 0 }
      return LaTeXMacros.letters.contains(name) || LaTeXMacros.bold.contains(name)
        || LaTeXMacros.accents[name] != nil || LaTeXReader.atoms.contains(name)
        || LaTeXMacros.refused[name] != nil || name == "{"
    case .begin(let name): return LaTeXReader.matrices.contains(name) || name == "cases"
    case .finish, .line, .end: return false
    }
  }

  /// Macros that begin an operand.
  static let atoms: Set<String> = [
    "frac", "dfrac", "tfrac", "cfrac", "sqrt", "pi", "infty", "lvert", "lVert", "lfloor", "lceil",
    "mathcal", "mathscr", "mathfrak", "partial", "dv", "pdv", "lbrace", "langle", "|", "varGamma",
    "lbrack",
  ]

  static let matrices: Set<String> = [
    "matrix", "pmatrix", "bmatrix", "Bmatrix", "smallmatrix", "array", "vmatrix",
  ]

  /// A number behind something without a sign is set as it were a name.
  private func checkImplicit(_ left: Int32, _ token: LaTeXToken) throws(DialectError) {
    guard case .number(let text) = token.kind, !formula[left].isEnclosed else { return }
    let before = Span(formula[left].span.end, token.span.end)
    var edits = [Edit(before, "\\cdot \(text)")]
    if case .name = formula[left].kind { edits.append(Edit(before, "_{\(text)}", "for a name")) }
    throw .refused(
      token.span,
      Refusal(headline: "a number stands behind a factor without a sign", edits: edits))
  }
}

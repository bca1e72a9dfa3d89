import Diagnostics

/// Formulas that are repeated over an index, with all terms written out.
extension DialectParser {
  private static let mostTerms = 1000
  private static let mostNodes = 1 << 20

  /// The tokens to the word that ends a formula: one of `words`, or a closing bracket, outside of
  /// brackets.
  func distance(to words: Set<String>) -> Int {
    var distance = 0
    var depth = 0
    while true {
      let token = peek(distance)
      if token.kind == .end { return distance }
      if token.kind == .sign || token.kind == .name {
        if depth == 0, words.contains(token.text) { return distance }
        switch token.text {
        case "(", "[", "{", ".(": depth += 1
        case "[[": depth += 2
        case ")", "]", "}":
          depth -= 1
          if depth < 0 { return distance }
        default: break
        }
      }
      distance += 1
    }
  }

  /// The formula from a token to another once for each value of its index.
  @inline(never)
  mutating func repeated(
    from start: Int, to end: Int, _ index: DialectToken, _ values: [Int32]
  ) throws(DialectError) -> [Int32] {
    guard values.count <= DialectParser.mostTerms, formula.count < DialectParser.mostNodes else {
      throw .refused(
        index.span,
        Refusal(headline: "\(values.count) terms are too many to be written out"))
    }
    let behind = position
    let outer = locals[index.text]
    defer { locals[index.text] = outer }
    var terms: [Int32] = []
    for value in values {
      position = start
      locals[index.text] = value
      terms.append(try expression())
      guard position == end else {
        throw .unexpectedWord(peek.span, expected: "an operator or the end of the formula")
      }
    }
    position = behind
    return terms
  }

  /// The terms joined by an operator.
  mutating func folded(_ terms: [Int32], isProduct: Bool, word: Span, span: Span) -> Int32 {
    guard var total = terms.first else { return formula.number(isProduct ? "1" : "0", span) }
    for term in terms.dropFirst() {
      total = formula.apply(isProduct ? .elementMultiply : .add, [total, term], word: word)
    }
    formula[total].span = span
    formula[total].isEnclosed = true
    return total
  }

  /// Numbers from one to another.
  mutating func numbers(
    _ first: Int32, _ last: Int32, step: Int = 1, leavesOutLast: Bool = false
  ) throws(DialectError) -> [Int32] {
    guard let low = constant(first), let high = constant(last), step != 0 else {
      throw .refused(
        formula[constant(first) == nil ? first : last].span,
        Refusal(
          headline: "the bounds of an index are no constants here",
          advice: "write numbers as bounds, or bind the array whose length they are"))
    }
    let end = leavesOutLast ? high - (step > 0 ? 1 : -1) : high
    guard abs(end - low) / abs(step) < DialectParser.mostTerms else {
      throw .refused(
        formula[last].span, Refusal(headline: "these are too many terms to be written out"))
    }
    let span = formula[last].span
    return stride(from: low, through: end, by: step).map { value in
      let node = formula.number(String(abs(value)), span)
      wholeNodes.insert(node)
      return value < 0 ? formula.apply(.negate, [node], word: span) : node
    }
  }

  /// Whether an argument or list element is a formula for each value of an index.
  func beginsComprehension(_ separators: Set<String>) -> Bool {
    guard let form = grammar.comprehension else { return false }
    return peek(distance(to: separators.union([form.opening]))).isWord(form.opening)
  }

  /// `x[i] for i in range(3)`, as a column.
  @inline(never)
  mutating func comprehension() throws(DialectError) -> Int32 {
    guard let form = grammar.comprehension else { return try expression() }
    let start = position
    let length = distance(to: [form.opening])
    for _ in 0..<length { next() }
    let end = position
    try expect(form.opening)
    let index = try expectName("the index")
    guard peek.kind != .end, form.middle.contains(peek.text) else {
      throw .unexpectedWord(peek.span, expected: "`\(form.middle.sorted()[0])`")
    }
    next()
    let values = try iterated(form)
    if peek.isWord("if") || peek.isWord(form.opening) {
      throw .refused(
        peek.span, Refusal(headline: "an index has one `\(form.opening)` and no condition here"))
    }
    let terms = try repeated(from: start, to: end, index, values)
    let span = Span(tokenSpan(start).start, previous.span.end)
    let node = formula.matrix(terms.map { _ in 1 }, terms, word: index.span, span: span)
    repetitions.insert(node)
    return node
  }

  /// The values of an index.
  private mutating func iterated(
    _ form: Grammar.Comprehension
  ) throws(DialectError) -> [Int32] {
    if let range = form.range, peek.isWord(range), peek(1).isWord("(") {
      next()
      next()
      var bounds = [try expression()]
      while take(",") { bounds.append(try expression()) }
      try expect(")")
      let step = bounds.count == 3 ? constant(bounds[2]) ?? 0 : 1
      let first = bounds.count > 1 ? bounds[0] : formula.number("0", formula[bounds[0]].span)
      return try numbers(
        first, bounds.count > 1 ? bounds[1] : bounds[0], step: step, leavesOutLast: true)
    }
    let values = try expression()
    if case .operation(.range) = formula[values].kind, form.range == nil {
      let parts = formula[values].children
      let step = parts.count == 3 ? constant(parts[1]) ?? 0 : 1
      return try numbers(parts[0], parts[parts.count - 1], step: step)
    }
    if case .matrix(let rows) = formula[values].kind, rows.allSatisfy({ $0 == 1 }) {
      return formula[values].children
    }
    guard let count = count(values), formula[values].extent.isVector else {
      throw .refused(
        formula[values].span,
        Refusal(
          headline: "how many terms there are is not known here",
          advice: "bind `\(excerpt(formula[values].span))`, or write the function of arrays"))
    }
    let span = formula[values].span
    return (1...count).map { place in
      let index = formula.number(String(place), span)
      return formula.append(
        .init(kind: .index, span: span, word: span, children: [values, index], extent: .number))
    }
  }
}

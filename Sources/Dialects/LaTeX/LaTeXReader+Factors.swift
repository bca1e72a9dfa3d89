import Diagnostics

/// Operands with what stands at them: powers, factorials, percents, degrees.
extension LaTeXReader {
  @inline(never)
  mutating func factor() throws(DialectError) -> Int32 {
    var node = try deeper { (reader) throws(DialectError) in try reader.atom() }
    while true {
      let token = peek
      switch token.kind {
      case .sign("^"):
        next()
        node = try raised(node, word: token.span)
      case .sign("!"):
        next()
        if peek.isSign("!") {
          let span = Span(token.span.start, peek.span.end)
          throw .refused(span, RefusedForm.doubleFactorial.refusal(at: span))
        }
        node = try function("gamma(x + 1)", node, word: token.span)
      case .macro("%"):
        next()
        node = formula.percent(node, word: token.span)
      case .macro("degree"):
        next()
        node = try function("x*pi/180", node, word: token.span)
      case .sign("_"):
        throw .refused(
          token.span,
          Refusal(headline: "only a name has a subscript", label: "of what stands before it"))
      default:
        return node
      }
    }
  }

  /// A formula of ours of one operand.
  @inline(never)
  mutating func function(
    _ text: String, _ operand: Int32, word: Span, span: Span? = nil
  ) throws(DialectError) -> Int32 {
    let span = span ?? formula.reach([operand], word)
    return try DialectParser.append(
      text, ["x": [operand]], span: span, word: word, to: &formula)
  }

  // MARK: - Powers

  /// A base with what stands above it; `^` was read.
  @inline(never)
  private mutating func raised(_ base: Int32, word: Span) throws(DialectError) -> Int32 {
    let start = position
    if let mark = transposition() {
      return try transposed(base, mark, Span(formula[base].span.start, previous.span.end))
    }
    position = start
    if scriptIs(.macro("circ")) || scriptIs(.macro("degree")) {
      return try function(
        "x*pi/180", base, word: word, span: Span(formula[base].span.start, previous.span.end))
    }
    position = start
    for mark in ["*", "dagger", "ast", "H"] where scriptIs(mark == "*" ? .sign("*") : .macro(mark))
    {
      throw .refused(
        Span(word.start, previous.span.end),
        Refusal(
          headline: "there are no complex numbers",
          edits: [Edit(Span(word.start, previous.span.end), "^\\top", "for the transpose")]))
    }
    position = start
    let exponent = try script("power", after: word)
    if formula.name(base) == "e", isEuler.contains(base) {
      return try exponential(base, exponent, word)
    }
    if formula.wholeNumber(exponent) == -1, formula[base].isEnclosed, isGram(base) {
      let span = formula[base].span
      note(
        "an inverse is less exact than the solution of a system",
        Span(span.start, previous.span.end),
        helps: ["write `A \\ b` for `A^-1*b` in the program that `convert` prints"])
    }
    return apply(.power, base, exponent, word)
  }

  /// Whether a matrix is the product of one and its transpose, as those of normal equations.
  private func isGram(_ node: Int32) -> Bool {
    guard case .operation(.multiply) = formula[node].kind else { return false }
    return formula[node].children.contains { formula[$0].kind == .operation(.transpose) }
  }

  /// Whether the script that follows is one token; it is read then.
  private mutating func scriptIs(_ kind: LaTeXToken.Kind) -> Bool {
    let start = position
    let isGroup = take("{")
    guard peek.kind == kind else {
      position = start
      return false
    }
    next()
    if isGroup, !take("}") {
      position = start
      return false
    }
    return true
  }

  private enum Transposition { case sign, letter }

  /// A sign of the transpose, or a `T` that may be one.
  private mutating func transposition() -> Transposition? {
    if scriptIs(.macro("top")) || scriptIs(.macro("intercal")) || scriptIs(.macro("mathsf")) {
      return .sign
    }
    for macro in LaTeXMacros.texts.sorted() where scriptIs(.word(macro: macro, text: "T")) {
      return .sign
    }
    return scriptIs(.letter("T")) ? .letter : nil
  }

  @inline(never)
  private mutating func transposed(
    _ base: Int32, _ mark: Transposition, _ span: Span
  ) throws(DialectError) -> Int32 {
    let word = previous.span
    switch mark {
    case .sign: break
    case .letter:
      let isArray =
        arrays.contains(base)
        || (formula.name(base)?.first?.isUppercase ?? false)
      if hasFactorT {
        return apply(.power, base, try value("T", "T", word), word)
      }
      guard isArray else {
        let script = Span(formula[base].span.end, word.end)
        throw .refused(
          script,
          Refusal(
            headline: "`\(excerpt(span))` is a transpose or a power",
            edits: [
              Edit(script, "^\\top", "for the transpose"), Edit(script, "^{(T)}", "for the power"),
            ]))
      }
    }
    let node = formula.apply(.transpose, [base], word: word, span: span)
    arrays.insert(node)
    return node
  }

  /// Whether `T` stands somewhere as a factor, and not above something.
  private var hasFactorT: Bool {
    tokens.indices.contains { index in
      guard tokens[index].kind == .letter("T") else { return false }
      let before = index > 0 ? tokens[index - 1] : tokens[index]
      let beforeThat = index > 1 ? tokens[index - 2] : tokens[index]
      let after = tokens[min(index + 1, tokens.count - 1)]
      let isScript =
        before.isSign("^") || before.isSign("_")
        || before.isSign("{") && (beforeThat.isSign("^") || beforeThat.isSign("_"))
          && after.isSign("}")
      return !isScript && !after.isSign("_")
    }
  }

  // MARK: - Euler's number

  /// `e` above which something stands.
  @inline(never)
  private mutating func exponential(
    _ base: Int32, _ exponent: Int32, _ word: Span
  ) throws(DialectError) -> Int32 {
    let span = formula.reach([base, exponent], word)
    if !holdsName(exponent) { noteEuler(formula[base].span) }
    return formula.call("exp", [exponent], word: formula[base].span, span: span)
  }

  mutating func noteEuler(_ span: Span) {
    note(
      "`e` is read as the constant 2.718…", span,
      helps: ["for a quantity of that name, bind it (`e=…`) or write another letter"])
  }

  /// Whether a formula has a name of a value in it.
  private func holdsName(_ node: Int32) -> Bool {
    var stack = [node]
    while let node = stack.popLast() {
      if let name = formula.name(node), !["pi", "e", "inf", "nan"].contains(name) { return true }
      stack += formula[node].children
    }
    return false
  }

  // MARK: - Arguments of macros

  /// What a macro or `^` takes: a group, or one token. Of a number TeX takes the first digit alone.
  ///
  /// - Parameter what: nil: what is left of a number is a factor of its own.
  @inline(never)
  mutating func script(_ what: String?, after word: Span) throws(DialectError) -> Int32 {
    let token = peek
    switch token.kind {
    case .sign("{"):
      return try group()
    case .number(let text) where text.utf8.count > 1:
      return try digit(text, what)
    case .number(let text):
      next()
      return formula.number(text, token.span)
    case .letter(let letter):
      next()
      return try letterNode(letter, token.span)
    case .sign("-"):
      let rest = peek(1)
      throw .refused(
        token.span,
        Refusal(
          headline: "TeX sets the sign alone above the line",
          edits: isFactorStart(rest, isArgument: false)
            ? [Edit(Span(token.span.start, rest.span.end), "{-\(excerpt(rest.span))}")] : [],
          advice: "the sign of a name is a subscript: `x_-`"))
    case .macro, .word, .sign, .begin:
      return try deeper { (reader) throws(DialectError) in try reader.atom() }
    case .finish, .line, .end:
      throw unexpected("an argument")
    }
  }

  /// The first digit of a number.
  @inline(never)
  private mutating func digit(_ text: String, _ what: String?) throws(DialectError) -> Int32 {
    let token = peek
    let first = String(text.prefix(1))
    let rest = String(text.dropFirst())
    let middle = token.span.start + 1
    if let what {
      throw .refused(
        token.span,
        Refusal(
          headline: "TeX takes one digit as the \(what), `\(first)`",
          edits: [
            Edit(token.span, "{\(text)}"), Edit(token.span, "\(first)\\cdot \(rest)"),
          ]))
    }
    tokens[position] = LaTeXToken(
      kind: .number(rest), span: Span(middle, token.span.end), isAdjacent: true)
    return formula.number(first, Span(token.span.start, middle))
  }

  /// What stands in braces, which is one operand.
  @inline(never)
  mutating func group() throws(DialectError) -> Int32 {
    let open = try expect("{")
    let outer = (openBars, openNorms)
    (openBars, openNorms) = (0, 0)
    var node = try deeper { (reader) throws(DialectError) in try reader.condition() }
    if peek.isMacro("over") {
      let word = next().span
      let divisor = try condition()
      node = apply(.divide, node, divisor, word)
    }
    (openBars, openNorms) = outer
    guard peek.isSign("}") else {
      if peek.kind == .end { throw .unclosedBracket(open.span, end: peek.span) }
      throw unexpected("an operator or `}`")
    }
    let close = next()
    formula[node].span = Span(open.span.start, close.span.end)
    return node
  }
}

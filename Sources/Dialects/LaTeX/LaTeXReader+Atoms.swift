import Diagnostics

/// What an operand can be.
extension LaTeXReader {
  @inline(never)
  mutating func atom() throws(DialectError) -> Int32 {
    let token = peek
    switch token.kind {
    case .number(let text):
      next()
      try checkUnit(token)
      return formula.number(text, token.span)
    case .letter:
      return try named()
    case .word(let macro, let text):
      if macro == "operatorname" || text.count > 1, LaTeXMacros.words.isKnown(text),
        !names.isDefined(text)
      {
        return try word(text)
      }
      return try named()
    case .sign(let sign):
      switch sign {
      case "{": return try group()
      case "(", "[": return try bracket()
      case "|": return try bars()
      default: throw unexpected("a number, a name or a bracket")
      }
    case .macro(let name):
      return try macro(name, token)
    case .begin(let name):
      return try environment(name)
    case .finish, .line, .end:
      throw unexpected("a number, a name or a bracket")
    }
  }

  @inline(never)
  private mutating func macro(_ name: String, _ token: LaTeXToken) throws(DialectError) -> Int32 {
    if LaTeXMacros.letters.contains(name) || LaTeXMacros.bold.contains(name)
      || LaTeXMacros.accents[name] != nil || LaTeXReader.scripts.contains(name)
    {
      return try named()
    }
    if let form = LaTeXMacros.refused[name] {
      throw .refused(token.span, form.refusal(at: token.span))
    }
    if let text = LaTeXMacros.functions[name] {
      next()
      return try function(name, text, token)
    }
    switch name {
    case "pi":
      next()
      return formula.name("pi", token.span, .number)
    case "infty":
      next()
      return formula.name("inf", token.span, .number)
    case "frac", "dfrac", "tfrac", "cfrac":
      next()
      return try fraction(token)
    case "dv", "pdv":
      next()
      return try shortDerivative(token)
    case "sqrt":
      next()
      return try root(token)
    case "lvert", "lVert", "lfloor", "lceil", "|", "langle":
      return try delimited(name)
    case "{", "lbrace", "lbrack":
      return try bracket()
    case "sum", "prod":
      next()
      return try sum(token, isProduct: name == "prod")
    case "max", "min":
      next()
      return try extreme(name, token)
    case "binom", "dbinom", "tbinom":
      next()
      throw try binomial(token)
    case "underbrace", "overbrace":
      next()
      return try braced(token)
    case "partial":
      throw .refused(
        token.span,
        Refusal(
          headline: "a derivative is a fraction here",
          advice: "write `\\frac{\\partial f}{\\partial x}`"))
    default:
      throw unexpected("a number, a name or a bracket")
    }
  }

  /// `\binom{n}{k}`, with the quotient that it is.
  @inline(never)
  private mutating func binomial(_ word: LaTeXToken) throws(DialectError) -> DialectError {
    let above = try script(nil, after: word.span)
    let below = try script(nil, after: word.span)
    func inner(_ node: Int32) -> String {
      let text = excerpt(formula[node].span)
      let bare = text.hasPrefix("{") ? String(text.dropFirst().dropLast()) : text
      return bare.count > 1 ? "(\(bare))" : bare
    }
    let (n, k) = (inner(above), inner(below))
    let whole = Span(word.span.start, previous.span.end)
    return .refused(
      whole,
      Refusal(
        headline: "binomial coefficients have no function here",
        edits: [Edit(whole, "\\frac{\(n)!}{\(k)!\\,(\(n)-\(k))!}")]))
  }

  /// `\underbrace{x}_{\text{words}}`: the words say nothing about the value.
  @inline(never)
  private mutating func braced(_ word: LaTeXToken) throws(DialectError) -> Int32 {
    let node = try group()
    formula[node].isEnclosed = true
    guard peek.isSign("_") || peek.isSign("^"), peek(1).isSign("{"), case .word = peek(2).kind,
      peek(3).isSign("}")
    else { return node }
    for _ in 0..<4 { next() }
    return node
  }

  // MARK: - Brackets

  /// The bracket that closes another one.
  private func isClosing(_ token: LaTeXToken, of open: LaTeXToken) -> Bool {
    switch open.kind {
    case .sign("("): token.isSign(")")
    case .sign("["): token.isSign("]")
    case .macro("lbrack"): token.isMacro("rbrack") || token.isSign("]")
    case .macro: token.isMacro("}", "rbrace")
    default: false
    }
  }

  /// A formula in brackets of any form.
  @inline(never)
  mutating func bracket() throws(DialectError) -> Int32 {
    let (nodes, span) = try bracketed()
    guard nodes.count == 1 else {
      throw .refused(
        span, Refusal(headline: "a bracket holds one formula here", advice: "write products out"))
    }
    formula[nodes[0]].span = span
    formula[nodes[0]].isEnclosed = true
    return nodes[0]
  }

  /// The formulas between brackets, and the whole.
  @inline(never)
  mutating func bracketed() throws(DialectError) -> (nodes: [Int32], span: Span) {
    let open = next()
    let outer = (openBars, openNorms)
    (openBars, openNorms) = (0, 0)
    var nodes: [Int32] = []
    while true {
      nodes.append(try deeper { (reader) throws(DialectError) in try reader.condition() })
      if !take(",") { break }
    }
    (openBars, openNorms) = outer
    guard isClosing(peek, of: open) else {
      if peek.kind == .end || peek.kind == .line {
        throw .unclosedBracket(open.span, end: peek.span)
      }
      throw unexpected("an operator or a closing bracket")
    }
    return (nodes, Span(open.span.start, next().span.end))
  }

  /// Whether a bracket with arguments begins here.
  func isBracket(_ token: LaTeXToken) -> Bool {
    token.isSign("(") || token.isSign("[") || token.isMacro("{", "lbrace", "lbrack")
  }

  // MARK: - Units

  /// `5\,\mathrm{m/s}`.
  @inline(never)
  private func checkUnit(_ number: LaTeXToken) throws(DialectError) {
    guard case .word(_, let text) = peek.kind else { return }
    let isUnit = peek.isSpaced || text.contains("/") || text.contains("^")
    guard isUnit, !names.isDefined(text), !known.isBound(text),
      !LaTeXMacros.words.isKnown(text)
    else { return }
    let word = peek.span
    var end = word.end
    // `\text{m/s}^2`
    if peek(1).isSign("^") {
      end = peek(2).span.end
      var distance = 2
      if peek(2).isSign("{") {
        while !peek(distance).isSign("}"), peek(distance).kind != .end { distance += 1 }
        end = peek(distance).span.end
      }
    }
    let whole = Span(number.span.end, end)
    var edits = [Edit(whole, "")]
    if text.allSatisfy(\.isLetter) {
      let rest = excerpt(Span(word.start, end))
      edits.append(Edit(whole, "\\cdot \(rest)", "for a quantity of that name"))
    }
    throw .refused(word, Refusal(headline: "units are not computed", edits: edits))
  }
}

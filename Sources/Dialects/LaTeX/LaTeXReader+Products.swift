import Diagnostics

/// Products with and without signs, and quotients.
extension LaTeXReader {
  /// Factors with and without signs between them.
  ///
  /// - Parameters:
  ///   - sign: a minus sign before the first factor.
  ///   - isArgument: of a function without brackets: it ends at a sign or a function.
  @inline(never)
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

  @inline(never)
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
    case .macro("bmod"), .macro("mod"): .modulo
    case .macro("div"): .over
    case .macro, .letter, .word, .number, .sign, .begin, .finish, .line, .end: nil
    }
  }

  @inline(never)
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
  @inline(never)
  mutating func apply(
    _ operation: Formula.Operator, _ left: Int32, _ right: Int32, _ word: Span
  ) -> Int32 {
    let operation = elementIndex == nil ? operation : operation.ofElements
    return formula.apply(operation, [left, right], word: word)
  }

  /// `1.5\times10^{-3}` is one number; nil where something else stands there.
  @inline(never)
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
  @inline(never)
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
      return !["and", "or", "if", "otherwise", "for", "else", "where", "with"].contains(
        text.filter { $0 != " " })
    case .sign(let sign):
      return sign == "(" || sign == "[" || sign == "{" || sign == "|" && openBars == 0
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
    "lbrack", "binom", "dbinom", "tbinom", "underbrace", "overbrace",
  ]

  static let matrices: Set<String> = [
    "matrix", "pmatrix", "bmatrix", "Bmatrix", "smallmatrix", "array", "vmatrix",
  ]

  /// A number behind something without a sign is set as it were a name.
  @inline(never)
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

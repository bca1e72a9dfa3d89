import Diagnostics

/// Products without a sign, where they are one and where they may be meant otherwise.
extension DialectParser {
  /// Whether a token that follows an operand begins another factor.
  func isImplicitProduct(
    _ left: Int32, _ token: DialectToken, _ operands: Grammar.ImplicitProduct.Operands
  ) -> Bool {
    let isOperand: Bool
    switch token.kind {
    case .number: isOperand = true
    case .name: isOperand = true
    case .sign:
      isOperand =
        token.text == "(" || token.text == grammar.list?.open
        || grammar.operandForms[token.text] != nil && !(token.text == "|" && openBars > 0)
    case .newline, .end: isOperand = false
    }
    guard isOperand else { return false }
    // The argument of a function without brackets ends at the next function.
    if isArgument, token.kind == .name, isFunction(token.text) { return false }
    switch operands {
    case .any: return true
    case .letters: return token.kind != .number
    case .behindNumber:
      guard !token.isApart, token.kind != .number else { return false }
      switch formula[left].kind {
      case .number: return true
      case .operation(.transpose): return token.kind == .name
      case .name, .call, .operation, .matrix, .index, .allIndices, .lastIndex: return false
      }
    }
  }

  /// Whether `-2` is followed by a factor: `-2x`.
  @inline(never)
  func isNegativeFactor(_ left: Int32, _ product: Grammar.ImplicitProduct) -> Bool {
    guard product.operands == .behindNumber, !formula[left].isEnclosed else { return false }
    let number = formula[left].children[0]
    guard case .number = formula[number].kind, !formula[number].isEnclosed else { return false }
    return isImplicitProduct(number, peek, product.operands)
  }

  /// `ln x/y`, with both readings.
  @inline(never)
  func doubtfulArgument(
    _ left: Int32, _ right: Int32, _ open: (function: Span, argument: Span), _ word: Span
  ) -> DialectError {
    let function = excerpt(open.function)
    let argument = excerpt(open.argument)
    let sign = excerpt(word)
    return .refused(
      word,
      Refusal(
        headline: "`\(sign)` behind a function without brackets may be read in two ways",
        edits: [
          Edit(
            formula.reach([left], open.function), "\(function)(\(argument))"),
          Edit(
            formula.reach([left, right], word),
            "\(function)(\(argument)\(sign)\(excerpt(formula[right].span)))"),
        ]))
  }

  /// Refuses names of several letters side by side: they may be products themselves.
  @inline(never)
  func checkLetters(
    _ left: Int32, _ right: Int32, _ operands: Grammar.ImplicitProduct.Operands
  ) throws(DialectError) {
    guard operands == .letters else { return }
    // `1.5D0`, `1_000`: a number of another kind.
    if case .number = formula[left].kind, formula[left].span.end == formula[right].span.start {
      let written = excerpt(formula[right].span)
      if written.hasPrefix("_") || written.dropFirst().utf8.first.map({ $0 &- 48 < 10 }) ?? false {
        throw .malformedNumber(formula.reach([left, right], formula[left].span))
      }
    }
    if formula[right].isEnclosed, formula.name(left) != nil, !formula[left].isEnclosed,
      formula.isBare(right), formula[left].span.end == formula[right].span.start
    {
      let span = formula.reach([left, right], formula[left].span)
      let name = excerpt(formula[left].span)
      throw .refused(
        span,
        Refusal(
          headline: "is `\(name)` a function, or a factor?",
          edits: [Edit(span, "\(name)·\(excerpt(formula[right].span))", "for a product")],
          advice: "a function is defined in the text: `\(name)(x) = …`"))
    }
    for node in [left, right] where !formula[node].isEnclosed {
      var base = node
      if case .operation(.power) = formula[node].kind { base = formula[node].children[0] }
      guard formula.name(base) != nil, !formula[base].isEnclosed else { continue }
      let written = excerpt(formula[base].span)
      let letters = written.unicodeScalars.prefix { Spelling.isLetter($0) && !Spelling.isMark($0) }
      guard letters.count > 1, grammar.constants[written] == nil else { continue }
      let product = letters.map { String(Character($0)) }.joined(separator: "·")
      let rest = written.unicodeScalars.dropFirst(letters.count)
      throw .refused(
        formula[base].span,
        Refusal(
          headline: "is `\(written)` one name, or a product?",
          edits: [
            Edit(formula[base].span, "(\(written))", "for one name"),
            Edit(
              formula[base].span,
              "·\(product)\(String(String.UnicodeScalarView(rest)))·"
                .trimmed(node == left, node == right), "for a product"),
          ]))
    }
  }

  /// `1/2x`, with both readings.
  @inline(never)
  func doubtfulQuotient(_ left: Int32, _ right: Int32, _ word: Span) -> DialectError {
    let span = formula.reach([left, right], word)
    let factors = formula[right].children
    let rest = excerpt(formula[factors[1]].span)
    let first = excerpt(formula[factors[0]].span)
    return .refused(
      word,
      Refusal(
        headline: "`\(excerpt(span))` may be read in two ways",
        edits: [
          Edit(span, "\(excerpt(formula[left].span))/(\(excerpt(formula[right].span)))"),
          Edit(span, "(\(excerpt(formula[left].span))/\(first))·\(rest)"),
        ]))
  }
}

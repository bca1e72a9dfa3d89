import Diagnostics

/// Fractions and roots, and what TeX takes as theirs.
extension LaTeXReader {
  /// `\frac ab`: a derivative, or a quotient.
  @inline(never)
  mutating func fraction(_ word: LaTeXToken) throws(DialectError) -> Int32 {
    if let derivative = try derivative(word) { return derivative }
    let numerator = try script(nil, after: word.span)
    let divisor = try script(nil, after: word.span)
    let span = Span(word.span.start, formula[divisor].span.end)
    if case .number(let rest) = peek.kind, peek.isAdjacent,
      case .number(let first) = formula[divisor].kind
    {
      throw .refused(
        peek.span,
        Refusal(
          headline: "TeX takes one digit below the line, `\(first)`",
          edits: [
            Edit(Span(formula[divisor].span.start, peek.span.end), "{\(first)\(rest)}"),
            Edit(peek.span, "\\cdot \(rest)"),
          ]))
    }
    let node = apply(.divide, numerator, divisor, word.span)
    formula[node].span = span
    return node
  }

  /// `\sqrt[n]{x}`.
  @inline(never)
  mutating func root(_ word: LaTeXToken) throws(DialectError) -> Int32 {
    var order: Int32?
    if peek.isSign("[") {
      next()
      order = try sum()
      try expect("]")
    }
    let isBare = !peek.isSign("{")
    let operand = try script("radicand", after: word.span)
    let span = Span(word.span.start, formula[operand].span.end)
    if isBare, isFactorStart(peek, isArgument: true), peek.isAdjacent {
      let inside = excerpt(formula[operand].span)
      note(
        "TeX sets the root of `\(inside)` alone", span,
        helps: ["write `\\sqrt{\(inside)\(excerpt(peek.span))}` for the root of both"])
    }
    guard let order else {
      return formula.call("sqrt", [operand], word: word.span, span: span)
    }
    if case .number("3") = formula[order].kind {
      return formula.call("cbrt", [operand], word: word.span, span: span)
    }
    let exponent = formula.apply(
      .divide, [formula.number("1", word.span), order], word: word.span)
    let node = apply(.power, operand, exponent, word.span)
    formula[node].span = span
    return node
  }
}

import Diagnostics

/// Functions without brackets, and derivatives that are written with primes.
extension DialectParser {
  /// `sin x`, `sin²x`, `sin⁻¹x`: the argument is the product that follows.
  @inline(never)
  mutating func bareCall(_ name: DialectToken) throws(DialectError) -> Int32 {
    var power: (node: Int32, word: Span)?
    var function = name
    if peek.isWord("^") {
      let mark = next()
      let node = try expression(DialectParser.tightest)
      let span = Span(name.span.start, formula[node].span.end)
      if formula.wholeNumber(node) == -1 {
        guard grammar.functions.rows(of: "a" + name.text) != nil else {
          throw .refused(
            span,
            Refusal(headline: "`\(excerpt(span))` is an inverse or a reciprocal"))
        }
        function = DialectToken(kind: .name, text: "a" + name.text, span: span)
        note(
          "`\(excerpt(span))` is read as the inverse function", span,
          helps: ["write `1/\(name.text)(…)` for the reciprocal"])
      } else {
        power = (node, mark.span)
      }
    }
    let argument: Int32
    let start = position
    if peek.isWord("(") {
      argument = try expression(DialectParser.tightest)
    } else {
      let outer = isArgument
      isArgument = true
      argument = try expression(grammar.implicitProduct?.precedence ?? DialectParser.tightest)
      isArgument = outer
    }
    let span = Span(name.span.start, formula[argument].span.end)
    let isBare = !formula[argument].isEnclosed
    var node = try call(function, [Argument(keyword: nil, node: argument)], span)
    if let power {
      node = formula.apply(.power, [node, power.node], word: power.word, span: span)
    }
    if isBare {
      let head = Span(name.span.start, tokenSpan(start).start)
      bareArguments[node] = (trimmed(head), formula[argument].span)
    }
    return node
  }

  /// A span without the blanks at its end.
  private func trimmed(_ span: Span) -> Span {
    var span = span
    while span.end > span.start, source.bytes[Int(span.end) - 1] <= 0x20 { span.end -= 1 }
    return span
  }

  /// More tightly than all operators.
  static let tightest = 1000

  /// `f′(x)`, where the prime is part of the name; nil where there is none.
  @inline(never)
  mutating func primed(_ name: DialectToken) throws(DialectError) -> Int32? {
    let base = String(name.text.prefix { !grammar.lexicon.nameEndings.contains($0) })
    guard base != name.text, names.isFunction(base) else { return nil }
    let token = DialectToken(kind: .name, text: base, span: name.span)
    return try derivative(of: token, order: name.text.count - base.count)
  }

  /// `f'(x)`, of a function that the text defines.
  @inline(never)
  mutating func derivative(
    of name: DialectToken, order given: Int = 0
  ) throws(DialectError) -> Int32 {
    var order = given
    while peek.kind == .sign, grammar.primes.contains(peek.text) {
      next()
      order += 1
    }
    let word = Span(name.span.start, previous.span.end)
    let open = try expect(grammar.call.open)
    let (arguments, close) = try callArguments(grammar.call, open)
    guard arguments.count == 1 else {
      throw .refused(word, Refusal(headline: "a prime is a derivative by one number"))
    }
    return try formula.derivative(
      of: name.text, order: order, at: arguments[0].node, word: word,
      span: Span(name.span.start, close.span.end), &names)
  }
}

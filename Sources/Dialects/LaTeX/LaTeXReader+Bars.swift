import Diagnostics

/// Magnitudes, norms and what else has bars around it.
extension LaTeXReader {
  /// `|x|` and `||x||`.
  @inline(never)
  mutating func bars() throws(DialectError) -> Int32 {
    let open = next()
    let isNorm = peek.isSign("|")
    if isNorm { next() }
    openBars += 1
    let node = try deeper { (reader) throws(DialectError) in try reader.sum() }
    openBars -= 1
    guard peek.isSign("|") else {
      if peek.kind == .end { throw .unclosedBracket(open.span, end: peek.span) }
      throw unexpected("`|`")
    }
    var close = next()
    if isNorm {
      guard peek.isSign("|") else { throw unexpected("`|`") }
      close = next()
    }
    let span = Span(open.span.start, close.span.end)
    return isNorm ? try norm(node, open.span, span) : try magnitude(node, open.span, span)
  }

  /// `\lvert x \rvert`, `\lVert x \rVert_2`, `\lfloor x \rfloor`.
  @inline(never)
  mutating func delimited(_ name: String) throws(DialectError) -> Int32 {
    let open = next()
    let outer = (openBars, openNorms)
    (openBars, openNorms) = (0, name == "|" ? 1 : 0)
    let node = try deeper { (reader) throws(DialectError) in try reader.sum() }
    (openBars, openNorms) = outer
    let closings = [
      "lvert": "rvert", "lVert": "rVert", "lfloor": "rfloor", "lceil": "rceil", "|": "|",
      "langle": "rangle",
    ]
    guard let closing = closings[name], peek.isMacro(closing) else {
      if peek.kind == .end { throw .unclosedBracket(open.span, end: peek.span) }
      throw unexpected("the closing bracket")
    }
    let span = Span(open.span.start, next().span.end)
    switch name {
    case "lvert": return try magnitude(node, open.span, span)
    case "lfloor": return try function("floor(x)", node, word: open.span, span: span)
    case "lceil": return try function("ceil(x)", node, word: open.span, span: span)
    case "langle":
      throw .refused(
        span,
        Refusal(
          headline: "angle brackets are an average or a product",
          edits: [
            Edit(span, "(\(excerpt(formula[node].span)))", "for a bracket")
          ]))
    default: return try norm(node, open.span, span)
    }
  }

  private mutating func magnitude(
    _ node: Int32, _ word: Span, _ span: Span
  ) throws(DialectError) -> Int32 {
    if elementIndex == nil, formula[node].extent == .matrix || formula[node].extent.isVector,
      !arrays.contains(node)
    {
      let inner = excerpt(formula[node].span)
      let isMatrix = formula[node].extent == .matrix
      throw .refused(
        span,
        Refusal(
          headline: "bars around an array are a determinant, a norm or each magnitude",
          edits: [
            Edit(
              span, isMatrix ? "\\det(\(inner))" : "\\lVert \(inner)\\rVert",
              isMatrix ? "for the determinant" : "for the norm"),
            Edit(span, "\\operatorname{abs}(\(inner))", "for each magnitude"),
          ]))
    }
    return formula.call(arrays.contains(node) ? "norm" : "abs", [node], word: word, span: span)
  }

  /// A norm with the order below it.
  @inline(never)
  private mutating func norm(
    _ node: Int32, _ word: Span, _ whole: Span
  ) throws(DialectError) -> Int32 {
    var span = whole
    var text = "norm(x)"
    var isOfElements = false
    if take("_") {
      let isGroup = take("{")
      let order = next()
      if isGroup { try expect("}") }
      span.end = previous.span.end
      switch order.kind {
      case .number("1"): text = "sum(abs(x))"
      case .letter("F"): isOfElements = true
      case .number("2"): break
      case .macro("infty"): text = "max(abs(x))"
      default:
        throw .refused(order.span, Refusal(headline: "this norm is not known"))
      }
    }
    if formula[node].extent == .matrix, !isOfElements {
      throw .refused(
        span,
        Refusal(
          headline: "a norm of a matrix is one of several",
          edits: [Edit(span, "\(excerpt(whole))_F", "for the root of the squares")]))
    }
    return try function(text, node, word: word, span: span)
  }
}

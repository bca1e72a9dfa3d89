import Diagnostics

/// Sums and products over an index, and derivatives.
extension LaTeXReader {
  // MARK: - Sums

  /// `\sum` with its bounds; the word was read.
  @inline(never)
  mutating func sum(_ word: LaTeXToken, isProduct: Bool) throws(DialectError) -> Int32 {
    var index: String?
    var low: Int?
    var high: Int?
    var count: Name?
    while peek.isSign("_") || peek.isSign("^") {
      if next().isSign("_") {
        let bound = try lowerBound()
        (index, low) = (bound.index, bound.value)
      } else {
        let bound = try upperBound()
        (high, count) = (bound.value, bound.name)
      }
    }
    guard let index else {
      throw .refused(
        word.span, Refusal(headline: "this sum has no index", advice: "write `\\sum_{i=1}^{n}`"))
    }
    if let low, let high, !hasBoundArray(index) {
      return try written(out: low, high, index, word, isProduct: isProduct)
    }
    guard !isProduct, low ?? 1 == 1, indexValues[index] == nil, elementIndex == nil else {
      throw needsConstant(word)
    }
    return try sumOfElements(index, count, word)
  }

  private func needsConstant(_ word: LaTeXToken) -> DialectError {
    .refused(
      word.span,
      Refusal(
        headline: "the bounds of this sum are no constants",
        advice: "write numbers as bounds, or names with the index alone: `\\sum_{i} x_i`"))
  }

  /// `i`, `{i=1}`.
  @inline(never)
  private mutating func lowerBound() throws(DialectError) -> (index: String, value: Int?) {
    let isGroup = take("{")
    guard case .letter(let index) = peek.kind else { throw unexpected("the index of the sum") }
    next()
    var value: Int?
    if isGroup, take("=") {
      let node = try sum()
      value = formula.wholeNumber(node)
      guard value != nil else {
        throw .refused(
          formula[node].span, Refusal(headline: "a sum begins at a whole number here"))
      }
    }
    if isGroup { try expect("}") }
    return (index, value)
  }

  /// `n`, `{10}`.
  @inline(never)
  private mutating func upperBound() throws(DialectError) -> (value: Int?, name: Name?) {
    let isGroup = take("{")
    if case .number(let text) = peek.kind, let value = Int(text) {
      guard isGroup || text.count == 1 else {
        throw .refused(
          peek.span,
          Refusal(
            headline: "TeX takes one digit as the bound, `\(text.prefix(1))`",
            edits: [Edit(peek.span, "{\(text)}")]))
      }
      next()
      if isGroup { try expect("}") }
      return (value, nil)
    }
    if case .letter(let letter) = peek.kind, let value = indexValues[letter] {
      next()
      if isGroup { try expect("}") }
      return (value, nil)
    }
    let name =
      isGroup
      ? try readName()
      : try deeper { (reader) throws(DialectError) in
        try reader.readName()
      }
    if isGroup { try expect("}") }
    return (nil, name)
  }

  /// Whether a name with this index stands behind the sum that is bound to an array.
  private func hasBoundArray(_ index: String) -> Bool {
    var place = position
    while place < tokens.count - 3 {
      if case .letter(let letter) = tokens[place].kind, tokens[place + 1].isSign("_"),
        tokens[place + 2].kind == .letter(index)
          || tokens[place + 2].isSign("{") && tokens[place + 3].kind == .letter(index),
        ![.number, .unknown].contains(known.extent(letter))
      {
        return true
      }
      place += 1
    }
    return false
  }

  /// All terms, one after the other.
  @inline(never)
  private mutating func written(
    out low: Int, _ high: Int, _ index: String, _ word: LaTeXToken, isProduct: Bool
  ) throws(DialectError) -> Int32 {
    guard high - low < LaTeXReader.mostTerms, formula.count < LaTeXReader.mostNodes else {
      throw .refused(
        word.span,
        Refusal(
          headline: "a sum of \(high - low + 1) terms is too long to be written out",
          advice: "write it with a range: `sum((1:\(high)).^2)` in autodiff's own language"))
    }
    let outer = indexValues[index]
    defer { indexValues[index] = outer }
    let start = position
    var total: Int32?
    for value in stride(from: low, through: high, by: 1) {
      position = start
      indexValues[index] = value
      let term = try deeper { (reader) throws(DialectError) in try reader.product() }
      total =
        total.map {
          formula.apply(isProduct ? .multiply : .add, [$0, term], word: word.span)
        } ?? term
    }
    if let total {
      formula[total].span = Span(word.span.start, previous.span.end)
      return total
    }
    // No terms: the body is read for its end.
    indexValues[index] = low
    _ = try product()
    return formula.number(isProduct ? "1" : "0", Span(word.span.start, previous.span.end))
  }

  private static let mostTerms = 1000
  private static let mostNodes = 1 << 20

  /// `\sum_i x_i`, the sum of all elements of what has the index.
  @inline(never)
  private mutating func sumOfElements(
    _ index: String, _ count: Name?, _ word: LaTeXToken
  ) throws(DialectError) -> Int32 {
    elementIndex = index
    indexed = []
    let body = try deeper { (reader) throws(DialectError) in try reader.product() }
    elementIndex = nil
    guard let array = indexed.first, names.value(of: index) == nil else {
      throw needsConstant(word)
    }
    let span = Span(word.span.start, previous.span.end)
    var helps: [String] = []
    if let count, !known.isBound(count.written) {
      counts[count.written] = array
      helps = ["`\(count.ours)` is the number of elements"]
    }
    note(
      "`\(index)` is read as the index of all elements", Span(word.span.start, word.span.end),
      helps: helps)
    return formula.call("sum", [body], word: word.span, span: span)
  }

  /// Puts the number of elements where the upper bound of a sum over elements stands elsewhere.
  mutating func replaceCounts() throws(DialectError) {
    for (written, array) in counts {
      guard let name = names.value(of: written), !names.isWrittenOut(written) else { continue }
      for node in 0..<formula.count {
        let node = Int32(truncatingIfNeeded: node)
        guard formula.name(node) == name else { continue }
        formula[node].kind = .call("numel")
        formula[node].children = [array]
        formula[node].extent = .number
      }
      names.forget(written)
    }
  }

  // MARK: - Derivatives

  /// `\frac{d}{dx} y`, `\frac{\partial f}{\partial x}`; nil where it is a quotient.
  @inline(never)
  mutating func derivative(_ word: LaTeXToken) throws(DialectError) -> Int32? {
    let start = position
    guard let sign = differential(at: 1), isDerivative(sign) else { return nil }
    // The numerator.
    try expect("{")
    skipDifferential()
    let above = try order()
    var operand: Int32?
    if !peek.isSign("}") { operand = try sum() }
    try expect("}")
    // The denominator.
    try expect("{")
    skipDifferential()
    let by = try named()
    let below = try order()
    guard peek.isSign("}"), above == below, formula.name(by) != nil else {
      throw .refused(
        Span(word.span.start, previous.span.end),
        Refusal(
          headline: "this derivative is not read",
          advice: "write it by one name at a time: `\\frac{d}{dx}\\frac{d}{dy} f`"))
    }
    next()
    _ = start
    if operand == nil {
      operand = try deeper { (reader) throws(DialectError) in try reader.product() }
    }
    guard let operand else { return nil }
    return differentiated(operand, by, below, word.span)
  }

  private mutating func differentiated(
    _ operand: Int32, _ by: Int32, _ order: Int, _ word: Span
  ) -> Int32 {
    var children = [operand, by]
    if order > 1 { children.append(formula.number(String(order), word)) }
    return formula.call(
      "diff", children, word: word, span: Span(word.start, previous.span.end))
  }

  private enum Differential: Equatable { case letter, partial }

  /// The d or ∂ at a distance, with a brace before it.
  private func differential(at distance: Int) -> Differential? {
    guard peek(distance - 1).isSign("{") else { return nil }
    switch peek(distance).kind {
    case .letter("d"), .word(_, "d"): return .letter
    case .macro("partial"): return .partial
    default: return nil
    }
  }

  /// Whether the group behind the first one begins with the same sign and a name.
  private func isDerivative(_ sign: Differential) -> Bool {
    var distance = 0
    var depth = 0
    repeat {
      if peek(distance).isSign("{") { depth += 1 }
      if peek(distance).isSign("}") { depth -= 1 }
      distance += 1
    } while depth > 0 && peek(distance).kind != .end
    guard differential(at: distance + 1) == sign else { return false }
    switch peek(distance + 2).kind {
    case .letter, .macro, .word: return true
    case .number, .sign, .begin, .finish, .line, .end: return false
    }
  }

  private mutating func skipDifferential() { next() }

  /// The number above a d or a name; 1 without it.
  private mutating func order() throws(DialectError) -> Int {
    guard peek.isSign("^") else { return 1 }
    let mark = next()
    let node = try script("order", after: mark.span)
    guard let order = formula.wholeNumber(node), order > 0 else {
      throw .refused(formula[node].span, Refusal(headline: "the order of a derivative is a number"))
    }
    return order
  }

  /// `\pdv{f}{x}`, `\dv{f}{x}`; the word was read.
  @inline(never)
  mutating func shortDerivative(_ word: LaTeXToken) throws(DialectError) -> Int32 {
    var order = 1
    if take("[") {
      let node = try sum()
      order = formula.wholeNumber(node) ?? 1
      try expect("]")
    }
    let operand = try group()
    guard peek.isSign("{") else {
      let inner = try deeper { (reader) throws(DialectError) in try reader.product() }
      return differentiated(inner, operand, order, word.span)
    }
    let by = try group()
    return differentiated(operand, by, order, word.span)
  }
}

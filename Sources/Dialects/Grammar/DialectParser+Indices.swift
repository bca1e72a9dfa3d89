import Diagnostics

/// Elements and parts of arrays, counted as our language does.
extension DialectParser {
  /// Elements of a value; the bracket was read.
  @inline(never)
  mutating func index(
    _ value: Int32, _ form: Grammar.IndexForm, open: DialectToken
  ) throws(DialectError) -> Int32 {
    var children = [value]
    skipNewlines()
    if let toRow = newAxis(form) { return try newAxis(value, form, toRow: toRow, open) }
    while !peek.isWord(form.brackets.close) || form.emptyIsAll && children.count > 1 {
      children.append(try indexItem(value, form))
      skipNewlines()
      guard peek.kind == .sign, grammar.argumentSeparators.contains(peek.text) else { break }
      next()
      skipNewlines()
    }
    var close = try expectClosing(form.brackets, of: open)
    if form.closesTwice { close = try expectClosing(form.brackets, of: open) }
    let span = Span(formula[value].span.start, close.span.end)
    guard children.count > 1 else {
      throw .unexpectedWord(close.span, expected: "an index")
    }
    if form.picksRows { children = rowPicked(children, span) }
    return formula.append(
      .init(
        kind: .index, span: span, word: open.span, children: children,
        extent: formula.extent(ofIndex: children)))
  }

  /// The indices where one picks a row: of a matrix, and of what a row was picked of.
  private mutating func rowPicked(_ children: [Int32], _ span: Span) -> [Int32] {
    guard children.count == 2 else { return children }
    let inner = formula[children[0]]
    if inner.kind == .index, inner.children.count == 2 || isAll(inner.children[2]),
      formula.isElement(inner.children[1]), !inner.isEnclosed
    {
      return [inner.children[0], inner.children[1], children[1]]
    }
    guard inner.extent == .matrix else { return children }
    let all = formula.append(
      .init(kind: .allIndices, span: span, word: span, children: [], extent: .unknown))
    return children + [all]
  }

  private func isAll(_ node: Int32) -> Bool { formula[node].kind == .allIndices }

  /// Whether `None, :` or `:, None` follows, and whether that makes a row.
  private func newAxis(_ form: Grammar.IndexForm) -> Bool? {
    if form.newAxis.contains(peek.text), peek(1).isWord(","), peek(2).isWord(":") { return true }
    if peek.isWord(":"), peek(1).isWord(","), form.newAxis.contains(peek(2).text) { return false }
    return nil
  }

  private mutating func newAxis(
    _ value: Int32, _ form: Grammar.IndexForm, toRow: Bool, _ open: DialectToken
  ) throws(DialectError) -> Int32 {
    for _ in 0..<3 { next() }
    let close = try expectClosing(form.brackets, of: open)
    return try turned(
      value, toRow: toRow, Span(formula[value].span.start, close.span.end))
  }

  /// One index: a whole number, a slice, or all.
  @inline(never)
  private mutating func indexItem(
    _ value: Int32, _ form: Grammar.IndexForm
  ) throws(DialectError) -> Int32 {
    let start = peek.span
    if form.emptyIsAll, peek.isWord(",") || peek.isWord(form.brackets.close) {
      return formula.append(
        .init(kind: .allIndices, span: start, word: start, children: [], extent: .unknown))
    }
    if let all = form.all, take(all) {
      return formula.append(
        .init(kind: .allIndices, span: start, word: start, children: [], extent: .unknown))
    }
    var parts: [Int32?] = [nil]
    while true {
      if take(":") {
        parts.append(nil)
      } else if peek.kind == .sign,
        grammar.argumentSeparators.contains(peek.text) || peek.isWord(form.brackets.close)
      {
        break
      } else if parts[parts.count - 1] == nil {
        parts[parts.count - 1] = try bound(form)
      } else {
        break
      }
    }
    let span = Span(start.start, previous.span.end)
    if parts.count == 1, let only = parts[0] { return try position(only, form, of: value) }
    if parts.allSatisfy({ $0 == nil }), parts.count > 1, parts.count < 4 {
      return formula.append(
        .init(kind: .allIndices, span: span, word: span, children: [], extent: .unknown))
    }
    guard form.hasSlices, parts.count < 4, parts.count > 1 else {
      throw .unexpectedWord(span, expected: "a constant index")
    }
    return try slice(parts, form, span)
  }

  private mutating func bound(_ form: Grammar.IndexForm) throws(DialectError) -> Int32 {
    let outer = lastIndexWord
    lastIndexWord = form.end
    defer { lastIndexWord = outer }
    return try expression()
  }

  /// Whether an index has numbers and `end` in it and no names.
  private func isConstantIndex(_ node: Int32) -> Bool {
    switch formula[node].kind {
    case .number, .lastIndex: true
    case .operation, .matrix: formula[node].children.allSatisfy { isConstantIndex($0) }
    case .name, .call, .index, .allIndices: false
    }
  }

  /// An index counted from 1.
  @inline(never)
  private mutating func position(
    _ node: Int32, _ form: Grammar.IndexForm, of value: Int32? = nil
  ) throws(DialectError) -> Int32 {
    if case .lastIndex = formula[node].kind { return node }
    if let value, let distance = distance(node, fromEndOf: value) {
      return try fromEnd(distance - 1 + form.base, formula[node].span)
    }
    guard let number = formula.constantWhole(node) else {
      // Ranges and formulas of `end`, counted from 1 as in our language.
      if form.base == 1, !form.hasSlices, isConstantIndex(node) { return node }
      throw .refused(
        formula[node].span,
        Refusal(
          headline: form.brackets.open == grammar.call.open
            ? "is `\(excerpt(formula[node].span))` an index, or the argument of a function?"
            : "an index is a whole number here",
          advice: "name the elements, or write the sum out"))
    }
    let span = formula[node].span
    if number < 0 {
      guard form.countsFromEnd else {
        throw .refused(span, Refusal(headline: "an index below \(form.base) has no meaning here"))
      }
      return try fromEnd(-number - 1, span)
    }
    guard number >= form.base else {
      throw .refused(span, Refusal(headline: "an index below \(form.base) has no meaning here"))
    }
    return formula.number(String(number + 1 - form.base), span)
  }

  /// The element that lies before the last one.
  private mutating func fromEnd(_ distance: Int, _ span: Span) throws(DialectError) -> Int32 {
    guard distance >= 0 else {
      throw .refused(span, Refusal(headline: "this index lies behind the last element"))
    }
    let last = formula.append(
      .init(kind: .lastIndex, span: span, word: span, children: [], extent: .number))
    guard distance > 0 else { return last }
    return formula.apply(.subtract, [last, formula.number(String(distance), span)], word: span)
  }

  /// How far below the length of an array an index is: 1 of `length(x) - 1`.
  private func distance(_ node: Int32, fromEndOf value: Int32) -> Int? {
    guard let name = formula.name(value) else { return nil }
    let children = formula[node].children
    switch formula[node].kind {
    case .call("numel"), .call("rows"): return formula.name(children[0]) == name ? 0 : nil
    case .operation(.subtract):
      guard case .call("numel") = formula[children[0]].kind,
        formula.name(formula[children[0]].children[0]) == name
      else { return nil }
      return formula.constantWhole(children[1])
    case .number, .name, .call, .operation, .matrix, .index, .allIndices, .lastIndex: return nil
    }
  }

  /// `a:b` or `a:b:s`, where the element at b is none of them.
  @inline(never)
  private mutating func slice(
    _ parts: [Int32?], _ form: Grammar.IndexForm, _ span: Span
  ) throws(DialectError) -> Int32 {
    let first: Int32
    if let node = parts[0] {
      first = try position(node, form)
    } else {
      first = formula.number("1", span)
    }
    var last: Int32
    if let node = parts[1] {
      guard let number = formula.wholeNumber(node) else {
        throw .refused(
          formula[node].span, Refusal(headline: "an index is a whole number here"))
      }
      if number < 0 {
        last = formula.append(
          .init(kind: .lastIndex, span: span, word: span, children: [], extent: .number))
        last = formula.apply(.subtract, [last, formula.number(String(-number), span)], word: span)
      } else {
        last = formula.number(String(number), span)
      }
    } else {
      last = formula.append(
        .init(kind: .lastIndex, span: span, word: span, children: [], extent: .number))
    }
    guard parts.count == 3, let step = parts[2] else {
      return formula.apply(.range, [first, last], word: span, span: span)
    }
    guard let number = formula.wholeNumber(step), number > 0 else {
      throw .refused(
        formula[step].span, Refusal(headline: "a step is a positive whole number here"))
    }
    return formula.apply(.range, [first, step, last], word: span, span: span)
  }
}

extension Formula {
  /// The form of what indices pick.
  fileprivate func extent(ofIndex children: [Int32]) -> Extent {
    let picks = children.dropFirst().map { isElement($0) }
    if picks.allSatisfy({ $0 }) { return .number }
    let whole = self[children[0]].extent
    if picks.count == 1 { return whole.isVector ? whole : .unknown }
    guard picks.count == 2, whole != .number else { return .unknown }
    return picks[0] ? .row : picks[1] ? .column : .matrix
  }

  /// Whether an index picks one element.
  fileprivate func isElement(_ index: Int32) -> Bool {
    switch self[index].kind {
    case .number, .lastIndex: true
    case .operation(let operation): operation == .subtract
    case .name, .call, .matrix, .index, .allIndices: false
    }
  }
}

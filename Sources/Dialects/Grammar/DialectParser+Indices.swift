import Diagnostics

/// Elements and parts of arrays, counted as our language does.
extension DialectParser {
  /// Elements of a value; the bracket was read.
  mutating func index(
    _ value: Int32, _ form: Grammar.IndexForm, open: DialectToken
  ) throws(DialectError) -> Int32 {
    var children = [value]
    skipNewlines()
    while !peek.isWord(form.brackets.close) {
      children.append(try indexItem(form))
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
    let picked = children.dropFirst().allSatisfy { formula.isElement($0) }
    return formula.append(
      .init(kind: .index, span: span, word: open.span, children: children, isScalar: picked))
  }

  /// One index: a whole number, a slice, or all.
  private mutating func indexItem(_ form: Grammar.IndexForm) throws(DialectError) -> Int32 {
    let start = peek.span
    if let all = form.all, take(all) {
      return formula.append(
        .init(kind: .allIndices, span: start, word: start, children: [], isScalar: false))
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
    if parts.count == 1, let only = parts[0] { return try position(only, form) }
    if parts.allSatisfy({ $0 == nil }), parts.count > 1, parts.count < 4 {
      return formula.append(
        .init(kind: .allIndices, span: span, word: span, children: [], isScalar: false))
    }
    guard form.hasSlices, parts.count < 4, parts.count > 1 else {
      throw .unexpectedWord(span, expected: "a constant index")
    }
    return try slice(parts, form, span)
  }

  private mutating func bound(_ form: Grammar.IndexForm) throws(DialectError) -> Int32 {
    if let end = form.end, peek.isWord(end) {
      let token = next()
      return formula.append(
        .init(
          kind: .lastIndex, span: token.span, word: token.span, children: [], isScalar: true))
    }
    // A colon belongs to the slice, not to the formula.
    return try expression(0)
  }

  /// An index counted from 1.
  private mutating func position(
    _ node: Int32, _ form: Grammar.IndexForm
  ) throws(DialectError) -> Int32 {
    if case .lastIndex = formula[node].kind { return node }
    guard let number = formula.wholeNumber(node) else {
      throw .refused(
        formula[node].span,
        Refusal(
          headline: "an index is a whole number here",
          advice: "name the elements, or write the sum out"))
    }
    let span = formula[node].span
    if number < 0 {
      guard form.countsFromEnd else {
        throw .refused(span, Refusal(headline: "an index below \(form.base) has no meaning here"))
      }
      let last = formula.append(
        .init(kind: .lastIndex, span: span, word: span, children: [], isScalar: true))
      guard number < -1 else { return last }
      let distance = formula.number(String(-number - 1), span)
      return formula.apply(.subtract, [last, distance], word: span)
    }
    guard number >= form.base else {
      throw .refused(span, Refusal(headline: "an index below \(form.base) has no meaning here"))
    }
    return formula.number(String(number + 1 - form.base), span)
  }

  /// `a:b` or `a:b:s`, where the element at b is none of them.
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
          .init(kind: .lastIndex, span: span, word: span, children: [], isScalar: true))
        last = formula.apply(.subtract, [last, formula.number(String(-number), span)], word: span)
      } else {
        last = formula.number(String(number), span)
      }
    } else {
      last = formula.append(
        .init(kind: .lastIndex, span: span, word: span, children: [], isScalar: true))
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
  /// Whether an index picks one element.
  fileprivate func isElement(_ index: Int32) -> Bool {
    switch self[index].kind {
    case .number, .lastIndex: true
    case .operation(let operation): operation == .subtract
    case .name, .call, .matrix, .index, .allIndices: false
    }
  }
}

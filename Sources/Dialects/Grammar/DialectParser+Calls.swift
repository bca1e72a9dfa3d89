import Diagnostics

/// Calls of functions, members and indices.
extension DialectParser {
  /// An argument of a call, with its keyword.
  private struct Argument {
    let keyword: String?
    let node: Int32
  }

  /// A call of a function, of which the name was read.
  mutating func call(_ name: DialectToken) throws(DialectError) -> Int32 {
    let open = next()
    if let form = grammar.index, form.brackets.open == grammar.call.open, !isFunction(name.text) {
      return try index(try value(name), form, open: open)
    }
    let (arguments, close) = try callArguments(grammar.call, open)
    return try call(
      name, arguments, Span(name.span.start, close.span.end))
  }

  private mutating func callArguments(
    _ brackets: Grammar.Brackets, _ open: DialectToken
  ) throws(DialectError) -> (arguments: [Argument], close: DialectToken) {
    var arguments: [Argument] = []
    skipNewlines()
    while !peek.isWord(brackets.close) {
      if isOwn, take("...") {
        arguments += others.map { Argument(keyword: nil, node: $0) }
      } else {
        var keyword: String?
        if grammar.hasKeywordArguments, peek.kind == .name, peek(1).isWord("=") {
          keyword = next().text
          next()
        }
        arguments.append(Argument(keyword: keyword, node: try expression()))
      }
      skipNewlines()
      guard peek.kind == .sign, grammar.argumentSeparators.contains(peek.text) else { break }
      next()
      skipNewlines()
    }
    return (arguments, try expectClosing(brackets, of: open))
  }

  private mutating func call(
    _ name: DialectToken, _ arguments: [Argument], _ span: Span
  ) throws(DialectError) -> Int32 {
    let nodes = arguments.map(\.node)
    if isOwn { return formula.call(name.text, nodes, word: name.span, span: span) }
    if let function = names.function(name.text) {
      return formula.call(function, nodes, word: name.span, span: span)
    }
    let functions = grammar.functions
    if let form = functions.refusal(of: name.text) {
      let texts = zip(["x", "y", "z"], nodes.map { excerpt(formula[$0].span) })
      throw .refused(
        name.span,
        form.refusal(at: span, Dictionary(uniqueKeysWithValues: Array(texts))))
    }
    guard let rows = functions.rows(of: name.text) ?? generic(name.text) else {
      throw .unknownFunction(name.span, known: functions.names)
    }
    for row in rows {
      guard let values = values(of: row, arguments) else { continue }
      if let text = functions.note(on: name.text) {
        note(text, name.span)
      }
      return try instance(of: row.formula, values, span: span, word: name.span)
    }
    throw .unknownArguments(name.span, forms: rows.map(\.form))
  }

  /// The rows of a function by its name without the module: `sin` for `jnp.sin`.
  private func generic(_ name: String) -> [FunctionTable.Row]? {
    guard let point = name.lastIndex(of: ".") else { return nil }
    return grammar.functions.rows(of: String(name[name.index(after: point)...]))
  }

  /// What the names of a row stand for in a call; nil where the call has other arguments.
  private func values(
    of row: FunctionTable.Row, _ arguments: [Argument]
  ) -> [String: [Int32]]? {
    var values: [String: [Int32]] = [:]
    var plain = arguments.filter { $0.keyword == nil }[...]
    var keywords = arguments.filter { $0.keyword != nil }
    for parameter in row.parameters {
      switch parameter {
      case .argument(let name):
        guard let argument = plain.popFirst() else { return nil }
        values[name] = [argument.node]
      case .literal(let text):
        guard let argument = plain.popFirst(), excerpt(formula[argument.node].span) == text else {
          return nil
        }
      case .keyword(let name, let value):
        guard let place = keywords.firstIndex(where: { $0.keyword == name }) else { return nil }
        let node = keywords.remove(at: place).node
        // A value of one letter is a name of the row: `Sum(x, axis=k)`.
        guard excerpt(formula[node].span) == value else { return nil }
      case .others:
        values["..."] = plain.map(\.node)
        plain = []
      }
    }
    return plain.isEmpty && keywords.isEmpty ? values : nil
  }

  // MARK: - Members

  /// What stands behind a value and a point, which was read.
  mutating func member(
    _ value: Int32, _ members: [String: String]
  ) throws(DialectError) -> Int32 {
    let name = try expectName("a name behind the point")
    let span = Span(formula[value].span.start, name.span.end)
    if peek.isWord(grammar.call.open) {
      let open = next()
      let (others, close) = try callArguments(grammar.call, open)
      let arguments = [Argument(keyword: nil, node: value)] + others
      return try call(name, arguments, Span(span.start, close.span.end))
    }
    guard let text = members[name.text] else {
      throw .unknownFunction(name.span, known: members.keys.sorted())
    }
    return try instance(of: text, ["x": [value]], span: span, word: name.span)
  }

  // MARK: - Indices

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
    let close = try expectClosing(form.brackets, of: open)
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

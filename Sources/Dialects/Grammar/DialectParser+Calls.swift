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
    guard !grammar.modules.isEmpty, let point = name.lastIndex(of: ".") else { return nil }
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

  // MARK: - Without brackets, and with primes

  /// `sin x`, `sin²x`, `sin⁻¹x`: the argument is the product that follows.
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
    if peek.isWord("(") {
      argument = try expression(DialectParser.tightest)
    } else {
      let outer = isArgument
      isArgument = true
      argument = try expression(grammar.implicitProduct?.precedence ?? DialectParser.tightest)
      isArgument = outer
    }
    let span = Span(name.span.start, formula[argument].span.end)
    let node = try call(function, [Argument(keyword: nil, node: argument)], span)
    guard let power else { return node }
    return formula.apply(.power, [node, power.node], word: power.word, span: span)
  }

  /// More tightly than all operators.
  static let tightest = 1000

  /// `f′(x)`, where the prime is part of the name; nil where there is none.
  mutating func primed(_ name: DialectToken) throws(DialectError) -> Int32? {
    let base = String(name.text.prefix { !grammar.lexicon.nameEndings.contains($0) })
    guard base != name.text, names.isFunction(base) else { return nil }
    let token = DialectToken(kind: .name, text: base, span: name.span)
    return try derivative(of: token, order: name.text.count - base.count)
  }

  /// `f'(x)`, of a function that the text defines.
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

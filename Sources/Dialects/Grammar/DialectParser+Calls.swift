import Diagnostics

/// Calls of functions, members and indices.
extension DialectParser {
  /// An argument of a call, with its keyword.
  struct Argument {
    let keyword: String?
    let node: Int32
  }

  /// A call of a function, of which the name was read.
  @inline(never)
  mutating func call(_ name: DialectToken) throws(DialectError) -> Int32 {
    let open = next()
    isElementCall = open.text == grammar.elementCall
    if let form = grammar.index, form.brackets.open == grammar.call.open, !isFunction(name.text) {
      return try index(try value(name), form, open: open)
    }
    let (arguments, close) = try callArguments(grammar.call, open)
    return try call(
      name, arguments, Span(name.span.start, close.span.end))
  }

  @inline(never)
  mutating func callArguments(
    _ brackets: Grammar.Brackets, _ open: DialectToken
  ) throws(DialectError) -> (arguments: [Argument], close: DialectToken) {
    var arguments: [Argument] = []
    let outer = isInMatrix
    isInMatrix = false
    defer { isInMatrix = outer }
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
        let isRepeated = beginsComprehension(grammar.argumentSeparators)
        arguments.append(
          Argument(keyword: keyword, node: try isRepeated ? comprehension() : expression()))
      }
      skipNewlines()
      guard peek.kind == .sign, grammar.argumentSeparators.contains(peek.text) else { break }
      next()
      skipNewlines()
    }
    return (arguments, try expectClosing(brackets, of: open))
  }

  @inline(never)
  mutating func call(
    _ name: DialectToken, _ arguments: [Argument], _ span: Span
  ) throws(DialectError) -> Int32 {
    let nodes = arguments.map(\.node)
    if isOwn { return formula.call(name.text, nodes, word: name.span, span: span) }
    if let function = names.function(name.text) {
      let node = formula.call(function, nodes, word: name.span, span: span)
      formula[node].extent = .unknown
      return node
    }
    let functions = grammar.functions
    if let form = functions.refusal(of: name.text) {
      let texts = zip(["x", "y", "z"], nodes.map { excerpt(formula[$0].span) })
      throw .refused(
        name.span,
        form.refusal(at: span, Dictionary(uniqueKeysWithValues: Array(texts))))
    }
    guard let rows = functions.rows(of: name.text) ?? generic(name.text) else {
      throw .unknownFunction(name.span, known: known(near: name))
    }
    for row in rows {
      guard let values = values(of: row, arguments) else { continue }
      let made = try instance(
        of: try formula(of: row, name, nodes), values, span: span, word: name.span)
      return marked(made, name, arguments, span)
    }
    throw .unknownArguments(name.span, forms: rows.map(\.form))
  }

  /// The formula of a row, which may be another one for matrices.
  private mutating func formula(
    of row: FunctionTable.Row, _ name: DialectToken, _ nodes: [Int32]
  ) throws(DialectError) -> String {
    let functions = grammar.functions
    let extent =
      nodes.first.map {
        twoDimensional.contains($0) ? .matrix : formula[$0].extent
      } ?? .number
    if grammar.matrixFunctions.contains(name.text), extent == .matrix, !isElementCall {
      let dot = Edit(name.span, "\(name.text).", "for each element")
      throw .refused(
        name.span,
        Refusal(headline: "`\(name.text)` of a matrix is not that of its elements", edits: [dot]))
    }
    if functions.isShapedByFirst(name.text), extent != .unknown,
      nodes.contains(where: { ![.number, .unknown, extent].contains(formula[$0].extent) })
    {
      throw .refused(
        name.span,
        Refusal(headline: "`\(name.text)` has the form of its first argument there, and not here"))
    }
    guard let others = functions.others[row.form] else {
      if !functions.isAboutForms(name.text), let text = functions.note(on: name.text) {
        note(text, name.span)
      }
      return row.formula
    }
    guard let other = others[extent] else {
      if extent == .unknown, let text = functions.note(on: name.text) { note(text, name.span) }
      return row.formula
    }
    guard let text = other else {
      throw .refused(
        name.span,
        Refusal(
          headline: "`\(name.text)` of a matrix has no function here",
          advice: functions.note(on: name.text)))
    }
    return text
  }

  /// What is known of a value that a function gave.
  private mutating func marked(
    _ made: Int32, _ name: DialectToken, _ arguments: [Argument], _ span: Span
  ) -> Int32 {
    let nodes = arguments.map(\.node)
    // The argument itself keeps what is known of it.
    let node = nodes.contains(made) ? copy(made, at: span) : made
    let functions = grammar.functions
    if functions.isWhole(name.text) || functions.keepsWhole(name.text) && isWhole(nodes) {
      if grammar.wholeNumbers != .none { wholeNodes.insert(node) }
    } else {
      wholeNodes.remove(node)
    }
    if arguments.contains(where: { $0.keyword == "keepdims" }) { twoDimensional.insert(node) }
    if case .call("if") = formula[node].kind { settle(formula[node].children[0]) }
    return node
  }

  /// What stands before the last point of a name: `np.` of `np.sin`.
  private func module(of name: DialectToken) -> String {
    let written = excerpt(name.span)
    let sign = grammar.moduleSign
    guard !grammar.modules.isEmpty, let range = written.ranges(of: sign).last else { return "" }
    return String(written[..<range.upperBound])
  }

  /// The functions that a name may be meant as: in a module the one whose own name is near.
  private func known(near name: DialectToken) -> [String] {
    let names = grammar.functions.names
    let module = module(of: name)
    guard !module.isEmpty else { return names }
    let own = String(excerpt(name.span).dropFirst(module.count))
    return closest(to: own, among: names).map { [module + $0] } ?? []
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
        if value.first == "$" {
          values[String(value.dropFirst())] = [node]
          continue
        }
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
  @inline(never)
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
}

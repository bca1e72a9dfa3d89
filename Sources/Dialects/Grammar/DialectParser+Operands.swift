import Diagnostics

/// Operands: numbers, names, brackets, lists, and what stands directly behind them.
extension DialectParser {
  /// An operand with the signs before and behind it.
  mutating func operand(_ minimum: Int) throws(DialectError) -> Int32 {
    let token = peek
    if token.kind == .sign || token.kind == .name,
      let prefix = grammar.prefix.first(where: { $0.spelling == token.text })
    {
      next()
      if case .refused(let form) = prefix.meaning {
        throw .refused(token.span, form.refusal(at: token.span))
      }
      let operand = try expression(max(prefix.precedence, minimum))
      return try apply(prefix.meaning, [operand], word: token.span)
    }
    return try behind(primary())
  }

  /// What stands directly behind an operand: signs, indices, members.
  private mutating func behind(_ first: Int32) throws(DialectError) -> Int32 {
    var node = first
    while true {
      let token = peek
      guard token.kind == .sign else { return node }
      if let postfix = grammar.postfix.first(where: { $0.spelling == token.text }) {
        next()
        node = try apply(postfix.meaning, [node], word: token.span)
      } else if let form = grammar.index, token.text == form.brackets.open,
        form.brackets.open != grammar.call.open
      {
        next()
        node = try index(node, form, open: token)
      } else if token.text == ".", let members = grammar.members {
        next()
        node = try member(node, members)
      } else {
        return node
      }
    }
  }

  private mutating func primary() throws(DialectError) -> Int32 {
    let token = peek
    switch token.kind {
    case .number:
      next()
      return formula.number(token.text, token.span)
    case .name:
      next()
      if let form = grammar.operandForms[token.text] { return try form.read(&self, token) }
      return try name(token)
    case .sign:
      next()
      if let form = grammar.operandForms[token.text] { return try form.read(&self, token) }
      if token.text == "(" {
        let outer = (isArgument, openBars)
        (isArgument, openBars) = (false, 0)
        let node = try expression()
        (isArgument, openBars) = outer
        let close = try expectClosing(.init("(", ")"), of: token)
        formula[node].span = Span(token.span.start, close.span.end)
        formula[node].isEnclosed = true
        return node
      }
      if let list = grammar.list, token.text == list.open { return try self.list(list, token) }
      throw .unexpectedWord(token.span, expected: "a number, a name or `(`")
    case .newline, .end:
      throw .unexpectedWord(token.span, expected: "a number, a name or `(`")
    }
  }

  /// A name that was read: of a function with its arguments, of a constant, or of a value.
  private mutating func name(_ first: DialectToken) throws(DialectError) -> Int32 {
    if let values = arguments[first.text] { return values[0] }
    let name = try qualified(first)
    if peek.isWord(grammar.call.open), isCall(name) {
      return try call(name)
    }
    if let derivative = try primed(name) { return derivative }
    if peek.kind == .sign, grammar.primes.contains(peek.text), names.isFunction(name.text) {
      return try derivative(of: name)
    }
    if grammar.hasBareFunctions, isFunction(name.text), !names.isDefined(name.text) {
      return try bareCall(name)
    }
    if let form = grammar.refusedNames[name.text] {
      throw .refused(name.span, form.refusal(at: name.span))
    }
    if !names.isDefined(name.text), let constant = grammar.constants[name.text] {
      return try instance(of: constant, [:], span: name.span, word: name.span)
    }
    // What is no argument of a formula of ours is one of our constants.
    if isOwn { return formula.name(name.text, name.span, isScalar: true) }
    return try value(name)
  }

  /// Whether the bracket behind a name encloses arguments.
  func isCall(_ name: DialectToken) -> Bool {
    guard let product = grammar.implicitProduct, grammar.call.open == "(" else { return true }
    switch product.operands {
    case .behindNumber: return !peek.isApart
    case .any, .letters: return isFunction(name.text)
    }
  }

  /// Whether a name is that of a function of the dialect or of the text.
  func isFunction(_ name: String) -> Bool {
    names.isFunction(name) || grammar.functions.isKnown(name)
  }

  /// A name of a value.
  mutating func value(_ token: DialectToken) throws(DialectError) -> Int32 {
    if let elementMark, token.text.unicodeScalars.last == elementMark {
      let text = String(token.text.unicodeScalars.dropLast())
      let node = formula.name(try names.value(text, token.span), token.span)
      elements.append(node)
      return node
    }
    let name = try names.value(token.text, token.span)
    return formula.name(
      name, token.span, isScalar: grammar.namesAreScalars || names.isScalar(token.text))
  }

  /// A name with the modules before it: `np.linalg.norm`.
  private mutating func qualified(_ first: DialectToken) throws(DialectError) -> DialectToken {
    guard grammar.modules[first.text] != nil, peek.isWord("."), peek(1).kind == .name else {
      return first
    }
    var path = first.text
    var end = first.span.end
    while peek.isWord("."), peek(1).kind == .name {
      next()
      let part = next()
      let module = grammar.modules[path] ?? path
      path = module.isEmpty ? part.text : module + "." + part.text
      end = part.span.end
    }
    return DialectToken(kind: .name, text: path, span: Span(first.span.start, end))
  }

  // MARK: - Lists

  private mutating func list(
    _ brackets: Grammar.Brackets, _ open: DialectToken
  ) throws(DialectError) -> Int32 {
    var items: [Int32] = []
    while !peek.isWord(brackets.close) {
      items.append(try expression())
      skipNewlines()
      if !take(",") { break }
      skipNewlines()
    }
    let close = try expectClosing(brackets, of: open)
    return matrix(items, Span(open.span.start, close.span.end))
  }

  /// The elements of a column that is written out; nil for all others.
  func column(_ node: Int32) -> [Int32]? {
    guard case .matrix(let rows) = formula[node].kind, rows.allSatisfy({ $0 == 1 }) else {
      return nil
    }
    return formula[node].children
  }

  /// A list as a column; a list of lists has them as rows.
  mutating func matrix(_ items: [Int32], _ span: Span) -> Int32 {
    var rows: [Int] = []
    var elements: [Int32] = []
    for item in items {
      if case .matrix(let inner) = formula[item].kind, inner.allSatisfy({ $0 == 1 }) {
        rows.append(inner.count)
        elements += formula[item].children
      } else {
        rows.append(1)
        elements.append(item)
      }
    }
    return formula.append(
      .init(kind: .matrix(rows), span: span, word: span, children: elements, isScalar: false))
  }
}

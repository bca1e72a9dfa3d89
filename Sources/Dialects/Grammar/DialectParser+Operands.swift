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
      let operand = try expression(
        prefix.reachesFar ? prefix.precedence : max(prefix.precedence, minimum))
      return try apply(prefix.meaning, [operand], word: token.span)
    }
    return try behind(primary())
  }

  /// What stands directly behind an operand: signs, indices, members.
  @inline(never)
  private mutating func behind(_ first: Int32) throws(DialectError) -> Int32 {
    var node = first
    while true {
      let token = peek
      guard token.kind == .sign else { return node }
      if isInMatrix, token.isApart { return node }
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

  @inline(never)
  private mutating func primary() throws(DialectError) -> Int32 {
    let token = peek
    switch token.kind {
    case .number:
      next()
      return number(token)
    case .name:
      next()
      if let form = grammar.operandForms[token.text] { return try form.read(&self, token) }
      return try name(token)
    case .sign:
      next()
      if let form = grammar.operandForms[token.text] { return try form.read(&self, token) }
      if token.text == "(", grammar.casts.contains(peek.text), peek(1).isWord(")") {
        next()
        next()
        let operand = try expression(DialectParser.tightest)
        let node = copy(operand, at: Span(token.span.start, formula[operand].span.end))
        wholeNodes.remove(node)
        return node
      }
      if token.text == "(" {
        let outer = (isArgument, openBars, isInMatrix)
        (isArgument, openBars, isInMatrix) = (false, 0, false)
        let node = try expression()
        (isArgument, openBars, isInMatrix) = outer
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
  @inline(never)
  private mutating func name(_ first: DialectToken) throws(DialectError) -> Int32 {
    if let values = arguments[first.text] { return values[0] }
    if let local = locals[first.text] { return copy(local, at: first.span) }
    if let lastIndexWord, first.text == lastIndexWord {
      return formula.append(
        .init(kind: .lastIndex, span: first.span, word: first.span, children: [], extent: .number))
    }
    try checkReserved(first)
    let name = try qualified(first)
    if isInMatrix, peek.isApart, peek.isWord("(") { return try value(name) }
    if peek.isWord(grammar.call.open) || grammar.elementCall.map({ peek.isWord($0) }) ?? false,
      isCall(name)
    {
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
    // A name of a module is never one of a value.
    if name.span != first.span {
      throw .unknownFunction(
        name.span, known: grammar.constants.keys.sorted() + grammar.functions.names)
    }
    // What is no argument of a formula of ours is one of our constants.
    if isOwn { return formula.name(name.text, name.span, .number) }
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
    if let mark = grammar.parameterMark, token.text.contains(mark) {
      throw .refused(
        token.span,
        Refusal(headline: "`\(token.text)` stands for any value, and is none"))
    }
    if let elementMark, token.text.unicodeScalars.last == elementMark {
      let text = String(token.text.unicodeScalars.dropLast())
      let node = formula.name(try names.value(text, token.span), token.span)
      elements.append(node)
      return node
    }
    if let elementValue, token.text.unicodeScalars.last == elementValue.mark,
      case .number(let digits) = formula[elementValue.value].kind
    {
      let text = String(token.text.unicodeScalars.dropLast()) + "_" + digits
      return formula.name(try names.value(text, token.span), token.span)
    }
    let name = try names.value(token.text, token.span)
    let node = formula.name(
      name, token.span, grammar.namesAreScalars ? .number : names.extent(token.text))
    if isWholeName(token.text) { wholeNodes.insert(node) }
    return node
  }

  private mutating func number(_ token: DialectToken) -> Int32 {
    let node = formula.number(token.text, token.span)
    if Int(token.text) != nil || token.text.hasPrefix("0x") { wholeNodes.insert(node) }
    return node
  }

  /// A name with the modules before it: `np.linalg.norm`.
  @inline(never)
  private mutating func qualified(_ first: DialectToken) throws(DialectError) -> DialectToken {
    guard grammar.modules[first.text] != nil, peek.isWord(grammar.moduleSign), peek(1).kind == .name
    else {
      return first
    }
    var path = first.text
    var end = first.span.end
    while peek.isWord(grammar.moduleSign), peek(1).kind == .name {
      next()
      let part = next()
      let module = grammar.modules[path] ?? path
      path = module.isEmpty ? part.text : module + "." + part.text
      end = part.span.end
    }
    return DialectToken(kind: .name, text: path, span: Span(first.span.start, end))
  }

  // MARK: - Lists

  @inline(never)
  mutating func list(
    _ brackets: Grammar.Brackets, _ open: DialectToken
  ) throws(DialectError) -> Int32 {
    var items: [Int32] = []
    while !peek.isWord(brackets.close) {
      items.append(try beginsComprehension([","]) ? comprehension() : expression())
      skipNewlines()
      if !take(",") { break }
      skipNewlines()
    }
    let close = try expectClosing(brackets, of: open)
    let span = Span(open.span.start, close.span.end)
    if items.count == 1, repetitions.contains(items[0]) { return copy(items[0], at: span) }
    return matrix(items, span)
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
    return formula.matrix(rows, elements, word: span, span: span)
  }
}

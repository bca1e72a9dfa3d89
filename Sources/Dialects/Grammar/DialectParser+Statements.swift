import Diagnostics

/// Definitions, functions and outputs.
extension DialectParser {
  @inline(never)
  mutating func statement() throws(DialectError) {
    let token = peek
    if token.kind == .name || token.kind == .sign, let form = grammar.statementForms[token.text] {
      next()
      return try form.read(&self, token)
    }
    if token.kind == .name, isDefinition(peek(1)) {
      next()
      next()
      return try define(token)
    }
    if let parameters = signature() { return try define(function: token, parameters) }
    try output()
  }

  /// Reads a formula as an output.
  mutating func output() throws(DialectError) {
    let node = try expression()
    if grammar.hasEquations, formula[node].kind == .operation(.equal), !formula[node].isEnclosed {
      let sides = formula[node].children.map { excerpt(formula[$0].span) }
      let isName = formula.name(formula[node].children[0]) != nil
      let edit = Edit(formula[node].span, "\(sides[0]): \(sides[1])", "to define")
      throw .refused(
        formula[node].word,
        Refusal(
          headline: "an equation is no formula", edits: isName ? [edit] : [],
          advice: "`=` does not solve: bring it to the form `y: …`"))
    }
    formula.statements.append(.init(kind: .output, nameSpan: formula[node].span, value: node))
  }

  private func isDefinition(_ token: DialectToken) -> Bool {
    token.kind == .sign && grammar.definition.contains(token.text)
  }

  /// Reads what a name is defined as; the sign between them was read.
  @inline(never)
  mutating func define(_ name: DialectToken) throws(DialectError) {
    let word = peek
    if let form = grammar.functionForms[word.text], word.kind != .end {
      next()
      let (parameters, body) = try form.read(&self, word)
      return try define(function: name, parameters, body)
    }
    if let arrow = grammar.arrow, let parameters = arrowParameters(arrow) {
      let isBlock = take("{")
      return try define(
        function: name, parameters, isBlock ? .block(end: "}", needsReturn: true) : .formula)
    }
    try checkReserved(name)
    let node = try expression()
    if declared[grammar.lexicon.caseFolding.apply(name.text)] ?? false, !isWhole([node]) {
      throw .refused(
        formula[node].span,
        Refusal(
          headline: "`\(name.text)` is a whole number there, and drops the fraction",
          advice: "declare it as a number with a fraction"))
    }
    if grammar.wholeNumbers != .none, isWhole([node]) || declared[name.text] == nil {
      declare(name.text, isWhole: isWhole([node]) && isWholeName(name.text))
    }
    if isTruth(node) { truths.insert(name.text) }
    try define(name, as: node)
  }

  /// `x =>`, `(x, y) =>`, which is read; nil where something else comes.
  private mutating func arrowParameters(_ arrow: String) -> [DialectToken]? {
    if peek.kind == .name, peek(1).isWord(arrow) {
      let parameter = next()
      next()
      return [parameter]
    }
    guard peek.isWord("(") else { return nil }
    var parameters: [DialectToken] = []
    var distance = 1
    while peek(distance).kind == .name {
      parameters.append(peek(distance))
      guard peek(distance + 1).isWord(",") else { break }
      distance += 2
    }
    guard peek(distance + 1).isWord(")"), peek(distance + 2).isWord(arrow) else { return nil }
    for _ in 0..<distance + 3 { next() }
    return parameters
  }

  @inline(never)
  mutating func define(_ name: DialectToken, as node: Int32) throws(DialectError) {
    let ours = try names.define(name.text, name.span, formula[node].extent)
    formula.statements.append(
      .init(kind: .definition(ours), nameSpan: name.span, value: node))
  }

  /// What stands behind the parameters of a function.
  enum Body {
    case formula
    /// Definitions and one formula, with the word that ends them.
    case block(end: String?, needsReturn: Bool)
  }

  /// Reads the formula of a function.
  @inline(never)
  mutating func define(
    function name: DialectToken, _ parameters: [DialectToken], _ body: Body = .formula
  ) throws(DialectError) {
    var ours: [String] = []
    try checkReserved(name)
    let scope = names
    let outer = locals
    for parameter in parameters {
      ours.append(try names.parameter(parameter.text, parameter.span))
      locals[parameter.text] = nil
    }
    let node = try self.body(body)
    locals = outer
    // What the parameters are called is known in the function only.
    names.leave(scope)
    let function = try names.define(function: name.text, name.span)
    formula.statements.append(
      .init(
        kind: .function(function, parameters: ours), nameSpan: name.span, value: node))
  }

  /// `f(x, y) =`, which is read; nil where something else comes.
  @inline(never)
  private mutating func signature() -> [DialectToken]? {
    guard peek.kind == .name, peek(1).isWord(grammar.call.open) else { return nil }
    var parameters: [DialectToken] = []
    var distance = 2
    while true {
      guard peek(distance).kind == .name else { return nil }
      parameters.append(parameter(peek(distance)))
      let separator = peek(distance + 1)
      distance += 2
      if separator.isWord(grammar.call.close) { break }
      guard separator.kind == .sign, grammar.argumentSeparators.contains(separator.text) else {
        return nil
      }
    }
    guard isDefinition(peek(distance)) else { return nil }
    for _ in 0...distance { next() }
    return parameters
  }

  /// A parameter without the mark that shows that it is one.
  private func parameter(_ token: DialectToken) -> DialectToken {
    guard let mark = grammar.parameterMark else { return token }
    return DialectToken(
      kind: token.kind, text: String(token.text.prefix { $0 != mark }), span: token.span)
  }

  /// Reads names separated by commas up to a word, which is read too.
  mutating func parameters(until close: String) throws(DialectError) -> [DialectToken] {
    var parameters: [DialectToken] = []
    while !take(close) {
      parameters.append(try expectName("the name of a parameter"))
      if !take(",") { try expect(close); break }
    }
    return parameters
  }

  /// The formula of a function, with the definitions before it put in their places.
  @inline(never)
  private mutating func body(_ body: Body) throws(DialectError) -> Int32 {
    guard case .block(let end, let needsReturn) = body else { return try expression() }
    skipStatementEnds()
    while true {
      while peek.kind == .name, grammar.declarators.contains(peek.text) { next() }
      guard peek.kind == .name, isDefinition(peek(1)), grammar.functionForms[peek(2).text] == nil
      else { break }
      let name = next()
      try checkReserved(name)
      next()
      let value = try expression()
      if isTruth(value) { truths.insert(name.text) }
      guard isStatementEnd(peek) else {
        throw .unexpectedWord(peek.span, expected: "an operator or the end of the formula")
      }
      skipStatementEnds()
      locals[name.text] = value
    }
    if !take("return"), needsReturn { throw needsOneFormula }
    let node = try expression()
    if let end {
      skipStatementEnds()
      guard take(end) else { throw needsOneFormula }
      endBlock()
    }
    return node
  }

  /// Why a function's body is not read.
  var needsOneFormula: DialectError {
    .refused(
      peek.span,
      Refusal(
        headline: "a function has definitions and one formula here",
        advice: "write `y = …` for each step, and the value of the function last"))
  }

  /// Refuses words of statements as names.
  func checkReserved(_ token: DialectToken) throws(DialectError) {
    guard token.kind == .name, grammar.reserved.contains(token.text) else { return }
    throw .refused(
      token.span,
      Refusal(
        headline: "`\(token.text)` is a statement, and only formulas are read",
        advice: "write the formula without it"))
  }
}

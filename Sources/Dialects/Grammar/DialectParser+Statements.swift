import Diagnostics

/// Definitions, functions and outputs.
extension DialectParser {
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
    formula.statements.append(.init(kind: .output, nameSpan: formula[node].span, value: node))
  }

  private func isDefinition(_ token: DialectToken) -> Bool {
    token.kind == .sign && grammar.definition.contains(token.text)
  }

  /// Reads what a name is defined as; the sign between them was read.
  mutating func define(_ name: DialectToken) throws(DialectError) {
    let word = peek
    if let form = grammar.functionForms[word.text], word.kind != .end {
      next()
      let parameters = try form.read(&self, word)
      return try define(function: name, parameters)
    }
    let node = try expression()
    try define(name, as: node)
  }

  mutating func define(_ name: DialectToken, as node: Int32) throws(DialectError) {
    let ours = try names.define(name.text, name.span, isScalar: formula[node].isScalar)
    formula.statements.append(
      .init(kind: .definition(ours), nameSpan: name.span, value: node))
  }

  /// Reads the formula of a function.
  mutating func define(
    function name: DialectToken, _ parameters: [DialectToken]
  ) throws(DialectError) {
    var ours: [String] = []
    let scope = names
    for parameter in parameters {
      ours.append(try names.parameter(parameter.text, parameter.span))
    }
    let node = try expression()
    // What the parameters are called is known in the function only.
    names.leave(scope)
    let function = try names.define(function: name.text, name.span)
    formula.statements.append(
      .init(
        kind: .function(function, parameters: ours), nameSpan: name.span, value: node))
  }

  /// `f(x, y) =`, which is read; nil where something else comes.
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
}

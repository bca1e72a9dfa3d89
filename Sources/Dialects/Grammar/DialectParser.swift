import Diagnostics

/// Reads a pasted text by the grammar of its dialect.
///
/// Operators by precedence climbing: it calls itself for what stands in brackets and for right
/// operands, to a fixed depth; a long sum is a loop.
struct DialectParser {
  let grammar: Grammar
  let source: SourceText
  let known: KnownNames
  var formula = Formula()
  var names: Names
  var notes: [Diagnostic] = []
  private var tokens: [DialectToken] = []
  private var position = 0
  private var depth = 0
  /// The right operand of comparisons that are not in brackets: the left one of the next.
  private var comparisonEnds: [Int32: Int32] = [:]
  /// Products without a sign: behind a `/` they may be meant otherwise.
  private var implicitProducts: Set<Int32> = []
  /// The subscript of a sum over elements, which names have at their end.
  var elementMark: Unicode.Scalar?
  /// What is read is the argument of a function without brackets.
  var isArgument = false
  /// How many bars are open: the next one closes the last.
  var openBars = 0
  /// Names with that subscript.
  var elements: [Int32] = []
  /// What is read is a formula of our own language, and these are its arguments.
  private(set) var isOwn = false
  private var arguments: [String: [Int32]] = [:]

  /// As deep as the smallest stack allows.
  static let deepest = 100

  init(_ grammar: Grammar, _ source: SourceText, _ known: KnownNames) throws(DialectError) {
    self.grammar = grammar
    self.source = source
    self.known = known
    names = Names(known: known, caseFolding: grammar.lexicon.caseFolding)
    tokens = try DialectLexer.tokens(of: source, grammar.lexicon, signs: grammar.signs)
  }

  /// Reads the whole text.
  mutating func run() throws(DialectError) {
    while true {
      skipStatementEnds()
      if peek.kind == .end { break }
      try statement()
      guard isStatementEnd(peek) || peek.kind == .end else {
        throw .unexpectedWord(peek.span, expected: "an operator or the end of the formula")
      }
    }
    if formula.statements.isEmpty { throw .emptyText }
  }

  // MARK: - Words

  var peek: DialectToken { tokens[position] }

  func peek(_ distance: Int) -> DialectToken {
    tokens[min(position + distance, tokens.count - 1)]
  }

  /// The word that was read last.
  var previous: DialectToken { tokens[max(position - 1, 0)] }

  @discardableResult
  mutating func next() -> DialectToken {
    let token = tokens[position]
    if position < tokens.count - 1 { position += 1 }
    return token
  }

  /// Takes a sign or word if it is the next.
  @discardableResult
  mutating func take(_ word: String) -> Bool {
    guard peek.isWord(word) else { return false }
    next()
    return true
  }

  @discardableResult
  mutating func expect(_ word: String) throws(DialectError) -> DialectToken {
    guard peek.isWord(word) else {
      throw .unexpectedWord(peek.span, expected: "`\(word)`")
    }
    return next()
  }

  mutating func expectName(_ what: String = "a name") throws(DialectError) -> DialectToken {
    guard peek.kind == .name else { throw .unexpectedWord(peek.span, expected: what) }
    return next()
  }

  mutating func expectClosing(
    _ brackets: Grammar.Brackets, of open: DialectToken
  ) throws(DialectError) -> DialectToken {
    skipNewlines()
    guard peek.isWord(brackets.close) else {
      if peek.kind == .end { throw .unclosedBracket(open.span, end: peek.span) }
      throw .unexpectedWord(peek.span, expected: "`\(brackets.close)`")
    }
    return next()
  }

  mutating func skipNewlines() {
    while peek.kind == .newline { next() }
  }

  func isStatementEnd(_ token: DialectToken) -> Bool {
    token.kind == .newline || token.kind == .sign && grammar.statementEnds.contains(token.text)
  }

  mutating func skipStatementEnds() {
    while isStatementEnd(peek) { next() }
  }

  func excerpt(_ span: Span) -> String {
    String(decoding: source.bytes[Int(span.start)..<Int(span.end)], as: UTF8.self)
  }

  mutating func note(
    _ headline: String, _ span: Span, label: String = "", helps: [String] = []
  ) {
    notes.append(
      Diagnostic(
        .note, headline, source: source, primary: [.init(span, label)], helps: helps))
  }

  // MARK: - Operators

  /// Reads a formula of operators that bind at least as tightly as `minimum`.
  mutating func expression(_ minimum: Int = 0) throws(DialectError) -> Int32 {
    depth += 1
    defer { depth -= 1 }
    guard depth <= DialectParser.deepest else { throw .tooDeep(peek.span) }
    skipNewlines()
    var left = try operand(minimum)
    while true {
      let token = peek
      if token.kind == .sign, let form = grammar.infixForms[token.text] {
        next()
        left = try form.read(&self, left, token)
      } else if let infix = infix(token) {
        guard infix.precedence >= minimum else { return left }
        next()
        left = try self.infix(infix, token, left)
      } else if let product = grammar.implicitProduct, product.precedence >= minimum,
        isImplicitProduct(left, token, product.operands)
      {
        let right = try expression(product.precedence + 1)
        try checkLetters(left, right, product.operands)
        left = formula.apply(
          elementMark == nil ? product.meaning : product.meaning.ofElements, [left, right],
          word: Span(token.span.start, token.span.start))
        implicitProducts.insert(left)
      } else {
        return left
      }
    }
  }

  private func infix(_ token: DialectToken) -> Grammar.Infix? {
    guard token.kind == .sign || token.kind == .name else { return nil }
    return grammar.infix.first { $0.spelling == token.text }
  }

  private func isImplicitProduct(
    _ left: Int32, _ token: DialectToken, _ operands: Grammar.ImplicitProduct.Operands
  ) -> Bool {
    let isOperand: Bool
    switch token.kind {
    case .number: isOperand = true
    case .name: isOperand = true
    case .sign:
      isOperand =
        token.text == "(" || token.text == grammar.list?.open
        || grammar.operandForms[token.text] != nil && !(token.text == "|" && openBars > 0)
    case .newline, .end: isOperand = false
    }
    guard isOperand else { return false }
    // The argument of a function without brackets ends at the next function.
    if isArgument, token.kind == .name, isFunction(token.text) { return false }
    switch operands {
    case .any, .letters: return true
    case .behindNumber:
      guard !token.isApart, token.kind != .number else { return false }
      switch formula[left].kind {
      case .number: return true
      case .operation(.transpose): return token.kind == .name
      case .name, .call, .operation, .matrix, .index, .allIndices, .lastIndex: return false
      }
    }
  }

  /// Refuses names of several letters side by side: they may be products themselves.
  private func checkLetters(
    _ left: Int32, _ right: Int32, _ operands: Grammar.ImplicitProduct.Operands
  ) throws(DialectError) {
    guard operands == .letters else { return }
    // `1.5D0`, `1_000`: a number of another kind.
    if case .number = formula[left].kind, formula[left].span.end == formula[right].span.start {
      let written = excerpt(formula[right].span)
      if written.hasPrefix("_") || written.dropFirst().utf8.first.map({ $0 &- 48 < 10 }) ?? false {
        throw .malformedNumber(formula.reach([left, right], formula[left].span))
      }
    }
    if formula[right].isEnclosed, formula.name(left) != nil, !formula[left].isEnclosed,
      formula.isBare(right), formula[left].span.end == formula[right].span.start
    {
      let span = formula.reach([left, right], formula[left].span)
      let name = excerpt(formula[left].span)
      throw .refused(
        span,
        Refusal(
          headline: "is `\(name)` a function, or a factor?",
          edits: [Edit(span, "\(name)·\(excerpt(formula[right].span))", "for a product")],
          advice: "a function is defined in the text: `\(name)(x) = …`"))
    }
    for node in [left, right] where !formula[node].isEnclosed {
      var base = node
      if case .operation(.power) = formula[node].kind { base = formula[node].children[0] }
      guard formula.name(base) != nil, !formula[base].isEnclosed else { continue }
      let written = excerpt(formula[base].span)
      let letters = written.unicodeScalars.prefix { Spelling.isLetter($0) && !Spelling.isMark($0) }
      guard letters.count > 1, grammar.constants[written] == nil else { continue }
      let product = letters.map { String(Character($0)) }.joined(separator: "·")
      let rest = written.unicodeScalars.dropFirst(letters.count)
      throw .refused(
        formula[base].span,
        Refusal(
          headline: "is `\(written)` one name, or a product?",
          edits: [
            Edit(formula[base].span, "(\(written))", "for one name"),
            Edit(
              formula[base].span, "·\(product)\(String(String.UnicodeScalarView(rest)))·"
                .trimmed(node == left, node == right), "for a product"),
          ]))
    }
  }

  private mutating func infix(
    _ infix: Grammar.Infix, _ token: DialectToken, _ left: Int32
  ) throws(DialectError) -> Int32 {
    let rightMinimum =
      switch infix.associativity {
      case .left: infix.precedence + 1
      case .right: infix.precedence
      }
    switch infix.meaning {
    case .conditional(let separator):
      let first = try expression()
      skipNewlines()
      try expect(separator)
      let second = try expression(infix.precedence)
      return choice(left, first, second, word: token.span)
    case .conditionalBehind(let separator):
      let condition = try expression(infix.precedence + 1)
      try expect(separator)
      let second = try expression(infix.precedence)
      return choice(condition, left, second, word: token.span)
    case .operation, .formula, .nothing, .percent, .comparison, .wholeDivision, .refused:
      let right = try expression(rightMinimum)
      if infix.spelling == "/", grammar.implicitProduct?.operands == .letters,
        implicitProducts.contains(right), !formula[right].isEnclosed
      {
        throw doubtfulQuotient(left, right, token.span)
      }
      return try apply(infix.meaning, [left, right], word: token.span)
    }
  }

  /// `1/2x`, with both readings.
  private func doubtfulQuotient(_ left: Int32, _ right: Int32, _ word: Span) -> DialectError {
    let span = formula.reach([left, right], word)
    let factors = formula[right].children
    let rest = excerpt(formula[factors[1]].span)
    let first = excerpt(formula[factors[0]].span)
    return .refused(
      word,
      Refusal(
        headline: "`\(excerpt(span))` may be read in two ways",
        edits: [
          Edit(span, "\(excerpt(formula[left].span))/(\(excerpt(formula[right].span)))"),
          Edit(span, "(\(excerpt(formula[left].span))/\(first))·\(rest)"),
        ]))
  }

  private mutating func choice(
    _ condition: Int32, _ first: Int32, _ second: Int32, word: Span
  ) -> Int32 {
    let children = [condition, first, second]
    return formula.call("if", children, word: word, span: formula.reach(children, word))
  }

  /// What an operator makes of its operands.
  private mutating func apply(
    _ meaning: Grammar.Meaning, _ operands: [Int32], word: Span
  ) throws(DialectError) -> Int32 {
    let span = formula.reach(operands, word)
    switch meaning {
    case .operation(let operation):
      if operands.count == 2, let euler = grammar.euler, operation.ofElements == .elementPower,
        excerpt(formula[operands[0]].span) == euler, formula.name(operands[0]) == "e"
      {
        return formula.call("exp", [operands[1]], word: formula[operands[0]].span, span: span)
      }
      return formula.apply(
        elementMark == nil ? operation : operation.ofElements, operands, word: word)
    case .formula(let text):
      let values = Dictionary(uniqueKeysWithValues: zip(["x", "y"], operands.map { [$0] }))
      return try instance(of: text, values, span: span, word: word)
    case .nothing:
      formula[operands[0]].span = span
      return operands[0]
    case .percent:
      return formula.percent(operands[0], word: word)
    case .comparison(let operation):
      return comparison(operation, operands, word)
    case .wholeDivision:
      if let number = formula.wholeNumber(operands[0]), let other = formula.wholeNumber(operands[1]),
        other != 0, !formula[operands[0]].isEnclosed, !formula[operands[1]].isEnclosed
      {
        let quotient = number / other
        throw .refused(
          span,
          Refusal(
            headline: "`\(excerpt(span))` is \(quotient) there: a quotient of whole numbers",
            edits: [Edit(span, "\(number).0/\(other)"), Edit(span, "\(quotient)")]))
      }
      return formula.apply(.divide, operands, word: word)
    case .refused(let form):
      let texts = operands.map { excerpt(formula[$0].span) }
      throw .refused(
        word,
        form.refusal(at: span, Dictionary(uniqueKeysWithValues: zip(["x", "y"], texts))))
    case .conditional, .conditionalBehind:
      return operands[0]
    }
  }

  private mutating func comparison(
    _ operation: Formula.Operator, _ operands: [Int32], _ word: Span
  ) -> Int32 {
    let left = operands[0]
    switch grammar.comparisonChains {
    case .leftToRight: break
    case .conjunction:
      if let middle = comparisonEnds[left], !formula[left].isEnclosed {
        let second = formula.apply(operation, [middle, operands[1]], word: word)
        let both = formula.apply(.and, [left, second], word: word)
        comparisonEnds[both] = operands[1]
        return both
      }
    }
    let node = formula.apply(operation, operands, word: word)
    comparisonEnds[node] = operands[1]
    return node
  }

  // MARK: - Operands

  /// An operand with the signs before and behind it.
  private mutating func operand(_ minimum: Int) throws(DialectError) -> Int32 {
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
  private func isCall(_ name: DialectToken) -> Bool {
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

  // MARK: - Formulas of our language

  /// A formula of ours, with nodes for the names in it.
  mutating func instance(
    of text: String, _ values: [String: [Int32]], span: Span, word: Span
  ) throws(DialectError) -> Int32 {
    try DialectParser.append(text, values, span: span, word: word, to: &formula)
  }

  /// Appends a formula of ours; the names in it that have nodes stand for those.
  static func append(
    _ text: String, _ values: [String: [Int32]], span: Span, word: Span,
    to formula: inout Formula
  ) throws(DialectError) -> Int32 {
    let known = KnownNames(isFunction: { _ in false })
    var inner = try DialectParser(.own, SourceText(name: "", text), known)
    swap(&inner.formula, &formula)
    inner.arguments = values
    inner.isOwn = true
    let first = inner.formula.count
    let node = try inner.expression()
    swap(&inner.formula, &formula)
    for made in first..<formula.count { formula.move(made, to: span, word: word) }
    return node
  }

  /// The nodes that `...` stands for in a formula of ours.
  var others: [Int32] { arguments["..."] ?? [] }
}

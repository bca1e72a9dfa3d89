import Diagnostics

/// Definitions and displays of several lines; matrices and cases.
extension LaTeXReader {
  mutating func run() throws(DialectError) {
    while true {
      skipEnds()
      if peek.kind == .end { break }
      try statement()
      guard isEnd(peek) else { throw unexpected("an operator or the end of the formula") }
    }
    if formula.statements.isEmpty { throw .emptyText }
    try replaceCounts()
  }

  private static let displays: Set<String> = [
    "aligned", "align", "align*", "equation", "equation*", "gather", "gather*", "gathered", "split",
    "alignat", "alignat*", "multline", "multline*", "displaymath", "math", "eqnarray", "eqnarray*",
    "flalign", "flalign*",
  ]

  private func isEnd(_ token: LaTeXToken) -> Bool {
    switch token.kind {
    case .end, .line, .sign(";"): true
    case .sign(","), .sign("."): isEnd(peek(1)) || peek(1).isSpaced
    case .word where isText("where") || isText("with"): true
    case .begin(let name), .finish(let name): LaTeXReader.displays.contains(name)
    case .macro, .letter, .word, .number, .sign: false
    }
  }

  /// Takes the braces of `\boxed{y = x}` off.
  private mutating func openBox() {
    guard peek.isSign("{") else { return }
    var depth = 0
    var distance = 0
    repeat {
      if peek(distance).isSign("{") { depth += 1 }
      if peek(distance).isSign("}") { depth -= 1 }
      distance += 1
    } while depth > 0 && peek(distance).kind != .end
    guard depth == 0, isEnd(peek(distance)) else { return }
    tokens.remove(at: position + distance - 1)
    tokens.remove(at: position)
  }

  /// Skips what only parts formulas.
  private mutating func skipEnds() {
    while true {
      switch peek.kind {
      case .line, .sign(";"), .sign(","), .sign("."): next()
      case .word where isText("where") || isText("with") || isText("and"): next()
      case .begin(let name) where LaTeXReader.displays.contains(name):
        next()
        // `\begin{alignat}{2}`
        if peek.isSign("{"), peek(2).isSign("}"), case .number = peek(1).kind {
          for _ in 0..<3 { next() }
        }
      case .finish(let name) where LaTeXReader.displays.contains(name): next()
      case .sign("&") where !isEquals(peek(1)): next()
      default: return
      }
    }
  }

  private func isEquals(_ token: LaTeXToken) -> Bool {
    token.isSign("=") || token.isMacro("coloneqq")
  }

  private mutating func skipMarks() {
    while peek.isSign("&") { next() }
  }

  @inline(never)
  private mutating func statement() throws(DialectError) {
    if peek.isSign("&"), isEquals(peek(1)) {
      throw .refused(
        peek(1).span,
        Refusal(
          headline: "a line that begins with `&=` is another right side",
          advice: "keep one of them"))
    }
    openBox()
    if try definition() { return }
    let node = try condition()
    skipMarks()
    if isEquals(peek) || peek.isSign(":") && peek(1).isSign("=") {
      throw .refused(
        peek.span,
        Refusal(
          headline: "only a name or `f(x)` can be defined",
          advice: "`=` does not solve: bring the formula to the form `y = …`"))
    }
    formula.statements.append(.init(kind: .output, nameSpan: formula[node].span, value: node))
  }

  /// `y = …`, `f(x) = …`; false where something else comes.
  private mutating func definition() throws(DialectError) -> Bool {
    let start = position
    let savedTokens = tokens
    let savedNotes = notes
    func restore(_ reader: inout LaTeXReader) {
      reader.position = start
      reader.tokens = savedTokens
      reader.notes = savedNotes
    }
    switch peek.kind {
    case .letter, .word, .macro: break
    case .number, .sign, .begin, .finish, .line, .end: return false
    }
    guard let name = try? readName() else {
      restore(&self)
      return false
    }
    let parameters = signature()
    skipMarks()
    if peek.isSign(":"), peek(1).isSign("=") { next() }
    guard isEquals(peek) else {
      restore(&self)
      return false
    }
    next()
    skipMarks()
    if let parameters {
      try define(name, parameters)
    } else {
      let node = try condition()
      let ours = try names.define(
        name.written, as: name.ours, name.span, formula[node].extent)
      formula.statements.append(
        .init(kind: .definition(ours), nameSpan: name.span, value: node))
    }
    skipMarks()
    if isEquals(peek) {
      throw .refused(
        peek.span, Refusal(headline: "a definition has one right side", advice: "keep one of them"))
    }
    return true
  }

  /// `(x, y)`, where `=` follows it; nil where something else stands there.
  @inline(never)
  private mutating func signature() -> [Name]? {
    guard peek.isSign("(") else { return nil }
    let start = position
    next()
    var parameters: [Name] = []
    while let name = try? readName() {
      parameters.append(name)
      if peek.isSign(")") {
        next()
        return parameters
      }
      guard take(",") else { break }
    }
    position = start
    return nil
  }

  @inline(never)
  private mutating func define(
    _ name: Name, _ parameters: [Name]
  ) throws(DialectError) {
    let scope = names
    var ours: [String] = []
    for parameter in parameters {
      ours.append(try names.parameter(parameter.written, as: parameter.ours, parameter.span))
    }
    let node = try condition()
    names.leave(scope)
    let function = try names.define(function: name.written, as: name.ours, name.span)
    functions[name.written] = ours
    formula.statements.append(
      .init(kind: .function(function, parameters: ours), nameSpan: name.span, value: node))
  }

  // MARK: - Matrices and cases

  /// `\begin{…}` inside a formula.
  @inline(never)
  mutating func environment(_ name: String) throws(DialectError) -> Int32 {
    let begin = next()
    if name == "cases" { return try cases(begin) }
    guard LaTeXReader.matrices.contains(name) else {
      throw .unknownMacro(begin.span)
    }
    if name == "array", take("{") {
      while !peek.isSign("}"), peek.kind != .end { next() }
      try expect("}")
    }
    var rows = [0]
    var elements: [Int32] = []
    while true {
      if peek.kind == .line {
        next()
        if peek.kind == .finish(name) { break }
        rows.append(0)
        continue
      }
      if peek.kind == .finish(name) { break }
      if peek.isSign("&") { next(); continue }
      elements.append(try deeper { (reader) throws(DialectError) in try reader.condition() })
      rows[rows.count - 1] += 1
    }
    let span = Span(begin.span.start, next().span.end)
    let node = formula.matrix(rows, elements, word: begin.span, span: span)
    if name == "vmatrix" {
      return formula.call("det", [node], word: begin.span, span: span)
    }
    arrays.insert(node)
    return node
  }

  /// A choice between formulas; `\begin{cases}` was read.
  @inline(never)
  private mutating func cases(_ begin: LaTeXToken) throws(DialectError) -> Int32 {
    var branches: [(value: Int32, condition: Int32?)] = []
    while peek.kind != .finish("cases") {
      if peek.kind == .line { next(); continue }
      let value = try deeper { (reader) throws(DialectError) in try reader.condition() }
      while peek.isSign(",") || peek.isSign("&") { next() }
      if isText("otherwise") || isText("else") || isText("Otherwise") {
        next()
        branches.append((value, nil))
      } else if peek.kind == .line || peek.kind == .finish("cases") {
        branches.append((value, nil))
      } else {
        if isText("if") || isText("for") || isText("when") { next() }
        let condition = try equalityCondition()
        branches.append((value, condition))
      }
      while peek.isSign(",") || peek.isSign(".") || peek.isSign(";") { next() }
    }
    let span = Span(begin.span.start, next().span.end)
    guard let last = branches.last, last.condition == nil,
      branches.dropLast().allSatisfy({ $0.condition != nil })
    else {
      throw .refused(
        span,
        Refusal(
          headline: "these cases have no last one for all other values",
          advice: "end them with `0 & \\text{otherwise}`"))
    }
    var node = last.value
    for branch in branches.dropLast().reversed() {
      guard let condition = branch.condition else { continue }
      node = formula.call("if", [condition, branch.value, node], word: begin.span, span: span)
    }
    return node
  }

  /// A condition, in which `=` compares.
  private mutating func equalityCondition() throws(DialectError) -> Int32 {
    let left = try condition()
    guard peek.isSign("=") else { return left }
    let word = next().span
    let right = try condition()
    return formula.apply(.equal, [left, right], word: word)
  }
}

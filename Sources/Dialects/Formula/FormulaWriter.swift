import Diagnostics

/// Prints a formula as a program of our own language, with the place of each part.
///
/// Where a dialect works element by element, the points of `.*`, `./` and `.^` are left out beside
/// numbers: `2*x`, `x/2`. It keeps its own stack, and the text has a limit, because a formula that
/// a dialect's function stands for may name its argument more than once.
struct FormulaWriter {
  private enum Task {
    case node(Int32, minimum: UInt8)
    case text(String)
    case word(String, Span)
    case end(start: Int, Span)
  }

  private let formula: Formula
  private var bytes: [UInt8] = []
  private var parts: [SourceOrigin.Part] = []
  private var tasks: [Task] = []

  private init(_ formula: Formula) { self.formula = formula }

  /// No program is longer than this, nor is one formula.
  private static let limit = 1 << 22

  /// The program and its parts; nil where it is too long. It stands on one line where it fits, as
  /// in a shell's argument, else on a line for each statement.
  static func program(_ formula: Formula) -> (bytes: [UInt8], parts: [SourceOrigin.Part])? {
    var writer = FormulaWriter(formula)
    guard writer.append(separator: "; ") else { return nil }
    if writer.bytes.count > widestLine, formula.statements.count > 1 {
      writer = FormulaWriter(formula)
      guard writer.append(separator: "\n") else { return nil }
    }
    return (writer.bytes, writer.parts)
  }

  private static let widestLine = 80

  private mutating func append(separator: String) -> Bool {
    for (index, statement) in formula.statements.enumerated() {
      if index > 0 { write(.text(separator)) }
      guard append(statement) else { return false }
    }
    return true
  }

  /// One node as text.
  static func text(_ node: Int32, in formula: Formula) -> String {
    var writer = FormulaWriter(formula)
    _ = writer.append(node)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  private mutating func append(_ statement: Formula.Statement) -> Bool {
    switch statement.kind {
    case .output: break
    case .definition(let name):
      write(.word(name, statement.nameSpan))
      write(.text(" = "))
    case .function(let name, let parameters):
      write(.word(name, statement.nameSpan))
      write(.text("(" + parameters.joined(separator: ", ") + ") = "))
    }
    return append(statement.value)
  }

  /// False where the text gets too long.
  private mutating func append(_ node: Int32) -> Bool {
    tasks = [.node(node, minimum: 0)]
    while let task = tasks.popLast() {
      write(task)
      if bytes.count > FormulaWriter.limit { return false }
    }
    return true
  }

  private mutating func write(_ task: Task) {
    switch task {
    case .text(let text):
      bytes += Array(text.utf8)
    case .word(let text, let span):
      let start = bytes.count
      bytes += Array(text.utf8)
      record(from: start, span)
    case .end(let start, let span):
      record(from: start, span)
    case .node(let node, let minimum):
      expand(formula[node], minimum)
    }
  }

  private mutating func record(from start: Int, _ span: Span) {
    parts.append(.init(made: Span(start..<bytes.count), written: span))
  }

  private mutating func expand(_ node: Formula.Node, _ minimum: UInt8) {
    var pieces: [Task] = []
    let isEnclosed = precedence(node) < minimum
    if isEnclosed {
      bytes.append(UInt8(ascii: "("))
      pieces = [.end(start: bytes.count, node.span), .text(")")]
    }
    pieces.append(.end(start: bytes.count - (isEnclosed ? 1 : 0), node.span))
    tasks += pieces.reversed()
    tasks += self.pieces(node).reversed()
  }

  // MARK: - Nodes

  private func pieces(_ node: Formula.Node) -> [Task] {
    let children = node.children
    switch node.kind {
    case .number(let text), .name(let text):
      return [.text(text)]
    case .call(let function):
      return [.word(function, node.word), .text("(")] + list(children[...]) + [.text(")")]
    case .operation(let operation):
      return pieces(operation, children, node.word)
    case .matrix(let rows):
      var pieces: [Task] = [.text("[")]
      var start = 0
      for (index, count) in rows.enumerated() {
        if index > 0 { pieces.append(.text("; ")) }
        pieces += list(children[start..<start + count])
        start += count
      }
      return pieces + [.text("]")]
    case .index:
      return [.node(children[0], minimum: Precedence.postfix), .text("[")]
        + list(children[1...]) + [.text("]")]
    case .allIndices: return [.text(":")]
    case .lastIndex: return [.text("end")]
    }
  }

  private func list(_ children: ArraySlice<Int32>) -> [Task] {
    var pieces: [Task] = []
    for child in children {
      if !pieces.isEmpty { pieces.append(.text(", ")) }
      pieces.append(.node(child, minimum: 0))
    }
    return pieces
  }

  private func pieces(_ operation: Formula.Operator, _ children: [Int32], _ word: Span) -> [Task] {
    func infix(_ text: String, _ left: UInt8, _ right: UInt8) -> [Task] {
      [.node(children[0], minimum: left), .word(text, word), .node(children[1], minimum: right)]
    }
    let precedence = precedence(operation)
    let isPlain = isPlain(operation, children)
    switch operation {
    case .add: return infix(" + ", precedence, precedence + 1)
    case .subtract: return infix(" - ", precedence, precedence + 1)
    case .multiply: return infix("*", precedence, precedence + 1)
    case .elementMultiply: return infix(isPlain ? "*" : ".*", precedence, precedence + 1)
    case .divide: return infix("/", precedence, precedence + 1)
    case .elementDivide: return infix(isPlain ? "/" : "./", precedence, precedence + 1)
    case .leftDivide: return infix(" \\ ", precedence, precedence + 1)
    case .power: return infix("^", Precedence.postfix, Precedence.prefix)
    case .elementPower:
      return infix(isPlain ? "^" : ".^", Precedence.postfix, Precedence.prefix)
    case .less: return infix(" < ", precedence + 1, precedence + 1)
    case .lessOrEqual: return infix(" <= ", precedence + 1, precedence + 1)
    case .greater: return infix(" > ", precedence + 1, precedence + 1)
    case .greaterOrEqual: return infix(" >= ", precedence + 1, precedence + 1)
    case .equal: return infix(" == ", precedence + 1, precedence + 1)
    case .notEqual: return infix(" != ", precedence + 1, precedence + 1)
    case .and: return infix(" && ", precedence, precedence + 1)
    case .or: return infix(" || ", precedence, precedence + 1)
    case .negate:
      // The sign of a product is that of its first factor.
      let minimum = isProduct(children[0]) ? Precedence.term : Precedence.power
      return [.word("-", word), .node(children[0], minimum: minimum)]
    case .not:
      return [.word("!", word), .node(children[0], minimum: Precedence.power)]
    case .transpose:
      return [.node(children[0], minimum: Precedence.postfix), .word("'", word)]
    case .range:
      var pieces: [Task] = []
      for child in children {
        if !pieces.isEmpty { pieces.append(.word(":", word)) }
        pieces.append(.node(child, minimum: precedence + 1))
      }
      return pieces
    }
  }

  private func isProduct(_ node: Int32) -> Bool {
    switch formula[node].kind {
    case .operation(.multiply), .operation(.divide), .operation(.elementMultiply),
      .operation(.elementDivide):
      true
    case .number, .name, .call, .operation, .matrix, .index, .allIndices, .lastIndex: false
    }
  }

  /// Whether an operation on elements is the one on numbers, whatever the inputs are.
  private func isPlain(_ operation: Formula.Operator, _ children: [Int32]) -> Bool {
    switch operation {
    case .elementMultiply: formula[children[0]].isScalar || formula[children[1]].isScalar
    case .elementDivide: formula[children[1]].isScalar
    case .elementPower: children.allSatisfy { formula[$0].isScalar }
    case .add, .subtract, .multiply, .divide, .leftDivide, .power, .less, .lessOrEqual, .greater,
      .greaterOrEqual, .equal, .notEqual, .and, .or, .negate, .not, .transpose, .range:
      true
    }
  }

  // MARK: - Precedence

  /// How tightly our own language binds, as `Parser` has it.
  private enum Precedence {
    static let or: UInt8 = 1
    static let and: UInt8 = 2
    static let comparison: UInt8 = 3
    static let range: UInt8 = 4
    static let sum: UInt8 = 5
    static let term: UInt8 = 6
    static let prefix: UInt8 = 7
    static let power: UInt8 = 8
    static let postfix: UInt8 = 9
    static let primary: UInt8 = 10
  }

  private func precedence(_ node: Formula.Node) -> UInt8 {
    switch node.kind {
    // `-a*b` is a product to what stands beside it.
    case .operation(.negate) where isProduct(node.children[0]): Precedence.term
    case .operation(let operation): precedence(operation)
    case .index: Precedence.postfix
    case .number, .name, .call, .matrix, .allIndices, .lastIndex: Precedence.primary
    }
  }

  private func precedence(_ operation: Formula.Operator) -> UInt8 {
    switch operation {
    case .or: Precedence.or
    case .and: Precedence.and
    case .less, .lessOrEqual, .greater, .greaterOrEqual, .equal, .notEqual: Precedence.comparison
    case .range: Precedence.range
    case .add, .subtract: Precedence.sum
    case .multiply, .divide, .elementMultiply, .elementDivide, .leftDivide: Precedence.term
    case .negate, .not: Precedence.prefix
    case .power, .elementPower: Precedence.power
    case .transpose: Precedence.postfix
    }
  }
}

import Diagnostics

/// What was read, with the meaning of our own language: an arena of nodes and the statements that
/// they belong to.
///
/// Children stand before their parents, and a node may be the child of several: a formula of a
/// dialect that has an argument twice is written out only when it is printed.
struct Formula {
  enum Operator: Sendable {
    case add, subtract
    case multiply, divide, elementMultiply, elementDivide, leftDivide
    case power, elementPower
    case less, lessOrEqual, greater, greaterOrEqual, equal, notEqual, and, or
    case negate, not, transpose, range

    /// The same operation element by element.
    var ofElements: Operator {
      switch self {
      case .multiply: .elementMultiply
      case .divide: .elementDivide
      case .power: .elementPower
      case .add, .subtract, .elementMultiply, .elementDivide, .leftDivide, .elementPower, .less,
        .lessOrEqual, .greater, .greaterOrEqual, .equal, .notEqual, .and, .or, .negate, .not,
        .transpose, .range:
        self
      }
    }
  }

  enum Kind: Equatable {
    /// A number as our language writes it, without a sign.
    case number(String)
    /// A name as our language writes it.
    case name(String)
    /// A function of ours or of the text's own, applied to the children.
    case call(String)
    case operation(Operator)
    /// The elements of a matrix, row by row; the payload has the length of each row.
    case matrix([Int])
    /// The first child, at the other children.
    case index
    /// `:` as an index.
    case allIndices
    /// `end` as an index.
    case lastIndex
  }

  struct Node {
    var kind: Kind
    /// What it stands for in the pasted text.
    var span: Span
    /// Its operator or the name of its function there.
    var word: Span
    var children: [Int32]
    /// Its form, as far as that is known.
    var extent: Extent
    /// It stands in brackets of its own.
    var isEnclosed = false

    /// It is a number, whatever the shapes of the inputs are.
    var isScalar: Bool { extent == .number }
  }

  struct Statement {
    enum Kind { case output, definition(String), function(String, parameters: [String]) }
    let kind: Kind
    /// The name that is defined, or the whole output.
    let nameSpan: Span
    let value: Int32
  }

  private(set) var nodes: [Node] = []
  var statements: [Statement] = []

  var count: Int { nodes.count }

  /// Puts a node at another place of the pasted text.
  mutating func move(_ node: Int, to span: Span, word: Span) {
    nodes[node].span = span
    nodes[node].word = word
  }

  subscript(node: Int32) -> Node {
    get { nodes[Int(node)] }
    set { nodes[Int(node)] = newValue }
  }

  @discardableResult
  mutating func append(_ node: Node) -> Int32 {
    nodes.append(node)
    return Int32(truncatingIfNeeded: nodes.count - 1)
  }

  mutating func number(_ text: String, _ span: Span) -> Int32 {
    append(Node(kind: .number(text), span: span, word: span, children: [], extent: .number))
  }

  mutating func name(_ name: String, _ span: Span, _ extent: Extent = .unknown) -> Int32 {
    append(Node(kind: .name(name), span: span, word: span, children: [], extent: extent))
  }

  /// An operation on operands; it reaches as far as they and its word do.
  mutating func apply(
    _ operation: Operator, _ children: [Int32], word: Span, span: Span? = nil
  ) -> Int32 {
    append(
      Node(
        kind: .operation(operation), span: span ?? reach(children, word), word: word,
        children: children, extent: extent(of: operation, children)))
  }

  mutating func call(_ function: String, _ children: [Int32], word: Span, span: Span) -> Int32 {
    append(
      Node(
        kind: .call(function), span: span, word: word, children: children,
        extent: extent(ofCall: function, children)))
  }

  /// The elements of a matrix, row by row.
  mutating func matrix(_ rows: [Int], _ elements: [Int32], word: Span, span: Span) -> Int32 {
    let isOfNumbers = elements.allSatisfy { self[$0].isScalar }
    let extent = isOfNumbers ? Extent(rows: rows.count, columns: rows.first ?? 0) : .unknown
    return append(
      Node(kind: .matrix(rows), span: span, word: word, children: elements, extent: extent))
  }

  /// The span from the first to the last byte of nodes and a word.
  func reach(_ children: [Int32], _ word: Span) -> Span {
    var span = word
    for child in children {
      span.start = min(span.start, self[child].span.start)
      span.end = max(span.end, self[child].span.end)
    }
    return span
  }

  /// A hundredth of a node: `50 %` is 0.5.
  mutating func percent(_ node: Int32, word: Span) -> Int32 {
    let span = reach([node], word)
    if case .number(let text) = self[node].kind, let value = Int(text) {
      let fraction = String(value % 100 + 100).dropFirst()
      let digits = fraction.hasSuffix("0") ? String(fraction.dropLast()) : String(fraction)
      return number("\(value / 100)" + (digits == "0" ? "" : ".\(digits)"), span)
    }
    return apply(.divide, [node, number("100", word)], word: word)
  }

  /// Whether a node is a number without point and exponent: `2`, not `2.0`.
  func isWholeNumber(_ node: Int32) -> Bool { wholeNumber(node) != nil }

  /// The value of a whole number with or without a sign.
  func wholeNumber(_ node: Int32) -> Int? {
    switch self[node].kind {
    case .number(let text): Int(text)
    case .operation(.negate): wholeNumber(positive: self[node].children[0]).map { -$0 }
    case .name, .call, .operation, .matrix, .index, .allIndices, .lastIndex: nil
    }
  }

  private func wholeNumber(positive node: Int32) -> Int? {
    if case .number(let text) = self[node].kind { Int(text) } else { nil }
  }

  /// The value of a formula of whole numbers alone: `3 - 1`.
  func constantWhole(_ node: Int32) -> Int? {
    let children = self[node].children
    guard case .operation(let operation) = self[node].kind else { return wholeNumber(node) }
    if operation == .negate { return constantWhole(children[0]).map { -$0 } }
    guard children.count == 2, let left = constantWhole(children[0]),
      let right = constantWhole(children[1]), abs(left) < 1 << 30, abs(right) < 1 << 30
    else { return nil }
    switch operation.ofElements {
    case .add: return left + right
    case .subtract: return left - right
    case .elementMultiply: return left * right
    case .multiply, .divide, .elementDivide, .leftDivide, .power, .elementPower, .less,
      .lessOrEqual, .greater, .greaterOrEqual, .equal, .notEqual, .and, .or, .negate, .not,
      .transpose, .range:
      return nil
    }
  }

  /// Whether a node is a name or a number alone.
  func isBare(_ node: Int32) -> Bool {
    switch self[node].kind {
    case .name, .number: true
    case .call, .operation, .matrix, .index, .allIndices, .lastIndex: false
    }
  }

  /// Whether a node is one name, and which.
  func name(_ node: Int32) -> String? {
    if case .name(let name) = self[node].kind { name } else { nil }
  }
}

import Calculus
import Language

/// A pattern laid on a graph: what its letters stand for.
struct Matcher {
  let graph: ExpressionGraph
  let pattern: Pattern
  /// Whether the operands of sums and products may be exchanged.
  let order: Identity.Order
  /// Which steps may stand inside the form; nil: all.
  let inside: InnerSteps?
  private(set) var bound = Bound()
  /// The steps of the form, from the root on, where somebody asks for them.
  private(set) var steps: [Int32]?

  /// Steps of a derivative.
  struct InnerSteps {
    /// The ones before are the program's.
    let first: Int
    /// How many steps read each step; nil: it does not matter.
    let readers: Readers?

    fileprivate func allow(_ node: Int32) -> Bool {
      guard Int(node) >= first else { return false }
      return readers.map { $0[node] <= 1 } ?? true
    }
  }

  init(
    _ pattern: Pattern, in graph: ExpressionGraph, order: Identity.Order = .either,
    inside: InnerSteps? = nil, keepsSteps: Bool = false
  ) {
    self.graph = graph
    self.pattern = pattern
    self.order = order
    self.inside = inside
    steps = keepsSteps ? [] : nil
  }

  /// Whether a node has the form of a part, with the letters that are bound already.
  mutating func matches(_ part: Int, _ node: Int32) -> Bool {
    switch pattern.parts[part] {
    case .letter(let letter):
      if letter == .s, graph.records[Int(node)].shape != 0 { return false }
      guard let node = letter.isNumber ? graph.number(in: node) : node else { return false }
      return bind(letter, node)
    case .number(let expected):
      guard let value = graph.value(in: node) else { return false }
      return value == expected || value.isNaN && expected.isNaN
    case .filled(let letter, like: _):
      guard graph.records[Int(node)].shape != 0, let number = graph.number(in: node) else {
        return false
      }
      return bind(letter, number)
    case .step(let operation, let parts): return matches(operation, parts, node)
    }
  }

  private mutating func matches(_ operation: Operation, _ parts: [Int], _ node: Int32) -> Bool {
    // What is written has no negative numbers, but signs of numbers.
    if operation == .negate, steps == nil, case .letter(let letter) = pattern.parts[parts[0]],
      let value = graph.constantValue(Node(node)), value < 0
    {
      return bind(letter, graph.constant(-value).index)
    }
    let record = graph.records[Int(node)]
    guard inside?.allow(node) ?? true else { return false }
    steps?.append(node)
    guard record.operation == operation else {
      return isPowerOfE(record) && operation == .exp && matches(parts[0], record.b)
    }
    let before = self
    var place = 0
    var isMatch = true
    graph.forEachOperand(of: record) { operand in
      isMatch = isMatch && place < parts.count && matches(parts[place], operand)
      place += 1
    }
    if isMatch, place == parts.count { return true }
    guard order == .either, operation.isSymmetric else { return false }
    self = before
    return matches(parts[0], record.b) && matches(parts[1], record.a)
  }

  /// e^x is exp(x).
  private func isPowerOfE(_ record: ExpressionGraph.Record) -> Bool {
    record.operation == .power && graph.constantValue(Node(record.a)) == Matcher.e
  }

  private static let e = LanguageWords.constant("e")

  private mutating func bind(_ letter: Pattern.Letter, _ node: Int32) -> Bool {
    if bound[letter] < 0 { bound[letter] = node }
    return bound[letter] == node
  }
}

/// The nodes that the letters of a pattern stand for; -1: none yet.
struct Bound {
  private var nodes = SIMD8<Int32>(repeating: -1)

  subscript(letter: Pattern.Letter) -> Int32 {
    get { nodes[letter.place] }
    set { nodes[letter.place] = newValue }
  }
}

extension Pattern.Letter {
  fileprivate var place: Int {
    switch self {
    case .a: 0
    case .b: 1
    case .c: 2
    case .k: 3
    case .m: 4
    case .s: 5
    case .matrix: 6
    case .other: 7
    }
  }
}

extension Operation {
  /// Whether the operands may be exchanged.
  var isSymmetric: Bool { self == .add || self == .multiply || self == .and }
}

extension ExpressionGraph {
  /// The constant that a node is in every element, directly or seen through a few views.
  func number(in node: Int32) -> Int32? {
    var node = node
    for _ in 0..<ExpressionGraph.mostViews {
      let operation = records[Int(node)].operation
      guard operation.isArray, case .view = operation.structure else { break }
      node = records[Int(node)].a
    }
    return records[Int(node)].operation == .constant ? node : nil
  }

  /// The same as a number.
  func value(in node: Int32) -> Double? { number(in: node).map { records[Int($0)].constant } }

  /// As deep as views lie above each other in derivatives of parts of arrays.
  private static let mostViews = 4
}

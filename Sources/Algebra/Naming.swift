import Calculus
import Graph
import Numerics

/// Which nodes of an expression are written as statements of their own, because the text is then
/// shorter, and what they are called.
///
/// Cost: a few passes over the nodes.
package struct Naming {
  /// The named nodes, operands first.
  package private(set) var nodes: [Node] = []
  private var names: [Int32: String] = [:]

  /// What a node is called; nil where it is written where it is used.
  package subscript(node: Node) -> String? { names[node.index] }

  /// - Parameters:
  ///   - leaf: the length of a name or a number as text.
  ///   - preferred: what the program itself calls a node.
  ///   - isTaken: whether a name means something else already.
  package init(
    of root: Node, in graph: ExpressionGraph, leaf: (Node) -> Int,
    preferred: [Int32: String], isTaken: (String) -> Bool
  ) {
    var survey = Survey(root, graph, leaf, preferred)
    survey.chooseNames()
    let prefix = Naming.prefixes.first { prefix in
      !(0..<Naming.mostTried).contains { isTaken("\(prefix)\($0)") }
    }
    var number = 0
    let owners = survey.owners
    for index in survey.reachable where survey.isNamed[index] {
      let node = Node(index)
      nodes.append(node)
      if let own = preferred[node.index], owners[own] == index {
        names[node.index] = own
      } else {
        var name: String
        repeat {
          number += 1
          name = "\(prefix ?? Naming.prefixes[0])\(number)"
        } while isTaken(name)
        names[node.index] = name
      }
    }
  }

  /// How many operations an expression has when it is written with names for what it shares.
  static func operationCount(of root: Node, in graph: ExpressionGraph) -> Int {
    var survey = Survey(
      root, graph, { graph.constantValue($0).map { DecimalWriter.text($0).utf8.count } ?? 1 }, [:])
    survey.chooseNames()
    return survey.operationCount
  }

  private static let prefixes = ["t", "s", "u", "v", "w"]
  private static let mostTried = 10
}

/// What is known of the nodes below a root.
private struct Survey {
  let graph: ExpressionGraph
  let root: Int
  /// In the order of their indices; `list` nodes are left out.
  private(set) var reachable: [Int] = []
  var isNamed: [Bool]
  private let preferred: [Int32: String]
  private var leafLengths: [Int]
  /// The text's length, with names for the named nodes inside.
  private var lengths: [Double]
  /// How many names, numbers and operations the text has.
  private var sizes: [Int]
  /// How often the node is written: infinite where shared steps are written out too often.
  private var occurrences: [Double]

  private static let freshNameLength = 2.0
  /// What a statement takes beside its name and its text: ` = ` and `; `.
  private static let statementLength = 5.0
  /// Longer expressions are cut into statements, used twice or not.
  private static let mostSize = 400
  private static let passes = 6

  init(
    _ root: Node, _ graph: ExpressionGraph, _ leaf: (Node) -> Int, _ preferred: [Int32: String]
  ) {
    self.graph = graph
    self.root = Int(root.index)
    self.preferred = preferred
    let needed = graph.ancestors(of: [root])
    isNamed = [Bool](repeating: false, count: needed.count)
    leafLengths = [Int](repeating: 0, count: needed.count)
    sizes = leafLengths
    lengths = [Double](repeating: 0, count: needed.count)
    occurrences = lengths
    for index in needed.indices where needed[index] {
      // A factorisation is not written: the operation that uses it says what it is of.
      let operation = graph.records[index].operation
      guard operation != .list, !operation.isFactor else { continue }
      reachable.append(index)
      if !graph.records[index].operation.isComputed { leafLengths[index] = leaf(Node(index)) }
    }
  }

  mutating func chooseNames() {
    measure()
    // From the root down: a node's uses are counted as they are written.
    countOccurrences { survey, index in survey.isShorter(index) }
    for _ in 0..<Survey.passes {
      countOccurrences(nil)
      if !measure() { break }
    }
    cut()
    countOccurrences(nil)
  }

  /// By name of the program's own: the named node that has it. Where a formula holds a definition
  /// in two forms, that is the one that a condition holds, which is as the program has it.
  var owners: [String: Int] {
    var isCompared = [Bool](repeating: false, count: isNamed.count)
    for index in reachable.reversed() {
      let record = graph.records[index]
      guard isCompared[index] || record.operation.isComparison else { continue }
      graph.forEachOperand(of: record) { isCompared[Int($0)] = true }
    }
    var owners: [String: Int] = [:]
    for index in reachable where isNamed[index] {
      guard let name = preferred[Int32(truncatingIfNeeded: index)] else { continue }
      if let other = owners[name], isCompared[other] || !isCompared[index] { continue }
      owners[name] = index
    }
    return owners
  }

  /// The operations of all statements: a node counts as often as it is written.
  var operationCount: Int {
    reachable.reduce(0) { total, index in
      guard graph.records[index].operation.isComputed else { return total }
      let own = isNamed[index] ? 1 : min(occurrences[index], Survey.mostCounted)
      return total + Int(own)
    }
  }

  private static let mostCounted = 1e9

  /// Whether the text gets shorter, or has fewer operations at the same length, if the node has a
  /// name.
  private func isShorter(_ index: Int) -> Bool {
    guard index != root, graph.records[index].operation.isComputed, occurrences[index] > 1 else {
      return false
    }
    // A name of the program's own counts as a short one: it says more than a fresh one.
    let named =
      Survey.freshNameLength * (occurrences[index] + 1) + Survey.statementLength + lengths[index]
    return named <= lengths[index] * occurrences[index]
  }

  private mutating func countOccurrences(_ decide: ((Survey, Int) -> Bool)?) {
    for index in reachable { occurrences[index] = 0 }
    occurrences[root] = 1
    for index in reachable.reversed() {
      if let decide { isNamed[index] = decide(self, index) }
      let count = isNamed[index] ? 1 : occurrences[index]
      graph.forEachOperand(of: graph.records[index]) {
        occurrences[Int($0)] += count
      }
    }
  }

  private func nameLength(_ index: Int32) -> Double {
    preferred[index].map { Double($0.utf8.count) } ?? Survey.freshNameLength
  }

  /// The lengths from the leaves up; a name that does not pay any more is given up, which makes
  /// what uses the node longer.
  ///
  /// - Returns: whether a name was given up.
  @discardableResult
  private mutating func measure() -> Bool {
    var changes = false
    for index in reachable {
      let record = graph.records[index]
      guard record.operation.isComputed else {
        lengths[index] = Double(leafLengths[index])
        continue
      }
      var length = 0.0
      var operands = 0
      graph.forEachOperand(of: record) { operand in
        operands += 1
        length += isNamed[Int(operand)] ? nameLength(operand) : lengths[Int(operand)]
      }
      lengths[index] = length + Double(Survey.written(record.operation, operands: operands))
      if isNamed[index], !isShorter(index) {
        isNamed[index] = false
        changes = true
      }
    }
    return changes
  }

  /// The characters of an operation beside its operands, parentheses guessed.
  private static func written(_ operation: Operation, operands: Int) -> Int {
    guard operation.isPrimitive else { return 3 + 2 * operands }
    let primitive = operation.primitive
    switch primitive.form {
    case .hidden: return 0
    case .function: return primitive.name.utf8.count + 2 * operands
    case .prefix: return 1
    case .infix(let precedence, _):
      return precedence < Precedence.product ? 3 : precedence == Precedence.product ? 2 : 1
    }
  }

  // MARK: - Long expressions

  /// Names parts of expressions that are too long, from the leaves up.
  private mutating func cut() {
    for index in reachable {
      var operands: [Int] = []
      graph.forEachOperand(of: graph.records[index]) { operands.append(Int($0)) }
      var size = 1 + operands.reduce(0) { $0 + (isNamed[$1] ? 1 : sizes[$1]) }
      while size > Survey.mostSize,
        let largest = operands.filter({ !isNamed[$0] && sizes[$0] > 1 }).max(by: {
          sizes[$0] < sizes[$1]
        })
      {
        isNamed[largest] = true
        size -= sizes[largest] - 1
      }
      sizes[index] = size
    }
  }
}

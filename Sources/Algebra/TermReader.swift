import Calculus
import Graph
import Numerics

/// Reads the nodes of a graph as terms.
///
/// A chain of sums or of products of which each is used once is read as one: the cost is linear in
/// the graph, however long the chain. What a condition compares is read as it is written, because
/// an identity of algebra may be defined where it is not, or round to the other side.
struct TermReader {
  private let graph: ExpressionGraph
  private let arena: TermArena
  /// By the index of an input: the term that it stands for.
  private let inputs: [Term]
  /// Nodes from this one on come from rules: their constants and guards are not the user's.
  private let firstDerived: Int
  private let flatSteps: FlatSteps
  private let needed: [Bool]
  /// How often a node is used as a value.
  private var uses: [Int32]
  /// Whether a node is used by a condition.
  private var isCompared: [Bool]
  /// Whether a node is read as a part of the sum or the product that uses it.
  private var isAbsorbed: [Bool]
  private var terms: [Term?]
  /// By node that conditions use: its term as it is written.
  private var written: [Term?]

  init(
    _ graph: ExpressionGraph, _ arena: TermArena, inputs: [Term], roots: [Node], firstDerived: Int
  ) {
    self.graph = graph
    self.arena = arena
    self.inputs = inputs
    self.firstDerived = firstDerived
    flatSteps = FlatSteps(graph) { arena.constantValue(inputs[$0]) != nil }
    needed = graph.ancestors(of: roots)
    uses = [Int32](repeating: 0, count: needed.count)
    isAbsorbed = [Bool](repeating: false, count: needed.count)
    isCompared = isAbsorbed
    terms = [Term?](repeating: nil, count: needed.count)
    written = terms
    for root in roots { uses[Int(root.index)] += 2 }
    countUses()
    absorbChains()
    for index in needed.indices where needed[index] {
      guard graph.records[index].operation != .list else { continue }
      if isCompared[index] { written[index] = readWritten(Node(index)) }
      if uses[index] > 0, !isAbsorbed[index] { terms[index] = read(Node(index)) }
    }
  }

  /// The term of a node that the roots are computed from, unless it was read as a part of another.
  subscript(node: Node) -> Term? {
    Int(node.index) < terms.count ? terms[Int(node.index)] : nil
  }

  /// The term of a node as conditions have it, if one does.
  func written(_ node: Node) -> Term? {
    Int(node.index) < written.count ? written[Int(node.index)] : nil
  }

  private mutating func countUses() {
    for index in needed.indices.reversed() where needed[index] {
      let record = graph.records[index]
      guard record.operation.isComputed else { continue }
      let isSelection = record.operation == .select
      let isCondition = record.operation.isComparison || isLogic(record.operation)
      var isFirst = true
      graph.forEachOperand(of: record) { operand in
        let isValue = uses[index] > 0 && !isCondition && !(isSelection && isFirst)
        if isValue { uses[Int(operand)] += 1 }
        if isCompared[index] || !isValue { isCompared[Int(operand)] = true }
        isFirst = false
      }
    }
  }

  private func isLogic(_ operation: Operation) -> Bool {
    operation == .and || operation == .or || operation == .not
  }

  private mutating func absorbChains() {
    for index in needed.indices where needed[index] && uses[index] > 0 {
      let record = graph.records[index]
      for operand in [record.a, record.b] where isChain(record.operation) && operand >= 0 {
        let inner = graph.records[Int(operand)].operation
        if uses[Int(operand)] == 1,
          isSum(inner) && isSum(record.operation)
            || isProduct(inner) && isProduct(record.operation)
        {
          isAbsorbed[Int(operand)] = true
        }
      }
    }
  }

  private func isChain(_ operation: Operation) -> Bool { isSum(operation) || isProduct(operation) }
  private func isSum(_ operation: Operation) -> Bool {
    operation == .add || operation == .subtract || operation == .negate
  }
  private func isProduct(_ operation: Operation) -> Bool {
    operation == .multiply || operation == .divide
  }

  // MARK: - Nodes

  private func read(_ node: Node) -> Term {
    let record = graph[node]
    switch record.operation {
    case .constant:
      return Int(node.index) < firstDerived
        ? arena.constant(record.constant) : arena.ruleConstant(record.constant)
    case .input:
      return inputs[Int(record.a)]
    case .add, .subtract, .negate:
      return readSum(node)
    case .multiply, .divide:
      return readProduct(node)
    case .select:
      let operands = graph.operands(of: node)
      return select([condition(operands[0]), term(operands[1]), term(operands[2])], node)
    case let operation where operation.isComparison || isLogic(operation):
      return readCondition(node)
    default:
      let operands = graph.operands(of: node).map(term)
      if record.operation.isPassedThrough { return operands[0] }
      if record.operation.isArray { return operands[0] }
      if Int(node.index) >= firstDerived, record.operation == Operation.hypot,
        operands[0] == arena.one
      {
        // A rule's own: what it is careful for, overflow, is no matter of a formula.
        return arena.squareRoot(arena.add(arena.one, arena.power(operands[1], 2)))
      }
      return arena.function(record.operation, operands)
    }
  }

  private func select(_ operands: [Term], _ node: Node) -> Term {
    // Printed forms leave guards of single points away, as textbooks do.
    guard graph[node].isGuard, arena.constantValue(operands[0]) == nil else {
      return arena.select(operands)
    }
    let condition = simplified(Node(graph[node].a))
    guard arena.constantValue(condition) != nil else {
      return flatSteps.mayHold(Node(graph[node].a)) ? arena.select(operands) : operands[2]
    }
    return arena.select([condition, operands[1], operands[2]])
  }

  /// A rule's own condition of the terms that it compares: the base of `(x - x)^y` is 0.
  private func simplified(_ node: Node) -> Term {
    let operation = graph[node].operation
    guard Int(node.index) >= firstDerived, operation.isComparison || isLogic(operation) else {
      return terms[Int(node.index)] ?? condition(node)
    }
    return arena.function(operation, graph.operands(of: node).map(simplified))
  }

  // MARK: - Conditions

  /// A node that a condition uses, as it is written.
  private func readWritten(_ node: Node) -> Term {
    let record = graph[node]
    switch record.operation {
    case .constant, .input: return read(node)
    case let operation where operation.isComparison || isLogic(operation):
      return readCondition(node)
    case let operation:
      let operands = graph.operands(of: node).map(condition)
      if operation.isArray { return operands[0] }
      return operation == Operation.least || operation == Operation.greatest
        ? arena.function(operation, operands) : arena.written(operation, operands)
    }
  }

  private func readCondition(_ node: Node) -> Term {
    let operation = graph[node].operation
    let operands = graph.operands(of: node).map(condition)
    // A rule's own `x != x`: what it says of nan is no matter of a formula.
    if Int(node.index) >= firstDerived, operation.isComparison, operands[0] == operands[1] {
      let holds = operation == .equal || operation == .lessOrEqual || operation == .greaterOrEqual
      return holds ? arena.one : arena.zero
    }
    return arena.function(operation, operands)
  }

  private func condition(_ node: Node) -> Term {
    guard let term = written[Int(node.index)] else {
      preconditionFailure("operands are read before what uses them")
    }
    return term
  }

  private func term(_ node: Node) -> Term {
    guard let term = terms[Int(node.index)] else {
      preconditionFailure("operands are read before what uses them")
    }
    return term
  }

  private func readSum(_ root: Node) -> Term {
    var addends: [Addend] = []
    var pending: [(node: Int32, coefficient: Number)] = [(root.index, .one)]
    while let (index, coefficient) = pending.popLast() {
      let record = graph.records[Int(index)]
      guard index == root.index || isAbsorbed[Int(index)], isSum(record.operation) else {
        addends.append(Addend(coefficient: coefficient, term: term(Node(index))))
        continue
      }
      if record.b >= 0 {
        pending.append((record.b, record.operation == .subtract ? -coefficient : coefficient))
      }
      pending.append((record.a, record.operation == .negate ? -coefficient : coefficient))
    }
    return arena.sum(.zero, addends)
  }

  private func readProduct(_ root: Node) -> Term {
    var coefficient = Number.one
    var factors: [Factor] = []
    var pending: [(node: Int32, isBelow: Bool)] = [(root.index, false)]
    while let (index, isBelow) = pending.popLast() {
      let record = graph.records[Int(index)]
      guard index == root.index || isAbsorbed[Int(index)], isProduct(record.operation) else {
        let term = isBelow ? arena.power(self.term(Node(index)), arena.minusOne) : term(Node(index))
        arena.append(term, &coefficient, &factors)
        continue
      }
      pending.append((record.b, isBelow != (record.operation == .divide)))
      pending.append((record.a, isBelow))
    }
    return arena.product(coefficient, factors)
  }
}

extension TermArena {
  /// A constant of a rule: the rules' own logarithms and roots, which the graph has computed, are
  /// written as such again.
  func ruleConstant(_ value: Double) -> Term {
    for base in [2, 10] {
      let logarithm = log(Double(base))
      if value.magnitude == logarithm || value.magnitude == 1 / logarithm {
        let term = intern(.function(Operation.log, [number(base)]))
        return scale(
          power(term, value.magnitude == logarithm ? 1 : -1), by: value < 0 ? .minusOne : .one)
      }
    }
    let root = Double.pi.squareRoot()
    if value.magnitude == 2 / root {
      return scale(power(squareRoot(constant(.pi)), -1), by: Number(value < 0 ? -2 : 2))
    }
    if value == root / 2 { return scale(squareRoot(constant(.pi)), by: .half) }
    return constant(value)
  }
}

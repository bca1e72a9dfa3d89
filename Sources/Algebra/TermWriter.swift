import Graph
import Numerics

/// Writes terms as nodes of a graph, in the form in which a person would: quotients for negative
/// exponents, roots, differences, a number first.
struct TermWriter {
  let arena: TermArena
  let graph: ExpressionGraph
  /// The node of an input.
  let input: (Int) -> Node
  /// The node of a constant.
  let constant: (Double) -> Node
  /// Numbers such as 1/2 are written 0.5.
  let prefersDecimals: Bool
  private var nodes: [Term: Node] = [:]
  /// By node: the cost of its expression.
  private var costs: [Int32: Int] = [:]
  private var degrees: [Term: Int] = [:]
  /// Terms that are used more than once, which are kept whole, so that they can be named.
  private var isShared: Set<Term> = []

  init(
    _ arena: TermArena, _ graph: ExpressionGraph, prefersDecimals: Bool = false,
    input: @escaping (Int) -> Node, constant: ((Double) -> Node)? = nil
  ) {
    self.arena = arena
    self.graph = graph
    self.input = input
    self.constant = constant ?? { graph.constant($0) }
    self.prefersDecimals = prefersDecimals
  }

  /// The first symbol that is a differential: those stand last in a product.
  var firstDifferential = Int.max

  /// Terms with fewer operations are dissolved into a product rather than shared.
  private static let leastShared = 3 * operationCost

  /// Marks what several terms have in common, before they are written.
  mutating func share(_ roots: [Term]) {
    var uses: [Term: Int] = [:]
    for term in arena.closure(of: roots) {
      for part in arena.parts(of: term) { uses[part, default: 0] += 1 }
    }
    for (term, count) in uses where count > 1 {
      if case .product = arena[term] { isShared.insert(term) }
    }
  }

  /// Sums that the program has a name for, by their summands: what differs from one by a number is
  /// written as that sum and the number.
  private var namedSums: [[Addend]: Term] = [:]

  /// Notes the program's definitions, as far as the formulas have them.
  mutating func noteDefinitions(_ terms: [Term], in roots: [Term]) {
    let closure = Set(arena.closure(of: roots))
    for term in terms where closure.contains(term) {
      guard case .sum(_, let addends) = arena[term], addends.count > 1 else { continue }
      if namedSums[addends] == nil { namedSums[addends] = term }
    }
  }

  /// The term's node.
  mutating func write(_ root: Term) -> Node {
    if let known = nodes[root] { return known }
    var pending = [root]
    while let term = pending.last {
      if nodes[term] != nil {
        pending.removeLast()
        continue
      }
      let missing = arena.parts(of: term).filter { nodes[$0] == nil }
      if missing.isEmpty {
        nodes[term] = make(term)
        pending.removeLast()
      } else {
        pending += missing
      }
    }
    return node(root)
  }

  /// What the term costs a reader when it is written out in full: above all its operations.
  mutating func cost(_ term: Term) -> Int {
    let node = write(term)
    return costs[node.index] ?? leafCost(node)
  }

  func node(_ term: Term) -> Node {
    guard let node = nodes[term] else { preconditionFailure("parts are written first") }
    return node
  }

  /// The node of a term that has been written.
  func known(_ term: Term) -> Node? { nodes[term] }

  /// The sum of derivatives, each times the differential that is the symbol at its place from
  /// `firstSymbol` on.
  mutating func differential(_ derivatives: [Term], firstSymbol: Int) -> Node {
    var sum: Node?
    self.firstDifferential = firstSymbol
    for (place, derivative) in derivatives.enumerated() where derivative != arena.zero {
      _ = write(derivative)
      let symbol = arena.symbol(firstSymbol + place)
      _ = write(symbol)
      var (coefficient, factors) = arena.factors(of: derivative)
      factors.append(Factor(base: symbol, exponent: arena.one))
      guard let before = sum else {
        sum = writeProduct(coefficient, factors)
        continue
      }
      let isNegative = coefficient.isNegative
      coefficient = coefficient.magnitude
      sum = apply(isNegative ? .subtract : .add, [before, writeProduct(coefficient, factors)])
    }
    return sum ?? constant(0)
  }

  private mutating func make(_ term: Term) -> Node {
    switch arena[term] {
    case .number(let value): return number(value)
    case .constant(let bits): return constant(Double(bitPattern: bits))
    case .euler: return apply(Operation.exp, [constant(1)])
    case .symbol(let index): return input(index)
    case .sum(let value, let addends): return writeSum(value, addends)
    case .product(let factors): return writeProduct(.one, factors)
    case .function(let operation, let operands), .written(let operation, let operands):
      return apply(operation, operands.map(node))
    }
  }

  /// A node, with its cost noted.
  mutating func apply(_ operation: Operation, _ operands: [Node]) -> Node {
    let node = graph.make(operation, operands: operands.map(\.index)[...])
    if costs[node.index] == nil {
      var cost = TermWriter.operationCost
      for operand in operands { cost += costs[operand.index] ?? leafCost(operand) }
      costs[node.index] = min(cost, TermWriter.mostCost)
    }
    return node
  }

  /// A name costs 1, a number as much as it has characters: of several forms with as many
  /// operations the one with the shorter numbers is taken.
  private func leafCost(_ node: Node) -> Int {
    graph.constantValue(node).map { DecimalWriter.text($0).utf8.count } ?? 1
  }

  /// Much more than the leaves that go with an operation.
  static let operationCost = 256

  /// Where counting stops: shared terms written out in full may be of any size.
  private static let mostCost = 1 << 50

  // MARK: - Numbers

  mutating func number(_ value: Number) -> Node {
    guard isFraction(value) else {
      return constant(value.value)
    }
    return apply(
      .divide, [constant(Double(value.numerator)), constant(Double(value.denominator))])
  }

  /// Whether a number is written as a quotient of whole numbers, both of them short.
  func isFraction(_ value: Number) -> Bool {
    value.isExact && value.denominator != 1 && !isDecimal(value)
      && value.numerator.magnitude <= TermWriter.mostWhole
      && value.denominator <= TermWriter.mostWhole
  }

  private static let mostWhole = 1_000_000_000

  /// Whether a fraction is written with a decimal point: 1.5, but 1/2 and 1/3.
  func isDecimal(_ value: Number) -> Bool {
    guard value.isExact, value.denominator > 1 else { return false }
    if prefersDecimals || value.numerator.magnitude != 1 {
      let digits = prefersDecimals ? 1_000_000_000_000_000 : 1000
      return digits % value.denominator == 0
    }
    return false
  }

  /// Minus a node. The sign goes to a number, or to the front of a product.
  mutating func negated(_ node: Node) -> Node {
    if let value = graph.constantValue(node) { return constant(-value) }
    return apply(.negate, [node])
  }

  // MARK: - Sums

  private mutating func writeSum(_ number: Number, _ addends: [Addend]) -> Node {
    if addends.count == 1, number == .zero {
      return writeMultiple(addends[0].coefficient, addends[0].term)
    }
    if let named = namedSums[addends], case .sum(let other, _) = arena[named], other != number {
      let difference = number - other
      return apply(
        difference.isNegative ? .subtract : .add,
        [write(named), self.number(difference.magnitude)])
    }
    var terms = addends.map { ($0, degree($0.term)) }
    terms.sort { $0.1 == $1.1 ? $0.0.term.index < $1.0.term.index : $0.1 > $1.1 }
    var sorted = terms.map(\.0)
    if number != .zero { sorted.append(Addend(coefficient: number, term: arena.one)) }
    if let first = sorted.firstIndex(where: { !$0.coefficient.isNegative }) {
      sorted.insert(sorted.remove(at: first), at: 0)
    }
    var sum = writeMultiple(sorted[0].coefficient, sorted[0].term)
    for addend in sorted.dropFirst() {
      let operation = addend.coefficient.isNegative ? Operation.subtract : .add
      sum = apply(operation, [sum, writeMultiple(addend.coefficient.magnitude, addend.term)])
    }
    return sum
  }

  private mutating func writeMultiple(_ coefficient: Number, _ term: Term) -> Node {
    if coefficient == .one { return write(term) }
    if case .number = arena[term] { return number(coefficient) }
    if isShared.contains(term), (costs[node(term).index] ?? 0) >= TermWriter.leastShared,
      graph[node(term)].operation != .divide
    {
      return writeProduct(coefficient, [Factor(base: term, exponent: arena.one)])
    }
    return writeProduct(coefficient, arena.factors(of: term).factors)
  }

  /// The degree of a term as a polynomial in the inputs: high powers stand first.
  private mutating func degree(_ term: Term) -> Int {
    if let known = degrees[term] { return known }
    let degree: Int
    switch arena[term] {
    case .symbol: degree = 1
    case .product(let factors):
      degree = factors.reduce(0) { total, factor in
        guard let exponent = arena.numberValue(factor.exponent), exponent.isInteger,
          exponent.numerator.magnitude < 1000
        else { return total }
        return total + baseDegree(factor.base) * exponent.numerator
      }
    case .number, .constant, .euler, .sum, .function, .written: degree = 0
    }
    degrees[term] = degree
    return degree
  }

  private func baseDegree(_ term: Term) -> Int {
    switch arena[term] {
    case .symbol, .sum: 1
    case .number, .constant, .euler, .product, .function, .written: 0
    }
  }
}

import Calculus
import Graph

/// The derivative of a high order of a number by a number, as graph.
///
/// Each derivative of the one before doubles and multiplies what it is made of; here every step has
/// its derivatives u⁽⁰⁾, u⁽¹⁾, … as nodes of their own. From r' = Σ p·u', the partials p being
/// steps too, Leibniz's rule gives r⁽ᵏ⁾ = Σ C(k-1, j-1)·u⁽ʲ⁾·p⁽ᵏ⁻ʲ⁾: the recurrences of power
/// series, with the factorials multiplied in (Griewank & Walther, chapter 13). A quotient r = a/b
/// comes from a⁽ᵏ⁾ = (r·b)⁽ᵏ⁾.
struct LeibnizDerivative {
  private let graph: ExpressionGraph
  private let held: Set<Int32>
  private let firstDerived: Int
  private var rules: RuleExpansion
  /// By node: whether it depends on the independent; as far as known.
  private var depends: [Bool] = []
  private let independent: Int32
  /// By node that is needed: to which order.
  private var orders: [Int32: Int] = [:]
  private var arcs: [Int32: [(operand: Int32, partial: RuleExpansion.Partial)]] = [:]
  /// By node: its derivatives from order 1 on; nil where one is 0.
  private var derivatives: [Int32: [Node?]] = [:]

  /// nil where a step between the two selects, bends or is of arrays: those have no recurrence
  /// here.
  init?(
    of target: Node, by independent: Node, order: Int, holding held: [Node],
    in graph: ExpressionGraph
  ) {
    self.graph = graph
    self.held = Set(held.map(\.index))
    self.independent = independent.index
    firstDerived = graph.count
    rules = RuleExpansion(graph)
    guard graph[target].shape == 0, graph[independent].shape == 0, collect(target, order) else {
      return nil
    }
  }

  /// How many nodes the derivative has, at most.
  var nodeCount: Int {
    orders.reduce(0) { total, entry in
      let (node, order) = entry
      guard depends[Int(node)], graph.records[Int(node)].operation.isComputed else { return total }
      let isProduct = isProduct(graph.records[Int(node)].operation)
      let sums = isProduct ? 1 : (arcs[node] ?? []).count { isSum($0.partial) }
      let nodes = (3 * sums * order).multipliedReportingOverflow(by: order)
      let next = total.addingReportingOverflow(nodes.partialValue / 2 + 4 * order)
      return nodes.overflow || next.overflow ? .max / 2 : min(next.partialValue, .max / 2)
    }
  }

  /// The derivative; nil where it is 0.
  mutating func node(_ target: Node, order: Int) -> Node? {
    let steps = orders.keys.filter { depends[Int($0)] && $0 != independent }.sorted()
    derivatives[independent] = [graph.constant(1)]
    for order in 1...max(1, order) {
      for step in steps where orders[step] ?? 0 >= order {
        derivatives[step, default: []].append(next(step, order))
      }
    }
    return self[target.index, order]
  }

  private subscript(_ node: Int32, _ order: Int) -> Node? {
    if order == 0 { return Node(node) }
    guard let known = derivatives[node], order <= known.count else { return nil }
    return known[order - 1]
  }

  // MARK: - What is needed

  private func isProduct(_ operation: Operation) -> Bool {
    operation == .multiply || operation == .divide
  }

  private func isSum(_ partial: RuleExpansion.Partial) -> Bool {
    if case .node(let factor) = partial { return depends[Int(factor.index)] }
    return false
  }

  /// Notes every step with the order to which it is needed, expanding partials on the way.
  private mutating func collect(_ target: Node, _ order: Int) -> Bool {
    var pending = [(node: target.index, order: order)]
    while let (node, order) = pending.popLast() {
      if let known = orders[node], known >= order { continue }
      noteDependence()
      guard depends[Int(node)], node != independent, order > 0 else { continue }
      orders[node] = order
      let record = graph.records[Int(node)]
      guard isKnown(record, node) else { return false }
      let operands = graph.operands(of: Node(node)).map(\.index).filter { depends[Int($0)] }
      pending += operands.map { ($0, order) }
      if isProduct(record.operation) || record.operation == .select { continue }
      for arc in arcs(of: node) {
        if case .node(let partial) = arc.partial { pending.append((partial.index, order - 1)) }
      }
    }
    noteDependence()
    return true
  }

  /// Whether a step has a recurrence: rules' own guards select, but nothing of the program's may.
  private func isKnown(_ record: ExpressionGraph.Record, _ node: Int32) -> Bool {
    if record.shape != 0 { return false }
    if record.operation.isArray { return record.operation.isHold }
    if record.operation == .select { return Int(node) >= firstDerived }
    // Rules compare, in their guards, and what they compare has no share in a slope.
    if record.operation.isComparison { return Int(node) >= firstDerived }
    return !record.operation.traits.selects && !record.operation.traits.bends
  }

  private mutating func noteDependence() {
    while depends.count < graph.count {
      let index = Int32(truncatingIfNeeded: depends.count)
      let record = graph.records[depends.count]
      var isDependent = index == independent
      if record.operation.rawValue >= Operation.list.rawValue, !held.contains(index) {
        if record.a >= 0, depends[Int(record.a)] { isDependent = true }
        if record.b >= 0, depends[Int(record.b)] { isDependent = true }
      }
      depends.append(isDependent)
    }
  }

  private mutating func arcs(
    of node: Int32
  ) -> [(operand: Int32, partial: RuleExpansion.Partial)] {
    if let known = arcs[node] { return known }
    var found: [(operand: Int32, partial: RuleExpansion.Partial)] = []
    for (position, operand) in graph.operands(of: Node(node)).enumerated()
    where depends[Int(operand.index)] {
      let isHold = graph[Node(node)].operation.isArray
      found.append(
        (operand.index, isHold ? .one : rules.partial(of: Node(node), operand: position)))
    }
    arcs[node] = found
    noteDependence()
    return found
  }

  // MARK: - Recurrences

  private func next(_ node: Int32, _ order: Int) -> Node? {
    let operands = graph.operands(of: Node(node)).map(\.index)
    switch graph.records[Int(node)].operation {
    case .multiply:
      return leibniz(order, 0...order) {
        self[operands[0], $0]
      } _: {
        self[operands[1], $0]
      }
    case .divide:
      let rest = leibniz(order, 1...order) {
        self[operands[1], $0]
      } _: {
        self[node, $0]
      }
      let above = difference(self[operands[0], order], rest)
      return above.map { graph.simplified(.divide, $0.index, operands[1]) }
    case .select:
      let (a, b) = (self[operands[1], order], self[operands[2], order])
      if a == nil, b == nil { return nil }
      let zero = graph.constant(0).index
      return graph.makeSimplified(
        .select, operands: [operands[0], a?.index ?? zero, b?.index ?? zero])
    default:
      return (arcs[node] ?? []).reduce(Node?.none) { sum, arc in
        self.sum(sum, share(arc.operand, arc.partial, order))
      }
    }
  }

  /// Σ C(k-1, j-1)·u⁽ʲ⁾·p⁽ᵏ⁻ʲ⁾.
  private func share(
    _ operand: Int32, _ partial: RuleExpansion.Partial, _ order: Int
  ) -> Node? {
    switch partial {
    case .none, .linear: return nil
    case .one: return self[operand, order]
    case .minusOne:
      return self[operand, order].map { graph.simplified(.negate, $0.index, -1) }
    case .node(let factor):
      guard depends[Int(factor.index)] else {
        return self[operand, order].map { graph.simplified(.multiply, factor.index, $0.index) }
      }
      return leibniz(order - 1, 0...order - 1) {
        self[operand, $0 + 1]
      } _: {
        self[factor.index, $0]
      }
    }
  }

  /// Σ C(n, j)·u(j)·v(n - j) over some j.
  private func leibniz(
    _ n: Int, _ terms: ClosedRange<Int>, _ u: (Int) -> Node?, _ v: (Int) -> Node?
  ) -> Node? {
    var sum: Node?
    var binomial = 1.0
    for j in 0...n {
      if j > 0 { binomial = (binomial * Double(n - j + 1) / Double(j)).rounded() }
      guard terms.contains(j), let left = u(j), let right = v(n - j) else { continue }
      let product = graph.simplified(.multiply, left.index, right.index)
      sum = self.sum(
        sum, graph.simplified(.multiply, graph.constant(binomial).index, product.index))
    }
    return sum
  }

  private func sum(_ a: Node?, _ b: Node?) -> Node? {
    guard let a, let b else { return a ?? b }
    return graph.simplified(.add, a.index, b.index)
  }

  private func difference(_ a: Node?, _ b: Node?) -> Node? {
    guard let b else { return a }
    guard let a else { return graph.simplified(.negate, b.index, -1) }
    return graph.simplified(.subtract, a.index, b.index)
  }
}

import Calculus
import Graph
import Numerics

/// Series of operations on arrays that solve no equation of their own.
///
/// The rule of the first derivative gives r' = T(x, r, x'), linear in x'. With x' as a series of
/// its own, whose coefficient j is (j+1)·x_(j+1), T is one more step, and k·r_k = T_(k-1).
extension PowerSeries {
  /// The derivative of a step by its rule, and what has to be computed for it, in order.
  struct Slope {
    let node: Node
    /// The steps that hang on derivatives of operands, those first.
    var delayed: [Int32] = []
  }

  /// T for an operation; nil where an operand is such a derivative itself, which would need that
  /// of the derivative, and so on.
  mutating func slope(of node: Node) -> Node? {
    if let known = slopes[node.index] { return known.node }
    let operands = graph.operands(of: node)
    guard !operands.contains(where: { delayed.contains($0.index) }) else { return nil }
    var sum: Node?
    for (position, operand) in operands.enumerated() where dependsOnInput(operand.index) {
      guard !graph[operand].operation.isFactor,
        let share = rules.arrays.tangent(of: node, operand: position, derivative(of: operand))
      else { continue }
      let own = rules.bent(share, of: node)
      sum = sum.map { graph.simplified(.add, $0.index, own.index) } ?? own
    }
    guard let sum else { return nil }
    noteDelayed(behind: sum)
    slopes[node.index] = Slope(node: sum)
    return sum
  }

  private mutating func derivative(of operand: Node) -> Node {
    if let known = derivatives[operand.index] { return known }
    let node = graph.makeInput(graph.shape(of: operand))
    derivatives[operand.index] = node
    derivedOperands[node.index] = operand.index
    depends.insert(node.index)
    visited.insert(node.index)
    delayed.insert(node.index)
    return node
  }

  /// Whether the node is the derivative of an operand, and of which.
  private func operand(ofDerivative node: Int32) -> Int32? {
    graph.records[Int(node)].operation == .input ? derivedOperands[node] : nil
  }

  /// Notes the steps of a rule that hang on derivatives of operands.
  private mutating func noteDelayed(behind root: Node) {
    // Such steps come after the first derivative in the graph.
    let first = delayed.min() ?? 0
    var pending = [root.index]
    var seen: Set<Int32> = []
    while let node = pending.popLast() {
      guard seen.insert(node).inserted else { continue }
      pending += graph.operands(of: Node(node)).map(\.index).filter { $0 > first }
    }
    for node in seen.sorted()
    where graph.operands(of: Node(node)).contains(where: { delayed.contains($0.index) }) {
      delayed.insert(node)
    }
  }

  /// Finds, when all steps are known, which of them hang on derivatives, and what each slope needs.
  mutating func findDelayed() {
    guard !slopes.isEmpty else { return }
    for node in needed.keys.sorted()
    where graph.operands(of: Node(node)).contains(where: { delayed.contains($0.index) }) {
      delayed.insert(node)
    }
    for (owner, slope) in slopes {
      var found: Set<Int32> = []
      var pending = [slope.node.index]
      while let node = pending.popLast() {
        guard delayed.contains(node), found.insert(node).inserted else { continue }
        let operands = graph.operands(of: Node(node)).map(\.index)
        pending += operands
        guard !graph.records[Int(node)].operation.isArray, operands.count > 0 else { continue }
        for arc in arcs(of: node, operands.count) {
          if case .node(let partial) = arc.partial { pending.append(partial.index) }
        }
      }
      slopes[owner]?.delayed = found.sorted()
    }
  }

  /// A coefficient by the rule; nil for operations that have another way.
  mutating func slopeCoefficient(of node: Node, _ order: Int) -> [Double]? {
    guard let slope = slopes[node.index] else { return nil }
    for step in slope.delayed { advanceDelayed(step, to: order - 1) }
    return coefficient(of: slope.node, order - 1).elements.map { $0 / Double(order) }
  }

  private mutating func advanceDelayed(_ node: Int32, to order: Int) {
    guard (series[node]?.count ?? 0) == order else { return }
    if let operand = operand(ofDerivative: node) {
      let next = coefficient(of: Node(operand), order + 1).elements
      append(next.map { $0 * Double(order + 1) }, to: node)
    } else if order == 0 {
      let record = graph[Node(node)]
      let operands = graph.operands(of: Node(node)).map { coefficient(of: $0, 0) }
      append(graph.apply(record, to: operands).elements, to: node)
    } else {
      advance(node, to: order)
    }
  }

  // MARK: - Determinants

  /// A determinant of larger order has too many products.
  private static let greatestExpansion = 10

  /// The determinant as a sum of products of elements, which needs no division and so is right for
  /// singular matrices too: by subsets of the columns, each the minor of as many rows.
  mutating func expansion(of node: Node) -> Node? {
    if let known = expansions[node.index] { return known }
    let operand = Node(graph[node].a)
    let order = graph.shape(of: operand).rows
    guard order > 0, order <= PowerSeries.greatestExpansion else { return nil }
    var minors = [graph.constant(1)]
    for columns in 1..<(1 << order) {
      let row = columns.nonzeroBitCount - 1
      var sum: Node?
      for column in 0..<order where columns >> column & 1 == 1 {
        let element = graph.makeArray(
          .index, [operand.index], .scalar,
          parameters: Picks(row: row, column: column).parameters)
        let product = graph.simplified(
          .multiply, element.index, minors[columns ^ 1 << column].index)
        let isNegative = (columns >> (column + 1)).nonzeroBitCount % 2 == 1
        if let known = sum {
          sum = graph.simplified(isNegative ? .subtract : .add, known.index, product.index)
        } else {
          sum = isNegative ? graph.simplified(.negate, product.index, -1) : product
        }
      }
      minors.append(sum ?? graph.constant(0))
    }
    expansions[node.index] = minors[minors.count - 1]
    return minors[minors.count - 1]
  }

  /// Advances the steps of an expansion, which the order of the graph puts behind the determinant.
  mutating func complete(_ expansion: Node, to order: Int) {
    var pending = [expansion.index]
    while let node = pending.last {
      let isOpen = depends.contains(node) && (series[node]?.count ?? 0) == order
      guard isOpen else {
        pending.removeLast()
        continue
      }
      let open = graph.operands(of: Node(node)).map(\.index).filter {
        depends.contains($0) && (series[$0]?.count ?? 0) == order
      }
      if open.isEmpty { advance(node, to: order) } else { pending += open }
    }
  }
}

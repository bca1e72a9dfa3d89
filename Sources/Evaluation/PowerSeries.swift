import Graph
import Numerics

/// The power series of all steps that some nodes are computed from.
struct PowerSeries {
  let graph: ExpressionGraph
  /// By node: the coefficients from order 0, each an array of the node's shape; a node that does not
  /// depend on the input has only the first.
  private var series: [Int32: [[Double]]] = [:]
  /// By node: the order to which it is needed.
  private var needed: [Int32: Int] = [:]
  private(set) var depends: Set<Int32> = []
  /// By array operation with a scalar result: its partials by the elements of its operand.
  private(set) var partials: [Int32: Node] = [:]
  /// By node: for each operand its partial and the condition under which it is taken.
  private(set) var arcs: [Int32: [(partial: RuleExpansion.Partial, reach: Node?)]] = [:]
  private var rules: RuleExpansion
  /// By node that depends on the input: which of its elements do; all, where selections leave none.
  private var moving: [Int32: [Bool]] = [:]

  /// nil where a step is an operation on arrays whose series is not known.
  init?(
    of outputs: [Node], along input: Node, in program: Program, at point: [Double], order: Int
  ) {
    graph = program.graph
    rules = RuleExpansion(program.graph)
    depends = [input.index]
    guard collect(outputs, order) else { return nil }
    evaluate(program, point)
    series[input.index]?.append([1])
    let steps = needed.keys.filter { depends.contains($0) && $0 != input.index }.sorted()
    if steps.contains(where: { graph.records[Int($0)].operation.traits.selects }) {
      for step in steps { moving[step] = movingElements(of: step) }
    }
    for order in stride(from: 1, through: order, by: 1) {
      for step in steps where needed[step] ?? 0 >= order { advance(step, to: order) }
    }
  }

  func coefficient(of node: Node, _ order: Int) -> Matrix {
    let shape = graph.shape(of: node)
    guard let known = series[node.index], order < known.count else { return Matrix(shape) }
    return Matrix(shape, known[order])
  }

  // MARK: - What is needed

  /// Notes every step with the order to which it is needed, expanding partials on the way.
  private mutating func collect(_ outputs: [Node], _ order: Int) -> Bool {
    var pending = outputs.map { (node: $0.index, order: order) }
    while let (node, order) = pending.popLast() {
      if let known = needed[node], known >= order { continue }
      needed[node] = order
      let record = graph.records[Int(node)]
      guard record.operation.isComputed else { continue }
      let operands = graph.operands(of: Node(node)).map(\.index)
      pending += operands.map { ($0, graph.records[Int($0)].operation.isFactor ? 0 : order) }
      guard dependsOnInput(node), order > 0 else { continue }
      if record.operation.isArray {
        if ArraySeries(record.operation) != nil { continue }
        guard let partial = partial(of: Node(node)) else { return false }
        pending.append((partial.index, order - 1))
      } else if record.operation != .multiply {
        for arc in arcs(of: node, operands.count) {
          if case .node(let partial) = arc.partial { pending.append((partial.index, order - 1)) }
          if let reach = arc.reach { pending.append((reach.index, 0)) }
        }
      }
    }
    return true
  }

  private mutating func arcs(
    of node: Int32, _ count: Int
  ) -> [(partial: RuleExpansion.Partial, reach: Node?)] {
    if let known = arcs[node] { return known }
    let operands = graph.operands(of: Node(node))
    let found = (0..<count).map { position -> (partial: RuleExpansion.Partial, reach: Node?) in
      guard dependsOnInput(operands[position].index) else { return (.none, nil) }
      return (
        rules.partial(of: Node(node), operand: position),
        rules.reach(of: Node(node), operand: position)
      )
    }
    arcs[node] = found
    return found
  }

  /// The partials of an operation on one array whose result is a number; nil where it is another.
  private mutating func partial(of node: Node) -> Node? {
    guard graph[node].shape == 0, !graph[node].operation.array.isVariadic,
      graph[node].operation.array.operandCount == 1
    else { return nil }
    let partial =
      partials[node.index]
      ?? rules.arrays.adjoint(of: node, operand: 0, graph.constant(1))
    partials[node.index] = partial
    return partial
  }

  /// Whether a node depends on the input: looked up, or found from its operands.
  private mutating func dependsOnInput(_ node: Int32) -> Bool {
    var pending = [node]
    while let top = pending.last {
      if known.contains(top) {
        pending.removeLast()
        continue
      }
      let operands = graph.operands(of: Node(top)).map(\.index)
      let open = operands.filter { !known.contains($0) }
      guard open.isEmpty else {
        pending += open
        continue
      }
      if operands.contains(where: { depends.contains($0) }) { depends.insert(top) }
      known.insert(top)
      pending.removeLast()
    }
    return depends.contains(node)
  }

  /// The nodes of which it is known whether they depend on the input.
  private var known: Set<Int32> = []

  // MARK: - Coefficients

  private mutating func evaluate(_ program: Program, _ point: [Double]) {
    let nodes = needed.keys.filter { graph.records[Int($0)].operation != .list }.map { Node($0) }
    let evaluator = Evaluator(graph, roots: nodes)
    evaluator.bind(program, to: point)
    evaluator.run()
    for node in nodes { series[node.index] = [evaluator.elements(node)] }
  }

  private mutating func advance(_ node: Int32, to order: Int) {
    let record = graph.records[Int(node)]
    let count = graph.shape(of: record).count
    let operands = graph.operands(of: Node(node)).map(\.index)
    var next: [Double]
    if record.operation.isArray {
      next = arrayCoefficient(of: Node(node), order)
    } else if record.operation == .multiply {
      next = (0..<count).map {
        moves(node, $0) ? product(operands[0], operands[1], $0, order) : 0
      }
    } else {
      next = Array(repeating: 0, count: count)
      for (operand, arc) in zip(operands, arcs[node] ?? []) where depends.contains(operand) {
        for element in 0..<count
        where isTaken(arc.reach, element) && moves(operand, element) {
          next[element] += share(of: operand, arc.partial, element, order)
        }
      }
    }
    series[node]?.append(next)
  }

  /// Whether an element depends on the input: not what comes from an operand that a selection leaves.
  func moves(_ node: Int32, _ element: Int) -> Bool {
    guard let elements = moving[node] else { return depends.contains(node) }
    return elements[elements.count == 1 ? 0 : element]
  }

  func isTaken(_ reach: Node?, _ element: Int) -> Bool {
    reach.map { self[$0.index, 0, element] != 0 } ?? true
  }

  /// A coefficient of an element; a scalar stands for all.
  subscript(_ node: Int32, _ order: Int, _ element: Int) -> Double {
    guard let known = series[node], order < known.count else { return 0 }
    return known[order][known[order].count == 1 ? 0 : element]
  }

  /// What an operand adds: Σ j·x_j·p_(k-j)/k.
  private func share(
    of operand: Int32, _ partial: RuleExpansion.Partial, _ element: Int, _ order: Int
  ) -> Double {
    switch partial {
    case .none, .linear: return 0
    case .one: return self[operand, order, element]
    case .minusOne: return -self[operand, order, element]
    case .node(let partial):
      guard moves(partial.index, element) else {
        return self[operand, order, element] * self[partial.index, 0, element]
      }
      var sum = 0.0
      for j in 1...order {
        sum += Double(j) * self[operand, j, element] * self[partial.index, order - j, element]
      }
      return sum / Double(order)
    }
  }

  private func product(_ left: Int32, _ right: Int32, _ element: Int, _ order: Int) -> Double {
    guard moves(left, element) else {
      return self[left, 0, element] * self[right, order, element]
    }
    guard moves(right, element) else {
      return self[left, order, element] * self[right, 0, element]
    }
    return (0...order).reduce(0) { $0 + self[left, $1, element] * self[right, order - $1, element] }
  }
}

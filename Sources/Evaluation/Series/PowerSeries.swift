import Graph
import Numerics

/// The power series of all steps that some nodes are computed from.
struct PowerSeries {
  let graph: ExpressionGraph
  /// By node: the coefficients from order 0, each an array of the node's shape; a node that does
  /// not depend on the input has only the first.
  private(set) var series: [Int32: [[Double]]] = [:]
  /// By node: the order to which it is needed.
  var needed: [Int32: Int] = [:]
  var depends: Set<Int32> = []
  /// The nodes of which it is known whether they depend on the input.
  var visited: Set<Int32> = []
  /// By array operation with a scalar result: its partials by the elements of its operand.
  private(set) var partials: [Int32: Node] = [:]
  /// By node: for each operand its partial and the condition under which it is taken.
  private(set) var arcs: [Int32: [(partial: RuleExpansion.Partial, reach: Node?)]] = [:]
  var rules: RuleExpansion
  /// By operation on arrays: what its derivative is by its tangent rule.
  var slopes: [Int32: Slope] = [:]
  /// By operand of such an operation: what stands for its derivative in the rule.
  var derivatives: [Int32: Node] = [:]
  /// By such a derivative: the operand.
  var derivedOperands: [Int32: Int32] = [:]
  /// What a rule computes from derivatives: a coefficient of it is known when those of the operands
  /// are known to one order more.
  var delayed: Set<Int32> = []
  /// By determinant: the products of elements that it is a sum of.
  var expansions: [Int32: Node] = [:]
  /// By node that is known to be a polynomial in the input, and depends on it: its degree.
  private var degrees: [Int32: Int] = [:]
  /// By node that depends on the input: which of its elements do; all, where selections leave none.
  private var moving: [Int32: [Bool]] = [:]

  /// nil where a step is an operation on arrays whose series is not known.
  init?(
    of outputs: [Node], along input: Node, in program: Program, at point: [Double], order: Int
  ) {
    graph = program.graph
    rules = RuleExpansion(program.graph, isDifferentiatedAgain: true, isRefined: false)
    depends = [input.index]
    guard collect(outputs, order) else { return nil }
    findDelayed()
    evaluate(program, point)
    series[input.index]?.append([1])
    degrees[input.index] = 1
    let steps = needed.keys.filter {
      depends.contains($0) && $0 != input.index && !delayed.contains($0)
    }.sorted()
    for step in steps { degrees[step] = degree(of: Node(step)) }
    if steps.contains(where: { graph.records[Int($0)].operation.traits.selects }) {
      for step in steps { moving[step] = movingElements(of: step) }
    }
    for order in stride(from: 1, through: order, by: 1) {
      for step in steps where needed[step] ?? 0 >= order && series[step]?.count == order {
        advance(step, to: order)
      }
    }
  }

  func coefficient(of node: Node, _ order: Int) -> Matrix {
    let shape = graph.shape(of: node)
    guard let known = series[node.index], order < known.count else { return Matrix(shape) }
    return Matrix(shape, known[order])
  }

  /// The first of the program's own steps of which a coefficient is not finite while those of its
  /// operands are, up to the same order.
  func trouble(atOrder order: Int, in program: Program) -> (node: Node, value: Double)? {
    for index in 0..<Int32(truncatingIfNeeded: program.nodeCount) {
      guard let known = series[index], order < known.count,
        let bad = known[order].first(where: { !$0.isFinite })
      else { continue }
      let areOperandsFinite = graph.operands(of: Node(index)).allSatisfy { operand in
        (series[operand.index] ?? []).prefix(order + 1).allSatisfy { $0.allSatisfy(\.isFinite) }
      }
      if areOperandsFinite { return (Node(index), bad) }
    }
    return nil
  }

  /// The values of a step's operands; none for operations on arrays.
  func operandValues(of node: Node) -> [Double] {
    guard graph[node].operation.isPrimitive, graph[node].shape == 0 else { return [] }
    return graph.operands(of: node).map { self[$0.index, 0, 0] }
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
        if let series = ArraySeries(record.operation) {
          guard case .determinant = series else { continue }
          guard let expansion = expansion(of: Node(node)) else { return false }
          pending.append((expansion.index, order))
        } else if let partial = partial(of: Node(node)) {
          pending.append((partial.index, order - 1))
        } else {
          guard let slope = slope(of: Node(node)) else { return false }
          pending.append((slope.index, order - 1))
        }
      } else if record.operation != .multiply {
        for arc in arcs(of: node, operands.count) {
          if case .node(let partial) = arc.partial { pending.append((partial.index, order - 1)) }
          if let reach = arc.reach { pending.append((reach.index, 0)) }
        }
      }
    }
    return true
  }

  mutating func arcs(
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
      ?? rules.arrays.adjoint(of: node, operand: 0, graph.constant(1)).map {
        rules.bent($0, of: node)
      }
    partials[node.index] = partial
    return partial
  }

  /// Whether a node depends on the input: looked up, or found from its operands.
  mutating func dependsOnInput(_ node: Int32) -> Bool {
    var pending = [node]
    while let top = pending.last {
      if visited.contains(top) {
        pending.removeLast()
        continue
      }
      let operands = graph.operands(of: Node(top)).map(\.index)
      let open = operands.filter { !visited.contains($0) }
      guard open.isEmpty else {
        pending += open
        continue
      }
      if operands.contains(where: { depends.contains($0) }) { depends.insert(top) }
      visited.insert(top)
      pending.removeLast()
    }
    return depends.contains(node)
  }

  /// The degree of a step as a polynomial in the input: of sums, products and multiples; nil where
  /// it is none, or not known to be one.
  private func degree(of node: Node) -> Int? {
    guard graph[node].operation.isPrimitive else { return nil }
    let operands = graph.operands(of: node).map(\.index)
    func degree(_ operand: Int32) -> Int? { depends.contains(operand) ? degrees[operand] : 0 }
    if graph[node].operation == .multiply {
      guard let left = degree(operands[0]), let right = degree(operands[1]) else { return nil }
      return left + right
    }
    var greatest = 0
    for (operand, arc) in zip(operands, arcs[node.index] ?? []) where depends.contains(operand) {
      guard arc.reach == nil, let own = degree(operand) else { return nil }
      if case .node(let partial) = arc.partial, depends.contains(partial.index) { return nil }
      greatest = max(greatest, own)
    }
    return greatest
  }

  // MARK: - Coefficients

  private mutating func evaluate(_ program: Program, _ point: [Double]) {
    let nodes = needed.keys.filter {
      graph.records[Int($0)].operation != .list && !delayed.contains($0)
    }.map { Node($0) }
    let evaluator = Evaluator(graph, roots: nodes)
    evaluator.bind(program, to: point)
    evaluator.run()
    for node in nodes { series[node.index] = [evaluator.elements(node)] }
  }

  mutating func advance(_ node: Int32, to order: Int) {
    let record = graph.records[Int(node)]
    let count = graph.shape(of: record).count
    let operands = graph.operands(of: Node(node)).map(\.index)
    var next: [Double]
    if record.operation.isArray {
      if let expansion = expansions[node] { complete(expansion, to: order) }
      next = slopeCoefficient(of: Node(node), order) ?? arrayCoefficient(of: Node(node), order)
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

  /// Adds a coefficient that was found in another way.
  mutating func append(_ coefficient: [Double], to node: Int32) {
    series[node, default: []].append(coefficient)
  }

  /// Whether an element depends on the input: not what comes from an operand that a selection
  /// leaves.
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
    return PowerSeries.element(known[order], element)
  }

  private static func element(_ coefficient: [Double], _ element: Int) -> Double {
    coefficient[coefficient.count == 1 ? 0 : element]
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
      let (x, p) = (series[operand] ?? [], series[partial.index] ?? [])
      // Where the operand is a polynomial, an infinite slope has nothing to multiply.
      let first = max(1, order - p.count + 1)
      let last = min(order, x.count - 1, max(1, degrees[operand] ?? order))
      guard first <= last else { return 0 }
      var sum = 0.0
      for j in first...last {
        sum +=
          Double(j) * PowerSeries.element(x[j], element)
          * PowerSeries.element(p[order - j], element)
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
    let (a, b) = (series[left] ?? [], series[right] ?? [])
    var sum = 0.0
    let (first, last) = (max(0, order - b.count + 1), min(order, a.count - 1))
    guard first <= last else { return 0 }
    for j in first...last {
      sum += PowerSeries.element(a[j], element) * PowerSeries.element(b[order - j], element)
    }
    return sum
  }
}

import Calculus
import Differentiation
import Graph
import Numerics

/// The Taylor coefficients f⁽ᵏ⁾(a)/k! of the outputs along one scalar input.
///
/// Every step is a truncated power series. Its coefficients come from the rule of the first
/// derivative and nothing else: r' = Σ p·x', so k·r_k = Σ j·x_j·p_(k-j), where the partial p is a
/// series of its own that is needed to one order less (Griewank & Walther, chapter 13). Operations
/// on arrays that are neither linear nor products are differentiated again and again instead.
package struct Taylor {
  /// By output: its coefficients, of its shape, from order 0.
  package let coefficients: [[Matrix]]

  /// - Parameter input: the index of the input; it is a scalar.
  ///
  /// Cost: of the order of the steps times the square of the order; a partial of a partial is a step
  /// too.
  package init(of program: Program, along input: Int, at point: [Double], order: Int) {
    let outputs = program.outputs.map(\.node)
    if let series = PowerSeries(
      of: outputs, along: program.inputs[input].node, in: program, at: point, order: order)
    {
      coefficients = outputs.map { node in (0...order).map { series.coefficient(of: node, $0) } }
    } else {
      coefficients = Taylor.repeated(outputs, program, input, point, order)
    }
  }

  /// The derivatives one after the other, as graph, divided by the factorial.
  private static func repeated(
    _ outputs: [Node], _ program: Program, _ input: Int, _ point: [Double], _ order: Int
  ) -> [[Matrix]] {
    let graph = program.graph
    let seed = Tangent.Seed(
      independent: program.inputs[input].node, tangent: graph.constant(1))
    var derivatives: [[Node?]] = [outputs]
    for _ in 0..<order {
      let known = derivatives[derivatives.count - 1]
      let tangent = Tangent(of: known.compactMap { $0 }, seeds: [seed], in: graph)
      derivatives.append(known.map { node in node.flatMap { tangent[$0] } })
    }
    let evaluator = Evaluator(graph, roots: derivatives.flatMap { $0.compactMap { $0 } })
    evaluator.bind(program, to: point)
    evaluator.run()
    return outputs.indices.map { output in
      var factorial = 1.0
      return derivatives.enumerated().map { order, nodes in
        if order > 1 { factorial *= Double(order) }
        guard let node = nodes[output] else { return Matrix(graph.shape(of: outputs[output])) }
        let value = evaluator.matrix(node)
        return Matrix(value.shape, value.elements.map { $0 / factorial })
      }
    }
  }
}

/// The power series of all steps that some nodes are computed from.
private struct PowerSeries {
  private let graph: ExpressionGraph
  /// By node: the coefficients from order 0, each an array of the node's shape; a node that does not
  /// depend on the input has only the first.
  private var series: [Int32: [[Double]]] = [:]
  /// By node: the order to which it is needed.
  private var needed: [Int32: Int] = [:]
  private var depends: Set<Int32> = []
  /// By node: for each operand its partial and the condition under which it is taken.
  private var arcs: [Int32: [(partial: RuleExpansion.Partial, reach: Node?)]] = [:]
  private var rules: RuleExpansion

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
      pending += operands.map { ($0, order) }
      guard dependsOnInput(node), order > 0 else { continue }
      if record.operation.isArray {
        guard record.operation == .product || record.operation.array.pattern == .indexMap else {
          return false
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
      next = arrayCoefficient(record, operands, order)
    } else if record.operation == .multiply {
      next = (0..<count).map { product(operands[0], operands[1], $0, order) }
    } else {
      next = Array(repeating: 0, count: count)
      for (operand, arc) in zip(operands, arcs[node] ?? []) where depends.contains(operand) {
        for element in 0..<count where isTaken(arc.reach, element) {
          next[element] += share(of: operand, arc.partial, element, order)
        }
      }
    }
    series[node]?.append(next)
  }

  private func isTaken(_ reach: Node?, _ element: Int) -> Bool {
    reach.map { self[$0.index, 0, element] != 0 } ?? true
  }

  /// A coefficient of an element; a scalar stands for all.
  private subscript(_ node: Int32, _ order: Int, _ element: Int) -> Double {
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
      guard depends.contains(partial.index) else {
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
    guard depends.contains(left) else {
      return self[left, 0, element] * self[right, order, element]
    }
    guard depends.contains(right) else {
      return self[left, order, element] * self[right, 0, element]
    }
    return (0...order).reduce(0) { $0 + self[left, $1, element] * self[right, order - $1, element] }
  }

  /// A linear operation on the operands' coefficients, or the sum of products that belong together.
  private func arrayCoefficient(
    _ record: ExpressionGraph.Record, _ operands: [Int32], _ order: Int
  ) -> [Double] {
    func coefficient(_ node: Int32, _ order: Int) -> Matrix {
      self.coefficient(of: Node(node), order)
    }
    guard record.operation == .product else {
      return graph.apply(record, to: operands.map { coefficient($0, order) }).elements
    }
    var sum = [Double](repeating: 0, count: graph.shape(of: record).count)
    for j in 0...order
    where (j == 0 || depends.contains(operands[0]))
      && (j == order || depends.contains(operands[1]))
    {
      let term = graph.apply(
        record, to: [coefficient(operands[0], j), coefficient(operands[1], order - j)])
      for element in sum.indices { sum[element] += term.elements[element] }
    }
    return sum
  }
}

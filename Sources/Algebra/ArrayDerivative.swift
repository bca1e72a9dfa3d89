import Differentiation
import Graph
import Numerics

/// Derivatives of an array program as formulas: its adjoints, in the arrays' own rules.
///
/// Only what changes nothing is left away: factors of ones, summands of zeros, numbers that follow
/// each other.
package struct ArrayDerivative {
  /// The program's graph, which holds the formulas too.
  package let graph: ExpressionGraph
  /// For each of the chosen inputs its derivative, of its shape.
  package private(set) var formulas: [Node] = []
  /// What steps have become.
  private var tidied: [Int32: Node] = [:]
  private var rules: ArrayRules
  /// Nodes from this one on are of the derivative, not of the program.
  private let firstDerived: Int

  /// Differentiates an output of numbers or arrays by the inputs with the given indices.
  /// The formulas are added to the program's graph.
  package init(of output: Node, in program: Program, by chosen: [Int]) {
    graph = program.graph
    rules = ArrayRules(program.graph)
    firstDerived = program.graph.count
    let inputs = chosen.map { program.inputs[$0] }
    let independents = inputs.map(\.node)
    let form = EvenForm(of: [output], by: independents, in: graph).readable(output)
    let adjoint = Adjoint(of: form, independents: independents, in: graph)
    let roots = inputs.map { input in
      adjoint[input.node] ?? graph.zeros(input.shape)
    }
    let needed = graph.ancestors(of: roots)
    for index in needed.indices where needed[index] {
      guard graph.records[index].operation != .list else { continue }
      tidied[Int32(truncatingIfNeeded: index)] = tidy(Node(index))
    }
    formulas = roots.map { tidied[$0.index] ?? $0 }
  }

  /// The node that a step of the program is written as.
  package func node(for step: Node) -> Node { tidied[step.index] ?? step }

  private func tidy(_ node: Node) -> Node {
    let record = graph[node]
    guard record.operation.isComputed else { return node }
    let operands = graph.operands(of: node).map { tidied[$0.index] ?? $0 }
    if let shorter = shorter(record, operands) { return shorter }
    // Such as that for the norm of zeros.
    if record.isGuard { return full(operands[2], graph.shape(of: record)) }
    if operands == graph.operands(of: node) { return node }
    return graph.copy(of: record, operands)
  }

  /// A step that is one of its operands, or a number times it; nil for others.
  private func shorter(_ record: ExpressionGraph.Record, _ operands: [Node]) -> Node? {
    let shape = graph.shape(of: record)
    switch record.operation {
    case .multiply:
      for (factor, other) in [(operands[0], operands[1]), (operands[1], operands[0])] {
        guard let number = filling(factor) else { continue }
        if graph.constantValue(factor) == nil || graph.shape(of: other) == shape {
          return scaled(other, by: number, shape)
        }
      }
      return nil
    case .divide:
      guard filling(operands[1]) == 1, graph.shape(of: operands[0]) == shape else { return nil }
      return operands[0]
    case .add where operands[0] == operands[1]:
      return scaled(operands[0], by: 2, shape)
    case .add:
      if filling(operands[0]) == 0, graph.shape(of: operands[1]) == shape { return operands[1] }
      if filling(operands[1]) == 0, graph.shape(of: operands[0]) == shape { return operands[0] }
      return nil
    case .subtract:
      guard filling(operands[1]) == 0, graph.shape(of: operands[0]) == shape else { return nil }
      return operands[0]
    case .negate where graph[operands[0]].operation == .negate:
      return graph.operands(of: operands[0])[0]
    case .negate:
      guard let (factor, _) = multiple(operands[0]), graph.constantValue(factor) != nil else {
        return nil
      }
      return scaled(operands[0], by: -1, shape)
    case .select:
      guard let condition = graph.matrixWithoutInputs(operands[0]) else { return nil }
      if condition.elements.allSatisfy({ $0 != 0 && !$0.isNaN }) { return full(operands[1], shape) }
      return condition.elements.allSatisfy { $0 == 0 } ? full(operands[2], shape) : nil
    case .product:
      return product(operands[0], operands[1], shape)
    case .index:
      return filling(operands[0]).map { rules.expand(graph.constant($0), to: shape) }
    case .transpose where graph[operands[0]].operation == .transpose:
      return graph.operands(of: operands[0])[0]
    case .transpose where shape.isScalar:
      return operands[0]
    case .transpose where graph[operands[0]].operation == .product:
      // (A'*B)' is B'*A: only where no transpose more is written.
      let parts = graph.operands(of: operands[0])
      guard parts.contains(where: { graph[$0].operation == .transpose }) else { return nil }
      return graph.makeArray(
        .product, [transposed(parts[1]).index, transposed(parts[0]).index], shape)
    case .sum where graph.shape(of: operands[0]) == shape:
      return operands[0]
    case .cofactor:
      // Singular matrices have cofactors and no inverse: as in textbooks, they are left away.
      let inverse = step(.inverse, operands[0], shape)
      return graph.make(
        .multiply, step(.determinant, operands[0], .scalar).index, transposed(inverse).index)
    case .centred:
      // As in textbooks: what numbers lose is no matter of formulas.
      return difference(operands[1], sum(product(of: operands[0], operands[1]), shape))
    case .balanced:
      return difference(operands[1], product(of: operands[0], sum(operands[1], shape)))
    case .place:
      return placed(operands[0], graph.picks(of: record), shape)
    default:
      return nil
    }
  }

  /// The sums of the columns, beside each other.
  private func sum(_ node: Node, _ shape: Shape) -> Node {
    let sums = Shape(1, shape.columns)
    return graph.shape(of: node) == sums
      ? node : shortened(graph.makeArray(.sum, [node.index], sums))
  }

  private func product(of left: Node, _ right: Node) -> Node {
    shortened(rules.multiply(left, right))
  }

  private func difference(_ left: Node, _ right: Node) -> Node {
    shortened(rules.elementwise(.subtract, left, right))
  }

  /// A new node as it is written.
  private func shortened(_ node: Node) -> Node {
    shorter(graph[node], graph.operands(of: node)) ?? node
  }

  /// An operation on a square matrix, with the factorisation that it needs.
  private func step(_ operation: Operation, _ operand: Node, _ shape: Shape) -> Node {
    var operands = [operand.index]
    if let factor = operation.array.factor {
      operands.append(graph.factor(factor, of: operand.index).index)
    }
    return graph.makeArray(operation, operands, shape)
  }

  private func transposed(_ node: Node) -> Node {
    if graph[node].operation == .transpose { return graph.operands(of: node)[0] }
    return graph.makeArray(.transpose, [node.index], graph.shape(of: node).transposed)
  }

  /// A branch of a selection, repeated to the selection's shape.
  private func full(_ node: Node, _ shape: Shape) -> Node {
    graph.shape(of: node) == shape ? node : rules.expand(node, to: shape)
  }

  /// A number times an array.
  private func multiple(_ node: Node) -> (factor: Node, array: Node)? {
    guard graph[node].operation == .multiply else { return nil }
    let operands = graph.operands(of: node)
    guard graph.shape(of: operands[0]).isScalar, !graph.shape(of: operands[1]).isScalar else {
      return nil
    }
    return (operands[0], operands[1])
  }

  /// The matrix product with numbers taken to the front, and unit matrices left away.
  private func product(_ left: Node, _ right: Node, _ shape: Shape) -> Node? {
    if isUnit(left) { return right }
    if isUnit(right) { return left }
    for (part, isLeft) in [(left, true), (right, false)] {
      guard let (factor, array) = multiple(part) else { continue }
      let operands = isLeft ? [array, right] : [left, array]
      let inner = graph.makeArray(.product, operands.map(\.index), shape)
      return graph.make(.multiply, factor.index, inner.index)
    }
    return nil
  }

  private func isUnit(_ node: Node) -> Bool {
    graph[node].operation == .array(.diagonalMatrix) && graph.shape(of: node).isSquare
      && filling(graph.operands(of: node)[0]) == 1
  }

  /// The number that all elements of a node are, where that can be seen.
  private func filling(_ node: Node) -> Double? {
    if let value = graph.constantValue(node) { return value }
    let record = graph[node]
    if let (factor, array) = multiple(node), let number = graph.constantValue(factor),
      let value = filling(array)
    {
      return number * value
    }
    guard record.operation == .expand else { return nil }
    return graph.constantValue(graph.operands(of: node)[0])
  }

  private func scaled(_ node: Node, by factor: Double, _ shape: Shape) -> Node? {
    guard graph.shape(of: node) == shape || graph.shape(of: node).isScalar else { return nil }
    var (factor, node) = (factor, node)
    let record = graph[node]
    if record.operation == .multiply, let inner = graph.constantValue(Node(record.a)) {
      let product = factor * inner
      // Only where nothing is rounded: what is printed evaluates to the same.
      if product.rounded() == product, product.magnitude <= 0x1p53 {
        (factor, node) = (product, Node(record.b))
      }
    }
    let product: Node
    switch factor {
    case 1: product = node
    case -1: product = graph.make(.negate, node.index)
    default: product = graph.make(.multiply, graph.constant(factor).index, node.index)
    }
    return graph.shape(of: product) == shape ? product : rules.expand(product, to: shape)
  }

  // MARK: - What cannot be written

  /// The name of an operation in a formula that programs have no word for; nil if there is none.
  package func unwritten(in formula: Node) -> String? {
    let needed = graph.ancestors(of: [formula])
    for index in needed.indices where needed[index] {
      let operation = graph.records[index].operation
      guard operation.isArray, operation.array.form == .hidden, !operation.isFactor else {
        continue
      }
      switch operation.array.layout {
      case .call, .placed: return operation.name
      // Written with other words: `ones`, `A' \\ B`, `diag`.
      case .operand, .product, .solution, .solutionOfTransposed, .transpose, .row, .column,
        .element, .range, .repeated, .reshaped, .diagonalMatrix, .diagonal:
        continue
      }
    }
    return nil
  }

  // MARK: - Places

  /// Elements that are put into a matrix of zeros, as blocks: `[zeros(2, 1); x; zeros(3, 1)]`.
  private func placed(_ node: Node, _ picks: Picks, _ shape: Shape) -> Node? {
    guard let rowRange = run(picks.rows), let columnRange = run(picks.columns) else { return nil }
    let height = rowRange.count
    let wide = joined(
      .beside, node, columnRange, shape.columns, Shape(height, shape.columns)
    ) { Shape(height, $0) }
    return joined(.stack, wide, rowRange, shape.rows, shape) { Shape($0, shape.columns) }
  }

  /// Indices that follow each other.
  private func run(_ places: ArraySlice<Int32>) -> Range<Int>? {
    guard let first = places.first, let last = places.last,
      zip(places, places.dropFirst()).allSatisfy({ $1 == $0 + 1 })
    else { return nil }
    return Int(first)..<Int(last) + 1
  }

  private func joined(
    _ operation: Operation, _ node: Node, _ range: Range<Int>, _ count: Int, _ shape: Shape,
    block: (Int) -> Shape
  ) -> Node {
    var parts: [Node] = []
    let zero = graph.constant(0)
    if range.lowerBound > 0 { parts.append(rules.expand(zero, to: block(range.lowerBound))) }
    parts.append(node)
    if range.upperBound < count {
      parts.append(rules.expand(zero, to: block(count - range.upperBound)))
    }
    if parts.count == 1 { return node }
    return graph.makeArray(operation, parts.map(\.index), shape)
  }
}

extension Operation {
  fileprivate static let cofactor = array(.cofactor)
  fileprivate static let centred = array(.centred)
  fileprivate static let balanced = array(.balanced)
  fileprivate static let determinant = array(.determinant)
  fileprivate static let inverse = array(.inverse)
}

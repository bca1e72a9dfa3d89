import Calculus
import Graph
import Numerics

/// What the operations make of complex operands.
struct ComplexArithmetic {
  let graph: ExpressionGraph
  private var rules: RuleExpansion
  private let zero: Node

  init(_ graph: ExpressionGraph) {
    self.graph = graph
    rules = RuleExpansion(graph)
    zero = graph.constant(0)
  }

  typealias Parts = ComplexProgram.Parts

  /// A step of real operands that need not be its own.
  func again(_ node: Node, _ operands: [Node]) -> Node {
    let own = graph.operands(of: node)
    if own == operands { return node }
    let record = graph[node]
    return record.operation.isArray
      ? graph.makeArray(
        record.operation, operands.map(\.index), graph.shape(of: record),
        parameters: graph.parameters(of: record))
      : graph.make(record.operation, operands: operands.map(\.index)[...])
  }

  /// A step of operands of which one is not real; nil where its operation has no complex rule.
  mutating func apply(_ node: Node, _ operands: [Parts]) -> Parts? {
    let operation = graph[node].operation
    return operation.isArray
      ? applyArray(node, operands) : apply(operation, operands, graph.shape(of: node))
  }

  /// A primitive, element by element; the operands are scalars or have the result's shape.
  mutating func apply(_ operation: Operation, _ operands: [Parts], _ shape: Shape) -> Parts? {
    let real = operands.map(\.real)
    let imaginary = operands.map { $0.imaginary ?? zero }
    guard
      let realPart = rules.expandComplex(
        operation, .complexReal, real: real, imaginary: imaginary, result: nil),
      let imaginaryPart = rules.expandComplex(
        operation, .complexImaginary, real: real, imaginary: imaginary, result: realPart)
    else { return nil }
    return Parts(
      real: rules.arrays.expand(realPart, to: shape),
      imaginary: imaginaryPart == zero ? nil : rules.arrays.expand(imaginaryPart, to: shape))
  }

  /// A primitive with a complex rule, by its name.
  private mutating func function(_ name: String, _ operand: Parts, _ shape: Shape) -> Parts {
    guard let operation = Operation.named(name), let result = apply(operation, [operand], shape)
    else { preconditionFailure("\(name) has a complex rule") }
    return result
  }

  /// The imaginary part of a step without complex rule: 0 where those of the operands are, else nan.
  mutating func withoutRule(_ node: Node, _ operands: [Parts]) -> Parts {
    let shape = graph.shape(of: node)
    let isArray = graph[node].operation.isArray
    var met: Node?
    for part in operands.compactMap(\.imaginary) {
      var isMet = rules.arrays.elementwise(.notEqual, part, zero)
      if isArray { isMet = rules.arrays.any(isMet) }
      met = met.map { rules.arrays.elementwise(.or, $0, isMet) } ?? isMet
    }
    let imaginary = met.map { rules.arrays.gate(graph.constant(.nan), by: $0) }
    return Parts(
      real: again(node, operands.map(\.real)),
      imaginary: imaginary.map { rules.arrays.expand($0, to: shape) })
  }

  // MARK: - Operations on arrays

  private mutating func applyArray(_ node: Node, _ operands: [Parts]) -> Parts? {
    switch graph[node].operation.structure {
    case .view, .assembly, .reduction(.fold(.sum)), .scan(.sum):
      return Parts(
        real: again(node, operands.map(\.real)),
        imaginary: again(node, operands.map { imaginary($0) }))
    case .reduction(.norm): return norm(node, operands[0])
    case .reduction(.logarithmOfExponentials):
      return logSumExp(operands[0], graph.shape(of: node))
    case .columnwise(.fraction): return softmax(node, operands[0])
    case .columnwise(.logarithm): return logSoftmax(node, operands[0])
    case .contraction: return product(operands[0], operands[1])
    case .system(let part):
      return solve(self.part(part, of: operands[0]), operands[operands.count - 1])
    case .inverse: return inverse(operands[0])
    case .reduction(.fold(.greatest)), .reduction(.fold(.least)), .scan(.greatest), .scan(.least),
      .determinant, .factorisation, .spectrum, .ofMatrices, .table:
      return nil
    }
  }

  private func map(_ parts: Parts, _ body: (Node) -> Node) -> Parts {
    Parts(real: body(parts.real), imaginary: parts.imaginary.map(body))
  }

  /// The imaginary part, zeros where there is none.
  private func imaginary(_ parts: Parts) -> Node {
    parts.imaginary ?? rules.arrays.expand(zero, to: graph.shape(of: parts.real))
  }

  private func step(
    _ operation: ArrayOperation, _ operands: [Node], _ shape: Shape, parameters: [Int32] = []
  ) -> Node {
    graph.makeArray(
      .array(operation), operands.map(\.index), shape, parameters: parameters)
  }

  /// What of a matrix counts in a system of equations.
  private func part(_ part: Structure.SystemPart, of matrix: Parts) -> Parts {
    func triangle(_ operation: ArrayOperation) -> Parts {
      map(matrix) { step(operation, [$0], graph.shape(of: $0), parameters: [0]) }
    }
    switch part {
    case .whole: return matrix
    case .transposed: return map(matrix) { step(.transpose, [$0], graph.shape(of: $0).transposed) }
    case .lowerTriangle: return triangle(.lowerTriangle)
    case .upperTriangle: return triangle(.upperTriangle)
    }
  }

  private func product(_ left: Parts, _ right: Parts) -> Parts {
    let shape = Shape(graph.shape(of: left.real).rows, graph.shape(of: right.real).columns)
    func times(_ a: Node, _ b: Node) -> Node {
      graph.makeArray(.product, [a.index, b.index], shape)
    }
    var result = Parts(real: times(left.real, right.real), imaginary: nil)
    if let imaginary = left.imaginary { result.imaginary = times(imaginary, right.real) }
    if let imaginary = right.imaginary {
      let share = times(left.real, imaginary)
      result.imaginary =
        result.imaginary.map { rules.arrays.elementwise(.add, $0, share) } ?? share
    }
    if let first = left.imaginary, let second = right.imaginary {
      result.real = rules.arrays.elementwise(.subtract, result.real, times(first, second))
    }
    return result
  }

  /// √Σz², the function that is analytic, without conjugates.
  private mutating func norm(_ node: Node, _ operand: Parts) -> Parts? {
    let shape = graph.shape(of: node)
    guard let square = apply(.multiply, [operand, operand], graph.shape(of: operand.real)) else {
      return nil
    }
    return function("sqrt", map(square) { rules.arrays.sum($0, to: shape) }, shape)
  }

  /// exp(z - m) with the real maxima m, and m.
  private mutating func shiftedPowers(_ operand: Parts, _ shape: Shape) -> (Parts, Node) {
    let largest = step(.greatest, [operand.real], shape)
    let shifted = Parts(
      real: rules.arrays.elementwise(.subtract, operand.real, largest),
      imaginary: operand.imaginary)
    return (function("exp", shifted, graph.shape(of: operand.real)), largest)
  }

  private mutating func logSumExp(_ operand: Parts, _ shape: Shape) -> Parts {
    let (powers, largest) = shiftedPowers(operand, shape)
    var result = function("log", map(powers) { rules.arrays.sum($0, to: shape) }, shape)
    result.real = rules.arrays.elementwise(.add, result.real, largest)
    return result
  }

  private mutating func logSoftmax(_ node: Node, _ operand: Parts) -> Parts? {
    let shape = graph.shape(of: node)
    let logarithms = map(logSumExp(operand, Shape(1, shape.columns))) {
      rules.arrays.expand($0, to: shape)
    }
    return apply(.subtract, [operand, logarithms], shape)
  }

  private mutating func softmax(_ node: Node, _ operand: Parts) -> Parts? {
    let shape = graph.shape(of: node)
    let columns = Shape(1, shape.columns)
    let (powers, _) = shiftedPowers(operand, columns)
    let sums = map(powers) {
      rules.arrays.expand(rules.arrays.sum($0, to: columns), to: shape)
    }
    return apply(.divide, [powers, sums], shape)
  }

  // MARK: - Systems

  /// The solution of (A + iA')(X + iX') = B + iB' as that of a real system of twice the size:
  /// [A, -A'; A', A] [X; X'] = [B; B'].
  ///
  /// Where the imaginary parts are tiny, elimination with pivots from the large part keeps tiny
  /// numbers tiny, and so their digits.
  private func solve(_ matrix: Parts, _ right: Parts) -> Parts {
    let size = graph.shape(of: matrix.real).rows
    let columns = graph.shape(of: right.real).columns
    let part = imaginary(matrix)
    let negative = graph.make(.negate, part.index)
    let half = Shape(size, 2 * size)
    let whole = step(
      .stack,
      [step(.beside, [matrix.real, negative], half), step(.beside, [part, matrix.real], half)],
      Shape(2 * size, 2 * size))
    let both = step(
      .solution,
      [
        whole, graph.factor(.lu, of: whole.index),
        step(.stack, [right.real, imaginary(right)], Shape(2 * size, columns)),
      ], Shape(2 * size, columns))
    func rows(from first: Int) -> Node {
      step(
        .index, [both], Shape(size, columns),
        parameters: Picks(rows: first..<first + size, columns: 0..<columns).parameters)
    }
    return Parts(real: rows(from: 0), imaginary: rows(from: size))
  }

  private func inverse(_ matrix: Parts) -> Parts {
    let shape = graph.shape(of: matrix.real)
    let ones = rules.arrays.expand(graph.constant(1), to: Shape(shape.rows, 1))
    return solve(matrix, Parts(real: step(.diagonalMatrix, [ones], shape), imaginary: nil))
  }
}

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
    graph.operands(of: node) == operands
      ? node : graph.copy(of: graph[node], operands)
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

  /// The imaginary part of a step without complex rule: 0 where those of the operands are, else
  /// nan.
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
    case .view, .assembly, .reduction(.sum), .scan:
      return Parts(
        real: again(node, operands.map(\.real)),
        imaginary: again(node, operands.map { imaginary($0) }))
    case .reduction(.norm), .reduction(.logarithmOfExponentials), .reduction(.powerNorm),
      .columnwise:
      return analytic(node, operands[0])
    case .besideShares(let part): return besideShares(node, operands, part)
    case .contraction: return product(operands[0], operands[1])
    case .system(let part):
      return solve(self.part(part, of: operands[0]), operands[operands.count - 1])
    case .inverse: return inverse(operands[0])
    case .reduction(.greatest), .reduction(.least),
      .determinant, .factorisation, .spectrum, .ofMatrices, .body, .table:
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

  /// An operation by the formula that is analytic in its operand, step by step.
  private mutating func analytic(_ node: Node, _ operand: Parts) -> Parts? {
    let given = graph.makeInput(graph.shape(of: operand.real))
    guard let formula = rules.arrays.analytic(of: node, operand: given, real: operand.real) else {
      return nil
    }
    var known: [Node: Parts] = [given: operand]
    func parts(_ node: Node) -> Parts { known[node] ?? Parts(real: node, imaginary: nil) }
    // What hangs on a new input is new.
    for index in stride(from: given.index + 1, through: formula.index, by: 1) {
      let step = Node(index)
      let operands = graph.operands(of: step)
      guard graph[step].operation.isComputed, operands.contains(where: { known[$0] != nil }) else {
        continue
      }
      guard let result = apply(step, operands.map(parts)) else { return nil }
      known[step] = result
    }
    return parts(formula)
  }

  /// X - ΣP·X or X - P·ΣX of each column, linear in both.
  private mutating func besideShares(
    _ node: Node, _ operands: [Parts], _ part: Structure.SharesPart
  ) -> Parts {
    let (shares, x) = (operands[0], operands[1])
    let shape = graph.shape(of: node)
    let columns = Shape(1, shape.columns)
    /// What moves where the shares move along `way`.
    func moved(_ way: Node, _ x: Node) -> Node {
      switch part {
      case .centred:
        let mean = rules.arrays.sum(rules.arrays.multiply(way, x), to: columns)
        return rules.arrays.expand(mean, to: shape)
      case .balanced:
        let total = rules.arrays.expand(rules.arrays.sum(x, to: columns), to: shape)
        return rules.arrays.multiply(way, total)
      }
    }
    var result = Parts(real: again(node, [shares.real, x.real]), imaginary: nil)
    if let imaginary = x.imaginary { result.imaginary = again(node, [shares.real, imaginary]) }
    guard let way = shares.imaginary else { return result }
    let share = moved(way, part == .centred ? result.real : x.real)
    result.imaginary = rules.arrays.elementwise(
      .subtract, result.imaginary ?? rules.arrays.expand(zero, to: shape), share)
    if let imaginary = x.imaginary {
      result.real = rules.arrays.elementwise(.add, result.real, moved(way, imaginary))
    }
    return result
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

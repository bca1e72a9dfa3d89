import Calculus
import Graph
import Numerics

/// Why a matrix does not admit an operation, or is not what the operation takes it for.
extension FindingSearch {
  /// Matrix elements that differ by more than this, relative to the largest, are no rounding.
  private static let visible = 1e-8
  /// Eigenvalues closer than this, relative to the largest, count as equal.
  private static let equalEigenvalues = 1e-13
  /// A pivot that is a smaller share of its row and its column has two right digits at most.
  private static let leastPivot = 1e-14

  private func firstOperand(_ node: Node) -> Matrix {
    evaluator.matrix(Node(program.graph[node].a))
  }

  /// The reason why an operation has no finite value; nil where it has none to give.
  func obstacle(of node: Node) -> Finding? {
    let operation = program.graph[node].operation
    guard operation.isArray, let obstacle = operation.array.obstacle else { return nil }
    let operand = firstOperand(node)
    func found(_ pivot: Int, _ value: Double) -> Finding {
      Finding(
        kind: .obstacle(obstacle, pivot: pivot, value: value), node: node, operands: [])
    }
    switch obstacle {
    case .singular: return LinearAlgebra.luPivot(operand).map { found($0, 0) }
    case .indefinite:
      return LinearAlgebra.choleskyPivot(operand).map { found($0.index, $0.value) }
    case .negativeDeterminant: return found(0, evaluator.value(node))
    case .repeatedEigenvalue: return nil
    }
  }

  /// Two elements that ought to be equal, in a matrix that is taken for symmetric.
  func unsymmetric(_ node: Node) -> Finding? {
    guard program.graph[node].operation.array.isSymmetric else { return nil }
    let operand = firstOperand(node)
    let largest = operand.elements.reduce(0) { max($0, $1.magnitude) }
    var worst: (row: Int, column: Int, difference: Double)?
    for column in 0..<operand.shape.columns {
      for row in 0..<column {
        let difference = (operand[row, column] - operand[column, row]).magnitude
        if difference > FindingSearch.visible * largest, difference > worst?.difference ?? 0 {
          worst = (row, column, difference)
        }
      }
    }
    return worst.map {
      Finding(
        kind: .unsymmetric(
          row: $0.row, column: $0.column, operand[$0.row, $0.column], operand[$0.column, $0.row]),
        node: node, operands: [])
    }
  }

  /// The pivot of which cancellation has left least, if that is next to nothing.
  ///
  /// A pivot is compared with the largest elements of the row and of the column that it stands in,
  /// whichever is smaller: rows and columns of very different sizes alone do no harm.
  func nearlySingular(_ node: Node) -> Finding? {
    let operands = program.graph.operands(of: node)
    guard program.graph[node].operation.array.obstacle == .singular, operands.count > 1 else {
      return nil
    }
    let matrix = firstOperand(node)
    let factors = evaluator.matrix(operands[1])
    let order = matrix.shape.rows
    guard factors.isFinite, matrix.isFinite else { return nil }
    var rowSizes = (0..<order).map { row in
      (0..<order).reduce(0) { max($0, matrix[row, $1].magnitude) }
    }
    var worst: (pivot: Int, share: Double)?
    for step in 0..<order {
      rowSizes.swapAt(step, Int(factors[step, order]))
      let columnSize = (0..<order).reduce(0) { max($0, matrix[$1, step].magnitude) }
      let share = factors[step, step].magnitude / min(rowSizes[step], columnSize)
      if share > 0, share < FindingSearch.leastPivot, share < worst?.share ?? 1 {
        worst = (step, share)
      }
    }
    return worst.map {
      Finding(
        kind: .nearlySingular(pivot: $0.pivot, share: $0.share), node: node, operands: [])
    }
  }

  /// Equal eigenvalues of which the output reads one, or one of their vectors.
  func repeatedEigenvalue(_ node: Node) -> Finding? {
    let operands = program.graph.operands(of: node)
    guard program.graph[node].operation.array.obstacle == .repeatedEigenvalue, operands.count > 1
    else { return nil }
    // The last column of what the matrix was split into.
    let split = evaluator.matrix(operands[1])
    let order = split.shape.rows
    let values = (0..<order).map { split[$0, order] }
    let height = max(1, program.graph.shape(of: node).count / max(1, order))
    func isRead(_ number: Int) -> Bool {
      (0..<height).contains { isReached(node, element: number * height + $0) }
    }
    let largest = values.reduce(0) { max($0, $1.magnitude) }
    let pair = values.indices.dropLast().first { number in
      values[number + 1] - values[number] <= FindingSearch.equalEigenvalues * largest
        && (isRead(number) || isRead(number + 1))
    }
    return pair.map {
      Finding(kind: .repeatedEigenvalue(values[$0]), node: node, operands: [])
    }
  }
}

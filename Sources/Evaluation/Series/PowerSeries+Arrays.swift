import Calculus
import Graph
import Numerics

/// How the coefficients of an operation on arrays follow from those of its operands and from its
/// own lower ones.
enum ArraySeries {
  /// The operation itself, coefficient by coefficient.
  case linear
  /// Σ A_j·B_(k-j).
  case product
  /// A part P of the first operand times the result is the second: P_0·X_k = B_k - Σ P_j·X_(k-j).
  case solve(Structure.SystemPart)
  /// A·X = I: X_k = -X_0·Σ A_j·X_(k-j).
  case inverse
  /// L·L' = S: as the tangent of the factor, of what the products of lower coefficients leave.
  case cholesky
  /// A sum of products of elements.
  case determinant
  /// X - ΣP·X, or X - P·ΣX, of each column, where the columns of P sum to 1.
  case shares(isBalanced: Bool)

  /// nil for an operation that is none of these.
  init?(_ operation: Operation) {
    switch operation.structure {
    case .view, .assembly, .reduction(.sum), .scan: self = .linear
    case .contraction: self = .product
    case .system(let part): self = .solve(part)
    case .inverse: self = .inverse
    case .factorisation(.cholesky): self = .cholesky
    case .determinant: self = .determinant
    case .besideShares(let part): self = .shares(isBalanced: part == .balanced)
    case .reduction(.greatest), .reduction(.least), .reduction(.norm),
      .reduction(.logarithmOfExponentials), .reduction(.powerNorm), .columnwise,
      .factorisation(.lu), .factorisation(.eigen), .spectrum, .ofMatrices, .body, .table:
      return nil
    }
  }
}

extension PowerSeries {
  /// A coefficient of an operation on arrays, from order 1.
  func arrayCoefficient(of node: Node, _ order: Int) -> [Double] {
    let record = graph[node]
    let operands = graph.operands(of: node)
    switch ArraySeries(record.operation) {
    case .linear:
      return graph.apply(record, to: operands.map { coefficient(of: $0, order) }).elements
    case .product:
      return convolution(operands[0], operands[1], orders: 0...order, order).elements
    case .solve(let part): return solution(node, operands, part, order).elements
    case .inverse:
      let sum = convolution(operands[0], node, orders: 1...order, order)
      return negated(product(coefficient(of: node, 0), sum)).elements
    case .cholesky: return choleskyFactor(node, operands[0], order).elements
    case .determinant:
      return expansions[node.index].map { coefficient(of: $0, order).elements } ?? [0]
    case .shares(let isBalanced):
      return besideShares(node, operands, order, isBalanced: isBalanced)
    case nil: return innerProduct(node, operands[0], order)
    }
  }

  /// Σ A_j·B_(k-j) over some orders j.
  private func convolution(
    _ left: Node, _ right: Node, orders: ClosedRange<Int>, _ order: Int,
    part: Structure.SystemPart = .whole
  ) -> Matrix {
    let shape = Shape(graph.shape(of: left).rows, graph.shape(of: right).columns)
    var sum = Matrix(shape)
    for j in orders
    where (j == 0 || depends.contains(left.index)) && (j == order || depends.contains(right.index))
    {
      sum = added(
        sum, product(self.part(part, coefficient(of: left, j)), coefficient(of: right, order - j)))
    }
    return sum
  }

  private func solution(
    _ node: Node, _ operands: [Node], _ part: Structure.SystemPart, _ order: Int
  ) -> Matrix {
    var right = coefficient(of: operands[operands.count - 1], order)
    if depends.contains(operands[0].index) {
      let known = convolution(operands[0], node, orders: 1...order, order, part: part)
      right = added(right, negated(known))
    }
    // The matrix, and its factorisation where the operation has one.
    let system = operands.dropLast().map { coefficient(of: $0, 0) }
    return graph.apply(graph[node], to: system + [right])
  }

  /// The step itself on X_k, less Σ P_j·X_(k-j) or P_j·Σ X_(k-j) of each column for all j > 0.
  private func besideShares(
    _ node: Node, _ operands: [Node], _ order: Int, isBalanced: Bool
  ) -> [Double] {
    let last = [coefficient(of: operands[0], 0), coefficient(of: operands[1], order)]
    var result = graph.apply(graph[node], to: last)
    let rows = result.shape.rows
    guard depends.contains(operands[0].index), rows > 0 else { return result.elements }
    for j in 1...order {
      let shares = coefficient(of: operands[0], j)
      let x = coefficient(of: operands[1], order - j)
      for column in 0..<result.shape.columns {
        let sum = (0..<rows).reduce(0) {
          $0 + (isBalanced ? 1 : shares[$1, column]) * x[$1, column]
        }
        for row in 0..<rows {
          result.elements[row + column * rows] -= isBalanced ? shares[row, column] * sum : sum
        }
      }
    }
    return result.elements
  }

  /// L_k = L_0·Φ(L_0⁻¹·(S_k - Σ L_j·L'_(k-j))·L_0⁻ᵀ), the sum over 0 < j < k; Φ halves the diagonal
  /// of the lower triangle.
  private func choleskyFactor(_ node: Node, _ operand: Node, _ order: Int) -> Matrix {
    let shape = graph.shape(of: node)
    let size = shape.rows
    let given = coefficient(of: operand, order)
    var rest = Matrix(
      shape, added(given, transposed(given)).elements.map { $0 / 2 })
    for j in stride(from: 1, to: order, by: 1) {
      let term = product(coefficient(of: node, j), transposed(coefficient(of: node, order - j)))
      rest = added(rest, negated(term))
    }
    let factor = coefficient(of: node, 0)
    func solved(_ right: Matrix) -> Matrix {
      ExpressionGraph.apply(LinearAlgebra.solveLower, to: [factor, right], shape)
    }
    var inner = part(.lowerTriangle, solved(transposed(solved(rest)))).elements
    for index in 0..<size { inner[index * (size + 1)] /= 2 }
    return product(factor, Matrix(shape, inner))
  }

  /// Σ j·⟨P_(k-j), A_j⟩/k, with the partials P of a scalar result.
  private func innerProduct(_ node: Node, _ operand: Node, _ order: Int) -> [Double] {
    guard let partial = partials[node.index] else { return [0] }
    var sum = 0.0
    for j in 1...order {
      var own = 0.0
      for element in 0..<graph.shape(of: operand).count where moves(operand.index, element) {
        own += self[operand.index, j, element] * self[partial.index, order - j, element]
      }
      sum += Double(j) * own
    }
    return [sum / Double(order)]
  }

  // MARK: - Matrices

  private func part(_ part: Structure.SystemPart, _ matrix: Matrix) -> Matrix {
    switch part {
    case .whole: return matrix
    case .transposed: return transposed(matrix)
    case .lowerTriangle:
      return ExpressionGraph.apply(
        Rearrangement.lowerTriangle, to: [matrix], matrix.shape, parameters: [0])
    case .upperTriangle:
      return ExpressionGraph.apply(
        Rearrangement.upperTriangle, to: [matrix], matrix.shape, parameters: [0])
    }
  }

  private func product(_ left: Matrix, _ right: Matrix) -> Matrix {
    ExpressionGraph.apply(
      MatrixProduct.product, to: [left, right], Shape(left.shape.rows, right.shape.columns))
  }

  private func transposed(_ matrix: Matrix) -> Matrix {
    ExpressionGraph.apply(
      Rearrangement.transpose, to: [matrix], Shape(matrix.shape.columns, matrix.shape.rows))
  }

  private func added(_ left: Matrix, _ right: Matrix) -> Matrix {
    Matrix(left.shape, zip(left.elements, right.elements).map { $0 + $1 })
  }

  private func negated(_ matrix: Matrix) -> Matrix {
    Matrix(matrix.shape, matrix.elements.map { -$0 })
  }
}

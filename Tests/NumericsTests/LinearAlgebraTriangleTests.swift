import Numerics
import Testing

/// Triangular systems and the Cholesky factor.
@Suite("Triangles") struct LinearAlgebraTriangleTests {
  /// A triangle with a safe diagonal, and numbers that must not be read in the other one.
  private static func triangle(_ order: Int, isLower: Bool, other: Double) -> Matrix {
    let random = Algebra.random(order, order)
    return Matrix(random.shape) { row, column in
      if row == column { return random[row, column] < 0 ? -2 : 2 }
      return (row > column) == isLower ? random[row, column] : other
    }
  }

  @Test(
    "Only the triangle meant is read, and its system solved", arguments: Algebra.orders,
    [0, 1, 2, 20])
  func systems(order: Int, count: Int) {
    let b = Algebra.random(order, count, seed: 3)
    for isLower in [true, false] {
      let t = Self.triangle(order, isLower: isLower, other: 0)
      let marked = Self.triangle(order, isLower: isLower, other: .nan)
      let kernel = isLower ? LinearAlgebra.solveLower : LinearAlgebra.solveUpper
      for operand in [Algebra.Operand(marked), .transposed(marked)] {
        for right in [Algebra.Operand(b), .transposed(b)] {
          let x = Algebra.result(of: kernel, [operand, right], b.shape)
          #expect(Algebra.residual(t, x, b) <= Double(order + 1))
        }
      }
    }
  }

  @Test("A zero on the diagonal is a division by zero")
  func zeroDiagonal() {
    let t = Matrix(Shape(2, 2), [0, 1, 0, 1])
    let b = Matrix(Shape(2, 1), [1, 1])
    let x = Algebra.result(of: LinearAlgebra.solveLower, [t, b], b.shape)
    #expect(x.elements == [.infinity, -.infinity])
    let zero = Matrix(Shape(2, 1), [0, 1])
    #expect(Algebra.result(of: LinearAlgebra.solveLower, [t, zero], b.shape).isAllNaN)
  }

  // MARK: - Cholesky

  private static func cholesky(_ s: Matrix) -> Matrix {
    Algebra.result(of: LinearAlgebra.cholesky, [s], s.shape)
  }

  @Test("The factor times its transpose is the matrix", arguments: Algebra.orders + [150])
  func factors(order: Int) {
    let root = Algebra.random(order, order + 2)
    let square = Algebra.product(root, root.transposed).value
    let s = Matrix(square.shape) { square[max($0, $1), min($0, $1)] + ($0 == $1 ? 0.1 : 0) }
    let l = Self.cholesky(s)
    #expect(Algebra.residual(l, l.transposed, s) <= Double(order + 2))
    for column in 0..<order {
      #expect(l[column, column] > 0)
      for row in 0..<column { #expect(l[row, column].bitPattern == 0) }
    }
    #expect(LinearAlgebra.choleskyPivot(s) == nil)
  }

  @Test("Hilbert matrices are positive definite up to order 12", arguments: 1...12)
  func hilbert(order: Int) {
    let s = Algebra.hilbert(order)
    let l = Self.cholesky(s)
    #expect(Algebra.residual(l, l.transposed, s) <= Double(order + 2))
  }

  @Test("What counts is the symmetric part")
  func symmetricPart() {
    let s = Matrix(Shape(2, 2), [4, 3, 1, 5])
    let symmetric = Matrix(Shape(2, 2), [4, 2, 2, 5])
    #expect(Self.cholesky(s).elements == [2, 1, 0, 2])
    #expect(Self.cholesky(symmetric).elements == [2, 1, 0, 2])
  }

  @Test("A matrix that is not positive definite has no factor, and a first bad pivot")
  func indefinite() throws {
    let s = Matrix(Shape(2, 2), [1, 2, 2, 1])
    #expect(Self.cholesky(s).isAllNaN)
    let pivot = try #require(LinearAlgebra.choleskyPivot(s))
    #expect(pivot == (1, -3))
    #expect(Self.cholesky(Matrix(-1)).isAllNaN)
    #expect(Self.cholesky(Matrix(0)).isAllNaN)
    // Far into the blocks.
    let late = Matrix(Shape(80, 80)) { $0 == $1 ? ($0 == 70 ? -5 : 2) : 0 }
    #expect(Self.cholesky(late).isAllNaN)
    #expect(try #require(LinearAlgebra.choleskyPivot(late)) == (70, -5))
  }

  @Test("nan and infinities have no factor", arguments: [Double.nan, .infinity, -.infinity])
  func specialValues(special: Double) {
    for order in [1, 5, 40] where !(order == 1 && special == .infinity) {
      let s = Algebra.identity(order).replacing(order - 1, order / 2, by: special)
      #expect(Self.cholesky(s).isAllNaN)
      #expect(LinearAlgebra.choleskyPivot(s) != nil)
    }
  }
}

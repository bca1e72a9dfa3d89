import Numerics
import Testing

/// Eigenvalues and eigenvectors of symmetric matrices.
@Suite("Symmetric eigenvalues") struct LinearAlgebraEigenTests {
  private struct Decomposition {
    let values: [Double]
    let vectors: Matrix
  }

  private static func decompose(_ s: Matrix) -> Decomposition {
    let order = s.shape.rows
    let f = Algebra.result(of: LinearAlgebra.symmetricEigen, [s], Shape(order, order + 1))
    let values = Algebra.result(of: LinearAlgebra.eigenvalues, [s, f], Shape(order, 1))
    let vectors = Algebra.result(of: LinearAlgebra.eigenvectors, [s, f], s.shape)
    return Decomposition(values: values.elements, vectors: vectors)
  }

  /// Residual, orthogonality, order and signs, in units of the largest element.
  private static func check(_ s: Matrix, _ tolerance: Double = 0x1p-47) {
    let result = decompose(s)
    let q = result.vectors
    let order = s.shape.rows
    let symmetric = Matrix(s.shape) { 0.5 * s[$0, $1] + 0.5 * s[$1, $0] }
    let scaled = Matrix(s.shape) { q[$0, $1] * result.values[$1] }
    let size = max(symmetric.size, Double.leastNormalMagnitude) * Double(max(order, 1)).squareRoot()
    let residual = Algebra.product(symmetric, q, plus: Matrix(s.shape) { -scaled[$0, $1] }).value
    #expect(residual.size <= tolerance * size)
    let minusOne = Matrix(s.shape) { $0 == $1 ? -1 : 0 }
    #expect(Algebra.product(q.transposed, q, plus: minusOne).value.size <= tolerance)
    #expect(result.values == result.values.sorted())
    for column in 0..<order {
      let vector = q.columns(column..<(column + 1)).elements
      let leading = vector.first { abs($0) >= 0.999_999 * vector.reduce(0) { max($0, abs($1)) } }
      #expect((leading ?? 0) > 0)
    }
  }

  @Test("Random matrices", arguments: Algebra.orders)
  func random(order: Int) {
    Self.check(Algebra.random(order, order))
  }

  @Test("Random matrices of repeated and of widely spread eigenvalues", arguments: [2, 5, 20, 40])
  func spectra(order: Int) {
    let q = Self.decompose(Algebra.random(order, order)).vectors
    let spectra: [(Int) -> Double] = [
      { _ in 1 }, { $0 % 2 == 0 ? 1 : 2 }, { Double($0 / 3) }, { pow(10, -Double($0)) },
      { $0 == 0 ? 1 : 0 }, { $0 % 2 == 0 ? 1 : -1 },
    ]
    for spectrum in spectra {
      let scaled = Matrix(q.shape) { q[$0, $1] * spectrum($1) }
      let s = Algebra.product(scaled, q.transposed).value
      Self.check(s)
      let values = Self.decompose(s).values
      for (one, other) in zip(values, (0..<order).map(spectrum).sorted()) {
        #expect(abs(one - other) <= 0x1p-47 * s.size * Double(order))
      }
    }
  }

  @Test("The second difference has eigenvalues 2 - 2*cos(k*pi/(n+1))", arguments: [3, 10, 60])
  func secondDifference(order: Int) {
    let s = Matrix(Shape(order, order)) { $0 == $1 ? 2 : abs($0 - $1) == 1 ? -1 : 0 }
    Self.check(s)
    for (index, value) in Self.decompose(s).values.enumerated() {
      let angle = Double(index + 1) * Double.pi / Double(order + 1)
      #expect(abs(value - (2 - 2 * cos(angle))) <= 1e-14)
    }
  }

  @Test("Diagonal matrices and matrices of ones are exact or nearly so")
  func special() {
    let diagonal = Matrix(Shape(4, 4)) { $0 == $1 ? [3, -1, 7, 0][$0] : 0 }
    let result = Self.decompose(diagonal)
    #expect(result.values == [-1, 0, 3, 7])
    #expect(result.vectors.elements.allSatisfy { $0 == 0 || $0 == 1 })
    for order in [2, 5, 33] {
      let ones = Matrix(Shape(order, order)) { _, _ in 1 }
      Self.check(ones)
      let values = Self.decompose(ones).values
      #expect(abs(values[order - 1] - Double(order)) <= 1e-14 * Double(order))
    }
    Self.check(Matrix(Shape(3, 3)) { _, _ in 0 })
    Self.check(Algebra.hilbert(12))
  }

  @Test("Large and small matrices", arguments: [1e300, 1e-300, 0x1p-1060])
  func scaling(size: Double) {
    let s = Algebra.random(9, 9)
    let whole = Matrix(s.shape) { (s[$0, $1] * 0x1p10).rounded() * 0x1p-10 }
    let values = Self.decompose(whole).values
    let scaled = Self.decompose(Matrix(s.shape) { whole[$0, $1] * size }).values
    for (one, other) in zip(scaled, values) {
      #expect(abs(one - other * size) <= max(1e-14 * size, 20 * 0x1p-1074))
    }
  }

  @Test("nan and infinities give nan at once", arguments: [Double.nan, .infinity, -.infinity])
  func specialValues(special: Double) {
    for order in [1, 2, 7, 40] {
      let s = Algebra.random(order, order).replacing(order - 1, 0, by: special)
      let result = Self.decompose(s)
      #expect(result.values.allSatisfy { $0.isNaN })
      #expect(result.vectors.isAllNaN)
    }
  }
}

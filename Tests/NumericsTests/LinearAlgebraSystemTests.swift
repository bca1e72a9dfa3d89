import Numerics
import Testing

/// LU factors, and the systems, inverses and determinants that come from them.
@Suite("Linear systems") struct LinearAlgebraSystemTests {
  @Test("The factors multiply to the matrix with exchanged rows", arguments: Algebra.orders)
  func factors(order: Int) {
    let a = Algebra.random(order, order)
    let f = Algebra.lu(a)
    #expect(Algebra.result(of: LinearAlgebra.lu, [.transposed(a)], f.shape).bits == f.bits)
    let l = Matrix(a.shape) { $0 == $1 ? 1 : $0 > $1 ? f[$0, $1] : 0 }
    let u = Matrix(a.shape) { $0 <= $1 ? f[$0, $1] : 0 }
    #expect(l.elements.allSatisfy { abs($0) <= 1 })
    var rows = Array(0..<order)
    for step in 0..<order { rows.swapAt(step, Int(f[step, order])) }
    let exchanged = Matrix(a.shape) { a[rows[$0], $1] }
    #expect(Algebra.residual(l, u, exchanged) <= Double(order))
  }

  @Test("Solutions solve their systems", arguments: Algebra.orders, [0, 1, 3, 20])
  func systems(order: Int, count: Int) {
    let a = Algebra.random(order, order)
    let b = Algebra.random(order, count, seed: 2)
    let f = Algebra.lu(a)
    let bound = 4 * Double(order + 1)
    for right in [Algebra.Operand(b), .transposed(b)] {
      let x = Algebra.result(of: LinearAlgebra.solve, [.init(a), .init(f), right], b.shape)
      #expect(Algebra.residual(a, x, b) <= bound)
      let y = Algebra.result(
        of: LinearAlgebra.solveTransposed, [.init(a), .init(f), right], b.shape)
      #expect(Algebra.residual(a.transposed, y, b) <= bound)
    }
  }

  @Test("The inverse is one from the right", arguments: Algebra.orders)
  func inverse(order: Int) {
    let a = Algebra.random(order, order)
    let inverse = Algebra.result(of: LinearAlgebra.inverse, [a, Algebra.lu(a)], a.shape)
    #expect(Algebra.residual(a, inverse, Algebra.identity(order)) <= 4 * Double(order + 1))
  }

  @Test("The inverse of a Hilbert matrix is whole, within its condition", arguments: [2, 5, 8])
  func hilbert(order: Int) {
    let a = Algebra.hilbert(order)
    let inverse = Algebra.result(of: LinearAlgebra.inverse, [a, Algebra.lu(a)], a.shape)
    // Condition numbers 19, 4.8e5 and 1.5e10.
    let bound: Double = order == 2 ? 1e-14 : order == 5 ? 1e-10 : 1e-5
    for j in 0..<order {
      for i in 0..<order {
        let exact = Self.inverseHilbert(order, i, j)
        #expect(abs(inverse[i, j] - exact) <= bound * abs(exact))
      }
    }
  }

  /// `(-1)^(i+j) (i+j-1) C(n+i-1, n-j) C(n+j-1, n-i) C(i+j-2, i-1)²`, counted from 1.
  private static func inverseHilbert(_ n: Int, _ row: Int, _ column: Int) -> Double {
    func binomial(_ n: Int, _ k: Int) -> Double {
      (0..<k).reduce(1) { $0 * Double(n - $1) / Double($1 + 1) }
    }
    let (i, j) = (row + 1, column + 1)
    let square = binomial(i + j - 2, i - 1) * binomial(i + j - 2, i - 1)
    let product = binomial(n + i - 1, n - j) * binomial(n + j - 1, n - i) * square
    return ((i + j) % 2 == 0 ? 1 : -1) * Double(i + j - 1) * product
  }

  // MARK: - Determinants

  private static func determinant(_ a: Matrix) -> Double {
    Algebra.result(of: LinearAlgebra.det, [a, Algebra.lu(a)], .scalar).elements[0]
  }

  private static func logarithm(_ a: Matrix) -> Double {
    Algebra.result(of: LinearAlgebra.logdet, [a, Algebra.lu(a)], .scalar).elements[0]
  }

  @Test("Determinants of whole numbers are right to the last digits", arguments: 1...7)
  func determinants(order: Int) {
    for seed in 0..<20 {
      let a = Algebra.whole(order, order, seed: UInt64(seed))
      let exact = Double(WholeDeterminant.determinant(of: a))
      let size = a.elements.reduce(1) { max($0, abs($1)) }
      let scale = (0..<order).reduce(1.0) { product, _ in product * size * Double(order) }
      #expect(abs(Self.determinant(a) - exact) <= 0x1p-50 * scale)
      if exact > 0 {
        #expect(abs(Self.logarithm(a) - log(exact)) <= 0x1p-50 * scale / exact)
      } else if exact < 0 {
        #expect(Self.logarithm(a).isNaN)
      }
    }
  }

  @Test("A product of pivots neither overflows nor vanishes on the way")
  func scaling() {
    let sizes = [1e200, 1e250, 1e-200, 1e-250]
    let a = Matrix(Shape(4, 4)) { $0 == $1 ? sizes[$0] : 0 }
    #expect(abs(Self.determinant(a) - 1) < 1e-14)
    #expect(abs(Self.logarithm(a)) < 1e-14)
    let large = Matrix(Shape(10, 10)) { $0 == $1 ? 1e300 : 0 }
    #expect(Self.determinant(large) == .infinity)
    #expect(abs(Self.logarithm(large) / (3000 * log(10)) - 1) < 1e-15)
    let tiny = Matrix(Shape(10, 10)) { $0 == $1 ? Double.leastNonzeroMagnitude : 0 }
    #expect(Self.determinant(tiny) == 0)
    #expect(abs(Self.logarithm(tiny) / (-10740 * log(2)) - 1) < 1e-15)
  }

  @Test("The empty matrix has the determinant 1")
  func empty() {
    let a = Matrix(Shape(0, 0), [])
    #expect(Self.determinant(a) == 1)
    #expect(Self.logarithm(a) == 0)
    #expect(LinearAlgebra.luPivot(a) == nil)
  }

  @Test("A permutation has the sign of its exchanges")
  func permutations() {
    let cycle = Matrix(Shape(5, 5)) { ($0 + 1) % 5 == $1 ? 1 : 0 }
    #expect(Self.determinant(cycle) == 1)
    let exchange = Matrix(Shape(5, 5)) { $0 + $1 == 1 || ($0 == $1 && $0 > 1) ? 1 : 0 }
    #expect(Self.determinant(exchange) == -1)
    #expect(Self.logarithm(exchange).isNaN)
  }

  // MARK: - Matrices that do not admit it

  @Test("A singular matrix has determinant 0 and no solutions", arguments: [1, 3, 40])
  func singular(order: Int) {
    let a = Matrix(Shape(order, order)) { $1 == order / 2 ? 0 : Double($0 * $0 + $1 * $0 + 1) }
    let f = Algebra.lu(a)
    #expect(LinearAlgebra.luPivot(a) != nil)
    #expect(Self.determinant(a) == 0)
    #expect(Self.determinant(a).sign == .plus)
    #expect(Self.logarithm(a) == -.infinity)
    let b = Algebra.random(order, 2)
    #expect(Algebra.result(of: LinearAlgebra.solve, [a, f, b], b.shape).isAllNaN)
    #expect(Algebra.result(of: LinearAlgebra.solveTransposed, [a, f, b], b.shape).isAllNaN)
    #expect(Algebra.result(of: LinearAlgebra.inverse, [a, f], a.shape).isAllNaN)
  }

  @Test("Of equal pivots the first is taken, and a determinant of 0 has no sign")
  func ties() {
    #expect(Algebra.lu(Matrix(Shape(2, 2), [1, -1, 1, 1])).columns(2..<3).elements == [0, 1])
    #expect(Self.determinant(Matrix(Shape(2, 2), [-1, 0, 0, 0])).sign == .plus)
  }

  @Test("The pivot that a message names is the first that is of no use")
  func pivots() {
    #expect(LinearAlgebra.luPivot(Matrix(Shape(2, 2), [1, 2, 2, 4])) == 1)
    #expect(LinearAlgebra.luPivot(Matrix(Shape(2, 2), [0, 1, 1, 0])) == nil)
    #expect(LinearAlgebra.luPivot(Matrix(Shape(2, 2), [0, 0, 1, 0])) == 0)
    #expect(LinearAlgebra.luPivot(Matrix(Shape(2, 2), [1, 2, .nan, 4])) == 1)
    #expect(LinearAlgebra.luPivot(Matrix(Shape(2, 2), [1, .nan, 1, 1])) == 0)
    #expect(LinearAlgebra.luPivot(Matrix(Shape(2, 2), [1, .infinity, 1, 4])) == 0)
  }

  @Test("nan and infinities end as nan", arguments: [Double.nan, .infinity, -.infinity])
  func specialValues(special: Double) {
    for order in [1, 4, 40] {
      let a = Algebra.random(order, order).replacing(order - 1, order / 2, by: special)
      let f = Algebra.lu(a)
      #expect(Algebra.result(of: LinearAlgebra.inverse, [a, f], a.shape).isAllNaN)
      #expect(!Self.determinant(a).isFinite)
    }
  }
}

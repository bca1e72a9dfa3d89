import Numerics
import Testing

/// The derivatives of the determinant, where there is an inverse and where there is none.
@Suite("Cofactors") struct LinearAlgebraCofactorTests {
  /// Whole matrices of every rank: the rows from `rank` on are sums of those before.
  private static func matrix(_ order: Int, rank: Int, seed: UInt64) -> Matrix {
    let base = Algebra.whole(order, order, size: 3, seed: seed)
    guard rank < order else { return base }
    let weights = Algebra.whole(order, max(rank, 1), size: 1, seed: seed + 1)
    return Matrix(base.shape) { row, column in
      guard row >= rank else { return base[row, column] }
      return (0..<rank).reduce(0) { $0 + weights[row, $1] * base[$1, column] }
    }
  }

  /// What elements of `a` of that size can amount to in a product of that many.
  private static func scale(_ a: Matrix, _ count: Int) -> Double {
    (0..<max(count, 0)).reduce(1) { product, _ in product * max(a.size, 1) * 2 }
  }

  @Test("Cofactors of whole numbers, whatever the rank", arguments: 1...6)
  func cofactors(order: Int) {
    for rank in max(order - 3, 0)...order {
      for seed in 0..<8 {
        let a = Self.matrix(order, rank: rank, seed: UInt64(seed))
        let exact = WholeDeterminant.cofactors(a)
        for operand in [Algebra.Operand(a), .transposed(a)] {
          let c = Algebra.result(of: LinearAlgebra.cofactor, [operand], a.shape)
          let bound = order > 3 ? 0x1p-46 * Self.scale(a, order - 1) : 0
          for (one, other) in zip(c.elements, exact.elements) {
            #expect(abs(one - other) <= bound)
          }
        }
      }
    }
  }

  @Test("Slopes of cofactors of whole numbers, whatever the rank", arguments: 1...6)
  func slopes(order: Int) {
    for rank in max(order - 3, 0)...order {
      for seed in 0..<8 {
        let a = Self.matrix(order, rank: rank, seed: UInt64(seed))
        let x = Algebra.whole(order, order, seed: UInt64(seed + 100))
        let exact = WholeDeterminant.cofactorSlope(a, x)
        for operands in [[Algebra.Operand(a), .init(x)], [.transposed(a), .transposed(x)]] {
          let slope = Algebra.result(of: LinearAlgebra.cofactorSlope, operands, a.shape)
          let bound = order > 3 ? 0x1p-44 * Self.scale(a, order - 2) * Double(order * order) : 0
          for (one, other) in zip(slope.elements, exact.elements) {
            #expect(abs(one - other) <= bound)
          }
        }
      }
    }
  }

  @Test("Cofactors do not care how close to singular a matrix is", arguments: [4, 9, 20])
  func nearlySingular(order: Int) {
    // Rows of whole numbers whose last is that of a singular matrix but for a tiny part.
    let singular = Self.matrix(order, rank: order - 1, seed: 5)
    let limit = Algebra.result(of: LinearAlgebra.cofactor, [singular], singular.shape)
    for size in [1e-3, 1e-6, 1e-9, 1e-12, 1e-15] {
      let a = singular.replacing(order - 1, 0, by: singular[order - 1, 0] + size)
      let c = Algebra.result(of: LinearAlgebra.cofactor, [a], a.shape)
      // The last row of cofactors does not depend on the last row of the matrix.
      for column in 0..<order {
        let difference = abs(c[order - 1, column] - limit[order - 1, column])
        #expect(difference <= 1e-10 * limit.size)
      }
    }
  }

  @Test("Factors of any size cancel without overflow")
  func scaling() {
    let sizes = [1e200, 1e150, 1e-200, 1e-150, 1]
    let a = Matrix(Shape(5, 5)) { $0 == $1 ? sizes[$0] : 0 }
    let c = Algebra.result(of: LinearAlgebra.cofactor, [a], a.shape)
    for index in 0..<5 { #expect(abs(c[index, index] * sizes[index] - 1) < 1e-13) }
    let large = Matrix(Shape(4, 4)) { $0 == $1 && $0 < 3 ? 1e100 : 0 }
    let largest = Algebra.result(of: LinearAlgebra.cofactor, [large], large.shape)
    #expect(abs(largest[3, 3] / 1e300 - 1) < 1e-14)
    #expect(largest.elements.filter { $0 != 0 }.count == 1)
  }

  @Test("The empty matrix, and one that is not finite")
  func edges() {
    let empty = Matrix(Shape(0, 0), [])
    #expect(Algebra.result(of: LinearAlgebra.cofactor, [empty], empty.shape).elements.isEmpty)
    let a = Algebra.random(5, 5).replacing(2, 3, by: .nan)
    #expect(Algebra.result(of: LinearAlgebra.cofactor, [a], a.shape).isAllNaN)
    #expect(Algebra.result(of: LinearAlgebra.cofactorSlope, [a, a], a.shape).isAllNaN)
  }
}

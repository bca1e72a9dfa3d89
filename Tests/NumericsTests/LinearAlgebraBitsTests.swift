import Numerics
import TestSupport
import Testing

/// Results bit by bit. The sums are the same, in the same order, in every build and on every
/// processor: run these tests in debug, in release, and with `-Xcc -march=native`. Whoever changes
/// an order of summation on purpose records new numbers.
@Suite("Bits of linear algebra") struct LinearAlgebraBitsTests {
  /// FNV-1a over the elements.
  private static func checksum(_ matrix: Matrix) -> UInt64 {
    matrix.bits.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ $1) &* 0x100_0000_01b3 }
  }

  /// Numbers between -1 and 1 that no library chooses.
  private static func numbers(_ rows: Int, _ columns: Int, seed: UInt64) -> Matrix {
    var generator = Pseudorandom(seed: seed)
    return Matrix(Shape(rows, columns)) { _, _ in
      Double(Int64(bitPattern: generator.next()) >> 11) * 0x1p-52
    }
  }

  @Test(
    "Products",
    arguments: [
      (37, 301, 29, 0x3fbf_6173_64be_3153), (6, 7, 5, 0x971e_72d6_dddb_d334),
      (1, 2100, 1, 0x3934_016f_9e80_b857), (70, 300, 1, 0xe033_cc56_1bdf_cfb6),
      (1, 300, 70, 0xb531_be16_228f_c755), (100, 20, 3, 0xb1f4_4c75_4a82_4e33),
    ] as [(Int, Int, Int, UInt64)])
  func products(rows: Int, count: Int, columns: Int, expected: UInt64) {
    let a = Self.numbers(rows, count, seed: 1)
    let b = Self.numbers(count, columns, seed: 2)
    let product = Algebra.result(
      of: MatrixProduct.product, [a, b], Shape(rows, columns))
    #expect(Self.checksum(product) == expected)
  }

  @Test("Factorisations, systems and eigenvectors")
  func factorisations() {
    let order = 70
    let a = Self.numbers(order, order, seed: 3)
    let b = Self.numbers(order, 5, seed: 4)
    let f = Algebra.lu(a)
    #expect(Self.checksum(f) == 0x1418_14d1_ceb6_56e5)
    let x = Algebra.result(of: LinearAlgebra.solve, [a, f, b], b.shape)
    #expect(Self.checksum(x) == 0xf08c_3aaf_b4fe_aca3)
    let product = Algebra.result(of: MatrixProduct.product, [.init(a), .transposed(a)], a.shape)
    let s = Matrix(a.shape) { product[$0, $1] + ($0 == $1 ? 1 : 0) }
    #expect(
      Self.checksum(Algebra.result(of: LinearAlgebra.cholesky, [s], s.shape))
        == 0x2804_9ac4_fa75_0a75)
    let eigen = Algebra.result(of: LinearAlgebra.symmetricEigen, [a], f.shape)
    #expect(Self.checksum(eigen) == 0xd276_7b47_2298_db80)
    let singular = Matrix(Shape(12, 12)) { $0 == 11 ? 0 : a[$0, $1] }
    let cofactors = Algebra.result(of: LinearAlgebra.cofactor, [singular], singular.shape)
    #expect(Self.checksum(cofactors) == 0x1be6_418b_ef89_2421)
  }
}

import Numerics
import Testing

/// The product against sums with twice the digits, over all kinds of shapes.
@Suite("Matrix product") struct MatrixProductTests {
  /// Rows of A, columns of A, columns of B: each way of computing, and the edges of its blocks.
  static let sizes = [
    (0, 0, 0), (0, 3, 2), (3, 0, 2), (3, 2, 0), (1, 0, 1), (1, 1, 1), (2, 2, 2), (3, 5, 2),
    (1, 7, 1), (1, 8, 1), (1, 15, 1), (1, 16, 1), (1, 31, 1), (1, 1025, 1), (1, 2500, 1),
    (9, 1, 1), (1, 1, 9), (9, 1, 5), (30, 1, 40),
    (7, 3, 1), (8, 8, 1), (9, 17, 1), (1030, 9, 1), (20, 300, 1), (5, 515, 1),
    (1, 3, 7), (1, 8, 8), (1, 17, 9), (1, 9, 1030), (1, 300, 20),
    (3, 100, 40), (2, 300, 9), (40, 100, 3), (9, 300, 2),
    (4, 9, 12), (5, 20, 5), (8, 8, 8), (16, 16, 6), (17, 5, 13), (33, 70, 19), (4, 257, 7),
    (20, 300, 13), (5, 600, 6), (200, 9, 7), (6, 9, 200),
  ]

  /// A, B and their product's shape.
  private static func operands(_ size: (Int, Int, Int)) -> (Matrix, Matrix, Shape) {
    (
      Algebra.random(size.0, size.1), Algebra.random(size.1, size.2, seed: 2),
      Shape(size.0, size.2)
    )
  }

  @Test("Every element is within the bound of its sum, however the operands lie", arguments: sizes)
  func accuracy(size: (Int, Int, Int)) {
    let (a, b, shape) = Self.operands(size)
    for left in [Algebra.Operand(a), .transposed(a)] {
      for right in [Algebra.Operand(b), .transposed(b)] {
        let c = Algebra.result(of: MatrixProduct.product, [left, right], shape)
        // Runs of 256, or of 64 with a tree, and their totals: never more terms than k.
        let terms = Double(min(size.1, 272))
        #expect(Algebra.residual(a, b, c) <= terms)
      }
    }
  }

  @Test("A transposed operand gives the same bits as the matrix it stands for", arguments: sizes)
  func transposes(size: (Int, Int, Int)) {
    // Products with few rows or columns run along memory.
    guard min(size.0, size.2) > 3 else { return }
    let (a, b, shape) = Self.operands(size)
    let c = Algebra.result(of: MatrixProduct.product, [a, b], shape)
    for left in [Algebra.Operand(a), .transposed(a)] {
      for right in [Algebra.Operand(b), .transposed(b)] {
        let again = Algebra.result(of: MatrixProduct.product, [left, right], shape)
        #expect(again.bits == c.bits)
      }
    }
  }

  @Test("Whole numbers are multiplied exactly", arguments: sizes)
  func wholeNumbers(size: (Int, Int, Int)) {
    let a = Algebra.whole(size.0, size.1)
    let b = Algebra.whole(size.1, size.2, seed: 2)
    let c = Algebra.result(of: MatrixProduct.product, [a, b], Shape(size.0, size.2))
    #expect(c.elements == Algebra.product(a, b).value.elements)
  }

  @Test("Rows and columns do not depend on how many others there are")
  func parts() {
    let a = Algebra.random(37, 300)
    let b = Algebra.random(300, 25, seed: 2)
    let c = Algebra.result(of: MatrixProduct.product, [a, b], Shape(37, 25))
    for rows in [0..<4, 3..<11, 5..<21, 1..<37] {
      for columns in [0..<4, 2..<8, 1..<25] {
        let part = Algebra.result(
          of: MatrixProduct.product, [a.rows(rows), b.columns(columns)],
          Shape(rows.count, columns.count))
        #expect(part.bits == c.rows(rows).columns(columns).bits)
      }
    }
  }

  @Test("Infinities and nan go where IEEE arithmetic sends them", arguments: sizes)
  func specialValues(size: (Int, Int, Int)) {
    guard size.0 * size.1 * size.2 > 0 else { return }
    let (row, k, column) = (size.0 / 2, size.1 / 2, size.2 / 2)
    let zeros = Matrix(Shape(size.0, size.1)) { _, _ in 0 }
    let ones = Matrix(Shape(size.1, size.2)) { _, _ in 1 }
    for special in [Double.infinity, -.infinity, .nan] {
      let b = ones.replacing(k, column, by: special)
      let fromZero = Algebra.result(
        of: MatrixProduct.product, [zeros, b], Shape(size.0, size.2))
      for j in 0..<size.2 {
        for i in 0..<size.0 { #expect(fromZero[i, j].isNaN == (j == column)) }
      }
      let a = zeros.replacing(row, k, by: special)
      let fromOne = Algebra.result(
        of: MatrixProduct.product, [a, ones], Shape(size.0, size.2))
      for j in 0..<size.2 {
        for i in 0..<size.0 {
          let expected = i == row ? special : 0
          #expect(fromOne[i, j] == expected || (expected.isNaN && fromOne[i, j].isNaN))
        }
      }
    }
  }

  @Test("A sum of negative zeros is negative, an empty one is not", arguments: sizes)
  func zeros(size: (Int, Int, Int)) {
    let a = Matrix(Shape(size.0, size.1)) { _, _ in -0.0 }
    let b = Matrix(Shape(size.1, size.2)) { _, _ in 1 }
    let c = Algebra.result(of: MatrixProduct.product, [a, b], Shape(size.0, size.2))
    let sign: FloatingPointSign = size.1 > 0 ? .minus : .plus
    #expect(c.elements.allSatisfy { $0 == 0 && $0.sign == sign })
  }
}

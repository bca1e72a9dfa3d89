import Foundation
import Numerics

/// Operations on arrays as their definitions say, element by element, without any kernel.
package enum Naive {
  package static func broadcast(
    _ a: Matrix, _ b: Matrix, _ operation: (Double, Double) -> Double
  ) -> Matrix {
    let rows = a.shape.rows == 1 ? b.shape.rows : a.shape.rows
    let columns = a.shape.columns == 1 ? b.shape.columns : a.shape.columns
    return Matrix(rows, columns) { operation(a.spread($0, $1), b.spread($0, $1)) }
  }

  package static func product(_ a: Matrix, _ b: Matrix) -> Matrix {
    if a.shape.isScalar || b.shape.isScalar { return broadcast(a, b) { $0 * $1 } }
    return Matrix(a.shape.rows, b.shape.columns) { row, column in
      (0..<a.shape.columns).reduce(0) { $0 + a[row, $1] * b[$1, column] }
    }
  }

  package static func transpose(_ a: Matrix) -> Matrix {
    Matrix(a.shape.columns, a.shape.rows) { a[$1, $0] }
  }

  // MARK: - Reductions

  /// What a reduction gives of all elements (0), of each column (1) or of each row (2).
  package static func reduce(
    _ a: Matrix, _ dimension: Int, _ reduction: ([Double]) -> Double
  ) -> Matrix {
    switch dimension {
    case 0: return Matrix(reduction(a.elements))
    case 1:
      return Matrix(1, a.shape.columns) { _, column in
        reduction((0..<a.shape.rows).map { a[$0, column] })
      }
    default:
      return Matrix(a.shape.rows, 1) { row, _ in
        reduction((0..<a.shape.columns).map { a[row, $0] })
      }
    }
  }

  package static func sum(_ x: [Double]) -> Double { x.reduce(0, +) }

  package static func mean(_ x: [Double]) -> Double { sum(x) / Double(x.count) }

  package static func variance(_ x: [Double]) -> Double {
    let mean = mean(x)
    return sum(x.map { ($0 - mean) * ($0 - mean) }) / Double(x.count - 1)
  }

  package static func norm(_ x: [Double]) -> Double { sum(x.map { $0 * $0 }).squareRoot() }

  /// The norm with an exponent.
  package static func norm(_ x: [Double], _ p: Double) -> Double {
    let magnitudes = x.map(\.magnitude)
    return p == .infinity ? magnitudes.max() ?? 0 : pow(sum(magnitudes.map { pow($0, p) }), 1 / p)
  }

  package static func logSumExp(_ x: [Double]) -> Double { log(sum(x.map { exp($0) })) }

  /// What a reduction gives of each element and all before it along a dimension.
  package static func running(
    _ reduction: @escaping @Sendable ([Double]) -> Double
  ) -> @Sendable (Matrix, Int) -> Matrix {
    { a, dimension in
      Matrix(a.shape.rows, a.shape.columns) { row, column in
        reduction(
          dimension == 1 ? (0...row).map { a[$0, column] } : (0...column).map { a[row, $0] })
      }
    }
  }

  // MARK: - Arrangements

  package static func beside(_ a: Matrix, _ b: Matrix) -> Matrix {
    if a.shape == Shape(0, 0) { return b }
    if b.shape == Shape(0, 0) { return a }
    return Matrix(Shape(a.shape.rows, a.shape.columns + b.shape.columns), a.elements + b.elements)
  }

  package static func stack(_ a: Matrix, _ b: Matrix) -> Matrix {
    transpose(beside(transpose(a), transpose(b)))
  }

  package static func kronecker(_ a: Matrix, _ b: Matrix) -> Matrix {
    let (rows, columns) = (b.shape.rows, b.shape.columns)
    return Matrix(a.shape.rows * rows, a.shape.columns * columns) {
      a[$0 / rows, $1 / columns] * b[$0 % rows, $1 % columns]
    }
  }

  package static func diagonal(_ a: Matrix) -> Matrix {
    Matrix(min(a.shape.rows, a.shape.columns), 1) { row, _ in a[row, row] }
  }

  package static func diagonalMatrix(_ x: Matrix, _ rows: Int, _ columns: Int) -> Matrix {
    Matrix(rows, columns) { $0 == $1 && $0 < x.elements.count ? x.elements[$0] : 0 }
  }

  package static func softmax(_ a: Matrix) -> Matrix { shares(a, 1) }

  /// Exponentials divided by their sums along a dimension, 0 for the sum of all.
  package static func shares(_ a: Matrix, _ dimension: Int) -> Matrix {
    let powers = a.map { exp($0) }
    return broadcast(powers, reduce(powers, dimension, sum)) { $0 / $1 }
  }
}

extension Naive {
  // MARK: - Linear algebra

  /// A without a row and a column.
  private static func minor(_ a: Matrix, _ row: Int, _ column: Int) -> Matrix {
    Matrix(a.shape.rows - 1, a.shape.columns - 1) {
      a[$0 < row ? $0 : $0 + 1, $1 < column ? $1 : $1 + 1]
    }
  }

  /// By expansion along the first row.
  package static func determinant(_ a: Matrix) -> Double {
    guard a.shape.rows > 0 else { return 1 }
    return (0..<a.shape.columns).reduce(0) {
      $0 + ($1 % 2 == 0 ? 1 : -1) * a[0, $1] * determinant(minor(a, 0, $1))
    }
  }

  package static func cofactors(_ a: Matrix) -> Matrix {
    Matrix(a.shape.rows, a.shape.columns) {
      (($0 + $1) % 2 == 0 ? 1 : -1) * determinant(minor(a, $0, $1))
    }
  }

  /// By Cramer's rule.
  package static func inverse(_ a: Matrix) -> Matrix {
    let determinant = determinant(a)
    return transpose(cofactors(a)).map { $0 / determinant }
  }

  package static func triangle(_ a: Matrix, isKept: (_ row: Int, _ column: Int) -> Bool) -> Matrix {
    Matrix(a.shape.rows, a.shape.columns) { isKept($0, $1) ? a[$0, $1] : 0 }
  }

  package static func lower(_ a: Matrix) -> Matrix { triangle(a) { $0 >= $1 } }

  package static func upper(_ a: Matrix) -> Matrix { triangle(a) { $0 <= $1 } }

  package static func symmetric(_ a: Matrix) -> Matrix {
    Matrix(a.shape.rows, a.shape.columns) { (a[$0, $1] + a[$1, $0]) / 2 }
  }

  /// The lower triangle with half the diagonal.
  package static func halfLower(_ a: Matrix) -> Matrix {
    Matrix(a.shape.rows, a.shape.columns) {
      $0 > $1 ? a[$0, $1] : $0 == $1 ? a[$0, $1] / 2 : 0
    }
  }

  /// By the Cholesky–Banachiewicz formulas, row after row.
  package static func cholesky(_ a: Matrix) -> Matrix {
    let (s, order) = (symmetric(a), a.shape.rows)
    var l = [[Double]](repeating: Array(repeating: 0, count: order), count: order)
    for row in 0..<order {
      for column in 0...row {
        let rest = s[row, column] - (0..<column).reduce(0) { $0 + l[row][$1] * l[column][$1] }
        l[row][column] = row == column ? rest.squareRoot() : rest / l[column][column]
      }
    }
    return Matrix(order, order) { l[$0][$1] }
  }

  /// Ascending, by Jacobi's rotations.
  package static func eigenvalues(_ a: Matrix) -> Matrix {
    var s = symmetric(a)
    let order = s.shape.rows
    for _ in 0..<60 {
      for p in 0..<order {
        for q in 0..<p {
          let angle = 0.5 * atan2(2 * s[p, q], s[q, q] - s[p, p])
          let (c, sine) = (cos(angle), sin(angle))
          let rotation = Matrix(order, order) { row, column in
            switch (row, column) {
            case (p, p), (q, q): c
            case (p, q): sine
            case (q, p): -sine
            default: row == column ? 1 : 0
            }
          }
          s = product(product(transpose(rotation), s), rotation)
        }
      }
    }
    return Matrix(Shape(order, 1), diagonal(s).elements.sorted())
  }
}

extension Matrix {
  /// An element of the matrix with its dimensions of 1 repeated.
  package func spread(_ row: Int, _ column: Int) -> Double {
    self[shape.rows == 1 ? 0 : row, shape.columns == 1 ? 0 : column]
  }
}

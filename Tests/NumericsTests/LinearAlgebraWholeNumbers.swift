import Numerics

/// Determinants of whole numbers, their slopes and the slopes of these, without rounding.
enum WholeDeterminant {
  typealias Rows = [[Int]]

  static func rows(_ matrix: Matrix) -> Rows {
    (0..<matrix.shape.rows).map { row in
      (0..<matrix.shape.columns).map { Int(matrix[row, $0]) }
    }
  }

  static func determinant(of matrix: Matrix) -> Int { determinant(rows(matrix)) }

  /// Fraction-free elimination (Bareiss 1968).
  static func determinant(_ rows: Rows) -> Int {
    var a = rows
    var sign = 1
    var last = 1
    for k in 0..<a.count {
      guard let pivot = (k..<a.count).first(where: { a[$0][k] != 0 }) else { return 0 }
      if pivot != k {
        a.swapAt(pivot, k)
        sign = -sign
      }
      for i in (k + 1)..<max(a.count, k + 1) {
        for j in (k + 1)..<a.count {
          a[i][j] = (a[i][j] * a[k][k] - a[i][k] * a[k][j]) / last
        }
      }
      last = a[k][k]
    }
    return sign * last
  }

  private static func minor(_ rows: Rows, _ row: Int, _ column: Int) -> Rows {
    rows.indices.filter { $0 != row }.map { i in
      rows.indices.filter { $0 != column }.map { rows[i][$0] }
    }
  }

  static func cofactors(_ matrix: Matrix) -> Matrix {
    let a = rows(matrix)
    return Matrix(matrix.shape) { row, column in
      Double(((row + column) % 2 == 0 ? 1 : -1) * determinant(minor(a, row, column)))
    }
  }

  /// The slope of the cofactors along `direction`: of each minor, the sum of the determinants with
  /// one row replaced.
  static func cofactorSlope(_ matrix: Matrix, _ direction: Matrix) -> Matrix {
    let (a, x) = (rows(matrix), rows(direction))
    return Matrix(matrix.shape) { row, column in
      let (from, to) = (minor(a, row, column), minor(x, row, column))
      let slope = from.indices.reduce(0) { sum, i in
        var replaced = from
        replaced[i] = to[i]
        return sum + determinant(replaced)
      }
      return Double((row + column) % 2 == 0 ? slope : -slope)
    }
  }
}

import Differentiation
import Numerics

/// A matrix of which only the elements of a pattern are kept.
package struct SparseMatrix: Sendable {
  package let pattern: SparsityPattern
  /// In the order of the pattern: row after row.
  package internal(set) var values: [Double]

  /// Calls `body` with row, column and value of every element, row after row.
  package func forEachElement(_ body: (_ row: Int, _ column: Int, _ value: Double) -> Void) {
    for row in 0..<pattern.rowCount {
      for place in pattern.rowStarts[row]..<pattern.rowStarts[row + 1] {
        body(row, Int(pattern.columns[place]), values[place])
      }
    }
  }

  /// The whole matrix, zeros included.
  package var dense: Matrix {
    var matrix = Matrix(Shape(pattern.rowCount, pattern.columnCount))
    forEachElement { row, column, value in
      matrix.elements[row + column * pattern.rowCount] = value
    }
    return matrix
  }

  /// The columns of a range as a matrix of its own.
  package func columns(_ range: Range<Int>) -> Matrix {
    var matrix = Matrix(Shape(pattern.rowCount, range.count))
    forEachElement { row, column, value in
      if range.contains(column) {
        matrix.elements[row + (column - range.lowerBound) * pattern.rowCount] = value
      }
    }
    return matrix
  }
}

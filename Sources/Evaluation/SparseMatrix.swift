import Differentiation
import Numerics

/// A matrix of which only the elements of a pattern are kept.
package struct SparseMatrix: Sendable {
  package let pattern: SparsityPattern
  /// In the order of the pattern: row after row.
  package internal(set) var values: [Double]

  package init(pattern: SparsityPattern, values: [Double]) {
    self.pattern = pattern
    self.values = values
  }

  /// Calls `body` with row, column and value of every element, row after row.
  package func forEachElement(_ body: (_ row: Int, _ column: Int, _ value: Double) -> Void) {
    var place = 0
    for row in 0..<pattern.rowCount {
      for column in pattern.row(row) {
        body(row, Int(column), values[place])
        place += 1
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

  /// The elements of a row, zeros included, by their columns.
  package func row(_ row: Int) -> [Double] {
    let own = values[pattern.rowStarts[row]..<pattern.rowStarts[row + 1]]
    if own.count == pattern.columnCount { return Array(own) }
    var elements = [Double](repeating: 0, count: pattern.columnCount)
    for (column, value) in zip(pattern.row(row), own) { elements[Int(column)] = value }
    return elements
  }

  /// Finds row and column of an element by its place among all, in time logarithmic in the rows.
  package var places: @Sendable (_ element: Int) -> (row: Int, column: Int) {
    let pattern = pattern
    return { element in
      var (low, high) = (0, pattern.rowCount)
      while high - low > 1 {
        let middle = (low + high) / 2
        if pattern.rowStarts[middle] <= element { low = middle } else { high = middle }
      }
      let columns = pattern.row(low)
      return (low, Int(columns[columns.startIndex + element - pattern.rowStarts[low]]))
    }
  }
}

/// Which elements of a matrix may differ from 0: for each row its columns, in ascending order.
package struct SparsityPattern: Equatable, Sendable {
  package let rowCount: Int
  package let columnCount: Int
  /// Where each row begins in `columns`, and where the last one ends.
  package let rowStarts: [Int]
  package let columns: [Int32]

  package init(rowCount: Int, columnCount: Int, rowStarts: [Int], columns: [Int32]) {
    self.rowCount = rowCount
    self.columnCount = columnCount
    self.rowStarts = rowStarts
    self.columns = columns
  }

  /// The pattern of a matrix without a zero.
  package static func full(_ rowCount: Int, _ columnCount: Int) -> SparsityPattern {
    let row = (0..<columnCount).map { Int32($0) }
    return SparsityPattern(
      rowCount: rowCount, columnCount: columnCount,
      rowStarts: (0...rowCount).map { $0 * columnCount },
      columns: (0..<rowCount).flatMap { _ in row })
  }

  package var count: Int { columns.count }

  package func row(_ row: Int) -> ArraySlice<Int32> {
    columns[rowStarts[row]..<rowStarts[row + 1]]
  }

  /// The most elements that a row has: no fewer colours do for its columns.
  package var longestRow: Int { (0..<rowCount).map { row($0).count }.max() ?? 0 }

  /// Rows for columns.
  package var transposed: SparsityPattern {
    var starts = [Int](repeating: 0, count: columnCount + 1)
    for column in columns { starts[Int(column) + 1] += 1 }
    for column in 0..<columnCount { starts[column + 1] += starts[column] }
    var next = starts
    var rows = [Int32](repeating: 0, count: columns.count)
    for row in 0..<rowCount {
      for column in self.row(row) {
        rows[next[Int(column)]] = Int32(truncatingIfNeeded: row)
        next[Int(column)] += 1
      }
    }
    return SparsityPattern(
      rowCount: columnCount, columnCount: rowCount, rowStarts: starts, columns: rows)
  }

  /// Appends the union of two ascending lists.
  static func merge(
    _ left: ArraySlice<Int32>, _ right: ArraySlice<Int32>, into result: inout [Int32]
  ) {
    var (i, j) = (left.startIndex, right.startIndex)
    while i < left.endIndex, j < right.endIndex {
      let (a, b) = (left[i], right[j])
      result.append(min(a, b))
      if a <= b { i += 1 }
      if b <= a { j += 1 }
    }
    result += left[i...]
    result += right[j...]
  }
}

/// Which elements of a matrix may differ from 0: for each row its columns, in ascending order.
///
/// Rows with the same columns may share them, so that a full pattern takes no more memory than one
/// of its rows.
package struct SparsityPattern: Equatable, Sendable {
  package let rowCount: Int
  package let columnCount: Int
  /// Where each row's elements begin among those of all rows, and where the last one's end.
  package let rowStarts: [Int]
  /// The columns of rows that differ, one row after the other.
  private let columns: [Int32]
  /// Where the columns of each row begin in `columns`.
  private let columnStarts: [Int]

  /// - Parameters:
  ///   - rowStarts: `rowCount + 1` places in `columns`, the last of them the end.
  ///   - columns: the columns of each row, ascending.
  package init(rowCount: Int, columnCount: Int, rowStarts: [Int], columns: [Int32]) {
    self.init(
      rowCount: rowCount, columnCount: columnCount, rowStarts: rowStarts, columns: columns,
      columnStarts: rowStarts)
  }

  /// A pattern whose rows may share their columns.
  ///
  /// - Parameter columnStarts: by row: where its columns begin in `columns`.
  init(
    rowCount: Int, columnCount: Int, rowStarts: [Int], columns: [Int32], columnStarts: [Int]
  ) {
    self.rowCount = rowCount
    self.columnCount = columnCount
    self.rowStarts = rowStarts
    self.columns = columns
    self.columnStarts = columnStarts
  }

  /// The pattern of a matrix without a zero.
  package static func full(_ rowCount: Int, _ columnCount: Int) -> SparsityPattern {
    SparsityPattern(
      rowCount: rowCount, columnCount: columnCount,
      rowStarts: (0...rowCount).map { $0 * columnCount },
      columns: (0..<columnCount).map { Int32(truncatingIfNeeded: $0) },
      columnStarts: Array(repeating: 0, count: rowCount))
  }

  /// How many elements may differ from 0.
  package var count: Int { rowStarts[rowCount] }

  /// Whether no element is 0 for certain.
  package var isFull: Bool { count == rowCount * columnCount }

  /// The columns of a row, ascending.
  package func row(_ row: Int) -> ArraySlice<Int32> {
    let start = columnStarts[row]
    return columns[start..<start + rowStarts[row + 1] - rowStarts[row]]
  }

  /// A number for the columns of a row, below `columnListEnd`: rows that share them have the same.
  func columnList(ofRow row: Int) -> Int { columnStarts[row] }
  var columnListEnd: Int { columns.count + 1 }

  /// The most elements that a row has: no fewer colours do for its columns.
  package var longestRow: Int { (0..<rowCount).map { row($0).count }.max() ?? 0 }

  /// Rows for columns.
  package var transposed: SparsityPattern {
    if isFull { return .full(columnCount, rowCount) }
    var starts = [Int](repeating: 0, count: columnCount + 1)
    for row in 0..<rowCount {
      for column in self.row(row) { starts[Int(column) + 1] += 1 }
    }
    for column in 0..<columnCount { starts[column + 1] += starts[column] }
    var next = starts
    var rows = [Int32](repeating: 0, count: count)
    for row in 0..<rowCount {
      for column in self.row(row) {
        rows[next[Int(column)]] = Int32(truncatingIfNeeded: row)
        next[Int(column)] += 1
      }
    }
    return SparsityPattern(
      rowCount: columnCount, columnCount: rowCount, rowStarts: starts, columns: rows)
  }

  /// The same elements, whoever shares columns.
  package static func == (left: SparsityPattern, right: SparsityPattern) -> Bool {
    left.columnCount == right.columnCount && left.rowStarts == right.rowStarts
      && (0..<left.rowCount).allSatisfy { left.row($0) == right.row($0) }
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

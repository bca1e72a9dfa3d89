/// The places of an index: some rows and some columns of an array, counted from 0; any may repeat.
///
/// As whole numbers of a step they are one list: how many rows, the rows, the columns. Nobody else
/// knows that.
package struct Picks: Equatable, Sendable {
  package let rows: ArraySlice<Int32>
  package let columns: ArraySlice<Int32>

  /// Any rows and columns, counted from 0.
  package init(rows: [Int32], columns: [Int32]) {
    self.rows = rows[...]
    self.columns = columns[...]
  }

  /// Rows and columns that follow each other.
  package init(rows: Range<Int>, columns: Range<Int>) {
    self.init(rows: rows.map { Int32($0) }, columns: columns.map { Int32($0) })
  }

  /// One element.
  package init(row: Int, column: Int) {
    self.init(
      rows: [Int32(truncatingIfNeeded: row)], columns: [Int32(truncatingIfNeeded: column)])
  }

  /// Reads the whole numbers of a step.
  package init(_ parameters: [Int32]) { (rows, columns) = Picks.split(parameters) }

  /// As whole numbers of a step.
  package var parameters: [Int32] {
    [Int32(truncatingIfNeeded: rows.count)] + rows + columns
  }

  /// The rows and the columns in the whole numbers of a step.
  static func split<Numbers: RandomAccessCollection>(
    _ parameters: Numbers
  ) -> (rows: Numbers.SubSequence, columns: Numbers.SubSequence)
  where Numbers.Element == Int32, Numbers.Index == Int {
    let first = parameters.startIndex + 1
    let end = first + Int(parameters[parameters.startIndex])
    return (parameters[first..<end], parameters[end...])
  }

  /// The shape of what is picked.
  package var shape: Shape { Shape(rows.count, columns.count) }

  /// Calls `body` with the place of each element picked, in the order of `vec` of an array with
  /// `height` rows.
  @inline(__always)
  package func forEachPlace(height: Int, _ body: (Int) -> Void) {
    for column in columns {
      for row in rows { body(Int(row) + Int(column) * height) }
    }
  }
}

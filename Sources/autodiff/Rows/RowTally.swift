/// Rows of one kind: the first, and how many there are.
struct RowTally {
  /// A row of which something is to be said.
  struct Row {
    /// Its number among all records, from 0.
    var record: Int
    /// Its line, counted from where the chunk or the file begins.
    var line: Int
    let point: [Double]
    let results: [Double]
  }

  private(set) var first: Row?
  private(set) var count = 0

  mutating func add(_ row: @autoclosure () -> Row) {
    if first == nil { first = row() }
    count += 1
  }

  /// Adds those of the next chunk, before which there are so many records and lines.
  mutating func add(_ other: RowTally, records: Int, lines: Int) {
    if first == nil, var row = other.first {
      row.record += records
      row.line += lines
      first = row
    }
    count += other.count
  }
}

import Diagnostics
import Numerics

/// Rows of an NPY file.
struct NumPyRowParser: RowParser {
  private let rows: NumPyRows
  private let targets: [Int32]
  private var elements: NumPyElements?
  private var rowCount = 0
  private(set) var line = 0
  private(set) var mistaken: (record: Range<Int>, line: Int) = (0..<0, 0)

  init(_ selection: RowSelection, _ rows: NumPyRows) {
    self.rows = rows
    targets = selection.targets
  }

  /// A row counts as a line.
  var isAtEnd: Bool { line >= rowCount }

  mutating func begin(_ chunk: RowChunk) {
    elements = NumPyElements(chunk.bytes, rows.element)
    rowCount = chunk.rowCount
    line = 0
  }

  mutating func fill(_ block: RowBlock) -> RowError? {
    guard let elements else { return nil }
    var count = min(block.capacity - block.count, rowCount - line)
    var mistake: RowError?
    for (column, target) in targets.enumerated() where target >= 0 {
      let (first, step) =
        rows.isColumnsFirst
        ? (column * rowCount + line, 1) : (line * rows.columnCount + column, rows.columnCount)
      let read = elements.read(
        from: first, step: step, count: count,
        to: block.values + Int(target) * block.capacity + block.count)
      if read < count {
        count = read
        mistake = .inexactInteger(elements.integer(first + read * step), column: column + 1)
      }
    }
    for _ in 0..<count {
      block.starts[block.count] = 0
      block.ends[block.count] = 0
      block.lines[block.count] = line
      block.count += 1
      line += 1
    }
    if mistake != nil {
      mistaken = (0..<0, line)
      line += 1
    }
    return mistake
  }
}

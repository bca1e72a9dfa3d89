import Diagnostics
import Numerics

/// Turns a chunk into rows of numbers.
package protocol RowParser {
  /// Starts with a chunk's first record.
  mutating func begin(_ chunk: RowChunk)

  /// Adds rows to a block until it is full or the chunk ends. A row that has a mistake ends it,
  /// too: it is not added, and a further call goes on behind it.
  mutating func fill(_ block: RowBlock) -> RowError?

  /// Whether the chunk has ended.
  var isAtEnd: Bool { get }
  /// How many lines of the chunk are above the next record.
  var line: Int { get }
  /// The record with the mistake that `fill` gave last, and how many lines of the chunk are above
  /// it.
  var mistaken: (record: Range<Int>, line: Int) { get }
}

/// Which columns a run needs, and where their numbers go in a block.
package struct RowSelection: Sendable {
  /// By column of the file, or by name of `header.names`: the first column of the block for it; -1
  /// where nobody needs it.
  package let targets: [Int32]
  /// Of objects, the shapes of what is needed; a scalar elsewhere.
  package let shapes: [Shape]
  /// How many columns the block has.
  package let columnCount: Int
  /// Whether records are written: then what nobody needs must be right too.
  package var keepsRecords = false

  package init(targets: [Int32], shapes: [Shape] = [], columnCount: Int) {
    self.targets = targets
    self.shapes = shapes
    self.columnCount = columnCount
  }
}

extension RowReader {
  /// A parser of this file's rows; each thread has its own.
  package func makeParser(_ selection: RowSelection) -> any RowParser {
    switch format {
    case .csv, .tsv: SeparatedRowParser(selection, style ?? FieldStyle(.commas))
    case .ndjson: ObjectRowParser(selection, paths: header.paths)
    case .npy: NumPyRowParser(selection, numPy ?? NumPyRows.none)
    }
  }
}

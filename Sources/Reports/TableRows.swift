/// The rows of a table: kept, or made one by one while they are written.
///
/// A matrix of ten million derivatives has its numbers, and no cell for each beside them.
package struct TableRows: RandomAccessCollection, Sendable, ExpressibleByArrayLiteral {
  private enum Source {
    case kept([[Cell]])
    case made(count: Int, row: @Sendable (Int) -> [Cell])
  }
  private let source: Source

  package init(_ rows: [[Cell]]) { source = .kept(rows) }

  /// Rows that are made when they are asked for: no cell is a matrix, and all cells of a column are
  /// of one kind.
  package init(count: Int, row: @escaping @Sendable (Int) -> [Cell]) {
    source = .made(count: count, row: row)
  }

  package init(arrayLiteral rows: [Cell]...) { self.init(rows) }

  /// 0, as in an array.
  package var startIndex: Int { 0 }

  /// How many rows there are.
  package var endIndex: Int {
    switch source {
    case .kept(let rows): rows.count
    case .made(let count, _): count
    }
  }

  /// A row's cells, made on each call where rows are not kept.
  package subscript(index: Int) -> [Cell] {
    switch source {
    case .kept(let rows): rows[index]
    case .made(_, let row): row(index)
    }
  }

  /// Rows in which every kind of cell occurs that the table has.
  var samples: [[Cell]] {
    switch source {
    case .kept(let rows): rows
    case .made(let count, let row): count > 0 ? [row(0)] : []
    }
  }
}

/// Takes what was written so far where it is much, and leaves nothing of it: a report of any length
/// passes through little memory.
package typealias Drain = (inout [UInt8]) -> Void

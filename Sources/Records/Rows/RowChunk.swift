import Numerics

/// A part of a file that holds whole records, in memory that is used again and again.
///
/// A text chunk ends with a newline, and behind it lie `padding` bytes that may be read, so that a
/// loop over it needs no test for its end inside a record.
package final class RowChunk {
  package private(set) var bytes: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  /// How many bytes belong to whole records.
  package internal(set) var count = 0
  /// How many rows there are; of text it is not known before it is parsed.
  package internal(set) var rowCount = 0
  /// How many bytes of the file were read up to the end of this chunk.
  package internal(set) var endOffset = 0

  static let padding = 64

  /// An empty chunk.
  package init() {
    capacity = 0
    bytes = Platform.allocate(byteCount: RowChunk.padding).assumingMemoryBound(to: UInt8.self)
  }

  deinit { Platform.deallocate(bytes, byteCount: capacity + RowChunk.padding) }

  /// Makes room for at least `size` bytes; the first `kept` stay as they are.
  func reserve(_ size: Int, keeping kept: Int) {
    guard size > capacity else { return }
    let grown = max(size, capacity * 2)
    let memory = Platform.allocate(byteCount: grown + RowChunk.padding)
      .assumingMemoryBound(to: UInt8.self)
    memory.update(from: bytes, count: kept)
    Platform.deallocate(bytes, byteCount: capacity + RowChunk.padding)
    bytes = memory
    capacity = grown
  }

  /// Takes what another chunk holds.
  func copy(_ other: RowChunk) {
    reserve(other.count, keeping: 0)
    bytes.update(from: other.bytes, count: other.count + RowChunk.padding)
    (count, rowCount, endOffset) = (other.count, other.rowCount, other.endOffset)
  }

  /// Puts zeros behind the records.
  func pad() { (bytes + count).update(repeating: 0, count: RowChunk.padding) }
}

/// Rows of numbers, column after column: number `row` of a column lies at
/// `values[column * capacity + row]`.
package final class RowBlock {
  package let columnCount: Int
  package let capacity: Int
  package let values: UnsafeMutablePointer<Double>
  package internal(set) var count = 0
  /// Where each row's record begins and ends in its chunk, without the end of its line.
  package let starts: UnsafeMutablePointer<Int>
  package let ends: UnsafeMutablePointer<Int>
  /// How many lines of the chunk are above each row.
  package let lines: UnsafeMutablePointer<Int>

  /// - Parameter capacity: the most rows that it can hold.
  package init(columnCount: Int, capacity: Int) {
    self.columnCount = columnCount
    self.capacity = capacity
    values = .allocate(capacity: max(1, columnCount * capacity))
    values.initialize(repeating: 0, count: max(1, columnCount * capacity))
    starts = .allocate(capacity: capacity)
    ends = .allocate(capacity: capacity)
    lines = .allocate(capacity: capacity)
  }

  deinit {
    values.deallocate()
    starts.deallocate()
    ends.deallocate()
    lines.deallocate()
  }

  /// Forgets all rows; the memory stays.
  package func removeAll() { count = 0 }

  /// Forgets all but the first rows.
  package func keep(_ rows: Int) { count = min(count, rows) }
}

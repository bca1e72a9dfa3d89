import Diagnostics
import Numerics

/// How the rows of an NPY file lie in it.
struct NumPyRows {
  let element: NumPyHeader.Element
  let rowCount: Int
  let columnCount: Int
  /// Whether the file has one column after the other, and not one row.
  let isColumnsFirst: Bool
  let dataStart: Int
  /// How many rows were read.
  var done = 0
  /// How many rows a chunk has at most.
  var largestChunk = Int.max

  static let none = NumPyRows(
    element: .byte, rowCount: 0, columnCount: 0, isColumnsFirst: false, dataStart: 0)

  var rowByteCount: Int { columnCount * element.byteCount }
}

extension NumPyHeader.Element {
  /// Bytes: of an array that has no elements.
  fileprivate static let byte = NumPyHeader.Element(
    kind: .unsigned, byteCount: 1, isBigEndian: false, name: "|u1")
}

extension RowReader {
  /// How many rows the file has, where it says so itself.
  package var rowCount: Int? { numPy?.rowCount }

  /// A chunk of an NPY file is read in one go of about this size.
  private static let numPyChunkSize = 1 << 18
  /// No header is longer.
  private static let longestHeader = 1 << 16

  func readNumPyHeader() throws(RowFileError) {
    var bytes: [UInt8] = []
    let chunk = RowChunk()
    chunk.reserve(RowReader.longestHeader, keeping: 0)
    func need(_ count: Int) throws(RowFileError) {
      while bytes.count < count {
        let found = try read(
          into: chunk.bytes, count: min(RowReader.longestHeader, count - bytes.count))
        guard found > 0 else { return }
        bytes += UnsafeBufferPointer(start: chunk.bytes, count: found)
      }
    }
    // Magic string, version, and the length of the dictionary, which has two bytes or four.
    try need(10)
    if bytes.count == 10 {
      let isShort = bytes[6] == 1
      if !isShort { try need(12) }
      let length = bytes[8..<min(bytes.count, isShort ? 10 : 12)].reversed().reduce(0) {
        $0 << 8 | Int($1)
      }
      if length < RowReader.longestHeader { try need((isShort ? 10 : 12) + length) }
    }
    let source = SourceText(name: name, bytes: bytes)
    do throws(NumPyError) {
      let header = try NumPyHeader(source)
      numPy = NumPyRows(
        element: header.element, rowCount: header.shape.rows, columnCount: header.shape.columns,
        isColumnsFirst: header.isColumnsFirst && header.shape.rows > 1
          && header.shape.columns > 1, dataStart: header.dataStart)
    } catch {
      throw .numPy(error, source)
    }
    guard let numPy else { return }
    header = RowHeader(columnCount: numPy.columnCount)
    if numPy.isColumnsFirst, fileSize == nil { throw .columnsFromPipe }
    guard numPy.rowByteCount <= RowReader.longestRecord else {
      throw .recordTooLong(isInQuotes: false)
    }
    if let fileSize, fileSize < numPy.dataStart + numPy.rowCount * numPy.rowByteCount {
      throw .missingRows(
        found: (fileSize - numPy.dataStart) / max(1, numPy.rowByteCount),
        expected: numPy.rowCount)
    }
  }

  /// Fills a chunk with rows of an NPY file; false behind the last one.
  func nextRows(_ chunk: RowChunk) throws(RowFileError) -> Bool {
    guard var rows = numPy, rows.done < rows.rowCount else { return false }
    let size = max(1, rows.rowByteCount)
    let count = min(
      rows.rowCount - rows.done, rows.largestChunk, max(1, RowReader.numPyChunkSize / size))
    chunk.reserve(count * size, keeping: 0)
    var filled = 0
    // A run of bytes for each column, or one for all.
    let runCount = rows.isColumnsFirst ? rows.columnCount : 1
    let runLength = count * size / runCount
    for run in 0..<runCount {
      while filled < (run + 1) * runLength {
        let wanted = (run + 1) * runLength - filled
        let place =
          rows.dataStart
          + (run * rows.rowCount + rows.done) * rows.element.byteCount + runLength - wanted
        let found =
          rows.isColumnsFirst
          ? try read(at: place, into: chunk.bytes + filled, count: wanted)
          : try read(into: chunk.bytes + filled, count: wanted)
        guard found > 0 else {
          throw .missingRows(found: rows.done + filled / size, expected: rows.rowCount)
        }
        filled += found
      }
    }
    rows.done += count
    numPy = rows
    chunk.count = filled
    chunk.rowCount = count
    chunk.endOffset = rows.dataStart + rows.done * rows.rowByteCount
    return true
  }

  private func read(
    at place: Int, into bytes: UnsafeMutablePointer<UInt8>, count: Int
  ) throws(RowFileError) -> Int {
    while true {
      let found = pread(descriptor, bytes, count, off_t(place))
      if found >= 0 { return found }
      if errno != EINTR { throw .unreadable(reason: Platform.reason) }
    }
  }
}

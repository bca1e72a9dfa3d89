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

/// Rows of an NPY file.
struct NumPyRowParser: RowParser {
  private let rows: NumPyRows
  private let targets: [Int32]
  private var bytes: UnsafeRawPointer?
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
    bytes = UnsafeRawPointer(chunk.bytes)
    rowCount = chunk.rowCount
    line = 0
  }

  mutating func fill(_ block: RowBlock) -> RowError? {
    guard let bytes else { return nil }
    while block.count < block.capacity, line < rowCount {
      let row = line
      line += 1
      for (column, target) in targets.enumerated() where target >= 0 {
        let index =
          rows.isColumnsFirst ? column * rowCount + row : row * rows.columnCount + column
        guard let number = number(bytes, index) else {
          mistaken = (0..<0, row)
          return .inexactInteger(integer(bytes, index), column: column + 1)
        }
        block.values[Int(target) * block.capacity + block.count] = number
      }
      block.starts[block.count] = 0
      block.ends[block.count] = 0
      block.lines[block.count] = row
      block.count += 1
    }
    return nil
  }

  // MARK: - Elements

  @inline(__always)
  private func word<Word: FixedWidthInteger>(
    _ bytes: UnsafeRawPointer, _ index: Int, _ type: Word.Type
  ) -> Word {
    let word = bytes.loadUnaligned(
      fromByteOffset: index &* MemoryLayout<Word>.size, as: Word.self)
    return rows.element.isBigEndian ? Word(bigEndian: word) : Word(littleEndian: word)
  }

  /// An element as a double; nil for an integer that is none.
  @inline(__always)
  private func number(_ bytes: UnsafeRawPointer, _ index: Int) -> Double? {
    switch (rows.element.kind, rows.element.byteCount) {
    case (.float, 8): Double(bitPattern: word(bytes, index, UInt64.self))
    case (.float, _): Double(Float(bitPattern: word(bytes, index, UInt32.self)))
    case (.boolean, _): word(bytes, index, UInt8.self) == 0 ? 0 : 1
    case (.integer, 1): Double(word(bytes, index, Int8.self))
    case (.integer, 2): Double(word(bytes, index, Int16.self))
    case (.integer, 4): Double(word(bytes, index, Int32.self))
    case (.integer, _): Double(exactly: word(bytes, index, Int64.self))
    case (.unsigned, 1): Double(word(bytes, index, UInt8.self))
    case (.unsigned, 2): Double(word(bytes, index, UInt16.self))
    case (.unsigned, 4): Double(word(bytes, index, UInt32.self))
    case (.unsigned, _): Double(exactly: word(bytes, index, UInt64.self))
    }
  }

  private func integer(_ bytes: UnsafeRawPointer, _ index: Int) -> String {
    rows.element.kind == .integer
      ? "\(word(bytes, index, Int64.self))" : "\(word(bytes, index, UInt64.self))"
  }
}

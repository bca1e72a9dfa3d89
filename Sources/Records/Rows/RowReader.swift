import Diagnostics
import Numerics

/// Reads a file of rows in chunks of whole records, in order, each byte once.
///
/// One thread at a time: whoever calls `next` holds a lock. What was read behind the last record of
/// a chunk is carried over to the next one, so memory does not grow with the file but with the
/// longest record, which has a limit.
package final class RowReader {
  package let name: String
  package let format: RowFormat
  /// How fields are written; nil where lines are no lists of fields.
  package let style: FieldStyle?
  /// What is known of the columns before the first row.
  package internal(set) var header = RowHeader()
  /// The size of the file; nil where it is none, or not known.
  package let fileSize: Int?

  let descriptor: Int32
  /// What was read before there was a reader.
  var start: [UInt8]
  /// What was read and belongs to the next chunk.
  var carry: [UInt8] = []
  /// Whether carriage returns end lines.
  var replacesReturns = false
  private var offset = 0
  var hasEnded = false
  /// How many lines there are before the first row, for messages.
  package internal(set) var firstLine = 1
  /// Of NPY files.
  var numPy: NumPyRows?

  /// A chunk is read in one go of this size.
  var chunkSize: Int
  /// The first chunk, where somebody looked at it.
  var first: RowChunk?
  /// A size from 64 KB to 1 MB takes the same time.
  package static let usualChunkSize = 1 << 18
  /// No record is longer, so that a file without newlines cannot take all memory.
  package static let longestRecord = 64 << 20

  /// Opens a file, `-` for standard input, and reads what stands before its rows.
  ///
  /// - Parameters:
  ///   - text: what is said of the style of separated fields.
  ///   - start: what was read of standard input already.
  ///   - hasNames: whether the first line of text names the columns.
  ///   - skipsMistakes: whether a run goes on behind rows that cannot be read.
  ///   - chunkSize: how many bytes are read in one go; the rows do not depend on it.
  package init(
    _ path: [UInt8], _ format: RowFormat, _ text: TextStyle = TextStyle(), start: RowStart? = nil,
    hasNames: Bool, skipsMistakes: Bool = false, chunkSize: Int = RowReader.usualChunkSize
  ) throws(RowFileError) {
    let isStandardInput = path == [UInt8(ascii: "-")]
    name = isStandardInput ? "standard input" : String(decoding: path, as: UTF8.self)
    self.format = format
    style = format.separation.map { text.style($0) }
    self.start = start?.bytes ?? []
    self.chunkSize = max(1, chunkSize)
    descriptor =
      isStandardInput
      ? 0
      : (path.map { CChar(bitPattern: $0) } + [0]).withUnsafeBufferPointer { path in
        path.baseAddress.map { open($0, O_RDONLY) } ?? -1
      }
    var information = stat()
    if descriptor >= 0, fstat(descriptor, &information) == 0,
      information.st_mode & S_IFMT == S_IFREG
    {
      fileSize = Int(information.st_size)
    } else {
      fileSize = nil
    }
    guard descriptor >= 0 else { throw .unreadable(reason: Platform.reason) }
    if format != .npy { try readStart() }
    switch format {
    case .csv, .tsv: try readFieldHeader(hasNames: hasNames)
    case .ndjson: try readFirstObject(skips: skipsMistakes)
    case .npy: try readNumPyHeader()
    }
  }

  deinit { if descriptor > 0 { close(descriptor) } }

  // MARK: - Chunks

  /// Fills a chunk with the next whole records, at least one; false at the end of the file.
  package func next(_ chunk: RowChunk) throws(RowFileError) -> Bool {
    if let first {
      chunk.copy(first)
      self.first = nil
      return true
    }
    if numPy != nil { return try nextRows(chunk) }
    var scanner = RecordScanner(style)
    var filled = 0
    while scanner.end == 0, !hasEnded || !carry.isEmpty {
      guard filled <= RowReader.longestRecord else {
        throw .recordTooLong(isInQuotes: scanner.isInQuotes)
      }
      let room = max(chunkSize - filled, filled, min(chunkSize, 1 << 12))
      chunk.reserve(filled + room + 1, keeping: filled)
      let count = try take(into: chunk.bytes + filled, count: room)
      scanner.scan(chunk.bytes, from: filled, to: filled + count)
      filled += count
    }
    chunk.count = scanner.end
    if hasEnded, carry.isEmpty, scanner.end < filled {
      // The last record has no newline, or is not complete.
      chunk.bytes[filled] = newline
      chunk.count = filled + 1
      filled += 1
    }
    carry.insert(
      contentsOf: UnsafeBufferPointer(
        start: chunk.bytes + chunk.count, count: filled - chunk.count), at: 0)
    guard chunk.count > 0 else { return false }
    chunk.endOffset = offset - carry.count
    chunk.pad()
    return true
  }

  /// Takes what is carried over, or reads once; 0 at the end of the file.
  private func take(
    into bytes: UnsafeMutablePointer<UInt8>, count: Int
  ) throws(RowFileError) -> Int {
    guard carry.isEmpty else {
      let taken = min(count, carry.count)
      bytes.update(from: carry, count: taken)
      carry.removeFirst(taken)
      return taken
    }
    let found = try read(into: bytes, count: count)
    hasEnded = found == 0
    return found
  }

  /// Makes chunks so small that they hold about `count` rows at most, however short these are.
  package func limitChunks(toRows count: Int) {
    let columnCount = max(1, header.columnCount, header.names?.count ?? 0)
    // A column has a digit and a separator.
    chunkSize = max(1, min(chunkSize, min(count, chunkSize) * 2 * columnCount))
    numPy?.largestChunk = count
  }

  /// Reads once; 0 at the end of the file.
  func read(into bytes: UnsafeMutablePointer<UInt8>, count: Int) throws(RowFileError) -> Int {
    guard start.isEmpty else {
      let taken = min(count, start.count)
      bytes.update(from: start, count: taken)
      start.removeFirst(taken)
      offset += taken
      return taken
    }
    let found = try readOn(into: bytes, count: count)
    if replacesReturns {
      for place in 0..<found where bytes[place] == carriageReturn { bytes[place] = newline }
    }
    return found
  }

  private func readOn(
    into bytes: UnsafeMutablePointer<UInt8>, count: Int
  ) throws(RowFileError) -> Int {
    while true {
      let found = Platform.read(
        descriptor, into: UnsafeMutableRawBufferPointer(start: bytes, count: count))
      if found >= 0 {
        offset += found
        return found
      }
      if errno != EINTR { throw .unreadable(reason: Platform.reason) }
    }
  }
}

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
  /// What is known of the columns before the first row.
  package internal(set) var header = RowHeader()
  /// The size of the file; nil where it is none, or not known.
  package let fileSize: Int?

  let descriptor: Int32
  /// What was read and belongs to the next chunk.
  private var carry: [UInt8] = []
  private var offset = 0
  private(set) var hasEnded = false
  /// How many lines there are before the first row, for messages.
  package internal(set) var firstLine = 1
  /// Of NPY files.
  var numPy: NumPyRows?

  /// A chunk is read in one go of this size.
  private var chunkSize: Int
  /// A size from 64 KB to 1 MB takes the same time.
  package static let usualChunkSize = 1 << 18
  /// No record is longer, so that a file without newlines cannot take all memory.
  package static let longestRecord = 64 << 20

  /// Opens a file, `-` for standard input, and reads what stands before its rows.
  ///
  /// - Parameters:
  ///   - hasNames: whether the first line of text names the columns.
  ///   - skipsMistakes: whether a run goes on behind rows that cannot be read.
  ///   - chunkSize: how many bytes are read in one go; the rows do not depend on it.
  package init(
    _ path: [UInt8], _ format: RowFormat, hasNames: Bool, skipsMistakes: Bool = false,
    chunkSize: Int = RowReader.usualChunkSize
  ) throws(RowFileError) {
    let isStandardInput = path == [UInt8(ascii: "-")]
    name = isStandardInput ? "standard input" : String(decoding: path, as: UTF8.self)
    self.format = format
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
    if numPy != nil { return try nextRows(chunk) }
    var scanner = RecordScanner(format)
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

  // MARK: - Before the rows

  /// Whether there is nothing to be read, not even a line that names the columns.
  package var isEmpty: Bool {
    switch format {
    case .csv, .tsv: header.columnCount == 0
    case .ndjson: header.names == nil
    case .npy: false
    }
  }

  /// The line that names the columns, without its end.
  package var headerRecord: [UInt8] {
    var record = header.text?.bytes ?? []
    while let last = record.last, last == newline || last == carriageReturn || last == blank {
      record.removeLast()
    }
    return record
  }

  /// Reads the first bytes, by which files are known that hold no text.
  private func readStart() throws(RowFileError) {
    let chunk = RowChunk()
    chunk.reserve(chunkSize, keeping: 0)
    while !hasEnded, carry.count < FileStart.length, !carry.contains(newline) {
      let count = try read(into: chunk.bytes, count: chunkSize)
      carry.append(contentsOf: UnsafeBufferPointer(start: chunk.bytes, count: count))
      hasEnded = count == 0
    }
    try FileStart(carry).requireText()
  }

  /// Reads until the carried bytes hold a whole record behind `start`, or the file ends; where the
  /// record ends.
  private func readRecord(from start: Int, _ chunk: RowChunk) throws(RowFileError) -> Int {
    var scanner = RecordScanner(format)
    var scanned = start
    while true {
      carry.withUnsafeBufferPointer { carry in
        guard let base = carry.baseAddress else { return }
        // Only one record is wanted: the scanner stops at the first newline that ends one.
        var place = scanned
        while place < carry.count, scanner.end == 0 {
          let stop = carry[place...].firstIndex(of: newline).map { $0 + 1 } ?? carry.count
          scanner.scan(base + start, from: place - start, to: stop - start)
          place = stop
        }
        scanned = place
      }
      if scanner.end > 0 { return start + scanner.end }
      guard !hasEnded else { return carry.count }
      guard carry.count - start <= RowReader.longestRecord else {
        throw .recordTooLong(isInQuotes: scanner.isInQuotes)
      }
      let room = max(chunkSize, carry.count)
      chunk.reserve(room, keeping: 0)
      let count = try read(into: chunk.bytes, count: room)
      carry.append(contentsOf: UnsafeBufferPointer(start: chunk.bytes, count: count))
      hasEnded = count == 0
    }
  }

  /// The first record that is neither blank nor a comment, which begins in line `firstLine`.
  ///
  /// - Parameter isTaken: whether it is no row; a record that is one stays in the file.
  private func firstRecord(isTaken: Bool) throws(RowFileError) -> [UInt8]? {
    let chunk = RowChunk()
    var start = 0
    while true {
      let end = try readRecord(from: start, chunk)
      if start == 0 {
        if carry.starts(with: [0xEF, 0xBB, 0xBF]) {
          carry.removeFirst(3)
          // The mark belongs to no field; the record is looked at anew without it.
          let isAlone = carry.isEmpty && hasEnded
          if isAlone { return nil }
          continue
        }
      }
      let record = carry[start..<end]
      guard !record.isEmpty else { return nil }
      let first = record.first {
        $0 > blank
          || format.separation != nil && $0 != blank && $0 != carriageReturn
            && $0 != newline && ($0 != tab || format == .tsv)
      }
      if let first, first != numberSign || format == .ndjson {
        let bytes = Array(record)
        carry.removeFirst(isTaken ? end : start)
        return bytes
      }
      start = end
      firstLine += 1
    }
  }

  private func readFieldHeader(hasNames: Bool) throws(RowFileError) {
    guard let record = try firstRecord(isTaken: hasNames) else {
      // A file without a header needs no rows either.
      guard hasNames else { return }
      throw .noRows(format)
    }
    let source = SourceText(name: name, bytes: record, firstLine: firstLine)
    do throws(RowError) {
      header = try RowHeader(source, format, hasNames: hasNames)
    } catch {
      throw .firstRow(error, source)
    }
    if hasNames {
      header.text = source
      firstLine += record.count { $0 == newline }
      if let number = header.firstNumber { throw .numbersInHeader(source, number) }
    }
  }

  /// Learns the shapes from the first object.
  ///
  /// - Parameter skips: whether mistaken rows before it are passed over; they stay in the file.
  private func readFirstObject(skips: Bool) throws(RowFileError) {
    guard let record = try firstRecord(isTaken: false) else { return }
    let source = SourceText(name: name, bytes: record, firstLine: firstLine)
    do throws(RowError) {
      header = try RowHeader(objectIn: source)
    } catch {
      if skips, let later = try laterObject(behind: record.count) {
        header = later
        return
      }
      throw .firstRow(error, source)
    }
  }

  private func laterObject(behind start: Int) throws(RowFileError) -> RowHeader? {
    let chunk = RowChunk()
    var start = start
    while start < RowReader.usualChunkSize {
      let end = try readRecord(from: start, chunk)
      guard end > start else { return nil }
      let record = SourceText(name: name, bytes: Array(carry[start..<end]))
      if let header = try? RowHeader(objectIn: record) { return header }
      start = end
    }
    return nil
  }
}

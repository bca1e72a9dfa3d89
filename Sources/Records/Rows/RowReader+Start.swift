import Diagnostics
import Numerics

/// What stands before the rows: the kind of file, the line that names the columns, the first
/// object.
extension RowReader {
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

  /// Reads the first bytes, by which files are known that hold no text or end their lines
  /// otherwise.
  func readStart() throws(RowFileError) {
    let chunk = RowChunk()
    chunk.reserve(chunkSize, keeping: 0)
    while !hasEnded, !carry.contains(newline),
      carry.count < (carry.contains(carriageReturn) ? LineEnds.longestSearch : FileStart.length)
    {
      let count = try read(into: chunk.bytes, count: chunkSize)
      carry.append(contentsOf: UnsafeBufferPointer(start: chunk.bytes, count: count))
      hasEnded = count == 0
    }
    if let foreign = FileStart(carry).foreign { throw .foreign(foreign) }
    guard carry.contains(carriageReturn), !carry.contains(newline) else { return }
    LineEnds.replaceReturns(in: &start)
    LineEnds.replaceReturns(in: &carry)
    replacesReturns = true
  }

  /// Reads until the carried bytes hold a whole record behind `start`, or the file ends; where the
  /// record ends.
  private func readRecord(from start: Int, _ chunk: RowChunk) throws(RowFileError) -> Int {
    var scanner = RecordScanner(style)
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
            && $0 != newline && ($0 != tab || style?.separation == .tabs)
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

  func readFieldHeader(hasNames: Bool) throws(RowFileError) {
    guard let record = try firstRecord(isTaken: hasNames) else {
      // A file without a header needs no rows either.
      guard hasNames else { return }
      throw .noRows(format)
    }
    let source = SourceText(name: name, bytes: record, firstLine: firstLine)
    do throws(RowError) {
      header = try RowHeader(source, style ?? FieldStyle(.commas), hasNames: hasNames)
    } catch {
      throw .firstRow(error, source)
    }
    if header.columnCount == 1 { header.otherStyle = otherStyle(record, isTaken: hasNames) }
    if hasNames {
      header.text = source
      firstLine += record.count { $0 == newline }
      if let number = header.firstNumber { throw .numbersInHeader(source, number) }
    }
  }

  /// A style in which the file seems to have more than one column.
  private func otherStyle(_ record: [UInt8], isTaken: Bool) -> FieldStyle? {
    let following = isTaken ? carry[...] : carry.dropFirst(record.count)
    let lines = following.prefix(1 << 12).split(separator: newline).prefix(3)
    return StyleGuess.style(
      ofRows: [record[...]] + (lines.isEmpty && !isTaken ? [record[...]] : Array(lines)),
      not: style ?? FieldStyle(.commas))
  }

  /// Learns the shapes from the first object.
  ///
  /// - Parameter skips: whether mistaken rows before it are passed over; they stay in the file.
  func readFirstObject(skips: Bool) throws(RowFileError) {
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

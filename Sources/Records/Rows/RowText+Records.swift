import Numerics

/// Rows that keep their records: in front of the results stands what was read.
extension RowText {
  /// Appends what is kept of a record that was read; how many bytes of the layout's text do not
  /// follow.
  @inline(__always)
  func appendKept(_ record: Range<Int>, _ chunk: RowChunk, _ layout: RowLayout) -> Int {
    switch layout.kept {
    case .nothing: return 0
    case .record: return appendRecord(record, chunk, layout)
    case .translation(let translate):
      translation.removeAll(keepingCapacity: true)
      translate(
        UnsafeBufferPointer(start: chunk.bytes + record.lowerBound, count: record.count),
        &translation)
      translation.withUnsafeBufferPointer { bytes in
        if let base = bytes.baseAddress { append(base, count: bytes.count, layout) }
      }
      return 0
    }
  }

  /// Appends a record as it stands, without the blanks and the carriage return that end it; of an
  /// object without the brace that closes it, because the members of the results follow.
  ///
  /// - Returns: how many bytes of the layout's text do not follow: the comma behind an object that
  ///   has no members.
  func appendRecord(_ record: Range<Int>, _ chunk: RowChunk, _ layout: RowLayout) -> Int {
    let bytes = chunk.bytes + record.lowerBound
    var length = record.count
    func trim() {
      while length > 0, bytes[length - 1] <= blank, layout.isJSON || bytes[length - 1] != tab {
        length -= 1
      }
    }
    trim()
    if layout.isJSON, length > 0, bytes[length - 1] == UInt8(ascii: "}") {
      length -= 1
      if bytes[length - 1] <= blank { trim() }
    }
    append(bytes, count: length, layout)
    return layout.isJSON && length == 1 ? 1 : 0
  }

  private func append(
    _ bytes: UnsafePointer<UInt8>, count length: Int, _ layout: RowLayout
  ) {
    reserve(length + layout.largestRow)
    (self.bytes + count).update(from: bytes, count: length)
    count += length
  }

  // MARK: - Records that could not be read

  /// Appends a row for a record that could not be read: its results are nan, and what is kept of it
  /// fits the rows around it.
  ///
  /// - Parameter number: that of the record in the chunk.
  package func appendUnread(
    _ record: Range<Int>, in chunk: RowChunk, _ layout: RowLayout, number: Int
  ) {
    reserve(layout.largestRow)
    let surplus = appendUnreadRecord(record, chunk, layout)
    withUnsafePointer(to: Double.nan) { nan in
      var unread = layout
      unread.words = layout.words.isEmpty ? [] : [Array("nan".utf8)]
      append(0, Results(values: nan, stride: 0), unread, from: surplus) { _ in .nan }
    }
    if layout.isJSON { addInsertion(number, slot: nil, value: .nan) }
  }

  /// A record of fields is cut or filled up with empty ones to as many as a row has; one that is no
  /// object at all is left out.
  private func appendUnreadRecord(
    _ record: Range<Int>, _ chunk: RowChunk, _ layout: RowLayout
  ) -> Int {
    guard case .record(let style, let fieldCount) = layout.kept else {
      return appendKept(record, chunk, layout)
    }
    guard let style else {
      let text = UnsafeBufferPointer(start: chunk.bytes + record.lowerBound, count: record.count)
      if ObjectCheck.isObject(text) { return appendRecord(record, chunk, layout) }
      append([UInt8(ascii: "{")], count: 1, layout)
      return 1
    }
    var fields = FieldScanner(
      chunk.bytes, from: record.lowerBound, to: record.upperBound + 1, style, of: .records)
    var found = 0
    repeat {
      guard (try? fields.nextText()) != nil else { break }
      found += 1
    } while found < fieldCount && !fields.endsRow
    let end = min(record.upperBound, fields.offset - 1)
    _ = appendRecord(record.lowerBound..<max(record.lowerBound, end), chunk, layout)
    let missing = [UInt8](repeating: style.separation.separator, count: fieldCount - found)
    append(missing, count: missing.count, layout)
    return 0
  }
}

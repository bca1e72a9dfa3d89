import Diagnostics
import Numerics

/// Rows of separated fields.
///
/// The loop over plain numbers reads each byte about once and stores nothing but the numbers; a row
/// with anything else in it (quotation marks, `nan`, blanks inside, a comment, a mistake) is read
/// again from its start by `FieldScanner`.
struct SeparatedRowParser: RowParser {
  private let style: FieldStyle
  /// Whether rows can be plain: of usual numbers, with one byte between fields.
  private let hasPlainRows: Bool
  private let separator: UInt8
  private let tabIsBlank: Bool
  private let targets: [Int32]
  private var bytes: UnsafePointer<UInt8>?
  private var limit = 0
  private var offset = 0
  private(set) var line = 0
  private(set) var mistaken: (record: Range<Int>, line: Int) = (0..<0, 0)

  init(_ selection: RowSelection, _ style: FieldStyle) {
    targets = selection.targets
    self.style = style
    hasPlainRows = style.numbers.isUsual && style.separation != .blanks
    separator = style.separation.separator
    tabIsBlank = style.separation != .tabs
  }

  var isAtEnd: Bool { offset >= limit }

  mutating func begin(_ chunk: RowChunk) {
    bytes = UnsafePointer(chunk.bytes)
    (offset, limit, line) = (0, chunk.count, 0)
  }

  mutating func fill(_ block: RowBlock) -> RowError? {
    guard let bytes else { return nil }
    return targets.withUnsafeBufferPointer { targets in
      while block.count < block.capacity, startRow(bytes) {
        let start = offset
        if hasPlainRows,
          let end = readPlainRow(bytes + start, bytes + limit, targets, block)
        {
          let next = end - bytes + 1
          add(start..<(next - 1), to: block, bytes)
          offset = next
          line += 1
        } else if let mistake = readRow(bytes, targets, block) {
          return mistake
        }
      }
      return nil
    }
  }

  /// Moves to the next record, over comments and blank lines; whether there is one.
  private mutating func startRow(_ bytes: UnsafePointer<UInt8>) -> Bool {
    while offset < limit {
      var place = offset
      while bytes[place] == blank || bytes[place] == carriageReturn
        || bytes[place] == tab && tabIsBlank
      {
        place += 1
      }
      if bytes[place] == numberSign {
        while bytes[place] != newline { place += 1 }
      } else if bytes[place] != newline {
        return true
      }
      offset = place + 1
      line += 1
    }
    return false
  }

  private func add(_ record: Range<Int>, to block: RowBlock, _ bytes: UnsafePointer<UInt8>) {
    var end = record.upperBound
    if end > record.lowerBound, bytes[end - 1] == carriageReturn { end -= 1 }
    block.starts[block.count] = record.lowerBound
    block.ends[block.count] = end
    block.lines[block.count] = line
    block.count += 1
  }

  // MARK: - Plain rows

  /// Reads a row of numbers into the block's next row; the newline that ends it, or nil where the
  /// row is not that plain.
  @inline(__always)
  private func readPlainRow(
    _ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>,
    _ targets: UnsafeBufferPointer<Int32>, _ block: RowBlock
  ) -> UnsafePointer<UInt8>? {
    let values = block.values + block.count
    let capacity = block.capacity
    var place = start
    var field = 0
    while field < targets.count {
      let target = Int(targets[field])
      if target >= 0 {
        while place.pointee == blank { place += 1 }
        let number = DecimalReader.readPrefix(place, end)
        guard number.end > place, number.value.isFinite else { return nil }
        values[target &* capacity] = number.value
        place = number.end
        while place.pointee == blank { place += 1 }
      } else {
        while place.pointee == blank || place.pointee == carriageReturn
          || place.pointee == tab && tabIsBlank
        {
          place += 1
        }
        if place.pointee == quotationMark { return nil }
        while place.pointee != separator, place.pointee != newline { place += 1 }
      }
      field &+= 1
      if place.pointee == separator {
        if field == targets.count { return nil }
        place += 1
      } else {
        if place.pointee == carriageReturn, place[1] == newline { place += 1 }
        return place.pointee == newline && field == targets.count ? place : nil
      }
    }
    return nil
  }

  // MARK: - Other rows

  /// Reads the row at `offset` with all care, and adds it; what is wrong with it.
  private mutating func readRow(
    _ bytes: UnsafePointer<UInt8>, _ targets: UnsafeBufferPointer<Int32>, _ block: RowBlock
  ) -> RowError? {
    let start = offset
    var fields = FieldScanner(
      bytes, from: start, to: limit, style, of: .records)
    var mistake: RowError?
    do throws(RowError) {
      try readFields(&fields, bytes, targets, block)
    } catch {
      mistake = error
    }
    if mistake == nil {
      add(start..<fields.rowEnd, to: block, bytes)
    } else {
      mistaken = (start..<fields.offset - 1, line)
    }
    line += 1 + fields.innerLines
    offset = fields.offset
    return mistake
  }

  /// Reads the fields of the row at `offset`, all of them even if one has a mistake, which is
  /// thrown at the end.
  private func readFields(
    _ fields: inout FieldScanner, _ bytes: UnsafePointer<UInt8>,
    _ targets: UnsafeBufferPointer<Int32>, _ block: RowBlock
  ) throws(RowError) {
    let start = offset
    var mistake: NumberError?
    var count = 0
    var surplus: Range<Int>?
    var last = start..<start
    do throws(UnclosedQuote) {
      repeat {
        let target = count < targets.count ? Int(targets[count]) : -1
        last = target >= 0 ? try fields.next() : try fields.nextText()
        if target >= 0 {
          do throws(NumberError) {
            block.values[target * block.capacity + block.count] = try FieldNumber.read(
              bytes, last, style.numbers, base: start)
          } catch {
            if mistake == nil { mistake = error }
          }
        } else if count >= targets.count, surplus == nil {
          surplus = last
        }
        count += 1
      } while !fields.endsRow
    } catch {
      throw .unclosedQuote(Span(error.place.start - Int32(start), error.place.end - Int32(start)))
    }
    guard count == targets.count else {
      let place = surplus ?? last.upperBound..<last.upperBound
      throw .fieldCount(
        Span(place.lowerBound - start..<place.upperBound - start), count: count,
        expected: targets.count)
    }
    if let mistake { throw .number(mistake, style) }
  }
}

import Numerics

/// The parts of a record as texts, for whoever writes it down in another format.
package enum RecordParts {
  /// Calls `body` with each field in order, without quotation marks around it and doubled ones
  /// inside.
  ///
  /// A record that is broken is read as far as it goes.
  package static func forEachField(
    of record: UnsafeBufferPointer<UInt8>, _ style: FieldStyle,
    _ body: (_ column: Int, _ field: UnsafeBufferPointer<UInt8>) -> Void
  ) {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: record.count + 1) { line in
      guard let base = line.baseAddress else { return }
      _ = line.update(fromContentsOf: record)
      line[record.count] = newline
      var fields = FieldScanner(base, to: line.count, style, of: .records)
      var column = 0
      repeat {
        guard let field = try? fields.nextText() else { return }
        var count = field.count
        let start = base + field.lowerBound
        if memchr(start, Int32(quotationMark), count) != nil { count = undouble(start, count) }
        body(column, UnsafeBufferPointer(start: start, count: count))
        column += 1
      } while !fields.endsRow
    }
  }

  /// Makes one quotation mark of two, in place; how many bytes are left.
  private static func undouble(_ text: UnsafeMutablePointer<UInt8>, _ count: Int) -> Int {
    var (from, to) = (0, 0)
    while from < count {
      text[to] = text[from]
      if text[from] == quotationMark, from + 1 < count, text[from + 1] == quotationMark {
        from += 1
      }
      from += 1
      to += 1
    }
    return to
  }

  /// The text of each member's value, by the order of `names`; empty where there is none. Of
  /// members with one name the last counts.
  package static func values(
    of record: UnsafeBufferPointer<UInt8>, _ names: [String],
    _ body: (_ values: [ArraySlice<UInt8>]) -> Void
  ) {
    let line = Array(record) + [newline]
    var values = [ArraySlice<UInt8>](repeating: [], count: names.count)
    line.withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return }
      var scanner = ObjectScanner(base, at: 0, limit: bytes.count)
      guard (try? scanner.open()) == true else { return }
      var member = 0
      repeat {
        guard let key = try? scanner.key() else { return }
        let start = scanner.offset
        guard (try? scanner.skipValue()) != nil else { return }
        let isUsual =
          member < names.count && bytes[key].elementsEqual(names[member].utf8)
        let place =
          isUsual
          ? member : names.firstIndex(of: ObjectName(spelling: Array(bytes[key])).text)
        if let place { values[place] = line[start..<scanner.offset] }
        member += 1
      } while (try? scanner.goesOn()) == true
    }
    body(values)
  }

  /// What a text of JSON says: without quotation marks and escapes; nil for a value that is no
  /// text.
  package static func string(_ value: ArraySlice<UInt8>) -> String? {
    guard value.first == quotationMark, value.count > 1 else { return nil }
    return ObjectName(spelling: Array(value.dropFirst().dropLast())).text
  }

  /// The number that a value of JSON is, or what stands for one that JSON cannot spell; nil for
  /// others.
  package static func number(_ value: ArraySlice<UInt8>) -> Double? {
    ObjectScanner.namedNumber(value)
      ?? value.withUnsafeBufferPointer { isNumberOfJSON($0) ? DecimalReader.read($0) : nil }
  }

  /// The elements of an array of numbers, down the columns; nil for other values and other shapes.
  package static func elements(_ value: ArraySlice<UInt8>, _ shape: Shape) -> [Double]? {
    let text = Array(value) + [newline]
    var elements = [Double](repeating: .nan, count: shape.count)
    let found: Shape? = text.withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return nil }
      var scanner = ObjectScanner(base, at: 0, limit: bytes.count)
      return try? scanner.array { row, column, number in
        guard row < shape.rows, column < shape.columns else { return }
        elements[column * shape.rows + row] = number
      }
    }
    return found == shape ? elements : nil
  }

  /// The number that a field is, in the language's own spelling; nil where it is none.
  package static func fieldNumber(_ field: UnsafeBufferPointer<UInt8>) -> Double? {
    field.namedNumber ?? DecimalReader.read(field)
  }

  /// Whether a text is a number as JSON spells it.
  package static func isNumberOfJSON(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    ObjectCheck.isNumber(text)
  }
}

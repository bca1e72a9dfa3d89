import Numerics

/// Files of separated fields read in the simplest way: all at once, byte by byte, one state machine
/// for records and fields. What `RowReader` makes of a file is compared with it.
struct SlowRowReader {
  /// A field of a record.
  struct Field {
    /// Without blanks and quotation marks around it.
    var text: [UInt8]
    /// Before the first `#` behind a blank, if there is one outside quotation marks.
    var beforeComment: [UInt8]?
  }

  /// A record's fields; nil for an unclosed one.
  private(set) var records: [(line: Int, fields: [Field]?)] = []
  private let bytes: [UInt8]
  private let separator: UInt8
  private var place = 0
  private var line = 1

  init(_ text: [UInt8], separator: UInt8) {
    var text = text[...]
    while text.starts(with: [0xEF, 0xBB, 0xBF]) { text = text.dropFirst(3) }
    // Carriage returns alone end lines where there are no newlines.
    let (newline, carriageReturn) = (UInt8(ascii: "\n"), UInt8(ascii: "\r"))
    bytes =
      text.contains(newline) ? Array(text) : text.map { $0 == carriageReturn ? newline : $0 }
    self.separator = separator
    while place < bytes.count { readRecord() }
  }

  private var byte: UInt8? { place < bytes.count ? bytes[place] : nil }
  private var isBlank: Bool { byte.map { isBlank($0) } ?? false }

  private mutating func advance() {
    if byte == 0x0A { line += 1 }
    place += 1
  }

  private mutating func skip(while condition: (SlowRowReader) -> Bool) {
    while byte != nil, condition(self) { advance() }
  }

  private mutating func readRecord() {
    let (start, firstLine) = (place, line)
    skip { $0.isBlank }
    if byte == UInt8(ascii: "#") { skip { $0.byte != 0x0A } }
    if byte == nil || byte == 0x0A {
      advance()
      return
    }
    place = start
    var fields: [Field] = []
    while true {
      guard let field = readField() else {
        records.append((firstLine, nil))
        return
      }
      fields.append(field)
      let isLast = byte != separator
      advance()
      if isLast { break }
    }
    records.append((firstLine, fields))
  }

  private mutating func readField() -> Field? {
    skip { $0.isBlank }
    let start = place
    var inside: [UInt8]?
    if byte == UInt8(ascii: "\"") {
      advance()
      while true {
        guard byte != nil else { return nil }
        if byte == UInt8(ascii: "\"") {
          guard place + 1 < bytes.count, bytes[place + 1] == UInt8(ascii: "\"") else { break }
          advance()
        }
        advance()
      }
      inside = Array(bytes[start + 1..<place])
      advance()
      skip { $0.isBlank }
      if byte != nil, byte != separator, byte != 0x0A { inside = nil }
    }
    let behindQuotes = place
    let separator = separator
    skip { $0.byte != separator && $0.byte != 0x0A }
    let comment = (max(start, behindQuotes)..<place).first {
      bytes[$0] == UInt8(ascii: "#") && $0 > 0 && isBlank(bytes[$0 - 1])
    }
    return Field(
      text: trimmed(inside ?? Array(bytes[start..<place])),
      beforeComment: comment.map { unquoted(trimmed(Array(bytes[start..<max(start, $0)]))) })
  }

  private func unquoted(_ field: [UInt8]) -> [UInt8] {
    let quotationMark = UInt8(ascii: "\"")
    guard field.count > 1, field.first == quotationMark, field.last == quotationMark else {
      return field
    }
    return trimmed(Array(field.dropFirst().dropLast()))
  }

  private func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0D || byte == 0x09 && separator != 0x09
  }

  /// The numbers of a record that has `width` fields; nil where there is a mistake. A comment
  /// behind a field that is read as a number ends the row.
  static func row(_ fields: [Field], width: Int, passedOver: Set<Int>) -> [Double]? {
    var numbers: [Double] = []
    for (index, field) in fields.enumerated() {
      guard index < width else { return nil }
      guard !passedOver.contains(index) else { continue }
      guard let number = number(field.beforeComment ?? field.text) else { return nil }
      numbers.append(number)
      if field.beforeComment != nil { return index == width - 1 ? numbers : nil }
    }
    return fields.count == width ? numbers : nil
  }

  private func trimmed(_ field: [UInt8]) -> [UInt8] {
    Array(Array(field.drop(while: isBlank).reversed()).drop(while: isBlank).reversed())
  }

  /// The number that a field is.
  static func number(_ field: [UInt8]) -> Double? {
    let word = String(decoding: field, as: UTF8.self).lowercased()
    let unsigned = word.first == "-" || word.first == "+" ? String(word.dropFirst()) : word
    if ["nan", "inf", "infinity"].contains(unsigned) {
      return unsigned == "nan" ? .nan : word.first == "-" ? -.infinity : .infinity
    }
    let number = field.withUnsafeBufferPointer { DecimalReader.read($0) }
    return number?.isFinite == true ? number : nil
  }
}

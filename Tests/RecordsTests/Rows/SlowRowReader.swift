import Numerics

/// Files of separated fields read in the simplest way: all at once, byte by byte, one state machine
/// for records and fields. What `RowReader` makes of a file is compared with it.
struct SlowRowReader {
  /// A record's fields without blanks and quotation marks around them; nil for an unclosed one.
  private(set) var records: [(line: Int, fields: [[UInt8]]?)] = []
  private let bytes: [UInt8]
  private let separator: UInt8
  private var place = 0
  private var line = 1

  init(_ text: [UInt8], separator: UInt8) {
    var text = text[...]
    while text.starts(with: [0xEF, 0xBB, 0xBF]) { text = text.dropFirst(3) }
    bytes = Array(text)
    self.separator = separator
    while place < bytes.count { readRecord() }
  }

  private var byte: UInt8? { place < bytes.count ? bytes[place] : nil }
  private var isBlank: Bool {
    byte == 0x20 || byte == 0x0D || byte == 0x09 && separator != 0x09
  }

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
    var fields: [[UInt8]] = []
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

  private mutating func readField() -> [UInt8]? {
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
    let separator = separator
    skip { $0.byte != separator && $0.byte != 0x0A }
    return trimmed(inside ?? Array(bytes[start..<place]))
  }

  private func trimmed(_ field: [UInt8]) -> [UInt8] {
    func isBlank(_ byte: UInt8) -> Bool {
      byte == 0x20 || byte == 0x0D || byte == 0x09 && separator != 0x09
    }
    return Array(Array(field.drop(while: isBlank).reversed()).drop(while: isBlank).reversed())
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

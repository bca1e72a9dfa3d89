import Diagnostics
import Numerics

/// Whether a text is a JSON object (RFC 8259) to the last byte, of which a number may be one that
/// JSON has no word for: `NaN`, `Infinity`, `-Infinity`.
///
/// Rows that are only read need no such test. One that is kept is an object, so that what is
/// written is one.
struct ObjectCheck {
  private var bytes: Slice<UnsafeBufferPointer<UInt8>>
  /// The brackets that are open, from outside to inside.
  private var open: [UInt8] = []
  /// Where the last value began that is a number, or should be one.
  private var number: Int?

  static func isObject(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var check = ObjectCheck(bytes: text[...])
    check.skipBlanks()
    guard check.bytes.first == UInt8(ascii: "{"), check.takeValue() else { return false }
    check.skipBlanks()
    return check.bytes.isEmpty
  }

  /// Whether a text is a number as JSON spells it.
  static func isNumber(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    endOfNumber(text, from: 0) == text.count
  }

  /// The first place at which a text goes on as no JSON object does; nil if it is one.
  static func mistake(in text: UnsafeBufferPointer<UInt8>) -> RowError? {
    var check = ObjectCheck(bytes: text[...])
    let isValue = check.takeValue()
    check.skipBlanks()
    if isValue, check.bytes.isEmpty { return nil }
    if let start = check.number {
      let word = text[start...].prefix { $0 > blank && !",]}:".utf8.contains($0) }
      // A number that was read and is whole is not what is wrong.
      let isRead = isNumber(UnsafeBufferPointer(rebasing: word))
      if !isRead, let number = DecimalReader.read(UnsafeBufferPointer(rebasing: word)),
        number.isFinite
      {
        return .object(.spelling(Span(word.startIndex..<word.endIndex), number))
      }
    }
    let place = min(check.bytes.startIndex, max(0, text.count - 1))
    return .object(.expected(.json, Span(place..<min(place + 1, text.count))))
  }

  private mutating func skipBlanks() {
    while let byte = bytes.first, byte == blank || byte == tab || byte == carriageReturn {
      bytes.removeFirst()
    }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    skipBlanks()
    guard bytes.first == byte else { return false }
    bytes.removeFirst()
    return true
  }

  /// Moves behind one value; brackets are kept on a stack, and not in calls.
  private mutating func takeValue() -> Bool {
    repeat {
      skipBlanks()
      if let opener = bytes.first, opener == UInt8(ascii: "{") || opener == UInt8(ascii: "[") {
        bytes.removeFirst()
        open.append(opener)
        if take(opener + 2) {
          open.removeLast()
        } else {
          guard takeKey() else { return false }
          continue
        }
      } else {
        guard takeScalar() else { return false }
      }
      // Behind a value: what closes the brackets around it, then a comma.
      while let opener = open.last, take(opener + 2) { open.removeLast() }
      if !open.isEmpty { guard take(UInt8(ascii: ",")), takeKey() else { return false } }
    } while !open.isEmpty
    return true
  }

  /// Moves behind a member's name and its colon, where an object is open.
  private mutating func takeKey() -> Bool {
    guard open.last == UInt8(ascii: "{") else { return true }
    skipBlanks()
    return takeString() && take(UInt8(ascii: ":"))
  }

  private mutating func takeScalar() -> Bool {
    guard let first = bytes.first else { return false }
    switch first {
    case quotationMark: return takeString()
    case UInt8(ascii: "n"): return take("null")
    case UInt8(ascii: "t"): return take("true")
    case UInt8(ascii: "f"): return take("false")
    case UInt8(ascii: "N"): return take("NaN")
    case UInt8(ascii: "I"): return take("Infinity")
    default:
      number = bytes.startIndex
      guard let end = ObjectCheck.endOfNumber(bytes.base, from: bytes.startIndex) else {
        return take("-Infinity")
      }
      bytes = bytes.base[end..<bytes.endIndex]
      return true
    }
  }

  private mutating func take(_ word: StaticString) -> Bool {
    word.withUTF8Buffer { word in
      guard bytes.starts(with: word) else { return false }
      bytes = bytes.dropFirst(word.count)
      return true
    }
  }

  private mutating func takeString() -> Bool {
    guard bytes.first == quotationMark else { return false }
    bytes.removeFirst()
    while let byte = bytes.popFirst(), byte >= blank {
      if byte == quotationMark { return true }
      guard byte == UInt8(ascii: "\\") else { continue }
      guard let escape = bytes.popFirst() else { return false }
      if escape == UInt8(ascii: "u") {
        guard bytes.prefix(4).count(where: { isHexadecimal($0) }) == 4 else { return false }
      } else if !"\"\\/bfnrt".utf8.contains(escape) {
        return false
      }
    }
    return false
  }

  private func isHexadecimal(_ byte: UInt8) -> Bool {
    byte &- UInt8(ascii: "0") < 10 || (byte | 0x20) &- UInt8(ascii: "a") < 6
  }

  /// Where the number ends, as JSON spells it, that begins at a place; nil where none does.
  private static func endOfNumber(
    _ text: UnsafeBufferPointer<UInt8>, from start: Int
  ) -> Int? {
    var place = start
    /// Moves over digits; how many they were.
    func skipDigits() -> Int {
      let first = place
      while place < text.count, text[place] &- UInt8(ascii: "0") < 10 { place += 1 }
      return place - first
    }
    func skip(_ byte: UInt8, or other: UInt8) -> Bool {
      guard place < text.count, text[place] == byte || text[place] == other else { return false }
      place += 1
      return true
    }
    _ = skip(UInt8(ascii: "-"), or: UInt8(ascii: "-"))
    let isZero = place < text.count && text[place] == UInt8(ascii: "0")
    let whole = skipDigits()
    guard whole > 0, !isZero || whole == 1 else { return nil }
    if skip(UInt8(ascii: "."), or: UInt8(ascii: ".")), skipDigits() == 0 { return nil }
    if skip(UInt8(ascii: "e"), or: UInt8(ascii: "E")) {
      _ = skip(UInt8(ascii: "+"), or: UInt8(ascii: "-"))
      if skipDigits() == 0 { return nil }
    }
    return place
  }
}

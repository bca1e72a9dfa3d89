import Diagnostics

/// Whether a text is a JSON object (RFC 8259) to the last byte.
///
/// Rows that are only read need no such test. One that is kept is an object, so that what is written
/// is one.
struct ObjectCheck {
  private var bytes: Slice<UnsafeBufferPointer<UInt8>>
  /// The brackets that are open, from outside to inside.
  private var open: [UInt8] = []

  static func isObject(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var check = ObjectCheck(bytes: text[...])
    check.skipBlanks()
    guard check.bytes.first == UInt8(ascii: "{"), check.takeValue() else { return false }
    check.skipBlanks()
    return check.bytes.isEmpty
  }

  /// The first place at which a text goes on as no JSON object does; nil if it is one.
  static func mistake(in text: UnsafeBufferPointer<UInt8>) -> RowError? {
    var check = ObjectCheck(bytes: text[...])
    let isValue = check.takeValue()
    check.skipBlanks()
    if isValue, check.bytes.isEmpty { return nil }
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
    if bytes.first == quotationMark { return takeString() }
    for word in ["null", "true", "false"] where bytes.starts(with: word.utf8) {
      bytes.removeFirst(word.utf8.count)
      return true
    }
    return takeNumber()
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

  private mutating func takeNumber() -> Bool {
    if bytes.first == UInt8(ascii: "-") { bytes.removeFirst() }
    let isZero = bytes.first == UInt8(ascii: "0")
    let whole = takeDigits()
    guard whole > 0, !isZero || whole == 1 else { return false }
    if bytes.first == UInt8(ascii: ".") {
      bytes.removeFirst()
      guard takeDigits() > 0 else { return false }
    }
    guard let letter = bytes.first, letter | 0x20 == UInt8(ascii: "e") else { return true }
    bytes.removeFirst()
    if let sign = bytes.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") {
      bytes.removeFirst()
    }
    return takeDigits() > 0
  }

  private mutating func takeDigits() -> Int {
    var count = 0
    while let byte = bytes.first, byte &- UInt8(ascii: "0") < 10 {
      bytes.removeFirst()
      count += 1
    }
    return count
  }
}

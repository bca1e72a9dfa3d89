/// A member's name in a JSON object: as the file spells it, and what that means.
struct ObjectName {
  let spelling: [UInt8]

  /// The name with its escapes resolved; what is no escape of JSON stays as it is.
  var text: String {
    guard spelling.contains(UInt8(ascii: "\\")) else {
      return String(decoding: spelling, as: UTF8.self)
    }
    // Surrogate pairs are two escapes, so the name is put together in UTF-16.
    var units: [UInt16] = []
    var rest = spelling[...]
    while let byte = rest.first {
      if byte == UInt8(ascii: "\\"), let (unit, length) = ObjectName.escape(rest.dropFirst()) {
        units.append(unit)
        rest = rest.dropFirst(1 + length)
      } else {
        let plain = rest.prefix { $0 != UInt8(ascii: "\\") }
        let taken = plain.isEmpty ? rest.prefix(1) : plain
        units += Array(String(decoding: taken, as: UTF8.self).utf16)
        rest = rest.dropFirst(taken.count)
      }
    }
    return String(decoding: units, as: UTF16.self)
  }

  /// The code unit that stands behind a backslash, and its length in bytes.
  private static func escape(_ rest: ArraySlice<UInt8>) -> (unit: UInt16, length: Int)? {
    switch rest.first {
    case UInt8(ascii: "u"):
      let digits = rest.dropFirst().prefix(4)
      guard digits.count == 4 else { return nil }
      return UInt16(String(decoding: digits, as: UTF8.self), radix: 16).map { ($0, 5) }
    case UInt8(ascii: "n"): return (0x0A, 1)
    case UInt8(ascii: "t"): return (0x09, 1)
    case UInt8(ascii: "r"): return (0x0D, 1)
    case UInt8(ascii: "b"): return (0x08, 1)
    case UInt8(ascii: "f"): return (0x0C, 1)
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"):
      return rest.first.map { (UInt16($0), 1) }
    default: return nil
    }
  }
}

/// A value of JSON (RFC 8259) on its way out.
package enum JSONValue: Sendable {
  case null
  case bool(Bool)
  /// A number that is not finite is written as `null`; JSON has no name for it.
  case number(Double)
  case integer(Int)
  case string(String)
  case array([JSONValue])
  /// The members in the order in which they are written.
  case object([(key: String, value: JSONValue)])

  /// Appends the value without blanks and newlines. Recursive: commands nest a few levels, never by
  /// the size of the input.
  func append(digits: Int?, to bytes: inout [UInt8]) {
    switch self {
    case .null: bytes += "null".utf8
    case .bool(let flag): bytes += (flag ? "true" : "false").utf8
    case .number(let number) where !number.isFinite: bytes += "null".utf8
    // Readers take `-0` for the integer 0 and lose the sign.
    case .number(let number) where number == 0 && number.sign == .minus: bytes += "-0.0".utf8
    case .number(let number): appendNumber(number, digits: digits, to: &bytes)
    case .integer(let integer): appendInteger(integer, to: &bytes)
    case .string(let text): JSONValue.append(text, to: &bytes)
    case .array(let elements):
      bytes.append(UInt8(ascii: "["))
      for (index, element) in elements.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        element.append(digits: digits, to: &bytes)
      }
      bytes.append(UInt8(ascii: "]"))
    case .object(let members):
      bytes.append(UInt8(ascii: "{"))
      for (index, member) in members.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        JSONValue.append(member.key, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        member.value.append(digits: digits, to: &bytes)
      }
      bytes.append(UInt8(ascii: "}"))
    }
  }

  /// Appends a string in quotation marks; everything but quotes, backslashes and control characters
  /// stands for itself in UTF-8.
  private static func append(_ text: String, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""): bytes += #"\""#.utf8
      case UInt8(ascii: "\\"): bytes += #"\\"#.utf8
      case UInt8(ascii: "\n"): bytes += #"\n"#.utf8
      case UInt8(ascii: "\r"): bytes += #"\r"#.utf8
      case UInt8(ascii: "\t"): bytes += #"\t"#.utf8
      case 0..<0x20:
        bytes += (byte < 0x10 ? #"\u000"# : #"\u00"#).utf8
        bytes += String(byte, radix: 16).utf8
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }
}

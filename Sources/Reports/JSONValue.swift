import Numerics

/// A value of JSON (RFC 8259) on its way out.
package enum JSONValue: Sendable {
  case null
  case bool(Bool)
  /// A number that is not finite is written as `null`; JSON has no name for it.
  case number(Double)
  case integer(Int)
  /// A 1×1 matrix is written as its number, any other as an array of its rows, which are arrays
  /// even if there is but one, or nothing in them.
  case matrix(Matrix)
  case string(String)
  /// An array whose elements are made one by one while they are written.
  case array(count: Int, element: @Sendable (Int) -> JSONValue)
  /// The members in the order in which they are written.
  case object([(key: String, value: JSONValue)])

  /// An array whose elements are there.
  package static func array(_ elements: [JSONValue]) -> JSONValue {
    .array(count: elements.count) { elements[$0] }
  }

  /// The value's text.
  package func text(digits: Int? = nil) -> String {
    var bytes: [UInt8] = []
    append(digits: digits, to: &bytes) { _ in }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Appends the value without blanks and newlines. Recursive: commands nest a few levels, never by
  /// the size of the input.
  func append(digits: Int?, to bytes: inout [UInt8], _ drain: Drain) {
    switch self {
    case .null: bytes += "null".utf8
    case .bool(let flag): bytes += (flag ? "true" : "false").utf8
    case .number(let number): JSONValue.append(number, digits: digits, to: &bytes)
    case .integer(let integer): appendInteger(integer, to: &bytes)
    case .matrix(let matrix): JSONValue.append(matrix, digits: digits, to: &bytes)
    case .string(let text): JSONValue.append(text, to: &bytes)
    case .array(let count, let element):
      bytes.append(UInt8(ascii: "["))
      for index in 0..<count {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        element(index).append(digits: digits, to: &bytes, drain)
        drain(&bytes)
      }
      bytes.append(UInt8(ascii: "]"))
    case .object(let members):
      bytes.append(UInt8(ascii: "{"))
      for (index, member) in members.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        JSONValue.append(member.key, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        member.value.append(digits: digits, to: &bytes, drain)
      }
      bytes.append(UInt8(ascii: "}"))
    }
  }

  private static func append(_ number: Double, digits: Int?, to bytes: inout [UInt8]) {
    if !number.isFinite {
      bytes += "null".utf8
    } else if number == 0, number.sign == .minus {
      // Readers take `-0` for the integer 0 and lose the sign.
      bytes += "-0.0".utf8
    } else {
      appendNumber(number, digits: digits, to: &bytes)
    }
  }

  private static func append(_ matrix: Matrix, digits: Int?, to bytes: inout [UInt8]) {
    let shape = matrix.shape
    if shape.isScalar { return append(matrix.elements[0], digits: digits, to: &bytes) }
    bytes.append(UInt8(ascii: "["))
    for row in 0..<shape.rows {
      bytes += (row > 0 ? ",[" : "[").utf8
      for column in 0..<shape.columns {
        if column > 0 { bytes.append(UInt8(ascii: ",")) }
        append(matrix[row, column], digits: digits, to: &bytes)
      }
      bytes.append(UInt8(ascii: "]"))
    }
    bytes.append(UInt8(ascii: "]"))
  }

  /// Appends a text that may be no UTF-8 as a string in quotation marks.
  package static func append(
    _ text: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]
  ) {
    let isPlain = text.allSatisfy {
      $0 >= 0x20 && $0 < 0x80 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\")
    }
    guard isPlain else { return append(String(decoding: text, as: UTF8.self), to: &bytes) }
    bytes.append(UInt8(ascii: "\""))
    bytes += text
    bytes.append(UInt8(ascii: "\""))
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

import Calculus

/// An expression of a programming language with `#1`, `#2`, … for its operands.
struct CodeTemplate {
  let text: String

  init(_ text: String) { self.text = text }

  /// Whether an operand occurs twice, or the expression chooses: such a template is a function.
  var isHelper: Bool {
    let bytes = Array(text.utf8)
    var seen: Set<UInt8> = []
    for (index, byte) in bytes.enumerated() where byte == UInt8(ascii: "#") {
      if !seen.insert(bytes[index + 1]).inserted { return true }
    }
    return bytes.contains(UInt8(ascii: "?"))
  }

  /// The expression with its operands, with no more parentheses than it needs.
  func filled(_ operands: [Piece]) -> Piece {
    let bytes = Array(text.utf8)
    var result = ""
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      // `(#1)` that is no call's argument.
      if byte == UInt8(ascii: "("), index + 3 < bytes.count, bytes[index + 1] == UInt8(ascii: "#"),
        bytes[index + 3] == UInt8(ascii: ")"), index == 0 || !CodeTemplate.isWord(bytes[index - 1])
      {
        result += operand(bytes[index + 2], operands).enclosed(below: Piece.atom)
        index += 4
      } else if byte == UInt8(ascii: "#") {
        result += operand(bytes[index + 1], operands).enclosed(
          below: isArgument(index, bytes) ? Piece.conditional : Piece.atom)
        index += 2
      } else {
        result.unicodeScalars.append(Unicode.Scalar(byte))
        index += 1
      }
    }
    return Piece(result, precedence)
  }

  /// The expression with the function's own parameters.
  func body(of primitive: Primitive) -> String {
    filled(primitive.parameters.map { Piece($0) }).text
  }

  /// Whether an operand stands alone between parentheses and commas.
  private func isArgument(_ index: Int, _ bytes: [UInt8]) -> Bool {
    let before = bytes[..<index].last { $0 != UInt8(ascii: " ") }
    let after = index + 2 < bytes.count ? bytes[index + 2] : nil
    return (before == UInt8(ascii: "(") || before == UInt8(ascii: ","))
      && (after == UInt8(ascii: ")") || after == UInt8(ascii: ","))
  }

  private func operand(_ digit: UInt8, _ operands: [Piece]) -> Piece {
    operands[Int(digit) - Int(UInt8(ascii: "1"))]
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z")
      || byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
  }

  /// Of the loosest operator outside of parentheses.
  private var precedence: Int {
    var depth = 0
    var found = Piece.atom
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "("): depth += 1
      case UInt8(ascii: ")"): depth -= 1
      case UInt8(ascii: "?") where depth == 0: return Piece.conditional
      case UInt8(ascii: "+"), UInt8(ascii: "-"):
        if depth == 0 { found = min(found, Precedence.sum) }
      case UInt8(ascii: "*"), UInt8(ascii: "/"):
        if depth == 0 { found = min(found, Precedence.product) }
      default: break
      }
    }
    return found
  }
}

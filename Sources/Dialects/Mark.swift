/// What hardly any text but those of one dialect has in it.
enum Mark: Sendable {
  case text(String)
  /// What the text begins with.
  case start(String)
  /// A backslash before a letter: `\frac`.
  case macro
  /// A word that begins with a capital before a bracket: `Sin[`.
  case capitalCall

  func stands(in bytes: [UInt8]) -> Bool {
    switch self {
    case .text(let text):
      let mark = Array(text.utf8)
      guard bytes.count >= mark.count else { return false }
      return (0...bytes.count - mark.count).contains { start in
        bytes[start..<start + mark.count].elementsEqual(mark)
      }
    case .start(let text):
      return bytes.drop { $0 == 0x20 || $0 == 0x0A }.starts(with: text.utf8)
    case .macro:
      return bytes.indices.dropLast().contains {
        bytes[$0] == UInt8(ascii: "\\") && Mark.isLetter(bytes[$0 + 1])
      }
    case .capitalCall:
      return bytes.indices.contains { place in
        guard bytes[place] == UInt8(ascii: "[") else { return false }
        var start = place
        while start > 0, Mark.isLetter(bytes[start - 1]) { start -= 1 }
        return place - start > 1 && bytes[start] &- UInt8(ascii: "A") < 26
      }
    }
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- UInt8(ascii: "a") < 26 }
}

/// Characters beyond ASCII.
extension Lexer {
  /// The scalar at a byte offset and its length in bytes; nil where the bytes are not UTF-8.
  func decode(at start: Int) -> (Unicode.Scalar, Int)? {
    let end = min(start + 4, text.count)
    var decoder = UTF8()
    var iterator = text[start..<end].makeIterator()
    guard case .scalarValue(let scalar) = decoder.decode(&iterator) else { return nil }
    return (scalar, UTF8.width(scalar))
  }

  /// Whether a scalar may be part of a name.
  static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
    default: false
    }
  }
}

import Diagnostics
import Numerics

/// Splits a program's bytes into tokens, one at a time.
///
/// It understands what people paste (`−`, `·`, `×`, `÷`, `≤`, `≥`, `≠`, `**`, blanks of all kinds)
/// and reads numbers correctly rounded. It never looks at a byte twice, but for the end of a
/// number.
struct Lexer {
  let text: UnsafeBufferPointer<UInt8>
  var offset = 0

  init(_ text: UnsafeBufferPointer<UInt8>) {
    self.text = text
    // A byte order mark at the very start is no part of the program.
    if text.count >= 3, text[0] == 0xEF, text[1] == 0xBB, text[2] == 0xBF { offset = 3 }
  }

  mutating func next(_ tree: inout SyntaxTree) throws(LanguageError) -> Token {
    while offset < text.count {
      let start = offset
      let byte = text[start]
      switch Lexer.classes[Int(byte)] {
      case .blank:
        offset += 1
      case .comment:
        skipComment()
      case .digit:
        return try number(&tree)
      case .point:
        if let token = try pointToken(&tree) { return token }
      case .letter:
        return name(&tree)
      case .simple:
        offset += 1
        return Token(kind: Lexer.simpleKind(byte), start: Int32(start), end: Int32(offset))
      case .compound:
        return try compound(byte)
      case .unicode:
        if let token = try unicode(&tree) { return token }
      case .bad where byte == UInt8(ascii: "\""):
        return try quoted()
      case .bad:
        throw byte == 0
          ? .nulByte(Span(start..<start + 1)) : .unexpectedCharacter(Span(start..<start + 1))
      }
    }
    return Token(kind: .end, start: Int32(text.count), end: Int32(text.count))
  }

  /// Takes a `(` that follows after blanks, and after newlines where they are blanks, and returns
  /// its place.
  mutating func skipOpenParenthesis(acrossLines: Bool) -> Span? {
    var next = offset
    while next < text.count,
      text[next] == 0x20 || text[next] == 0x09 || (acrossLines && text[next] == 0x0A)
    {
      next += 1
    }
    guard next < text.count, text[next] == UInt8(ascii: "(") else { return nil }
    offset = next + 1
    return Span(next..<next + 1)
  }

  private mutating func skipComment() {
    while offset < text.count, text[offset] != 0x0A { offset += 1 }
  }

  private func peek(_ distance: Int) -> UInt8 {
    offset + distance < text.count ? text[offset + distance] : 0
  }

  mutating func token(_ kind: Token.Kind, length: Int) -> Token {
    let start = offset
    offset += length
    return Token(kind: kind, start: Int32(start), end: Int32(offset))
  }

  /// `.*`, `./`, `.^`, or a number such as `.5`.
  private mutating func pointToken(_ tree: inout SyntaxTree) throws(LanguageError) -> Token? {
    switch peek(1) {
    case UInt8(ascii: "*"): return token(.dotTimes, length: 2)
    case UInt8(ascii: "/"): return token(.dotOver, length: 2)
    case UInt8(ascii: "^"): return token(.dotPower, length: 2)
    case UInt8(ascii: "0")...UInt8(ascii: "9"): return try number(&tree)
    default: return try member()
    }
  }

  private mutating func compound(_ byte: UInt8) throws(LanguageError) -> Token {
    let following = peek(1)
    switch byte {
    case UInt8(ascii: "*"):
      return following == byte ? token(.power, length: 2) : token(.times, length: 1)
    case UInt8(ascii: "<"):
      return following == UInt8(ascii: "=")
        ? token(.lessOrEqual, length: 2) : token(.less, length: 1)
    case UInt8(ascii: ">"):
      return following == UInt8(ascii: "=")
        ? token(.greaterOrEqual, length: 2) : token(.greater, length: 1)
    case UInt8(ascii: "="):
      return following == UInt8(ascii: "=") ? token(.equal, length: 2) : token(.assign, length: 1)
    case UInt8(ascii: "!"):
      return following == UInt8(ascii: "=") ? token(.notEqual, length: 2) : token(.not, length: 1)
    case UInt8(ascii: "&"):
      if following == byte { return token(.and, length: 2) }
    case UInt8(ascii: "|"):
      if following == byte { return token(.or, length: 2) }
    default:
      break
    }
    throw .unexpectedCharacter(Span(offset..<offset + 1))
  }

  // MARK: - Names

  private mutating func name(_ tree: inout SyntaxTree) -> Token {
    let start = offset
    var hash = SymbolTable.seed
    var stem = hash
    while offset < text.count {
      let byte = text[offset]
      let byteClass = Lexer.classes[Int(byte)]
      if byteClass == .letter || byteClass == .digit {
        stem = hash
        hash = SymbolTable.mix(hash, byte)
        offset += 1
      } else if byteClass == .unicode, let (scalar, length) = decode(at: offset),
        Lexer.isLetter(scalar)
      {
        stem = hash
        for index in offset..<offset + length { hash = SymbolTable.mix(hash, text[index]) }
        offset += length
      } else {
        break
      }
    }
    let place = SymbolTable.place(stem: stem, last: text[offset - 1])
    let symbol = tree.symbols.intern(
      text, start: start, length: offset - start, hash: hash, place: place)
    return Token(kind: .name, start: Int32(start), end: Int32(offset), payload: symbol)
  }

  // MARK: - Numbers

  private mutating func number(_ tree: inout SyntaxTree) throws(LanguageError) -> Token {
    let start = offset
    let isHexadecimal =
      text[start] == UInt8(ascii: "0") && peek(1) | 0x20 == UInt8(ascii: "x")
    if isHexadecimal { offset += 2 }
    let marker = UInt8(ascii: isHexadecimal ? "p" : "e")
    var digits = skipDigits(hexadecimal: isHexadecimal)
    if peek(0) == UInt8(ascii: "."), !pointBelongsToOperator {
      offset += 1
      digits += skipDigits(hexadecimal: isHexadecimal)
    }
    guard digits > 0 else { throw .malformedNumber(Span(start..<offset)) }
    if peek(0) | 0x20 == marker {
      let mark = offset
      offset += peek(1) == UInt8(ascii: "+") || peek(1) == UInt8(ascii: "-") ? 2 : 1
      let signed = offset - mark == 2
      if skipDigits(hexadecimal: false) == 0 {
        // `2e` followed by a letter or nothing numeric: an exponent was begun and not written.
        offset = mark + (signed ? 2 : 1)
        throw .malformedNumber(Span(start..<offset))
      }
      // `3E0.5`
      if peek(0) == UInt8(ascii: "."), peek(1) &- UInt8(ascii: "0") < 10 {
        offset += 1
        _ = skipDigits(hexadecimal: false)
        guard peek(0) | 0x20 != UInt8(ascii: "e") else {
          throw .malformedNumber(Span(start..<offset))
        }
        throw .fractionalExponent(Span(start..<offset), mark: Span(mark..<mark + 1))
      }
    }
    let span = UnsafeBufferPointer(rebasing: text[start..<offset])
    guard let value = DecimalReader.read(span) else {
      throw .malformedNumber(Span(start..<offset))
    }
    guard value.isFinite else { throw .numberOverflow(Span(start..<offset)) }
    tree.numbers.append(value)
    return Token(
      kind: .number, start: Int32(start), end: Int32(offset),
      payload: Int32(truncatingIfNeeded: tree.numbers.count - 1))
  }

  /// A point directly before `*`, `/` or `^` belongs to the operator: `1./A` is `1 ./ A`.
  private var pointBelongsToOperator: Bool {
    let following = peek(1)
    return following == UInt8(ascii: "*") || following == UInt8(ascii: "/")
      || following == UInt8(ascii: "^")
  }

  private mutating func skipDigits(hexadecimal: Bool) -> Int {
    let start = offset
    while offset < text.count {
      let byte = text[offset]
      if byte &- UInt8(ascii: "0") < 10 { offset += 1; continue }
      if hexadecimal, (byte | 0x20) &- UInt8(ascii: "a") < 6 { offset += 1; continue }
      break
    }
    return offset - start
  }

  // MARK: - Beyond ASCII

  /// A token that starts with a byte beyond ASCII; nil for a blank.
  private mutating func unicode(_ tree: inout SyntaxTree) throws(LanguageError) -> Token? {
    guard let (scalar, length) = decode(at: offset) else {
      throw .invalidEncoding(Span(offset..<offset + 1))
    }
    switch scalar.value {
    case 0x2212: return token(.minus, length: length)
    case 0xB7, 0xD7, 0x22C5: return token(.times, length: length)
    case 0xF7: return token(.over, length: length)
    case 0x2264: return token(.lessOrEqual, length: length)
    case 0x2265: return token(.greaterOrEqual, length: length)
    case 0x2260: return token(.notEqual, length: length)
    case 0x2028, 0x2029, 0x85: return token(.newline, length: length)
    case 0xA0, 0x1680, 0x2000...0x200A, 0x202F, 0x205F, 0x3000:
      offset += length
      return nil
    default:
      guard Lexer.isLetter(scalar) else {
        throw .unexpectedCharacter(Span(offset..<offset + length))
      }
      return name(&tree)
    }
  }

  // MARK: - Tables

  enum Class: UInt8 {
    case bad, blank, comment, digit, point, letter, simple, compound, unicode
  }

  /// By byte. The compiler lays it out; a copy of it would cost a run the metadata of its type.
  static let classes: [Class] = [
    .bad, .bad, .bad, .bad, .bad, .bad, .bad, .bad,
    .bad, .blank, .simple, .bad, .bad, .blank, .bad, .bad,
    .bad, .bad, .bad, .bad, .bad, .bad, .bad, .bad,
    .bad, .bad, .bad, .bad, .bad, .bad, .bad, .bad,
    .blank, .compound, .bad, .comment, .bad, .bad, .compound, .simple,
    .simple, .simple, .compound, .simple, .simple, .simple, .point, .simple,
    .digit, .digit, .digit, .digit, .digit, .digit, .digit, .digit,
    .digit, .digit, .simple, .simple, .compound, .compound, .compound, .bad,
    .bad, .letter, .letter, .letter, .letter, .letter, .letter, .letter,
    .letter, .letter, .letter, .letter, .letter, .letter, .letter, .letter,
    .letter, .letter, .letter, .letter, .letter, .letter, .letter, .letter,
    .letter, .letter, .letter, .simple, .simple, .simple, .simple, .letter,
    .bad, .letter, .letter, .letter, .letter, .letter, .letter, .letter,
    .letter, .letter, .letter, .letter, .letter, .letter, .letter, .letter,
    .letter, .letter, .letter, .letter, .letter, .letter, .letter, .letter,
    .letter, .letter, .letter, .bad, .compound, .bad, .bad, .bad,
    .unicode, .unicode, .unicode, .unicode, .unicode, .unicode, .unicode, .unicode,
    .unicode, .unicode, .unicode, .unicode, .unicode, .unicode, .unicode, .unicode,
    .unicode, .unicode, .unicode, .unicode, .unicode, .unicode, .unicode, .unicode,
    .unicode, .unicode, .unicode, .unicode, .unicode, .unicode, .unicode, .unicode,
    .unicode, .unicode, .unicode, .unicode, .unicode, .unicode, .unicode, .unicode,
    .unicode, .unicode, .unicode, .unicode, .unicode, .unicode, .unicode, .unicode,
    .unicode, .unicode, .unicode, .unicode, .unicode, .unicode, .unicode, .unicode,
    .unicode, .unicode, .unicode, .unicode, .unicode, .unicode, .unicode, .unicode,
    .unicode, .unicode, .unicode, .unicode, .unicode, .unicode, .unicode, .unicode,
    .unicode, .unicode, .unicode, .unicode, .unicode, .unicode, .unicode, .unicode,
    .unicode, .unicode, .unicode, .unicode, .unicode, .unicode, .unicode, .unicode,
    .unicode, .unicode, .unicode, .unicode, .unicode, .unicode, .unicode, .unicode,
    .unicode, .unicode, .unicode, .unicode, .unicode, .unicode, .unicode, .unicode,
    .unicode, .unicode, .unicode, .unicode, .unicode, .unicode, .unicode, .unicode,
    .unicode, .unicode, .unicode, .unicode, .unicode, .unicode, .unicode, .unicode,
    .unicode, .unicode, .unicode, .unicode, .unicode, .unicode, .unicode, .unicode,
  ]

  private static func simpleKind(_ byte: UInt8) -> Token.Kind {
    switch byte {
    case 0x0A: .newline
    case UInt8(ascii: ";"): .semicolon
    case UInt8(ascii: ","): .comma
    case UInt8(ascii: ":"): .colon
    case UInt8(ascii: "'"): .quote
    case UInt8(ascii: "+"): .plus
    case UInt8(ascii: "-"): .minus
    case UInt8(ascii: "/"): .over
    case UInt8(ascii: "\\"): .leftOver
    case UInt8(ascii: "^"): .power
    case UInt8(ascii: "("): .openParenthesis
    case UInt8(ascii: ")"): .closeParenthesis
    case UInt8(ascii: "["): .openBracket
    case UInt8(ascii: "]"): .closeBracket
    default: .end
    }
  }
}

import Diagnostics

/// Splits LaTeX into tokens. What only sets blanks, sizes and styles is left out here and nowhere
/// else; all other macros are tokens.
struct LaTeXLexer {
  private let bytes: [UInt8]
  private var offset = 0
  private var isSpaced = false
  private(set) var tokens: [LaTeXToken] = []

  static func tokens(of source: SourceText) throws(DialectError) -> [LaTeXToken] {
    var lexer = LaTeXLexer(source)
    try lexer.run()
    return lexer.tokens
  }

  private init(_ source: SourceText) {
    bytes = source.bytes
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { offset = 3 }
  }

  private mutating func append(_ kind: LaTeXToken.Kind, _ start: Int) {
    let isAdjacent = tokens.last.map { Int($0.span.end) == start } ?? false
    tokens.append(
      LaTeXToken(
        kind: kind, span: Span(start..<offset), isSpaced: isSpaced, isAdjacent: isAdjacent))
    isSpaced = false
  }

  private mutating func run() throws(DialectError) {
    while offset < bytes.count { try token() }
    append(.end, bytes.count)
  }

  private mutating func token() throws(DialectError) {
    let start = offset
    let byte = bytes[offset]
    switch byte {
    case 0x20, 0x09, 0x0D:
      offset += 1
    case 0x0A:
      try newline(start)
    case UInt8(ascii: "%"):
      while offset < bytes.count, bytes[offset] != 0x0A { offset += 1 }
      if offset < bytes.count { offset += 1 }
    case UInt8(ascii: "`") where starts(with: "```"):
      while offset < bytes.count, bytes[offset] != 0x0A { offset += 1 }
    case UInt8(ascii: "$"):
      while offset < bytes.count, bytes[offset] == byte { offset += 1 }
      append(.line, start)
    case UInt8(ascii: "~"):
      offset += 1
      isSpaced = true
    case UInt8(ascii: "&"):
      offset += 1
      append(.sign("&"), start)
    case UInt8(ascii: "\\"):
      try macro(start)
    case UInt8(ascii: "0")...UInt8(ascii: "9"):
      try number(start)
    case UInt8(ascii: ".") where isDigit(peek(1)):
      try number(start)
    default:
      try character(start)
    }
  }

  /// A line end is a blank, and an empty line ends a formula.
  private mutating func newline(_ start: Int) throws(DialectError) {
    offset += 1
    var end = offset
    while end < bytes.count, bytes[end] == 0x20 || bytes[end] == 0x09 || bytes[end] == 0x0D {
      end += 1
    }
    guard end < bytes.count, bytes[end] == 0x0A else { return }
    offset = end
    append(.line, start)
  }

  private mutating func character(_ start: Int) throws(DialectError) {
    guard let (scalar, length) = scalar(at: offset) else {
      throw .invalidEncoding(Span(offset..<offset + 1))
    }
    offset += length
    if scalar.properties.isWhitespace { return }
    if let raised = Spelling.raised[scalar] {
      throw .refused(
        Span(start..<offset),
        Refusal(
          headline: "`\(Character(scalar))` is no LaTeX",
          edits: [Edit(Span(start..<offset), "^{\(raised)}")]))
    }
    if Spelling.isLetter(scalar) { return append(.letter(String(Character(scalar))), start) }
    if scalar == "°" { return append(.macro("degree"), start) }
    let sign = Spelling.plainSigns[scalar].map { Character($0) } ?? Character(scalar)
    guard
      scalar == "°" || Spelling.plainSigns[scalar] != nil || "{}()[]^_+-*/=<>|,;:!'.".contains(sign)
    else { throw .unknownCharacter(Span(start..<offset)) }
    append(.sign(sign), start)
  }

  // MARK: - Macros

  private mutating func macro(_ start: Int) throws(DialectError) {
    offset += 1
    guard offset < bytes.count else { throw .unknownMacro(Span(start..<offset)) }
    if !isLetter(bytes[offset]) { return try shortMacro(start) }
    while offset < bytes.count, isLetter(bytes[offset]) { offset += 1 }
    let name = String(decoding: bytes[(start + 1)..<offset], as: UTF8.self)
    if name == "operatorname", peek(0) == UInt8(ascii: "*") { offset += 1 }
    if LaTeXMacros.blanks.contains(name) {
      isSpaced = true
    } else if LaTeXMacros.nothing.contains(name) {
      return
    } else if LaTeXMacros.sizes.contains(name) {
      try size(name, start)
    } else if LaTeXMacros.dropped.contains(name) {
      _ = try group(start)
    } else if name == "begin" || name == "end" {
      let text = try group(start)
      append(name == "begin" ? .begin(text) : .finish(text), start)
    } else if LaTeXMacros.texts.contains(name) {
      append(.word(macro: name, text: try textGroup(start)), start)
    } else {
      append(.macro(name), start)
    }
  }

  /// A backslash and a sign.
  private mutating func shortMacro(_ start: Int) throws(DialectError) {
    let byte = bytes[offset]
    offset += 1
    switch byte {
    case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"), UInt8(ascii: "!"),
      UInt8(ascii: " "), UInt8(ascii: ">"), UInt8(ascii: "/"):
      isSpaced = true
    case UInt8(ascii: "\\"):
      // `\\[2pt]`
      if peek(0) == UInt8(ascii: "["), isDigit(peek(1)) {
        while offset < bytes.count, bytes[offset] != UInt8(ascii: "]") { offset += 1 }
        offset = min(offset + 1, bytes.count)
      }
      append(.line, start)
    case UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "("), UInt8(ascii: ")"):
      append(.line, start)
    case UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "|"), UInt8(ascii: "%"):
      append(.macro(String(Unicode.Scalar(byte))), start)
    case 0x0A:
      isSpaced = true
    default:
      throw .unknownMacro(Span(start..<offset))
    }
  }

  /// `\left(` is `(`, and `\left.` is no bracket at all.
  private mutating func size(_ name: String, _ start: Int) throws(DialectError) {
    var place = offset
    while place < bytes.count, bytes[place] == 0x20 { place += 1 }
    guard place < bytes.count, bytes[place] == UInt8(ascii: ".") else { return }
    throw .refused(
      Span(start..<place + 1),
      Refusal(
        headline: "a bar with limits is a value at a point",
        advice: "bind the name instead: `x=2`"))
  }

  /// The text of the braces that follow.
  private mutating func group(_ start: Int) throws(DialectError) -> String {
    while offset < bytes.count, bytes[offset] == 0x20 || bytes[offset] == 0x0A { offset += 1 }
    guard offset < bytes.count, bytes[offset] == UInt8(ascii: "{") else {
      throw .unexpectedWord(Span(offset..<min(offset + 1, bytes.count)), expected: "`{`")
    }
    let open = offset
    var depth = 0
    while offset < bytes.count {
      let byte = bytes[offset]
      offset += byte == UInt8(ascii: "\\") ? 2 : 1
      if byte == UInt8(ascii: "{") { depth += 1 }
      if byte == UInt8(ascii: "}") { depth -= 1 }
      if depth == 0 {
        return String(decoding: bytes[(open + 1)..<(offset - 1)], as: UTF8.self)
      }
    }
    offset = bytes.count
    throw .unclosedBracket(Span(open..<open + 1), end: Span(offset..<offset))
  }

  /// The text in braces, or the one character that follows.
  private mutating func textGroup(_ start: Int) throws(DialectError) -> String {
    while offset < bytes.count, bytes[offset] == 0x20 { offset += 1 }
    if peek(0) != UInt8(ascii: "{"), offset < bytes.count, isLetter(bytes[offset]) {
      offset += 1
      return String(Unicode.Scalar(bytes[offset - 1]))
    }
    return try group(start)
  }

  // MARK: - Numbers

  private mutating func number(_ start: Int) throws(DialectError) {
    var text = digits()
    try joinThousands(&text, start)
    if peek(0) == UInt8(ascii: "."), isDigit(peek(1)) {
      offset += 1
      text = (text.isEmpty ? "0" : text) + "." + digits()
    } else if starts(with: "{,}"), isDigit(peek(3)) {
      offset += 3
      let fraction = digits()
      if fraction.utf8.count == 3 {
        let span = Span(start..<offset)
        throw .refused(
          span,
          Refusal(
            headline: "`\(excerpt(start))` may be a thousand or a fraction",
            edits: [Edit(span, text + fraction), Edit(span, text + "." + fraction)]))
      }
      text += "." + fraction
    }
    // `1e-3`
    if peek(0) | 0x20 == UInt8(ascii: "e") {
      let sign = peek(1) == UInt8(ascii: "-") || peek(1) == UInt8(ascii: "+") ? 1 : 0
      if isDigit(peek(1 + sign)) {
        text += "e" + (peek(1) == UInt8(ascii: "-") ? "-" : "")
        offset += 1 + sign
        text += digits()
      }
    }
    append(.number(text), start)
  }

  /// `1\,234` is one number, and `1,000` may be two things.
  private mutating func joinThousands(_ text: inout String, _ start: Int) throws(DialectError) {
    while true {
      let gap = starts(with: "\\,") ? 2 : starts(with: "{\\,}") ? 4 : 0
      guard gap > 0, !text.isEmpty, isDigit(peek(gap)), isDigit(peek(gap + 1)),
        isDigit(peek(gap + 2)), !isDigit(peek(gap + 3))
      else { break }
      offset += gap
      text += digits()
    }
    guard peek(0) == UInt8(ascii: ","), isDigit(peek(1)), isDigit(peek(2)), isDigit(peek(3)),
      !isDigit(peek(4))
    else { return }
    offset += 1
    let fraction = digits()
    let span = Span(start..<offset)
    throw .refused(
      span,
      Refusal(
        headline: "`\(excerpt(start))` may be a thousand, a fraction or two numbers",
        edits: [Edit(span, text + fraction), Edit(span, text + "." + fraction)],
        advice: "between two arguments a blank stands behind the comma"))
  }

  private mutating func digits() -> String {
    let start = offset
    while offset < bytes.count, isDigit(bytes[offset]) { offset += 1 }
    return excerpt(start)
  }

  // MARK: - Bytes

  private func peek(_ distance: Int) -> UInt8 {
    offset + distance < bytes.count ? bytes[offset + distance] : 0
  }

  private func starts(with text: String) -> Bool {
    let text = Array(text.utf8)
    guard offset + text.count <= bytes.count else { return false }
    for index in text.indices where bytes[offset + index] != text[index] { return false }
    return true
  }

  private func excerpt(_ start: Int) -> String {
    String(decoding: bytes[start..<min(offset, bytes.count)], as: UTF8.self)
  }

  private func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

  private func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- UInt8(ascii: "a") < 26 }

  private func scalar(at place: Int) -> (Unicode.Scalar, length: Int)? {
    if bytes[place] < 0x80 { return (Unicode.Scalar(bytes[place]), 1) }
    var decoder = UTF8()
    var iterator = bytes[place..<min(place + 4, bytes.count)].makeIterator()
    guard case .scalarValue(let scalar) = decoder.decode(&iterator) else { return nil }
    return (scalar, UTF8.width(scalar))
  }
}

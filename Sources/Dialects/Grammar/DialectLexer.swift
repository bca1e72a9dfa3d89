import Diagnostics

/// Splits a pasted text into the words of its dialect, all at once.
struct DialectLexer {
  private let lexicon: Lexicon
  private let signs: [[UInt8]]
  private let bytes: [UInt8]
  private var offset = 0
  private var depth = 0
  /// Of each open bracket, whether it holds the arguments of a call.
  private var calls: [Bool] = []
  /// Whether a comma between digits may be a decimal point inside calls, too.
  private let hasSemicolons: Bool
  private var isApart = false
  private var isOnNewLine = false
  private(set) var tokens: [DialectToken] = []

  /// - Parameter signs: all signs of the grammar; the longest that fits is taken.
  static func tokens(
    of source: SourceText, _ lexicon: Lexicon, signs: Set<String>
  ) throws(DialectError) -> [DialectToken] {
    var lexer = DialectLexer(source, lexicon, signs)
    try lexer.run()
    return lexer.tokens
  }

  private init(_ source: SourceText, _ lexicon: Lexicon, _ signs: Set<String>) {
    self.lexicon = lexicon
    self.signs = signs.map { Array($0.utf8) }.sorted {
      $0.count != $1.count ? $0.count > $1.count : $0.lexicographicallyPrecedes($1)
    }
    bytes = source.bytes
    hasSemicolons = bytes.contains(UInt8(ascii: ";"))
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { offset = 3 }
  }

  private mutating func run() throws(DialectError) {
    while offset < bytes.count {
      if skipBlank() || skipComment() { continue }
      let start = offset
      let byte = bytes[offset]
      if isDigit(byte) || byte == UInt8(ascii: ".") && isDigit(peek(1)) {
        try number()
      } else if lexicon.hasRaised, let (scalar, _) = scalar(at: offset), Spelling.isRaised(scalar) {
        try raised()
      } else if let length = nameLength(at: offset) {
        offset += length
        append(.name, excerpt(start), start)
      } else if let sign = sign() {
        append(.sign, sign, start)
        if "([".contains(sign) {
          depth += 1
          calls.append(tokens.dropLast().last?.kind == .name)
        }
        if ")]".contains(sign) {
          depth -= 1
          _ = calls.popLast()
        }
      } else {
        throw try mistake()
      }
    }
    append(.end, "", bytes.count)
  }

  private mutating func append(_ kind: DialectToken.Kind, _ text: String, _ start: Int) {
    tokens.append(
      DialectToken(
        kind: kind, text: text, span: Span(start..<offset), isApart: isApart,
        isOnNewLine: isOnNewLine))
    isApart = false
    isOnNewLine = false
  }

  /// What cannot begin a word.
  private func mistake() throws(DialectError) -> DialectError {
    guard let (_, length) = scalar(at: offset) else {
      return .invalidEncoding(Span(offset..<offset + 1))
    }
    return .unknownCharacter(Span(offset..<offset + length))
  }

  // MARK: - Blanks and comments

  private mutating func skipBlank() -> Bool {
    let start = offset
    switch bytes[offset] {
    case 0x20, 0x09, 0x0D:
      offset += 1
    case 0x0A:
      offset += 1
      if lexicon.newlineEnds, depth <= 0 {
        append(.newline, "\n", start)
        return true
      }
      isOnNewLine = true
    default:
      guard let (scalar, length) = scalar(at: offset), !scalar.isASCII,
        scalar.properties.isWhitespace || scalar.value == 0x200B
      else { return skipContinuation() }
      offset += length
    }
    isApart = true
    return true
  }

  /// A line that goes on below.
  private mutating func skipContinuation() -> Bool {
    guard let mark = lexicon.continuation, starts(with: mark) else { return false }
    var end = offset + mark.utf8.count
    while end < bytes.count, bytes[end] == 0x20 || bytes[end] == 0x09 || bytes[end] == 0x0D {
      end += 1
    }
    guard end < bytes.count, bytes[end] == 0x0A else { return false }
    offset = end + 1
    isApart = true
    return true
  }

  private mutating func skipComment() -> Bool {
    for (open, close) in lexicon.blockComments where starts(with: open) {
      offset += open.utf8.count
      while offset < bytes.count, !starts(with: close) { offset += 1 }
      offset = min(offset + close.utf8.count, bytes.count)
      isApart = true
      return true
    }
    // The fences of a block of Markdown are no part of it, nor is the name of its language.
    let isFence = starts(with: "```")
    guard isFence || lexicon.lineComments.contains(where: { starts(with: $0) }) else {
      return false
    }
    while offset < bytes.count, bytes[offset] != 0x0A { offset += 1 }
    isApart = true
    return true
  }

  // MARK: - Characters above the line

  /// A power that is written above the line: `x⁻¹` has the words of `x^(-1)`.
  private mutating func raised() throws(DialectError) {
    let start = offset
    var text = ""
    while let (scalar, length) = scalar(at: offset), let plain = Spelling.raised[scalar] {
      text += plain
      offset += length
    }
    let span = Span(start..<offset)
    var inner = DialectLexer(SourceText(name: "", text), lexicon, Set(signTexts))
    try inner.run()
    append(.sign, "^", start)
    let words = inner.tokens.dropLast()
    let isOne = words.count == 1
    for (kind, text) in (isOne ? [] : [(.sign, "(")]) + words.map({ ($0.kind, $0.text) })
      + (isOne ? [] : [(DialectToken.Kind.sign, ")")])
    {
      tokens.append(DialectToken(kind: kind, text: text, span: span))
    }
  }

  private var signTexts: [String] { signs.map { String(decoding: $0, as: UTF8.self) } }

  // MARK: - Names

  /// The length of the name that begins at an offset; nil where none does.
  private func nameLength(at start: Int) -> Int? {
    var end = start
    while end < bytes.count, let (scalar, length) = scalar(at: end) {
      let isFirst = end == start
      let character = Character(scalar)
      let belongs =
        scalar == "_" || Spelling.isLetter(scalar) || lexicon.nameCharacters.contains(character)
        || !isFirst
          && (isDigit(bytes[end]) || lexicon.nameEndings.contains(character)
            || Spelling.isMark(scalar))
      // A letter with a meaning of its own, such as `π` or the transpose's, ends a name.
      let isSign = length > 1 && signs.contains(Array(bytes[end..<end + length]))
      guard belongs, !isSign, !Spelling.isRaised(scalar) || lexicon.nameEndings.contains(character)
      else {
        break
      }
      end += length
    }
    return end > start ? end - start : nil
  }

  private mutating func sign() -> String? {
    for sign in signs where starts(with: sign) {
      offset += sign.count
      return String(decoding: sign, as: UTF8.self)
    }
    guard let (scalar, length) = scalar(at: offset), let plain = Spelling.plainSigns[scalar],
      signs.contains(Array(plain.utf8))
    else { return nil }
    offset += length
    return plain
  }

  // MARK: - Numbers

  private mutating func number() throws(DialectError) {
    let start = offset
    if lexicon.hasHexadecimals, bytes[offset] == UInt8(ascii: "0"),
      peek(1) | 0x20 == UInt8(ascii: "x")
    {
      offset += 2
      while offset < bytes.count, isHexadecimalDigit(bytes[offset]) { offset += 1 }
      return append(.number, excerpt(start), start)
    }
    var text = digits()
    if isPoint(at: offset) {
      offset += 1
      let fraction = digits()
      text = (text.isEmpty ? "0" : text) + (fraction.isEmpty ? "" : "." + fraction)
      if fraction.isEmpty { text += ".0" }
    }
    text += exponent()
    for suffix in lexicon.numberSuffixes where starts(with: suffix) {
      offset += suffix.utf8.count
      break
    }
    // `3E0.5`, `1.2.3`: what goes on like a number is none.
    if offset < bytes.count, isDigit(bytes[offset]) || isPoint(at: offset) && isDigit(peek(1)) {
      while offset < bytes.count, isDigit(bytes[offset]) || isPoint(at: offset) { offset += 1 }
      throw .malformedNumber(Span(start..<offset))
    }
    append(.number, text, start)
  }

  private mutating func digits() -> String {
    var text = ""
    while offset < bytes.count {
      if isDigit(bytes[offset]) {
        text.unicodeScalars.append(Unicode.Scalar(bytes[offset]))
        offset += 1
      } else if let separator = lexicon.digitSeparator, !text.isEmpty,
        starts(with: String(separator)), isDigit(peek(1))
      {
        offset += 1
      } else {
        break
      }
    }
    return text
  }

  /// The exponent of a number, which has digits.
  private mutating func exponent() -> String {
    for mark in lexicon.exponentMarks where starts(with: mark) {
      var end = offset + mark.utf8.count
      var text = "e"
      if end < bytes.count, bytes[end] == UInt8(ascii: "+") || bytes[end] == UInt8(ascii: "-") {
        if bytes[end] == UInt8(ascii: "-") { text += "-" }
        end += 1
      }
      guard end < bytes.count, isDigit(bytes[end]) else { continue }
      offset = end
      return text + digits()
    }
    return ""
  }

  /// Whether the decimal point of a number stands here. One before an operator's sign belongs to
  /// that, where the dialect has such signs: `1./x`.
  private func isPoint(at place: Int) -> Bool {
    guard place < bytes.count else { return false }
    if lexicon.hasDecimalComma, hasSemicolons || !calls.contains(true),
      bytes[place] == UInt8(ascii: ","), place + 1 < bytes.count,
      isDigit(bytes[place + 1])
    {
      return true
    }
    guard bytes[place] == UInt8(ascii: ".") else { return false }
    let isOperator = signs.contains {
      $0.count > 1 && $0[0] == bytes[place] && starts(with: $0, at: place)
    }
    return !isOperator
  }

  // MARK: - Bytes

  private func starts(with text: String) -> Bool { starts(with: Array(text.utf8)) }

  private func starts(with text: [UInt8], at place: Int? = nil) -> Bool {
    let start = place ?? offset
    guard start + text.count <= bytes.count else { return false }
    for index in text.indices where bytes[start + index] != text[index] { return false }
    return true
  }

  private func peek(_ distance: Int) -> UInt8 {
    offset + distance < bytes.count ? bytes[offset + distance] : 0
  }

  private func excerpt(_ start: Int) -> String {
    String(decoding: bytes[start..<offset], as: UTF8.self)
  }

  private func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

  private func isHexadecimalDigit(_ byte: UInt8) -> Bool {
    isDigit(byte) || (byte | 0x20) &- UInt8(ascii: "a") < 6
  }

  private func scalar(at place: Int) -> (Unicode.Scalar, length: Int)? {
    guard place < bytes.count else { return nil }
    if bytes[place] < 0x80 { return (Unicode.Scalar(bytes[place]), 1) }
    var decoder = UTF8()
    var iterator = bytes[place..<min(place + 4, bytes.count)].makeIterator()
    guard case .scalarValue(let scalar) = decoder.decode(&iterator) else { return nil }
    return (scalar, UTF8.width(scalar))
  }
}

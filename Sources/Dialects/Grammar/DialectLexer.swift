import Diagnostics

/// Splits a pasted text into the words of its dialect, all at once.
struct DialectLexer {
  let lexicon: Lexicon
  let signs: [[UInt8]]
  let bytes: [UInt8]
  var offset = 0
  private var depth = 0
  /// Of each open bracket, whether it holds the arguments of a call.
  var calls: [Bool] = []
  /// Whether a comma between digits may be a decimal point inside calls, too.
  let hasSemicolons: Bool
  private var isApart = false
  private var isOnNewLine = false
  var tokens: [DialectToken] = []
  /// Whether a comment was left out.
  private var hasComment = false

  /// - Parameter signs: all signs of the grammar; the longest that fits is taken.
  static func tokens(
    of source: SourceText, _ lexicon: Lexicon, signs: Set<String>
  ) throws(DialectError) -> (tokens: [DialectToken], hasComment: Bool) {
    var lexer = DialectLexer(source, lexicon, signs)
    try lexer.run()
    return (lexer.tokens, lexer.hasComment)
  }

  init(_ source: SourceText, _ lexicon: Lexicon, _ signs: Set<String>) {
    self.lexicon = lexicon
    self.signs = signs.map { Array($0.utf8) }.sorted {
      $0.count != $1.count ? $0.count > $1.count : $0.lexicographicallyPrecedes($1)
    }
    bytes = source.bytes
    hasSemicolons = bytes.contains(UInt8(ascii: ";"))
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { offset = 3 }
  }

  mutating func run() throws(DialectError) {
    while offset < bytes.count {
      if skipBlank() || skipComment() { continue }
      let start = offset
      let byte = bytes[offset]
      if isDigit(byte) || byte == UInt8(ascii: ".") && isDigit(peek(1)) {
        try number()
      } else if lexicon.hasNamedLetters, starts(with: "\\[") {
        try namedLetter()
      } else if lexicon.hasMarks, starts(with: "\u{208C}") {
        try loweredNumber()
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

  mutating func append(_ kind: DialectToken.Kind, _ text: String, _ start: Int) {
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
    // The next line may begin with the mark again.
    end = offset
    while end < bytes.count, bytes[end] == 0x20 || bytes[end] == 0x09 { end += 1 }
    if mark == "&", end < bytes.count, bytes[end] == UInt8(ascii: "&") { offset = end + 1 }
    isApart = true
    return true
  }

  private mutating func skipComment() -> Bool {
    for (open, close) in lexicon.blockComments where starts(with: open) {
      offset += open.utf8.count
      while offset < bytes.count, !starts(with: close) { offset += 1 }
      offset = min(offset + close.utf8.count, bytes.count)
      hasComment = true
      isApart = true
      return true
    }
    // The fences of a block of Markdown are no part of it, nor is the name of its language.
    let isFence = starts(with: "```")
    guard isFence || lexicon.lineComments.contains(where: { starts(with: $0) }) else {
      return false
    }
    while offset < bytes.count, bytes[offset] != 0x0A { offset += 1 }
    hasComment = true
    isApart = true
    return true
  }

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
            || lexicon.hasMarks && Spelling.isMark(scalar))
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

  // MARK: - Bytes

  func starts(with text: String) -> Bool { starts(with: Array(text.utf8)) }

  func starts(with text: [UInt8], at place: Int? = nil) -> Bool {
    let start = place ?? offset
    guard start + text.count <= bytes.count else { return false }
    for index in text.indices where bytes[start + index] != text[index] { return false }
    return true
  }

  func peek(_ distance: Int) -> UInt8 {
    offset + distance < bytes.count ? bytes[offset + distance] : 0
  }

  func excerpt(_ start: Int) -> String {
    String(decoding: bytes[start..<offset], as: UTF8.self)
  }

  func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

  func isHexadecimalDigit(_ byte: UInt8) -> Bool {
    isDigit(byte) || (byte | 0x20) &- UInt8(ascii: "a") < 6
  }

  func scalar(at place: Int) -> (Unicode.Scalar, length: Int)? {
    guard place < bytes.count else { return nil }
    if bytes[place] < 0x80 { return (Unicode.Scalar(bytes[place]), 1) }
    var decoder = UTF8()
    var iterator = bytes[place..<min(place + 4, bytes.count)].makeIterator()
    guard case .scalarValue(let scalar) = decoder.decode(&iterator) else { return nil }
    return (scalar, UTF8.width(scalar))
  }
}

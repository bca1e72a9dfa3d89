import Diagnostics

/// Characters above and below the line, and letters that are written by their names.
extension DialectLexer {
  // MARK: - Characters above the line

  /// A power that is written above the line: `x⁻¹` has the words of `x^(-1)`.
  mutating func raised() throws(DialectError) {
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

  // MARK: - Characters below the line

  /// `₌₁`, the first value of an index.
  mutating func loweredNumber() throws(DialectError) {
    let start = offset
    offset += "\u{208C}".utf8.count
    append(.sign, "\u{208C}", start)
    let first = offset
    var text = ""
    while let (scalar, length) = scalar(at: offset), let digit = Spelling.lowered[scalar],
      digit.utf8.first.map({ isDigit($0) }) ?? false
    {
      text += digit
      offset += length
    }
    guard !text.isEmpty else { throw .unknownCharacter(Span(start..<offset)) }
    append(.number, text, first)
  }

  // MARK: - Named letters

  /// `\[Alpha]`, a letter that is written by its name.
  mutating func namedLetter() throws(DialectError) {
    let start = offset
    offset += 2
    let first = offset
    while offset < bytes.count, bytes[offset] != UInt8(ascii: "]") { offset += 1 }
    var name = excerpt(first)
    offset = min(offset + 1, bytes.count)
    let span = Span(start..<offset)
    let isCapital = name.hasPrefix("Capital")
    if isCapital { name = String(name.dropFirst("Capital".count)) }
    let letter = isCapital ? name : name.prefix(1).lowercased() + name.dropFirst()
    let next = offset < bytes.count ? bytes[offset] : 0
    let goesOn =
      isDigit(next) || (next | 0x20) &- UInt8(ascii: "a") < 26 || next >= 0x80
      || starts(with: "\\[")
    let before = tokens.last.map { Int($0.span.end) == start && $0.kind == .name } ?? false
    guard letter == "pi" || name == "Infinity" || LaTeXMacros.letters.contains(letter), !goesOn,
      !before
    else { throw .unknownCharacter(span) }
    append(.name, letter == "pi" ? "Pi" : name == "Infinity" ? name : letter, start)
  }
}

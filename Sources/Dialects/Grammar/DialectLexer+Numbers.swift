import Diagnostics

/// Numbers, with the marks and separators of the dialect.
extension DialectLexer {
  mutating func number() throws(DialectError) {
    let start = offset
    if lexicon.hasHexadecimals, bytes[offset] == UInt8(ascii: "0"),
      peek(1) | 0x20 == UInt8(ascii: "x")
    {
      offset += 2
      while offset < bytes.count, isHexadecimalDigit(bytes[offset]) { offset += 1 }
      return append(.number, excerpt(start), start)
    }
    var text = digits()
    try checkOctal(text, start)
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

  /// Refuses digits behind a 0: they are another number, or none.
  private func checkOctal(_ text: String, _ start: Int) throws(DialectError) {
    guard lexicon.hasOctals, text.utf8.count > 1, text.utf8.first == UInt8(ascii: "0"),
      !isPoint(at: offset), peek(0) | 0x20 != UInt8(ascii: "e")
    else { return }
    let span = Span(start..<offset)
    guard let value = Int(text, radix: 8), let plain = Int(text) else {
      throw .malformedNumber(span)
    }
    throw .refused(
      span,
      Refusal(
        headline: "`\(text)` is \(value) there: a number that begins with 0 is octal",
        edits: [Edit(span, String(value)), Edit(span, String(plain))]))
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
}

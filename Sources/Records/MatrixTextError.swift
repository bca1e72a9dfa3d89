import Diagnostics

/// A mistake in a text that should hold the rows of a matrix.
package enum MatrixTextError: Error, Equatable {
  case noNumbers
  case number(NumberError, FieldStyle)
  case unclosedQuote(Span)
  /// A number in the first line, and the first field before it, which is none.
  case numberInHeader(number: Span, name: Span)
  /// A row of another length; the place is its first number too many, or its end.
  case raggedRow(Span, count: Int, expected: Int, firstRow: Span)
  case blankLine(Span)
  /// A separator that is not `first`, the one of the numbers before.
  case mixedSeparators(Span, first: UInt8, FieldStyle)
  case foreign(ForeignFile)

  func diagnostic(in source: SourceText) -> Diagnostic {
    func report(
      _ headline: String, _ place: Diagnostic.Label?, cause: Diagnostic.Label? = nil,
      help: String
    ) -> Diagnostic {
      Diagnostic(
        .error, headline, source: source, primary: place.map { [$0] } ?? [],
        secondary: cause.map { [$0] } ?? [], helps: [help])
    }
    switch self {
    case .noNumbers:
      return report(
        "this file has no numbers", nil, help: "write the rows of the matrix, one on each line")
    case .number(let error, let style):
      return error.diagnostic(in: source, help: help(for: error, in: source, style))
    case .unclosedQuote(let span):
      return report(
        "this quotation mark is never closed", .init(span), help: "numbers need none: remove it")
    case .numberInHeader(let number, let name):
      return report(
        "`\(source.excerpt(name))` is not a number", .init(name),
        cause: .init(number, "this is one, so the line is no header"),
        help: "write a number, or begin the line with `#` if it is a comment")
    case .raggedRow(let span, let count, let expected, let firstRow):
      let line = source.position(of: Int(firstRow.start)).line
      return report(
        "this row has \(numbers(count)), not \(expected)",
        .init(span, "expected \(numbers(expected)) as in line \(line)"),
        help: "rows are equally long; write `nan` where a value is not known")
    case .blankLine(let span):
      return report(
        "a blank line between rows", .init(span),
        help: "remove it, or write `nan` where a value is not known")
    case .mixedSeparators(let span, let first, let style):
      return report(
        "numbers are separated in two ways", .init(span, "before, by \(separatorName(first))"),
        help: help(forLineAt: span, in: source, style)
          ?? "use one separator in the whole file, and a point in numbers: `1.5`")
    case .foreign(let foreign):
      return foreign.diagnostic(in: source.name, unpacked: "> data.csv")
    }
  }
}

// MARK: - Words

/// What to do about a field that is no number.
private func help(
  for error: NumberError, in source: SourceText, _ style: FieldStyle
) -> String {
  switch error {
  case .missing:
    return "write `nan` where a value is not known; a line does not end with a separator"
  case .tooLarge: return "write `inf` if infinity is meant"
  case .notANumber(let span):
    return help(forLineAt: span, in: source, style)
      ?? help(forText: source.bytes[Int(span.start)..<Int(span.end)], style)
  }
}

/// The options with which the line of a mistake is numbers; nil without such.
private func help(forLineAt span: Span, in source: SourceText, _ style: FieldStyle) -> String? {
  let field = source.bytes[Int(span.start)..<Int(span.end)]
  let start = source.bytes[..<field.startIndex].lastIndex(of: newline).map { $0 + 1 } ?? 0
  let end = source.bytes[field.startIndex...].firstIndex(of: newline) ?? source.bytes.endIndex
  // A message about a longer line would have to wait.
  guard end - start <= longestLine else { return nil }
  let readings = StyleGuess.readings(ofLine: source.bytes[start..<end], not: style)
  let others = readings.filter { $0.style.separation != style.separation }
  if readings.count > others.count {
    let own = StyleGuess.readings(of: field, not: style)
    if let help = StyleGuess.Reading.help(own, of: "it", not: style) { return help }
  }
  return StyleGuess.Reading.help(
    others.isEmpty ? readings : others, of: "this line", not: style)
}

private let longestLine = 1 << 17

private func help(forText field: ArraySlice<UInt8>, _ style: FieldStyle) -> String {
  if field.contains(UInt8(ascii: "\r")) {
    return #"a carriage return alone ends no line: convert the file with `tr '\r' '\n'`"#
  }
  if field.beginsAsNumber, let separators = style.separation.name {
    let sign = Character(UnicodeScalar(style.numbers.decimal))
    if field.contains(where: { ",.".utf8.contains($0) && $0 != style.numbers.decimal }) {
      return "\(separators) separate the numbers of this file, whose decimal sign is `\(sign)`"
    }
    if field.contains(where: "; \t".utf8.contains) {
      return "\(separators) separate the numbers of this file; `--delimiter` says what does"
    }
  }
  return "write a number such as `1.5`, or `nan` where a value is not known"
}

private func numbers(_ count: Int) -> String { count == 1 ? "1 number" : "\(count) numbers" }

private func separatorName(_ separator: UInt8) -> String {
  switch separator {
  case UInt8(ascii: ","): "a comma"
  case UInt8(ascii: ";"): "a semicolon"
  default: "a blank"
  }
}

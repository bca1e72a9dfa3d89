import Diagnostics

/// Why a pasted text was not read: one case for each mistake, with the places and facts.
package enum DialectError: Error {
  case emptyText
  case invalidEncoding(Span)
  /// A character that the dialect has no use for.
  case unknownCharacter(Span)
  /// A macro of LaTeX that has no meaning here.
  case unknownMacro(Span)
  case malformedNumber(Span)
  case unexpectedWord(Span, expected: String)
  case unclosedBracket(Span, end: Span)
  case unknownFunction(Span, known: [String])
  /// A function with other arguments than those that are understood.
  case unknownArguments(Span, forms: [String])
  /// What has no meaning here, or more than one.
  case refused(Span, Refusal)
  /// Two names that would be one name of our language.
  case sameName(Span, first: Span, name: String)
  case definedTwice(Span, first: Span)
  case tooDeep(Span)
  case tooLong
}

/// Why a form is not read, and what to write instead.
///
/// A class, because every function that reads a part of a text has room for an error on its stack.
package final class Refusal: Sendable {
  let headline: String
  let label: String
  /// Each makes of the pasted text one that is read.
  let edits: [Edit]
  /// A way out that is no edit of the text.
  let advice: String?

  init(headline: String, label: String = "", edits: [Edit] = [], advice: String? = nil) {
    self.headline = headline
    self.label = label
    self.edits = edits
    self.advice = advice
  }
}

/// A change of the pasted text.
package struct Edit: Sendable {
  package let span: Span
  package let replacement: String
  /// For what: `for the reciprocal`; empty where it is plain.
  let purpose: String

  init(_ span: Span, _ replacement: String, _ purpose: String = "") {
    self.span = span
    self.replacement = replacement
    self.purpose = purpose
  }
}

extension DialectError {
  /// The edits that the message proposes.
  package var edits: [Edit] {
    if case .refused(_, let refusal) = self { refusal.edits } else { [] }
  }

  /// Where the reading ended: the first byte that was not understood.
  package var place: Span {
    switch self {
    case .emptyText, .tooLong: Span(0, 0)
    case .invalidEncoding(let span), .unknownCharacter(let span), .unknownMacro(let span),
      .malformedNumber(let span), .unexpectedWord(let span, _), .unclosedBracket(_, let span),
      .unknownFunction(let span, _), .unknownArguments(let span, _), .refused(let span, _),
      .sameName(let span, _, _), .definedTwice(let span, _), .tooDeep(let span):
      span
    }
  }

  /// The message for a person.
  package func diagnostic(in source: SourceText, dialect: String) -> Diagnostic {
    func quote(_ span: Span) -> String { "`\(source.excerpt(span))`" }
    func report(
      _ headline: String, _ span: Span, _ label: String = "",
      secondary: [Diagnostic.Label] = [], help: String...
    ) -> Diagnostic {
      Diagnostic(
        .error, headline, source: source, primary: [.init(span, label)], secondary: secondary,
        helps: help)
    }
    switch self {
    case .emptyText:
      return report("there is no formula", Span(0, 0), "expected one in \(dialect)")
    case .invalidEncoding(let span):
      return report("this byte is not UTF-8", span, help: "save the text as UTF-8")
    case .unknownCharacter(let span):
      return report("\(quote(span)) has no meaning in \(dialect)", span)
    case .unknownMacro(let span):
      return report(
        "the macro \(quote(span)) is not known", span, "nothing is left out or read as letters")
    case .malformedNumber(let span):
      return report("\(quote(span)) is no number of \(dialect)", span)
    case .unexpectedWord(let span, let expected):
      let found = Int(span.start) >= source.bytes.count ? "the end" : quote(span)
      return report("unexpected \(found)", span, "expected \(expected)")
    case .unclosedBracket(let span, let end):
      return report(
        "\(quote(span)) is never closed", span, secondary: [.init(end, "until here")])
    case .unknownFunction(let span, let known):
      let near = closest(to: source.excerpt(span), among: known)
      let help = near.map { "did you mean `\($0)`?" } ?? "define it before it is used"
      return report(
        "\(dialect)'s function \(quote(span)) is not known here", span, help: help)
    case .unknownArguments(let span, let forms):
      return report(
        "\(quote(span)) is not known with these arguments", span,
        help: "known are " + forms.map { "`\($0)`" }.joined(separator: ", "))
    case .refused(let span, let refusal):
      let helps = [DialectError.help(refusal.edits), refusal.advice].compactMap { $0 }
      return Diagnostic(
        .error, refusal.headline, source: source, primary: [.init(span, refusal.label)],
        helps: helps)
    case .sameName(let span, let first, let name):
      return report(
        "\(quote(first)) and \(quote(span)) would both be `\(name)`", span,
        secondary: [.init(first, "first here")], help: "rename one of them")
    case .definedTwice(let span, let first):
      return report(
        "\(quote(span)) is defined twice", span, secondary: [.init(first, "first here")],
        help: "give the second value a name of its own")
    case .tooDeep(let span):
      return report(
        "the formula is nested too deeply", span,
        help: "give a part of it a name of its own")
    case .tooLong:
      return Diagnostic(
        .error, "the formula gets too long when it is written out", source: source,
        helps: ["give a part of it a name of its own"])
    }
  }

  private static func help(_ edits: [Edit]) -> String? {
    guard !edits.isEmpty else { return nil }
    let words = edits.map { edit in
      "`\(edit.replacement)`" + (edit.purpose.isEmpty ? "" : " \(edit.purpose)")
    }
    if edits[0].replacement.isEmpty {
      return edits.count > 1 ? "leave it out, or write \(words[1])" : "leave it out"
    }
    return "write " + words.joined(separator: words.count == 2 ? ", or " : ", ")
  }
}

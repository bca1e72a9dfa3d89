/// One message to a person, as data: what is wrong, where, why, and a way out.
///
/// The headline is the problem in the user's words, lower case, without a full stop, code in
/// backticks.
package struct Diagnostic: Sendable {
  /// A note says how something was read; it never changes the exit status.
  package enum Severity: String, Sendable { case error, warning, note }

  /// A place in the source with a few words beside it; the words may be empty.
  package struct Label: Sendable {
    package let span: Span
    package let text: String

    package init(_ span: Span, _ text: String = "") {
      self.span = span
      self.text = text
    }
  }

  package var severity: Severity
  package var headline: String
  /// The text that the labels point into; nil for a mistake that has no place in a text.
  package var source: SourceText?
  /// The smallest wrong spans, drawn with `^`. The first gives the line and column of the message.
  package var primary: [Label]
  /// Their causes, drawn with `-`.
  package var secondary: [Label]
  package var notes: [String]
  package var helps: [String]

  package init(
    _ severity: Severity = .error, _ headline: String, source: SourceText? = nil,
    primary: [Label] = [], secondary: [Label] = [], notes: [String] = [], helps: [String] = []
  ) {
    self.severity = severity
    self.headline = headline
    self.source = source
    self.primary = primary
    self.secondary = secondary
    self.notes = notes
    self.helps = helps
  }
}

extension String {
  /// The text for a message, cut where it is very long.
  package var shortened: String {
    utf8.count > 60 ? String(decoding: utf8.prefix(57), as: UTF8.self) + "…" : self
  }
}

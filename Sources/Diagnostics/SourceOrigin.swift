/// What a text was made from: another text, and the place there of each part of it.
///
/// A message about the made text points into the other one, which is what the user wrote.
package final class SourceOrigin: Sendable {
  /// A part of the made text, and what it stands for. Parts are nested like the formula.
  package struct Part: Sendable {
    let made: Span
    let written: Span

    package init(made: Span, written: Span) {
      self.made = made
      self.written = written
    }
  }

  package let text: SourceText
  private let parts: [Part]

  package init(_ text: SourceText, parts: [Part]) {
    self.text = text
    self.parts = parts
  }

  /// What a span of the made text stands for: the smallest part that holds it, or everything.
  /// Takes time proportional to the number of parts.
  package func place(of span: Span) -> Span {
    var best: Part?
    for part in parts where part.made.start <= span.start && span.end <= part.made.end {
      if let best, best.made.end - best.made.start <= part.made.end - part.made.start { continue }
      best = part
    }
    return best?.written ?? Span(0..<text.bytes.count)
  }
}

extension Diagnostic {
  /// The same message with its places in the text that the user wrote.
  package var atOrigin: Diagnostic {
    guard let source, let origin = source.origin else { return self }
    func place(_ label: Label) -> Label { Label(origin.place(of: label.span), label.text) }
    var moved = self
    moved.source = origin.text
    moved.primary = primary.map(place)
    moved.secondary = secondary.map(place)
    if helps.contains(where: { $0.contains("write") || $0.contains("would") }) {
      moved.notes.append("read as `\(source.line)`; edits are for that text")
    }
    return moved
  }
}

extension SourceText {
  /// The text on one line, cut where it is long.
  fileprivate var line: String {
    let text = String(decoding: bytes.prefix(400), as: UTF8.self)
    let lines = text.split(separator: "\n").joined(separator: "; ")
    return lines.shortened
  }
}

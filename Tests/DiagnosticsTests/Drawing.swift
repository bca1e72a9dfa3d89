import Diagnostics

/// A label of a test: the bytes from `start` to `end`.
struct TestLabel {
  let span: Span
  let text: String

  init(_ start: Int, _ end: Int, _ text: String = "") {
    span = Span(start..<end)
    self.text = text
  }
}

/// What is drawn below the headline for labels in a text, without colours.
func drawing(
  _ bytes: [UInt8], _ primary: [TestLabel], secondary: [TestLabel] = [], helps: [String] = [],
  width: Int? = nil
) -> String {
  let diagnostic = Diagnostic(
    .error, "x", source: SourceText(name: "t", bytes: bytes),
    primary: primary.map { .init($0.span, $0.text) },
    secondary: secondary.map { .init($0.span, $0.text) }, helps: helps)
  let lines = DiagnosticRenderer(color: false, width: width).render(diagnostic)
  return String(lines.dropFirst("error: x\n".count))
}

func drawing(
  _ text: String, _ primary: [TestLabel], secondary: [TestLabel] = [], helps: [String] = [],
  width: Int? = nil
) -> String {
  drawing(Array(text.utf8), primary, secondary: secondary, helps: helps, width: width)
}

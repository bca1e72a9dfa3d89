import Diagnostics
import Testing

/// A drawing that users see in the documentation, and the diagnostic that must give it.
struct GalleryEntry: CustomTestStringConvertible, Sendable {
  let diagnostic: Diagnostic
  let drawing: String

  var testDescription: String { diagnostic.headline }

  static let all: [GalleryEntry] = [
    GalleryEntry(
      diagnostic: Diagnostic(
        .error, "unknown function `sine`",
        source: SourceText(name: "expression", "exp(sine(u^2) * log(u^2))"),
        primary: [.init(Span(4, 8), "no function has this name")],
        helps: ["did you mean `sin`?  `autodiff functions` lists them all"]),
      drawing: """
        error: unknown function `sine`
         --> expression:1:5
          |
        1 | exp(sine(u^2) * log(u^2))
          |     ^^^^ no function has this name
          |
        help: did you mean `sin`?  `autodiff functions` lists them all

        """),
    GalleryEntry(
      diagnostic: Diagnostic(
        .error, "this parenthesis is never closed",
        source: SourceText(name: "expression", "exp(sin(u^2) * log(u^2)"),
        primary: [.init(Span(3, 4))],
        secondary: [.init(Span(23, 23), "expected `)` before the end")]),
      drawing: """
        error: this parenthesis is never closed
         --> expression:1:4
          |
        1 | exp(sin(u^2) * log(u^2)
          |    ^                   - expected `)` before the end

        """),
    GalleryEntry(
      diagnostic: Diagnostic(
        .error, "no value for `v` and `w`",
        source: SourceText(name: "expression", "u * v + sin(w)"),
        primary: [.init(Span(4, 5)), .init(Span(12, 13))],
        helps: ["add `v=… w=…`"]),
      drawing: """
        error: no value for `v` and `w`
         --> expression:1:5
          |
        1 | u * v + sin(w)
          |     ^       ^
        help: add `v=… w=…`

        """),
    GalleryEntry(
      diagnostic: Diagnostic(
        .error, "cannot multiply a 2×3 matrix by a 2×1 matrix",
        source: SourceText(name: "expression", "A * b"),
        primary: [.init(Span(0, 1), "2×3"), .init(Span(4, 5), "2×1")],
        helps: ["the right side needs 3 rows; `A' * b` would fit"]),
      drawing: """
        error: cannot multiply a 2×3 matrix by a 2×1 matrix
         --> expression:1:1
          |
        1 | A * b
          | ^   ^ 2×1
          | |
          | 2×3
        help: the right side needs 3 rows; `A' * b` would fit

        """),
    GalleryEntry(
      diagnostic: Diagnostic(
        .warning, "row 17: the value is nan",
        source: SourceText(name: "expression", "x * y + z * log(z)"),
        primary: [.init(Span(12, 18), "first step without a finite value: log(0) = -inf")],
        notes: ["rows.csv line 18: x = 1, y = 2, z = 0"],
        helps: ["if the limit 0 is meant, write `if(z == 0, 0, z * log(z))`"]),
      drawing: """
        warning: row 17: the value is nan
         --> expression:1:13
          |
        1 | x * y + z * log(z)
          |             ^^^^^^ first step without a finite value: log(0) = -inf
        note: rows.csv line 18: x = 1, y = 2, z = 0
        help: if the limit 0 is meant, write `if(z == 0, 0, z * log(z))`

        """),
  ]
}

@Suite("The gallery of diagnostics")
struct GalleryTests {
  @Test("A drawing is reproduced byte for byte", arguments: GalleryEntry.all)
  func drawing(entry: GalleryEntry) {
    #expect(DiagnosticRenderer(color: false).render(entry.diagnostic) == entry.drawing)
  }

  @Test("A drawing does not depend on the width of a terminal that holds it")
  func width() {
    for entry in GalleryEntry.all {
      let renderer = DiagnosticRenderer(color: false, width: 60)
      #expect(renderer.render(entry.diagnostic) == entry.drawing)
    }
  }

  @Test("Colours add sequences and change nothing else", arguments: GalleryEntry.all)
  func colors(entry: GalleryEntry) {
    let colored = DiagnosticRenderer(color: true).render(entry.diagnostic)
    #expect(colored.replacing(/\u{1B}\[[0-9;]*m/, with: "") == entry.drawing)
    #expect(colored.hasPrefix("\u{1B}[0;1;3"))
    // Nothing stays coloured after a line.
    for line in colored.split(separator: "\n") {
      guard let last = line.matches(of: /\u{1B}\[[0-9;]*m/).last else { continue }
      #expect(last.output == "\u{1B}[0m")
    }
  }
}

import Diagnostics
import TestSupport
import Testing

@Suite("Drawing diagnostics")
struct DiagnosticRendererTests {
  @Test("A diagnostic without a source is its headline, notes and helps")
  func withoutSource() {
    let diagnostic = Diagnostic(
      .error, "cannot read `a\u{1B}[2J`", notes: ["one\ntwo"], helps: ["three\n  four"])
    #expect(
      DiagnosticRenderer(color: false).render(diagnostic) == #"""
        error: cannot read `a\u{1b}[2J`
        note: one
              two
        help: three
                four

        """#)
  }

  @Test("A source without a place in it is named")
  func withoutLabels() {
    #expect(drawing("x", []) == " --> t\n")
  }

  @Test("An empty text has one place")
  func emptySource() {
    #expect(
      drawing("", [TestLabel(0, 0, "nothing here")]) == """
         --> t:1:1
          |
        1 |
          | ^ nothing here

        """)
  }

  @Test(
    "The end of the text is one past its last character",
    arguments: ["x +", "x +\n", "x +\r\n", "x +\n\n\r\n"], [3, 1000])
  func end(text: String, offset: Int) {
    #expect(
      drawing(text, [TestLabel(offset, offset + 1, "missing")]) == """
         --> t:1:4
          |
        1 | x +
          |    ^ missing

        """)
  }

  @Test("Labels of one line are stacked from right to left, underlines of causes are dashes")
  func stacked() {
    #expect(
      drawing(
        "a b c d e f", [TestLabel(0, 1, "A"), TestLabel(4, 5, "C"), TestLabel(8, 9, "E")],
        secondary: [TestLabel(2, 3, "B"), TestLabel(6, 7), TestLabel(6, 7, "D")],
        helps: ["no gutter line before this one"]) == """
           --> t:1:1
            |
          1 | a b c d e f
            | ^ - ^ - ^ E
            | | | | |
            | | | | D
            | | | C
            | | B
            | A
          help: no gutter line before this one

          """)
  }

  @Test("Nested labels keep their words apart, the mistake is drawn over the cause")
  func nested() {
    #expect(
      drawing(
        "f(a + b)", [TestLabel(2, 3, "inner")],
        secondary: [TestLabel(0, 8, "outer"), TestLabel(2, 3, "again")]) == """
           --> t:1:3
            |
          1 | f(a + b)
            | --^----- outer
            |   |
            |   inner
            |   again

          """)
  }

  @Test("Labels on other lines have their line numbers; lines between them are left out")
  func lines() {
    #expect(
      drawing(
        "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\nk\nl", [TestLabel(18, 19, "ten")],
        secondary: [TestLabel(0, 1, "one"), TestLabel(2, 5, "two and on")], helps: ["h"]) == """
            --> t:10:1
             |
           1 | a
             | - one
           2 | b
             | - two and on
          ...
          10 | j
             | ^ ten
             |
          help: h

          """)
  }

  @Test("Of hundreds of lines the first ones are drawn")
  func manyLines() {
    let text = String(repeating: "x\n", count: 300)
    let drawn = drawing(text, (0..<300).map { TestLabel(2 * $0, 2 * $0 + 1) }, helps: ["h"])
    #expect(drawn.hasSuffix("6 | x\n  | ^\n...\nhelp: h\n"))
    let last = drawing(text, [299, 0, 1, 2, 3, 4, 5].map { TestLabel(2 * $0, 2 * $0 + 1) })
    #expect(last.hasPrefix("   --> t:300:1\n"))
    #expect(last.hasSuffix("  5 | x\n    | ^\n...\n300 | x\n    | ^\n...\n"))
  }

  @Test("Tabs are kept, and the rows below repeat them")
  func tabs() {
    #expect(
      drawing(
        "\ta\t+ b\tc", [TestLabel(2, 3, "tab")],
        secondary: [TestLabel(3, 4, "b"), TestLabel(7, 8, "c")])
        == " --> t:1:3\n  |\n1 | \ta\t+ b\tc\n  | \t ^\t-  \t- c\n  | \t |\t|\n  | \t |\tb\n  | \t tab\n"
    )
  }

  @Test("No row ends in a blank", arguments: ["a\tb\t", "\t", "a b  ", "\t\t x"])
  func trailingBlanks(text: String) {
    for start in 0..<text.utf8.count {
      let rows = drawing(text, [TestLabel(start, start + 1)]).split(separator: "\n").dropFirst(3)
      for row in rows { #expect(row.hasSuffix("^")) }
    }
  }

  @Test("Control and invisible characters are escaped, and carets take the escape's width")
  func controls() {
    #expect(
      drawing(
        "a\u{7} + b\u{1B}[m\u{202E}", [TestLabel(1, 2, "bell")], secondary: [TestLabel(9, 12)])
          == #"""
           --> t:1:2
            |
          1 | a\u{7} + b\u{1b}[m\u{202e}
            |  ^^^^^            --------
            |  |
            |  bell

          """#)
  }

  @Test("A carriage return is a character, except before a newline")
  func carriageReturns() {
    #expect(
      drawing("a\rb\r\nc", [TestLabel(1, 2)], secondary: [TestLabel(3, 4), TestLabel(4, 6)])
        == #"""
         --> t:1:2
          |
        1 | a\rb
          |  ^^ -

        """#)
  }

  @Test("Bytes outside UTF-8 are shown as such and count as columns")
  func invalidBytes() {
    let bytes: [UInt8] = [0x61, 0xFF, 0xE2, 0x82, 0x20, 0xC0, 0xAF, 0x62]
    #expect(
      drawing(bytes, [TestLabel(7, 8, "seven")], secondary: [TestLabel(1, 2), TestLabel(5, 7)])
        == #"""
         --> t:1:8
          |
        1 | a\xFF\xE2\x82 \xC0\xAFb
          |  ----         --------^ seven

        """#)
  }

  @Test("Wide characters take two columns and combining marks none")
  func widths() {
    #expect(
      drawing("sin（x）+😀+y", [TestLabel(3, 6, "wide")], secondary: [TestLabel(16, 17, "y")]) == """
         --> t:1:4
          |
        1 | sin（x）+😀+y
          |    ^^       - y
          |    |
          |    wide

        """)
    #expect(
      drawing("x\u{301} + 1", [TestLabel(1, 3)], secondary: [TestLabel(4, 5)])
        == " --> t:1:2\n  |\n1 | x\u{301} + 1\n  | ^ -\n")
    #expect(drawing("\u{301}", [TestLabel(0, 2)]) == " --> t:1:1\n  |\n1 | ◌\u{301}\n  | ^\n")
  }

  @Test("A span that cuts a character in two means all of it")
  func cutCharacters() {
    #expect(drawing("aθb", [TestLabel(2, 2)]) == " --> t:1:2\n  |\n1 | aθb\n  |  ^\n")
    #expect(drawing("a（b", [TestLabel(0, 2)]) == " --> t:1:1\n  |\n1 | a（b\n  | ^^^\n")
  }

  @Test("A span turned around or before the text is a place")
  func impossibleSpans() {
    let source = SourceText(name: "t", "ab")
    for span in [Span(-5, -3), Span(0, -1), Span(0, 0)] {
      let diagnostic = Diagnostic(.error, "x", source: source, primary: [.init(span)])
      #expect(
        DiagnosticRenderer(color: false).render(diagnostic)
          == "error: x\n --> t:1:1\n  |\n1 | ab\n  | ^\n")
    }
  }

  @Test("Any span of any bytes can be drawn")
  func anySpan() {
    var generator = Pseudorandom(seed: 1)
    let pieces: [[UInt8]] = [
      [0x61], [0x09], [0x0A], [0x0D], [0x0D, 0x0A], [0xC3, 0xA9], [0xE2], [0xE4, 0xB8, 0xAD],
      [0xCC, 0x81], [0xF0, 0x9F, 0x98, 0x80], [0xFF], [0x00], [0xED, 0xA0, 0x80],
    ]
    for _ in 0..<2000 {
      let bytes = (0..<generator.next() % 60).flatMap { _ in
        pieces[Int(generator.next() % UInt64(pieces.count))]
      }
      let labels = (0..<generator.next() % 4 + 1).map { _ in
        let start = Int(generator.next() % UInt64(bytes.count + 3))
        return TestLabel(start, start + Int(generator.next() % 20), "w")
      }
      let drawn = drawing(bytes, labels, width: 30)
      #expect(drawn.contains("^"))
      #expect(drawn.split(separator: "\n").allSatisfy { !$0.hasSuffix(" |  ") })
    }
  }
}

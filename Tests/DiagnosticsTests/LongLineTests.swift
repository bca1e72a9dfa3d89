import Diagnostics
import Testing

@Suite("Long lines")
struct LongLineTests {
  /// 900 characters.
  private let text = String(repeating: "sin(x) + ", count: 100)

  @Test("A line of 80 columns is drawn whole")
  func eighty() {
    let line = String(text.prefix(80))
    #expect(drawing(line, [TestLabel(0, 1)]).contains("1 | \(line)\n"))
    #expect(drawing(line + "y", [TestLabel(0, 1)]).contains("…\n"))
    #expect(drawing(line, [TestLabel(0, 1)], width: 83).contains("…\n"))
    #expect(!drawing(line, [TestLabel(0, 1)], width: 84).contains("…"))
  }

  @Test("A longer line is cut on both sides of the label")
  func middle() {
    #expect(
      drawing(text, [TestLabel(450, 453, "here")]) == """
         --> t:1:451
          |
        1 | … sin(x) + sin(x) + sin(x) + sin(x) + sin(x) + sin(x) + sin(x) + sin(x) + sin(x…
          |                                       ^^^ here

        """)
    #expect(
      drawing(text, [TestLabel(450, 453, "here")], width: 40) == """
         --> t:1:451
          |
        1 | …(x) + sin(x) + sin(x) + sin(x) + s…
          |                 ^^^ here

        """)
  }

  @Test("Labels far apart are both seen")
  func farApart() {
    #expect(
      drawing(text + "x", [TestLabel(3, 4)], secondary: [TestLabel(901, 901, "expected `)`")])
        == """
         --> t:1:4
          |
        1 | sin(x) + sin(x) + sin(x) + sin(x) + sin(x…in(x) + sin(x) + sin(x) + sin(x) + x
          |    ^                                                                          - expected `)`

        """)
  }

  @Test("A long span is seen from its start to its end")
  func longSpan() {
    #expect(
      drawing(text + "x", [TestLabel(9, 901, "all this")], width: 50) == """
         --> t:1:10
          |
        1 | sin(x) + sin(x) + sin(x) +…n(x) + sin(x) + x
          |          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ all this

        """)
  }

  @Test("Of many labels those are drawn for which there is room")
  func manyLabels() {
    let near = (0..<40).map { TestLabel(9 * $0 + 4, 9 * $0 + 5) }
    let far = (0..<10).map { TestLabel(90 * $0 + 4, 90 * $0 + 5) }
    #expect(
      drawing(text, far) == """
         --> t:1:5
          |
        1 | sin(x) + sin(… + sin(x) + sin(… + sin(x) + sin… + sin(x) + sin… + sin(x) + sin…
          |     ^                ^                ^               ^               ^

        """)
    #expect(drawing(text, near).filter { $0 == "^" }.count == 9)
  }

  @Test("The drawn line never exceeds the width", arguments: [10, 23, 24, 40, 79, 80, 81, 200])
  func widths(width: Int) {
    let texts = [
      text, String(repeating: "中\u{7}", count: 300), String(repeating: "θ\u{301}", count: 400),
    ]
    for text in texts {
      for start in stride(from: 0, through: text.utf8.count, by: 7) {
        let line = drawing(text, [TestLabel(start, start + 5)], width: width)
          .split(separator: "\n")[2].dropFirst(4)
        #expect(DisplayText.width(of: String(line)) <= max(width - 4, 20))
      }
    }
  }

  @Test("Marks without end on one character do not make the drawing long")
  func marks() {
    let text = "x" + String(repeating: "\u{301}", count: 1_000_000) + "y"
    #expect(drawing(text, [TestLabel(0, 1)]).utf8.count < 5000)
    #expect(drawing(text, [TestLabel(1_000_000, 1_000_002)]).utf8.count < 5000)
    #expect(drawing(text, [TestLabel(2_000_001, 2_000_002)]).utf8.count < 5000)
  }

  /// Who looks at the line once for each label, or at all characters of a line to draw some of
  /// them, is busy for hours here.
  @Test("A line of 50 MB with a hundred thousand labels is drawn in few bytes")
  func huge() {
    let unit = Array("sin(x) + ".utf8)
    let bytes = Array(repeating: unit, count: 50_000_000 / unit.count).flatMap(\.self)
    let drawn = drawing(
      bytes, [TestLabel(bytes.count, bytes.count, "expected a value")],
      secondary: [TestLabel(3, 4)])
    #expect(drawn.hasPrefix(" --> t:1:\(bytes.count + 1)\n"))
    #expect(drawn.utf8.count < 500)
    let labels = (0..<100_000).map { TestLabel(400 * $0, bytes.count) }
    #expect(drawing(bytes, labels).utf8.count < 500)
  }
}

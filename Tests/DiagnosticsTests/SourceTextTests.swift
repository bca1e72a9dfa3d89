import Diagnostics
import TestSupport
import Testing

@Suite("Places in a text")
struct SourceTextTests {
  @Test("Lines end at newlines, columns count scalars")
  func positions() {
    let text = SourceText(name: "t", "aθ\u{301}b\n\n中x\r\ny")
    let expected: [(offset: Int, line: Int, column: Int)] = [
      (-1, 1, 1), (0, 1, 1), (1, 1, 2), (2, 1, 2), (3, 1, 3), (5, 1, 4), (6, 1, 5), (7, 2, 1),
      (8, 3, 1), (11, 3, 2), (12, 3, 3), (13, 3, 3), (14, 4, 1), (15, 4, 2), (99, 4, 2),
    ]
    for (offset, line, column) in expected {
      #expect(text.position(of: offset) == (line, column), "offset \(offset)")
    }
  }

  @Test("Every byte outside UTF-8 is a column")
  func strayBytes() {
    // A lone continuation, an overlong NUL, a surrogate, beyond U+10FFFF, an unfinished sequence.
    let stray: [UInt8] = [
      0x80, 0xC0, 0x80, 0xE0, 0x80, 0x80, 0xED, 0xA0, 0x80, 0xF4, 0x90, 0x80, 0x80, 0xF5, 0xE2,
      0x82,
    ]
    let text = SourceText(name: "t", bytes: stray)
    for offset in stray.indices { #expect(text.position(of: offset) == (1, offset + 1)) }
  }

  @Test("The position agrees with a count by the standard library")
  func agreement() {
    var generator = Pseudorandom(seed: 7)
    let pieces = ["a", "\n", "é", "中", "😀", "\u{301}", "long enough for a word of bytes\n"]
    for _ in 0..<300 {
      let string =
        (0..<generator.next() % 50).map { _ in
          pieces[Int(generator.next() % UInt64(pieces.count))]
        }.joined() + "x"
      let text = SourceText(name: "t", string)
      var (line, column) = (1, 1)
      for index in string.unicodeScalars.indices {
        let offset = string.utf8.distance(from: string.startIndex, to: index)
        #expect(text.position(of: offset) == (line, column))
        if string.unicodeScalars[index] == "\n" {
          (line, column) = (line + 1, 1)
        } else {
          column += 1
        }
      }
    }
  }
}

@Suite("Texts on a terminal")
struct DisplayTextTests {
  @Test(
    "Widths",
    arguments: [
      ("", 0), ("abc", 3), ("θ·x", 3), ("2×3", 3), ("é", 1), ("e\u{301}", 1), ("中文", 4), ("한", 2),
      ("（", 2), ("😀", 2), ("x₁", 2), ("\u{7}", 5), ("a\nb", 4), ("∑", 1), ("ｶ", 1), ("⚡", 2),
    ])
  func widths(text: String, width: Int) {
    #expect(DisplayText.width(of: text) == width)
  }

  @Test(
    "What would not show is escaped",
    arguments: [
      ("a b", "a b"), ("a\n\t\r\0", #"a\n\t\r\0"#), ("\u{1B}[1m", #"\u{1b}[1m"#),
      ("\u{85}", #"\u{85}"#),
      ("\u{200B}\u{FEFF}\u{2028}", #"\u{200b}\u{feff}\u{2028}"#), ("\u{7F}", #"\u{7f}"#),
    ])
  func escapes(text: String, expected: String) {
    var bytes: [UInt8] = []
    DisplayText.append(text, to: &bytes)
    #expect(String(decoding: bytes, as: UTF8.self) == expected)
    #expect(DisplayText.width(of: text) == expected.count)
  }
}

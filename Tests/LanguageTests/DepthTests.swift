import Diagnostics
import Language
import Testing

/// Nesting and length have no limit but memory: nothing in the parser recurses.
@Suite("Depth")
struct DepthTests {
  private static let depth = 1_000_000

  private func nodes(_ text: String) throws -> Int {
    try Parser.parse(SourceText(name: "test", text)).nodes.count
  }

  @Test(
    "A million levels are parsed",
    arguments: [
      ("(", "x", ")", 1), ("-", "x", "", depth + 1), ("!", "x", "", depth + 1),
      ("sin(", "x", ")", depth + 1), ("2^", "x", "", 2 * depth + 1),
      ("f(1, ", "x", ")", 2 * depth + 1), ("", "x", "'", depth + 1),
      ("", "x", "[1]", 2 * depth + 1),
      ("[", "x", "]", 2 * depth + 1), ("1 + ", "x", "", 2 * depth + 1),
    ])
  func nesting(before: String, core: String, after: String, count: Int) throws {
    let text =
      String(repeating: before, count: Self.depth) + core
      + String(repeating: after, count: Self.depth)
    #expect(try nodes(text) == count)
  }

  @Test("Definitions nest as deeply, and as many stand in one pair of parentheses")
  func locals() throws {
    let nested =
      (0..<100_000).map { "(a\($0) = x; " }.joined() + "a0"
      + String(repeating: ")", count: 100_000)
    #expect(try nodes(nested) == 300_001)
    let flat = "(" + (0..<100_000).map { "a\($0) = x; " }.joined() + "a0)"
    #expect(try nodes(flat) == 200_002)
  }

  @Test("A million statements are parsed, and their nodes counted once")
  func statements() throws {
    let source = SourceText(name: "test", String(repeating: "x;", count: Self.depth))
    var count = 0
    try Parser.forEachStatement(of: source) { tree, _ in
      count += tree.nodes.count
      return true
    }
    #expect(count == Self.depth)
  }

  @Test("A million unclosed parentheses are one error, at the last of them")
  func unclosed() {
    let source = SourceText(name: "test", String(repeating: "(", count: Self.depth))
    let end = Int32(Self.depth)
    #expect(throws: LanguageError.unclosed(Span(end - 1, end), end: Span(end, end))) {
      try Parser.parse(source)
    }
  }
}

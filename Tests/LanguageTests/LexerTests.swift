import Diagnostics
import Language
import Testing

/// Numbers, names, and what people paste.
@Suite("Words")
struct LexerTests {
  @Test(
    "Numbers are read correctly rounded",
    arguments: [
      ("1", 1), (".5", 0.5), ("1.", 1), ("1e-3", 1e-3), ("1E3", 1000), ("1.e2", 100), (".5e+1", 5),
      ("0x1.8p3", 12), ("0xff", 255), ("0XAp-1", 5), ("0x.8", 0.5), ("007", 7), ("1e-400", 0),
      ("0.1", 0.1), ("1.7976931348623157e308", .greatestFiniteMagnitude),
      ("4.9e-324", .leastNonzeroMagnitude),
      ("2.2250738585072011e-308", Double.leastNormalMagnitude.nextDown),
      ("9007199254740993", 0x1p53),
      ("9007199254740993.0000000000000000000000000000001", 0x1.0000000000001p53),
    ] as [(String, Double)])
  func numbers(text: String, value: Double) throws {
    let tree = try Parser.parse(SourceText(name: "test", text))
    #expect(Array(tree.numbers) == [value])
    #expect(tree.nodes.count == 1)
  }

  @Test(
    "A point directly before `*`, `/` or `^` belongs to the operator",
    arguments: [
      ("1./A", "(./ 1 A)"), ("2.*A", "(.* 2 A)"), ("2.^A", "(.^ 2 A)"), ("2. * A", "(* 2 A)"),
      ("1..*A", "(.* 1 A)"), ("x.*.5", "(.* x 0.5)"), ("1.5.*x", "(.* 1.5 x)"),
    ])
  func points(text: String, expected: String) throws {
    #expect(try tree(text) == expected)
  }

  @Test(
    "What people paste is understood",
    arguments: [
      ("a − b", "a - b"), ("−a", "-a"), ("a · b", "a*b"), ("a × b", "a*b"), ("a ÷ b", "a/b"),
      ("a ≤ b", "a <= b"), ("a ≥ b", "a >= b"), ("a ≠ b", "a != b"), ("a ** b", "a^b"),
      ("a\u{A0}+\u{2009}b", "a + b"), ("a\u{3000}+ b", "a + b"), ("2**-x", "2^-x"),
      ("−a**−b", "-a^-b"),
    ])
  func pasted(text: String, plain: String) throws {
    #expect(try tree(text) == tree(plain))
  }

  @Test(
    "Names are letters, digits and `_`, compared by code points",
    arguments: ["x", "_", "_1", "x_1", "θ", "μ", "Größe", "x2y", "π", "名前", "end", "e1"])
  func names(text: String) throws {
    #expect(try tree(text) == text)
  }

  @Test("Names that look the same but are typed differently are different")
  func codePoints() throws {
    // The Greek letter and the micro sign.
    let tree = try Parser.parse(SourceText(name: "test", "μ + µ"))
    #expect(tree.symbols.count == 2)
  }

  @Test("A name is one symbol wherever it occurs, in any number")
  func symbols() throws {
    let names = (0..<5000).map { "x\($0)" }
    let text = (names + names.reversed()).joined(separator: " + ")
    let source = SourceText(name: "test", text)
    let tree = try Parser.parse(source)
    #expect(tree.symbols.count == names.count)
    #expect((0..<5000).allSatisfy { tree.name(Int32($0), in: source) == names[$0] })
  }
}

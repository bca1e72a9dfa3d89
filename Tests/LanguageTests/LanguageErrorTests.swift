import Diagnostics
import Language
import Testing

/// Where each mistake is shown: line, column, and the underlined text.
@Suite("Mistakes in a program's text")
struct LanguageErrorTests {
  /// A program, and the place and the text that its error underlines.
  struct Mistake: CustomTestStringConvertible, Sendable {
    let program: String
    let line: Int
    let column: Int
    let underlined: String
    let headline: String

    init(_ program: String, _ column: Int, _ underlined: String, _ headline: String, line: Int = 1)
    {
      self.program = program
      self.line = line
      self.column = column
      self.underlined = underlined
      self.headline = headline
    }

    var testDescription: String { program.debugDescription }
  }

  static let mistakes = [
    Mistake("", 1, "", "the program is empty"),
    Mistake(" ;\n# words", 1, "", "the program is empty"),
    Mistake("x +\0 1", 4, "\0", "the program contains a NUL byte"),
    Mistake("x $ y", 3, "$", "unexpected character `$`"),
    Mistake("θ + x²", 6, "²", "unexpected character `²`"),
    Mistake("a & b", 3, "&", "unexpected character `&`"),
    Mistake("a. b", 2, ".", "unexpected character `.`"),
    Mistake("2e + 1", 1, "2e", "the number `2e` is not complete"),
    Mistake("x + 0x", 5, "0x", "the number `0x` is not complete"),
    Mistake("1e999", 1, "1e999", "this number is too large"),
    Mistake("x +", 4, "", "expected a number, a name or `(` after `+`"),
    Mistake("x + * y", 5, "*", "expected a number, a name or `(` after `+`"),
    Mistake("x +\ny", 4, "\n", "expected a number, a name or `(` after `+`"),
    Mistake("max(x, )", 8, ")", "expected a number, a name or `(` after `,`"),
    Mistake("x // y", 4, "/", "expected a number, a name or `(` after `/`"),
    Mistake("* x", 1, "*", "expected a number, a name or `(`"),
    Mistake("[1, , 2]", 5, ",", "expected a number, a name or `(` after `,`"),
    Mistake("[1 +\n2]", 5, "\n", "expected a number, a name or `(` after `+`"),
    Mistake("x[]", 3, "]", "expected a number, a name or `(` after `[`"),
    Mistake("x, y", 2, ",", "unexpected `,`"),
    Mistake("(x, y)", 3, ",", "unexpected `,`"),
    Mistake("x !", 3, "!", "unexpected `!`"),
    Mistake("2x", 2, "x", "there is no operator between `2` and `x`"),
    Mistake("2 (x)", 3, "(", "there is no operator between `2` and `(`"),
    Mistake("sin(x) cos(x)", 8, "cos", "there is no operator between `sin(x)` and `cos`"),
    Mistake("1.2.3", 4, ".3", "there is no operator between `1.2` and `.3`"),
    Mistake("[1 2]", 4, "2", "there is no operator between `1` and `2`"),
    Mistake("exp(sin(x)", 4, "(", "this parenthesis is never closed"),
    Mistake("[1, 2", 1, "[", "this bracket is never closed"),
    Mistake("a = (x; b", 5, "(", "this parenthesis is never closed"),
    Mistake("a = (x\nb = 2\nb", 5, "(", "this parenthesis is never closed"),
    Mistake("a = 1\nb = (x", 5, "(", "this parenthesis is never closed", line: 2),
    Mistake("exp(x))", 7, ")", "this parenthesis was never opened"),
    Mistake("x]", 2, "]", "this bracket was never opened"),
    Mistake("f(x]", 4, "]", "`]` does not close `(`"),
    Mistake("[x)", 3, ")", "`)` does not close `[`"),
    Mistake("0 < x < 1", 7, "<", "comparisons cannot be chained"),
    Mistake("a == b != c", 8, "!=", "comparisons cannot be chained"),
    Mistake("1:2:3:4", 6, ":", "a range has at most two colons"),
    Mistake("= 3", 1, "=", "unexpected `=`"),
    Mistake("a = = 3", 5, "=", "unexpected `=`"),
    Mistake("a = b = 3", 7, "=", "a definition has one `=`"),
    Mistake("x + 1 = y", 7, "=", "only a name can be defined"),
    Mistake("(a) = 3", 5, "=", "only a name can be defined"),
    Mistake("f(2) = 3", 6, "=", "only a name can be defined"),
    Mistake("if(x = 0, 1, 2)", 6, "=", "`=` cannot stand inside brackets"),
    Mistake("f(a = 0; a)", 5, "=", "`=` cannot stand inside brackets"),
    Mistake("(a + b = 2; a)", 8, "=", "`=` cannot stand inside brackets"),
    Mistake("((a) = 2; a)", 6, "=", "`=` cannot stand inside brackets"),
    Mistake("(a = b = 2; a)", 8, "=", "a definition has one `=`"),
    Mistake("(a = 1; a = 2; a)", 9, "a", "`a` is defined twice"),
    Mistake("(a = 1; (a = 2; a))", 10, "a", "`a` is defined twice"),
    Mistake("(f(t) = t; f(2))", 2, "f(t)", "a function cannot be defined inside parentheses"),
    Mistake("(a = 1)", 7, ")", "these parentheses define `a` and have no value"),
    Mistake("(a = 1; b = 2;)", 15, ")", "these parentheses define `b` and have no value"),
    Mistake("(a = 1; a;)", 9, "a", "this has no name, and a `;` behind it"),
    Mistake("(a = 1; a^2; 3)", 9, "a^2", "this has no name, and a `;` behind it"),
    Mistake("(a = 1;; a)", 8, ";", "expected a number, a name or `(` after `;`"),
    Mistake("(a = 1\nb = 2; a)", 7, "", "the definition of `a` does not end"),
    Mistake("(a = 1, a)", 7, ",", "the definition of `a` ends with `;`, and not with a comma"),
    Mistake("(a = 1; a, 2)", 10, ",", "unexpected `,`"),
    Mistake("(a = 1; a", 1, "(", "this parenthesis is never closed"),
    Mistake("b = (a = 1; a\nc = 2", 5, "(", "this parenthesis is never closed"),
    Mistake("f(a, b, a) = a", 9, "a", "the parameter `a` is named twice"),
  ]

  @Test("A mistake is shown where it is", arguments: mistakes)
  func place(mistake: Mistake) {
    let source = SourceText(name: "test", mistake.program)
    do throws(LanguageError) {
      _ = try Parser.parse(source)
      Issue.record("`\(mistake.program)` is parsed")
    } catch {
      expect(error.diagnostic(in: source), mistake, source)
    }
  }

  private func expect(_ diagnostic: Diagnostic, _ mistake: Mistake, _ source: SourceText) {
    #expect(diagnostic.headline == mistake.headline)
    guard let span = diagnostic.primary.first?.span else {
      Issue.record("no place is shown")
      return
    }
    let position = source.position(of: Int(span.start))
    #expect(position.line == mistake.line)
    #expect(position.column == mistake.column)
    #expect(source.excerpt(span) == mistake.underlined)
  }

  @Test(
    "Bytes that are not UTF-8 are shown where they are",
    arguments: [
      ([0x78, 0x2B, 0xFF], 2), ([0xC3], 0), ([0x78, 0xC3, 0x2B], 1), ([0xED, 0xA0, 0x80], 0),
      ([0xF4, 0x90, 0x80, 0x80], 0), ([0xC0, 0xAF], 0),
    ] as [([UInt8], Int32)])
  func invalidEncoding(bytes: [UInt8], offset: Int32) {
    #expect(throws: LanguageError.invalidEncoding(Span(offset, offset + 1))) {
      try Parser.parse(SourceText(name: "test", bytes: bytes))
    }
  }

  @Test("Every help line that proposes `*` is taken at its word", arguments: ["2x", "x y", "(x)y"])
  func helpWorks(program: String) throws {
    let source = SourceText(name: "test", program)
    do throws(LanguageError) {
      _ = try Parser.parse(source)
    } catch {
      let help = error.diagnostic(in: source).helps.first ?? ""
      let proposal = try #require(help.firstMatch(of: /`(.+)`/)?.1)
      #expect(try tree(String(proposal)).hasPrefix("(* "))
    }
  }
}

import Language
import Testing

/// Definitions, function definitions and outputs; what ends a statement, and what does not.
@Suite("Statements")
struct StatementTests {
  @Test(
    "Definitions, functions and outputs are told apart",
    arguments: [
      ("a = x + 1", "(= a (+ x 1))"), ("f(x) = x^2", "(= (f x) (^ x 2))"),
      ("f(a, b) = a*b", "(= (f a b) (* a b))"), ("a == b", "(== a b)"), ("f(x)", "(f x)"),
      ("a = b == c", "(= a (== b c))"), ("f(x) == 1", "(== (f x) 1)"),
      ("a = 1; a; f(x) = x; f(a)", "(= a 1)\na\n(= (f x) x)\n(f a)"),
      ("iterate(f, 3, x)", "(iterate #f 3 x)"), ("iterate((f), 3, x)", "(iterate f 3 x)"),
      ("iterate(f + 1, 3, x)", "(iterate (+ f 1) 3 x)"),
    ])
  func kinds(text: String, expected: String) throws {
    #expect(try tree(text) == expected)
  }

  @Test(
    "Statements end at `;` and at a new line, any number of them",
    arguments: [
      "a = 1; b = 2", "a = 1\nb = 2", ";; a = 1 ;;\n\n; b = 2;\n", "a = 1;\nb = 2\n", "a=1;b=2",
      "a = 1 # one\nb = 2 # two", "# first\na = 1\n# second; c = 3\nb = 2", "a = 1\r\nb = 2\r\n",
      "\u{FEFF}a = 1\nb = 2", "a = 1\u{2028}b = 2", "\ta = 1\t;\tb\t=\t2",
    ])
  func separators(text: String) throws {
    #expect(try tree(text) == "(= a 1)\n(= b 2)")
  }

  @Test(
    "Inside parentheses a new line is a blank",
    arguments: [
      "(a +\nb)", "(\na + b\n)", "(a\n+ b)", "(a # one\n + # two\n b)", "(a\r\n+\r\nb)",
      "((a)\n+ (b\n))",
    ])
  func newlinesInParentheses(text: String) throws {
    #expect(try tree(text) == "(+ a b)")
  }

  @Test(
    "Inside a call a new line is a blank", arguments: ["f(a,\nb)", "f(\na\n,\nb\n)", "f(a\n, b)"])
  func newlinesInCalls(text: String) throws {
    #expect(try tree(text) == "(f a b)")
  }

  @Test(
    "Directly inside `[ ]` a new line ends a row, and counts once with `;`",
    arguments: [
      "[a, b; c, d]", "[a, b\nc, d]", "[a, b;\nc, d]", "[a, b\n;c, d]", "[a, b\n\n\nc, d]",
      "[a, b;\n\nc, d]", "[\na, b\nc, d\n]", "[a,\nb\nc\n, d]", "[ # first\na, b # second\nc, d]",
    ])
  func newlinesInMatrices(text: String) throws {
    #expect(try tree(text) == "[a b | c d]")
  }

  @Test(
    "A name that parentheses define is known from there to their end",
    arguments: [
      ("(p = a; p*b)", "{(= p a) (* %p b)}"),
      (
        "(p = a; q = p; p + q) + c",
        "(+ {(= p a) (= q %p) (+ %p %q)} c)"
      ),
      ("((p = a; p) + (p = b; p))", "(+ {(= p a) %p} {(= p b) %p})"),
      ("(p = (q = a; q + 1); p)", "{(= p {(= q a) (+ %q 1)}) %p}"),
      ("(p = a; (q = p; q*p))", "{(= p a) {(= q %p) (* %q %p)}}"),
      ("f(v) = (p = v^2; p)", "(= (f v) {(= p (^ v 2)) %p})"),
      ("g((p = a; p), b)", "(g {(= p a) %p} b)"), ("[(p = a; p); b]", "[{(= p a) %p} | b]"),
      ("x[(k = 1; k + end)]", "(at x {(= k 1) (+ %k end)})"),
      (
        "-(p = a; p)^2",
        "(- (^ {(= p a) %p} 2))"
      ),
      ("(\n p = a;  # one\n\n p\n)", "{(= p a) %p}"),
      (
        "iterate((p = a; p), 1, x)",
        "(iterate {(= p a) %p} 1 x)"
      ),
      ("(p = a; iterate(p, 2, x))", "{(= p a) (iterate %p 2 x)}"), ("(p = a; p)(p)", ""),
    ])
  func locals(text: String, expected: String) throws {
    guard !expected.isEmpty else {
      #expect(throws: LanguageError.self) { try tree(text) }
      return
    }
    #expect(try tree(text) == expected)
  }

  @Test(
    "Parentheses inside a matrix shield their new lines; an index does not end at one",
    arguments: [
      ("[(a +\nb), c]", "[(+ a b) c]"), ("[f(a,\nb)\nc]", "[(f a b) | c]"), ("([a\nb])", "[a | b]"),
      ("x[1,\n2]", "(at x 1 2)"), ("x[\n1\n]", "(at x 1)"),
    ])
  func nestedBrackets(text: String, expected: String) throws {
    #expect(try tree(text) == expected)
  }
}

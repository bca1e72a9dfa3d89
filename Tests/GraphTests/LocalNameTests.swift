import Diagnostics
import Evaluation
import Graph
import ProgramSupport
import Testing

/// Definitions inside parentheses: what they are, what they may be called, what steps are called.
@Suite("Local names")
struct LocalNameTests {
  @Test(
    "Parentheses have the value of their last expression",
    arguments: [
      ("(p = x^2; p + 1)", 10.0), ("f(v) = (p = v^2; q = p + v; q*p); f(x) + f(1)", 110),
      ("(p = x; (q = p + 1; p*q) + p)", 15), ("(p = x; p) + (p = 2*x; p)", 9),
      ("2^(p = x; p)", 8), ("-(p = x; p^2)", -9), ("max((p = x; p), (q = 4; q))", 4),
      ("f(v) = (p = v + 1; p); g(v) = (p = f(v); p*f(p)); g(x)", 20),
      ("step(v) = (p = v/2; p + 1); iterate(step, 3, x)", 2.125),
      ("diff((p = x^2; p*x), x)", 27), ("(p = x^2; diff(p^3, p))", 243),
      ("f(t) = (p = t^2; diff(p^2, t)); f(x)", 108),
      ("f(t) = (p = t^2; diff(p^2 + t, p)); f(x) + f(1)", 20), ("diff(x*(d = x; d^2), x, 2)", 18),
      ("(gamma = 4; gamma(gamma))", 6), ("a = (b = x; b); a + 1", 4),
    ])
  func values(text: String, expected: Double) throws {
    let program = try Program(text)
    #expect(program.values(at: [3])[0].elements == [expected])
  }

  @Test(
    "A definition inside parentheses is the step that the expression in its place is",
    arguments: [
      ("(p = sin(x); p*p)", "sin(x)*sin(x)"), ("(p = x; q = 2; p^q)", "x^2"),
      ("f(v) = (p = exp(v); p + v); f(x)*f(y)", "f(v) = exp(v) + v; f(x)*f(y)"),
    ])
  func sharing(text: String, other: String) throws {
    let (left, right) = (try Program(text), try Program(other))
    #expect(left.graph.count == right.graph.count)
    #expect(left.roots == right.roots)
  }

  @Test("A name of several steps is numbered, and takes no other's name")
  func names() throws {
    func names(_ text: String) throws -> [String] {
      let program = try Program(text)
      return program.stepNames.map { program.text($0) }
    }
    #expect(try names("f(v) = (p = v^2; p + 1); f(x) + f(y)*f(x)") == ["p", "p_2"])
    #expect(try names("p_2 = 3*x; f(v) = (p = v^2; p); f(x) + f(y)") == ["p_2", "p", "p_3"])
    #expect(try names("(p = x; p)") == [])
    #expect(try names("a = x^2; (p = x^2; p)") == ["a"])
    #expect(try names("g(v) = (p = v + 1; p); iterate(g, 3, x)") == ["p", "p_2", "p_3"])
  }

  /// A program, and the error that it gives.
  static let mistakes: [(String, LoweringError)] = [
    ("x + (x = 2; x)", .localHides(name: "x", Span(5, 6), .input, first: Span(0, 1))),
    ("a = 2; (a = 3; a)", .localHides(name: "a", Span(8, 9), .definition, first: Span(0, 1))),
    ("f(a) = (a = 3; a); f(2)", .localHides(name: "a", Span(8, 9), .parameter, first: Span(2, 3))),
    ("f(t) = t; (f = 3; f)", .localHides(name: "f", Span(11, 12), .function, first: Span(0, 1))),
    ("(e = 3; e)", .localHides(name: "e", Span(1, 2), .constant, first: nil)),
    ("pi*(pi = 3; pi)", .localHides(name: "pi", Span(4, 6), .constant, first: nil)),
    ("f(v) = (v2 = v2 + v; v2); f(1)", .selfReference(name: "v2", Span(13, 15))),
    ("(q = p; p = 2; q)", .usedBeforeDefinition(name: "p", Span(5, 6), definition: Span(8, 9))),
    ("(a = 3; a) + a", .localOutside(name: "a", Span(13, 14), definition: Span(1, 2))),
    ("f(v) = (a = v; a); a*f(1)", .localOutside(name: "a", Span(19, 20), definition: Span(8, 9))),
    ("(a = 3; a); a = 2", .duplicateDefinition(name: "a", Span(12, 13), first: Span(1, 2))),
    ("(a = 3; a(2))", .unknownFunction(name: "a", Span(8, 9), known: [], isValue: true)),
    ("(p = x^2; diff(p, 2*p))", .derivativeByExpression(function: "diff", Span(18, 21))),
  ]

  @Test("A mistake has its own error, with its places", arguments: mistakes)
  func mistake(text: String, expected: LoweringError) {
    do throws(ProgramError) {
      _ = try Program(text)
      Issue.record("`\(text)` is understood")
    } catch {
      guard case .lowering(let found) = error else {
        Issue.record("`\(text)` is no program")
        return
      }
      #expect(found == expected)
    }
  }

  @Test("A parameter of one function and a local name of another may be called alike")
  func parameters() throws {
    #expect(
      try Program("f(p) = p + 1; g(v) = (p = v; p*2); h(p) = g(p) + f(p); h(x)").value(["x": 3])
        == 10)
  }

  @Test("Thousands may be nested, and stand beside each other")
  func many() throws {
    let count = 20_000
    let nested =
      (0..<count).map { "(a\($0) = \($0 == 0 ? "x" : "a\($0 - 1)") + 1; " }.joined()
      + "a\(count - 1)" + String(repeating: ")", count: count)
    #expect(try Program(nested).value(["x": 0]) == Double(count))
    let flat =
      "(" + (0..<count).map { "a\($0) = \($0 == 0 ? "x" : "a\($0 - 1)") + 1; " }.joined()
      + "a\(count - 1))"
    #expect(try Program(flat).value(["x": 0]) == Double(count))
  }
}

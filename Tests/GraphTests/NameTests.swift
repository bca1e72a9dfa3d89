import Diagnostics
import Graph
import ProgramSupport
import Testing

/// What names mean: inputs, definitions, constants, functions, parameters.
@Suite("Names")
struct NameTests {
  @Test(
    "Inputs are the names that nothing defines, in order of first appearance",
    arguments: [
      ("y*x + y", ["y", "x"]), ("a = z; b + a", ["z", "b"]), ("2 + 3", []),
      ("a = unused; x", ["unused", "x"]), ("f(t) = t*k; f(x)", ["k", "x"]),
      ("pi*r^2", ["r"]), ("gamma*gamma(x)", ["gamma", "x"]), ("sin + x", ["sin", "x"]),
      ("f(x) = x^2; f(y)", ["y"]), ("f(x) = x^2; f(y) + x", ["y", "x"]),
    ])
  func inputs(text: String, names: [String]) throws {
    #expect(try Program(text).inputNames == names)
  }

  @Test("A constant gives way to a binding and to a definition")
  func shadowing() throws {
    #expect(try Program("pi").value() == .pi)
    #expect(try Program("e; pi; inf").inputs.isEmpty)
    #expect(try Program("e*x", inputs: ["e"]).inputNames == ["e", "x"])
    #expect(try Program("pi = 3; 2*pi").value() == 6)
    #expect(try Program("f(e) = 2*e; f(4)").value() == 8)
    #expect(try Program("nan").value().isNaN)
  }

  @Test("A parameter hides everything of its name, and only in its function")
  func parameters() throws {
    #expect(try Program("a = 5; f(a) = a^2; f(3) + a").value() == 14)
    #expect(try Program("f(x, y) = x - y; f(y, x)").value(["x": 1, "y": 10]) == 9)
    #expect(try Program("f(sin) = sin(sin); f(x)").value(["x": 0]) == 0)
  }

  @Test("Without an expression the last definition is the output")
  func outputs() throws {
    let program = try Program("a = x; b = a + 1")
    #expect(program.outputs.map { program.name(of: $0) } == ["b"])
    let bare = try Program("a = x; a*2; b = 1; (b + a)")
    #expect(bare.outputs.map { bare.name(of: $0) } == ["a*2", "(b + a)"])
    let chosen = try bare.selecting(["b", "x", "a"])
    #expect(chosen.outputs.map { chosen.name(of: $0) } == ["b", "x", "a"])
  }

  /// A program, and the error that it gives.
  static let mistakes: [(String, LoweringError)] = [
    ("a = 1; a = 2", .duplicateDefinition(name: "a", Span(7, 8), first: Span(0, 1))),
    ("f(x) = x; f(y) = y", .duplicateDefinition(name: "f", Span(10, 11), first: Span(0, 1))),
    ("sin(x) = x", .redefinesBuiltin(name: "sin", Span(0, 3))),
    ("arcsin(x) = x", .redefinesBuiltin(name: "arcsin", Span(0, 6))),
    ("iterate(x) = x", .redefinesBuiltin(name: "iterate", Span(0, 7))),
    ("det(x) = x", .redefinesBuiltin(name: "det", Span(0, 3))),
    ("a = b; b = 1", .usedBeforeDefinition(name: "b", Span(4, 5), definition: Span(7, 8))),
    ("f(1); f(x) = x", .usedBeforeDefinition(name: "f", Span(0, 1), definition: Span(6, 7))),
    ("a = 2*e; e = 3", .usedBeforeDefinition(name: "e", Span(6, 7), definition: Span(9, 10))),
    (
      "f(t) = t*k; k = 2; f(x)",
      .usedBeforeDefinition(name: "k", Span(9, 10), definition: Span(12, 13))
    ),
    ("a = a + 1", .selfReference(name: "a", Span(4, 5))),
    ("f(x) = f(x - 1)", .selfReference(name: "f", Span(7, 8))),
    (
      "f(t) = g(t); g(t) = f(t); f(x)",
      .usedBeforeDefinition(name: "g", Span(7, 8), definition: Span(13, 14))
    ),
    ("f(x) = x; f", .functionWithoutArguments(name: "f", Span(10, 11))),
    (
      "sin(x, y)",
      .wrongArity(
        name: "sin", Span(0, 3), parameters: ["x"], isVariadic: false, optional: 0, given: 2)
    ),
    (
      "sin()",
      .wrongArity(
        name: "sin", Span(0, 3), parameters: ["x"], isVariadic: false, optional: 0, given: 0)
    ),
    (
      "max()",
      .wrongArity(
        name: "max", Span(0, 3), parameters: ["A"], isVariadic: true, optional: 0, given: 0)
    ),
    (
      "sum(x, 1, 2)",
      .wrongArity(
        name: "sum", Span(0, 3), parameters: ["A", "dim"], isVariadic: false, optional: 1, given: 3)
    ),
    (
      "f(a) = a; f(1, 2)",
      .wrongArity(
        name: "f", Span(10, 11), parameters: ["a"], isVariadic: false, optional: 0, given: 2)
    ),
    (
      "iterate(sin, 3)",
      .wrongArity(
        name: "iterate", Span(0, 7), parameters: ["f", "n", "x0"], isVariadic: false, optional: 0,
        given: 2)
    ),
    ("iterate(2*x, 3, x)", .iterateNeedsFunction(Span(0, 7))),
    ("iterate(atan2, 3, x)", .iterateNeedsFunction(Span(8, 13))),
    ("iterate(sin, 1/2, x)", .iterateNeedsCount(Span(0, 20), count: 0.5)),
    ("iterate(sin, -1, x)", .iterateNeedsCount(Span(0, 19), count: -1)),
    ("iterate(sin, 1e12, x)", .tooLarge(Span(0, 21), limit: 10_000_000, expected: nil)),
    (
      "besselj(1/2, x)", .needsConstantInteger(function: "besselj", parameter: "n", Span(0, 15))
    ),
    (
      "polygamma(1.5, x)", .needsConstantInteger(function: "polygamma", parameter: "n", Span(0, 17))
    ),
    ("diff(x, 2*x)", .derivativeByExpression(function: "diff", Span(8, 11))),
  ]

  @Test("A mistake has its own error, with its place", arguments: mistakes)
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

  @Test("The first mistake of a program is the one that is told, whatever its kind")
  func firstMistake() {
    #expect(throws: ProgramError.self) { try Program("sine(x); 2 +") }
    do throws(ProgramError) {
      _ = try Program("sine(x); 2 +")
    } catch {
      guard case .lowering(.unknownFunction(let name, _, _, _)) = error else {
        Issue.record("\(error)")
        return
      }
      #expect(name == "sine")
    }
  }
}

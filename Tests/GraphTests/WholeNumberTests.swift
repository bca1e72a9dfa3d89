import Diagnostics
import Differentiation
import Evaluation
import Graph
import Language
import Numerics
import ProgramSupport
import Testing

/// Inputs on which the form of a program hangs: where they are found, and that they are constants.
@Suite("Whole numbers")
struct WholeNumberTests {
  private static let vector = Shape(5, 1)
  private static let matrix = Shape(3, 3)

  /// The program with some numbers bound; `v` is a column of 5, `A` a square matrix.
  static func program(_ text: String, _ numbers: [String: Double]) throws(ProgramError) -> Program {
    try Lowering.lower(
      SourceText(name: "test", text), transforms: GraphTransforms(), number: { numbers[$0] }
    ) { name in
      name == "v" ? vector : name == "A" ? matrix : numbers[name] == nil ? nil : .scalar
    }
  }

  @Test(
    "A number in its place gives the same steps, wherever it stands",
    arguments: [
      "sin(x)*iterate(exp, n, x)", "f(t) = t^2/n; iterate(f, n, x)*n", "v[n]*v[end - n] + n*v[1]",
      "k = n - 1; v[2*k - 1] + v[k]", "f(u, j) = u[j] + j; f(v, n)*f(v, 1) + n",
      "sum(zeros(n, 2) + v[1:n])", "sum(eye(n)*A)", "sum(reshape(v[1:4], n - 1, 2))",
      "sum(A, n - 2)*v[1:3]", "besselj(n, x) + n", "polygamma(n, x)", "diff(sin(x), x, n)*n",
      "sum((A^n)*v[1:3])", "linspace(0, x, n)*v[1:n]", "sum(repmat(v, 1, n))",
      "sum(max(A, [], n - 2))", "h = x/n; step(y) = y + h*y; iterate(step, n, 1)",
      "(j = n; v[j] + j)", "a = x*n; a + v[n]*n^x", "x^n + v[n]", "tril(A, n)*v[1:3]",
    ])
  func literal(text: String) throws {
    let bound = try Self.program(text, ["n": 3])
    let written = try Self.program(WholeNumberTests.replacing(text), [:])
    #expect(bound.graph.count == written.graph.count)
    for index in 0..<min(bound.graph.count, written.graph.count) {
      #expect(bound.graph.records[index] == written.graph.records[index])
    }
    #expect(bound.outputs.map(\.node) == written.outputs.map(\.node))
    #expect(bound.inputNames == written.inputNames)
    #expect(bound.wholeNumbers.map(\.name) == ["n"])
    #expect(bound.wholeNumbers.map(\.value) == [3])
  }

  /// The text with 3 for the name n.
  private static func replacing(_ text: String) -> String {
    text.replacing(/\bn\b/, with: "3")
  }

  @Test("Several are found, in expressions of each other, and nothing else is")
  func several() throws {
    let program = try Self.program(
      "h = T/n; f(y) = y + h*y*m; iterate(f, n*m + k, v[k])", ["n": 2, "m": 3, "k": 1, "T": 1])
    #expect(program.wholeNumbers.map(\.name).sorted() == ["k", "m", "n"])
    #expect(program.inputNames == ["T", "v"])
    #expect(try Self.program("x + k*x", ["k": 2, "x": 1]).wholeNumbers.isEmpty)
  }

  /// A program with its numbers, and the error that it gives.
  static let mistakes: [(String, [String: Double], LoweringError)] = [
    ("iterate(sin, n, x)", [:], .wholeNumberWithoutValue(name: "n", Span(13, 14))),
    (
      "iterate(sin, n, x)", ["n": 2.5], .notWhole(name: "n", 2.5, Span(13, 14), isRange: false)
    ),
    ("besselj(x, x)", [:], .wholeNumberWithoutValue(name: "x", Span(8, 9))),
    ("0:h:1", ["h": 0.5], .notWhole(name: "h", 0.5, Span(2, 3), isRange: true)),
    (
      "f(u, k) = u[k]; f(v, n)", ["n": 0.5], .notWhole(name: "n", 0.5, Span(12, 13), isRange: false)
    ),
    ("v[n + x]", ["n": 1], .wholeNumberWithoutValue(name: "x", Span(2, 7))),
  ]

  @Test("A mistake has its own error, with its place", arguments: mistakes)
  func mistake(text: String, numbers: [String: Double], expected: LoweringError) {
    do throws(ProgramError) {
      _ = try Self.program(text, numbers)
      Issue.record("`\(text)` is understood")
    } catch {
      guard case .lowering(let found) = error else {
        Issue.record("`\(text)` is no program")
        return
      }
      #expect(found == expected)
    }
  }

  @Test(
    "A value that does not fit is named beside the message",
    arguments: [
      ("v[n]", 7.0, "n = 7"), ("f(u, k) = u[k]; f(v, n)", 0, "n = 0"),
      ("iterate(sin, n, x)", -1, "n = -1"), ("zeros(n, 1)", -2, "n = -2"),
      ("v[n/2]", 3, "n = 3"), ("reshape(A, n, 2)", 4, "n = 4"),
      ("iterate(sin, n, x)", 1e12, "n = 1000000000000"), ("besselj(n/2, x)", 3, "n = 3"),
    ])
  func notes(text: String, value: Double, note: String) {
    let source = SourceText(name: "test", text)
    do throws(ProgramError) {
      _ = try Self.program(text, ["n": value])
      Issue.record("`\(text)` is understood")
    } catch {
      #expect(error.diagnostic(in: source).notes == [note])
    }
  }

  @Test("Nothing is differentiated by one, and arrays are none")
  func derivatives() {
    func error(_ text: String, _ numbers: [String: Double]) -> LoweringError? {
      do throws(ProgramError) {
        _ = try Self.program(text, numbers)
        return nil
      } catch {
        if case .lowering(let found) = error { return found }
        return nil
      }
    }
    guard
      case .derivativeByWholeNumber(_, let span, let number) = error(
        "diff(x*n, n) + v[n]", ["n": 2])
    else {
      Issue.record("a derivative by a whole number")
      return
    }
    #expect(span == Span(10, 11) && number.use == Span(17, 18))
    guard case .shape(.indexNotConstant, _) = error("v[v[1]]", [:]) else {
      Issue.record("an array is no whole number")
      return
    }
  }
}

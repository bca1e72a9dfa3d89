import Calculus
import Diagnostics
import Differentiation
import Graph
import Language
import Numerics
import ProgramSupport
import Testing

/// Every mistake in shapes: what is said, where the carets stand, and that the code which a help
/// line proposes works.
@Suite("Shape errors")
struct ArrayShapeErrorTests {
  struct Case: CustomStringConvertible, Sendable {
    let text: String
    let shapes: [String: Shape]
    let headline: String
    /// The texts that carets stand under, with their labels.
    let labels: [String: String]
    /// Code in the help line that is to work with the same inputs.
    let proposals: [String]
    /// Another part of the help line.
    let help: String

    init(
      _ text: String, _ shapes: [String: Shape] = [:], _ headline: String,
      _ labels: [String: String], proposals: [String] = [], help: String = ""
    ) {
      self.text = text
      self.shapes = shapes
      self.headline = headline
      self.labels = labels
      self.proposals = proposals
      self.help = help
    }

    var description: String { text }
  }

  private static func shape(_ rows: Int, _ columns: Int) -> Shape { Shape(rows, columns) }

  private static let a23 = Shape(2, 3)

  static let operators: [Case] = [
    Case(
      "A + B", ["A": a23, "B": shape(3, 2)], "cannot add a 2×3 matrix and a 3×2 matrix",
      ["A": "2×3", "B": "3×2"], proposals: ["A + B'"], help: "dimensions must be equal, or 1"),
    Case(
      "A - sin(B)", ["A": a23, "B": shape(3, 2)],
      "cannot subtract a 3×2 matrix from a 2×3 matrix",
      ["A": "2×3", "sin(B)": "3×2"], proposals: ["A - (sin(B))'"]),
    Case(
      "x .* A", ["x": shape(3, 1), "A": a23],
      "cannot multiply a 3×1 matrix and a 2×3 matrix element by element",
      ["x": "3×1", "A": "2×3"], proposals: ["x' .* A"]),
    Case(
      "A ./ B", ["A": a23, "B": shape(4, 5)],
      "cannot divide a 2×3 matrix by a 4×5 matrix element by element", ["A": "2×3", "B": "4×5"]),
    Case(
      "hypot(A, B)", ["A": a23, "B": shape(2, 2)],
      "the shapes 2×3 and 2×2 do not fit element by element", ["A": "2×3", "B": "2×2"]),
    Case(
      "if(A > 0, A, B)", ["A": a23, "B": shape(2, 2)],
      "the shapes 2×3 and 2×2 do not fit element by element", ["A > 0": "2×3", "B": "2×2"]),
    Case(
      "A*B", ["A": a23, "B": a23], "cannot multiply a 2×3 matrix by a 2×3 matrix",
      ["A": "2×3", "B": "2×3"], proposals: ["A' * B", "A .* B"],
      help: "the right side needs 3 rows"),
    Case(
      "A*B", ["A": a23, "B": shape(4, 3)], "cannot multiply a 2×3 matrix by a 4×3 matrix",
      ["A": "2×3", "B": "4×3"], proposals: ["A * B'"]),
    Case(
      "A*B", ["A": a23, "B": shape(4, 2)], "cannot multiply a 2×3 matrix by a 4×2 matrix",
      ["A": "2×3", "B": "4×2"], proposals: ["B * A"]),
    Case(
      "((A)+(B))*C", ["A": a23, "B": a23, "C": shape(2, 2)],
      "cannot multiply a 2×3 matrix by a 2×2 matrix", ["(A)+(B)": "2×3", "C": "2×2"],
      proposals: ["((A)+(B))' * C"]),
    Case(
      "x*x", ["x": shape(2, 1)], "cannot multiply a 2×1 matrix by a 2×1 matrix", ["x": "2×1"],
      proposals: ["x' * x", "x .* x"], help: "the right side needs 1 row;"),
    Case(
      "A \\ b", ["A": shape(2, 2), "b": shape(1, 2)],
      "cannot solve for a right side with 1 row: the matrix has 2", ["A": "2×2", "b": "1×2"],
      proposals: ["b'"], help: "needs 2 rows"),
    Case(
      "A \\ b", ["A": shape(3, 2), "b": shape(3, 1)], "`\\` needs a square matrix, not 3×2",
      ["A": "3×2"], proposals: ["(A'*A) \\ (A'*b)"]),
    Case(
      "X \\ y", ["X": shape(3, 2), "y": shape(3, 1)], "`\\` needs a square matrix, not 3×2",
      ["X": "3×2"], proposals: ["(X'*X) \\ (X'*y)"]),
    Case(
      "lsolve(A, b)", ["A": shape(2, 2), "b": shape(3, 1)],
      "cannot solve for a right side with 3 rows: the matrix has 2", ["A": "2×2", "b": "3×1"]),
    Case(
      "A / B", ["A": shape(2, 2), "B": shape(2, 2)], "cannot divide by a 2×2 matrix",
      ["A": "2×2", "B": "2×2"], proposals: ["A./B", "(B' \\ A')'"]),
    Case(
      "A / B", ["A": shape(3, 2), "B": shape(2, 2)], "cannot divide by a 2×2 matrix",
      ["A": "3×2", "B": "2×2"], proposals: ["(B' \\ A')'"]),
    Case(
      "A / B", ["A": a23, "B": shape(2, 2)], "cannot divide by a 2×2 matrix",
      ["A": "2×3", "B": "2×2"], help: "`/` divides by a number"),
    Case(
      "x^2", ["x": shape(3, 1)], "`^` needs a square matrix, not 3×1", ["x": "3×1"],
      proposals: ["x.^2"]),
    Case(
      "2^A", ["A": a23], "the exponent of `^` is a number, not a 2×3 matrix", ["A": "2×3"],
      proposals: ["2.^A"]),
    Case(
      "x^y", ["x": shape(2, 1), "y": shape(3, 1)],
      "the exponent of `^` is a number, not a 3×1 matrix", ["y": "3×1"], help: "same shapes"),
    Case(
      "A^0.5", ["A": shape(2, 2)], "the power of a matrix must be a constant whole number",
      ["0.5": ""], proposals: ["A.^(0.5)"]),
    Case(
      "A^n", ["A": shape(2, 2), "n": .scalar],
      "the power of a matrix must be a constant whole number", ["n": ""], proposals: ["A.^n"]),
    Case(
      "A^T", ["A": shape(2, 2)], "the power of a matrix must be a constant whole number",
      ["T": ""], proposals: ["A'"]),
  ]

  static let transposes: [Case] = [
    Case(
      "A' + B", ["A": shape(3, 2), "B": shape(3, 2)],
      "cannot add a 2×3 matrix and a 3×2 matrix", ["A'": "2×3", "B": "3×2"]),
    Case(
      "A*B' + C", ["A": a23, "B": shape(4, 3), "C": shape(4, 2)],
      "cannot add a 2×4 matrix and a 4×2 matrix", ["A*B'": "2×4", "C": "4×2"]),
    Case(
      "C*B'", ["C": shape(4, 3), "B": shape(3, 4)],
      "cannot multiply a 4×3 matrix by a 4×3 matrix", ["C": "4×3", "B'": "4×3"]),
    Case(
      "x + y", ["x": shape(3, 1), "y": shape(4, 1)],
      "cannot add a 3×1 matrix and a 4×1 matrix", ["x": "3×1", "y": "4×1"]),
  ]

  static let functions: [Case] = [
    Case("det(A)", ["A": a23], "`det` needs a square matrix, not 2×3", ["A": "2×3"]),
    Case("chol(A)", ["A": a23], "`chol` needs a square matrix, not 2×3", ["A": "2×3"]),
    Case("eigvals(A)", ["A": a23], "`eigvals` needs a square matrix, not 2×3", ["A": "2×3"]),
    Case("trace(A)", ["A": a23], "`trace` needs a square matrix, not 2×3", ["A": "2×3"]),
    Case(
      "outer(b, A)", ["A": a23, "b": shape(2, 1)], "`outer` needs vectors, not a 2×3 matrix",
      ["A": "2×3"]),
    Case(
      "linspace(1, x, 3)", ["x": a23], "`linspace` needs a number here, not a 2×3 matrix",
      ["x": "2×3"], proposals: ["x[1]"]),
    Case(
      "dot(a, b)", ["a": shape(2, 1), "b": shape(1, 2)],
      "`dot` needs two values of the same shape, not 2×1 and 1×2", ["a": "2×1", "b": "1×2"],
      proposals: ["b'"]),
    Case(
      "mse(a, b)", ["a": shape(2, 1), "b": shape(3, 2)],
      "`mse` needs two values of the same shape, not 2×1 and 3×2", ["a": "2×1", "b": "3×2"]),
    Case(
      "crossentropy(a, b)", ["a": shape(2, 1), "b": .scalar],
      "`crossentropy` needs two values of the same shape, not 2×1 and 1×1",
      ["a": "2×1", "b": "1×1"]),
    Case(
      "reshape(A, 2, 2)", ["A": a23], "cannot reshape 6 elements to 2×2", ["A": "2×3"],
      help: "needs 6 elements"),
    Case("sum(A, 3)", ["A": a23], "the dimension of `sum` is 1 or 2", ["3": ""]),
    Case("max(A, [], 0)", ["A": a23], "the dimension of `max` is 1 or 2", ["0": ""]),
    Case("mean(A, 3)", ["A": a23], "the dimension of `mean` is 1 or 2", ["3": ""]),
    Case("pnorm(A, 2, 3)", ["A": a23], "the dimension of `pnorm` is 1 or 2", ["3": ""]),
    Case(
      "pnorm(A, 1/2)", ["A": a23], "the exponent `p` of `pnorm` must be 1 or greater, not 0.5",
      ["1/2": ""], help: "or `inf`"),
    Case(
      "pnorm(A, nan, 1)", ["A": a23],
      "the exponent `p` of `pnorm` must be 1 or greater, not nan", ["nan": ""]),
    Case(
      "pnorm(A, k)", ["A": a23],
      "the exponent `p` of `pnorm` needs a constant, and this depends on an input", ["k": ""]),
    Case(
      "pnorm(A, [3, 4])", ["A": a23], "`pnorm` needs a number here, not a 1×2 matrix",
      ["[3, 4]": "1×2"]),
    Case("cumsum(A, 3)", ["A": a23], "the dimension of `cumsum` is 1 or 2", ["3": ""]),
    Case(
      "sum(A, k[1])", ["A": a23, "k": shape(2, 1)],
      "the argument `dim` of `sum` must be a constant whole number", ["k[1]": ""],
      help: "`rows(A)`, `cols(A)` and `numel(A)` are constant too"),
    Case(
      "max(A, [], k[1])", ["A": a23, "k": shape(2, 1)],
      "the argument `dim` of `max` must be a constant whole number", ["k[1]": ""]),
    Case(
      "tril(A, 0.5)", ["A": a23],
      "the argument `k` of `tril` must be a constant whole number", ["0.5": ""]),
    Case(
      "zeros(n[1])", ["n": shape(2, 1)],
      "the argument `m` of `zeros` must be a constant whole number", ["n[1]": ""]),
    Case("zeros(2, -1)", [:], "the size `n` of `zeros` is negative: -1", ["-1": ""]),
    Case("repmat(A, -2, 1)", ["A": a23], "the size `m` of `repmat` is negative: -2", ["-2": ""]),
    Case("linspace(0, 1, -3)", [:], "the size `n` of `linspace` is negative: -3", ["-3": ""]),
  ]

  static let brackets: [Case] = [
    Case(
      "[A, B]", ["A": a23, "B": shape(3, 2)],
      "parts side by side need the same number of rows, not 2 and 3", ["B": "3×2"],
      help: "2×3"),
    Case(
      "[A; B]", ["A": a23, "B": shape(3, 2)],
      "rows below each other need the same number of columns, not 3 and 2", ["B": "3×2"],
      help: "2×3"),
    Case(
      "[1, 2; 3]", [:], "rows below each other need the same number of columns, not 2 and 1",
      ["3": "1×1"]),
    Case(
      "A[3, 1]", ["A": a23], "the index 3 is outside: there are 2 rows", ["3": ""],
      help: "`end` is the last"),
    Case("A[1, 0]", ["A": a23], "the index 0 is outside: there are 3 columns", ["0": ""]),
    Case("A[7]", ["A": a23], "the index 7 is outside: there are 6 elements", ["7": ""]),
    Case("x[2]", ["x": .scalar], "the index 2 is outside: there is 1 element", ["2": ""]),
    Case(
      "x[1]", ["x": shape(0, 1)], "the index 1 is outside: there are 0 elements", ["1": ""],
      help: "nothing can be picked"),
    Case("x[1:4]", ["x": shape(3, 1)], "the index 4 is outside: there are 3 elements", ["1:4": ""]),
    Case("x[1.5]", ["x": shape(3, 1)], "an index must be a whole number, not 1.5", ["1.5": ""]),
    Case("x[nan]", ["x": shape(3, 1)], "an index must be a whole number, not nan", ["nan": ""]),
    Case(
      "x[k]", ["x": shape(3, 1), "k": shape(2, 1)],
      "an index must be constant, and this depends on an input", ["k": ""],
      proposals: ["if(k == 1, x[1], x[2])"]),
    Case("x[1, 1, 1]", ["x": shape(3, 1)], "a matrix has one index or two", ["x[1, 1, 1]": ""]),
    Case(
      "1:n[1]", ["n": shape(2, 1)], "the parts of a range must be constant numbers", ["n[1]": ""]),
    Case("1:[2, 3]", [:], "the parts of a range must be constant numbers", ["[2, 3]": ""]),
    Case("1:inf", [:], "the parts of a range must be constant numbers", ["inf": ""]),
    Case("1:0:3", [:], "the step of a range is 0", ["0": ""]),
  ]

  static let sizes: [Case] = [
    ("eye(1e9)", "1000000000×1000000000"), ("sum(1:1e10)", "1×10000000000"),
    ("repmat([1, 2], 1e9, 1e9)", "1000000000×2000000000"),
    ("zeros(1e8, 1e8)", "100000000×100000000"),
    ("ones(30000, 1) + ones(1, 30000)", "30000×30000"),
    ("ones(30000, 1)*ones(1, 30000)", "30000×30000"),
    ("outer(1:30000, 1:30000)", "30000×30000"), ("diag(1:30000)", "30000×30000"),
    ("kron(1:30000, ones(30000, 1))", "30000×30000"),
    ("pi[ones(30000, 1), ones(1, 30000)]", "30000×30000"),
    ("A = ones(16384); [A, A]", "16384×32768"),
    ("linspace(0, 1, 1e9)", "1×1000000000"),
  ].map { text, size in Case(text, [:], "an array of \(size) elements is too large", [:]) }

  private func lowered(_ text: String, _ shapes: [String: Shape]) throws(ProgramError) -> Program {
    try Program(text) { shapes[$0] }
  }

  @Test(
    "The message names the shapes at the right place, and what it proposes works",
    arguments: operators + transposes + functions + brackets + sizes)
  func message(_ test: Case) throws {
    let source = SourceText(name: "test", test.text)
    let error = #expect(throws: ProgramError.self) { try lowered(test.text, test.shapes) }
    let diagnostic = try #require(error).diagnostic(in: source)
    #expect(diagnostic.headline == test.headline)
    if !test.labels.isEmpty {
      let labels = diagnostic.primary.map { (source.excerpt($0.span), $0.text) }
      #expect(
        Set(labels.map(\.0)) == Set(test.labels.keys)
          && labels.allSatisfy { test.labels[$0.0] == $0.1 }, "\(labels)")
    }
    try #require(diagnostic.helps.count == 1)
    let help = diagnostic.helps[0]
    #expect(test.help.isEmpty || help.contains(test.help), "\(help)")
    for proposal in test.proposals {
      #expect(help.contains("`\(proposal)`"), "\(help)")
      _ = try lowered(proposal, test.shapes)
    }
  }

  /// Code between backticks in a help line is code, and none that does not fit is proposed.
  @Test("Whatever is said to fit does", arguments: operators + transposes)
  func proposals(_ test: Case) throws {
    let source = SourceText(name: "test", test.text)
    let error = #expect(throws: ProgramError.self) { try lowered(test.text, test.shapes) }
    for help in try #require(error).diagnostic(in: source).helps {
      for match in help.matches(of: /`([^`]*[A-Za-z][^`]*)`/) {
        _ = try lowered(String(match.1), test.shapes)
      }
    }
  }

  @Test("The place is that of the mistake, in functions and behind other statements")
  func places() throws {
    for (text, marked) in [
      ("f(t) = t*t; f(x)", ["t", "t"]), ("a = 1\nb = x + [1; 2]", ["x", "[1; 2]"]),
      ("[x, 1; 2, 3]", ["1"]), ("sum(x .* (x'*x)) + x[9]", ["9"]),
      ("g(u, v) = u + v; g(x, [1; 2])", ["u", "v"]), ("x'*(x + [1, 2]')", ["x", "[1, 2]'"]),
    ] {
      let source = SourceText(name: "test", text)
      let error = #expect(throws: ProgramError.self) { try lowered(text, ["x": Shape(3, 1)]) }
      let labels = try #require(error).diagnostic(in: source).primary
      #expect(labels.map { source.excerpt($0.span) } == marked, "\(text)")
    }
  }
}

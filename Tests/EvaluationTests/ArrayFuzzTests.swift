import Calculus
import Diagnostics
import Differentiation
import Evaluation
import Foundation
import Graph
import Notation
import Numerics
import ProgramSupport
import TestSupport
import Testing

/// Programs of arrays with mistakes, with inputs of any shape: every one gets a result or one
/// diagnostic that points into its text. A shape that does not fit inside a rule would be a trap.
@Suite("Fuzz with arrays")
struct ArrayFuzzTests {
  private static let caseCount = Sampling.count(10_000, whole: 200_000)

  private static let grammar = [
    "A*B + B'*A'", "x'*A*x", "A \\ b", "(B' \\ A')'", "A' \\ x", "A^3 + A^-1 + A^0",
    "[A, x; x', 1]", "[1, 2; 3, x[1]][1, :]' .* y", "A[end, 2:3] + A[[1, 3], :]",
    "x[k] + x[end] + x[[1, 1, 2]]", "A[:]", "1:2:9", "sum(A, 1) + mean(A, 2)*max(A, [], 1)",
    "f(t) = t*t'; sum(f(x) + f(A))", "if(A > B, A, B) && x", "2 ./ x.^2 - x.^A + hypot(x, A)",
    "y = A*x + b\ne = y - z\n0.5*e'*e", "L = chol(S); z = lsolve(L, x); logdet(S) + z'*z",
    "eigvals(S)[1] + det(A)*trace(inv(A))", "reshape(A, 3, 2) + zeros(3, 2) - ones(2)*eye(2)",
    "kron(A, B)[1, end] + outer(x, b)[end]", "repmat(x, 1, 2) .* linspace(a, b, 2)",
    "diag(x)*diag(A) + tril(A, -1)*triu(B)", "cumsum(A) + flip(A, 2) + softmax(A)",
    "prod(A) + prod(A, 1)*vec(B) + norm(A) + logsumexp(x) + var(x)", "usolve(A', B) + lsolve(A, x)",
    "crossentropy(p, softmax(x)) + mse(A, B) + dot(x, b)", "iterate(transpose, 3, A)",
    "g(v) = A*v/norm(v); iterate(g, 4, x)", "rows(A) + cols(A)*numel(x) - x/2 + 2/x",
    "grad(sum(x.^2), x)'*x", "jacobian(A*x, x) - A", "hessian(x'*A*x, x)", "diff(sum(s*A), s)",
  ]

  /// Examples, forms of the grammar, and random programs.
  private static var programs: [[UInt8]] {
    var random = ArrayRandomPrograms(seed: 3)
    let texts =
      ArrayRegistry.operations.map(\.example).filter { !$0.isEmpty }
      + grammar + grammar + (0..<40).map { _ in random.next().text }
    return texts.map { Array($0.utf8) }
  }

  /// Whether an array in it might be great: those have tests of their own.
  private static func isCostly(_ text: String) -> Bool {
    text.contains(/[0-9]{3}|[0-9.][eEpP][+]?[0-9]|0[xX]|\^[0-9.]*\^/)
  }

  @Test("A mutated program of arrays has a result or one diagnostic")
  func mutatedPrograms() throws {
    var mutation = Mutation(seed: Sampling.seed, programs: Self.programs)
    var random = RandomPrograms(seed: Sampling.seed)
    var resultCount = 0
    for _ in 0..<Self.caseCount {
      let bytes = mutation.next()
      let text = String(decoding: bytes, as: UTF8.self)
      guard !Self.isCostly(text) else { continue }
      let shapes = (0..<4).map { _ in Shape(random.below(4), random.below(4)) }
      if run(bytes, shapes, &random) { resultCount += 1 }
    }
    #expect(resultCount > Self.caseCount / 20 && resultCount < Self.caseCount * 19 / 20)
  }

  /// Whether the program was understood. What is wrong shows as a trap or a failed expectation.
  private func run(
    _ bytes: [UInt8], _ shapes: [Shape], _ random: inout RandomPrograms
  ) -> Bool {
    let source = SourceText(name: "fuzz", bytes: bytes)
    let program: Program
    do {
      program = try Lowering.lower(source, transforms: GraphTransforms()) { name in
        // Some are scalars, some vectors of a common length, some have any shape.
        switch name {
        case "A", "S": Shape(shapes[0].rows, shapes[0].rows)
        case "x", "b": Shape(shapes[0].rows, 1)
        case "B", "y", "p": shapes[1]
        case "k", "s", "pi": .scalar
        case "e", "inf", "nan", "end": nil
        default: name.utf8.count % 2 == 0 ? shapes[2] : .scalar
        }
      }
    } catch {
      expectDrawable(error.diagnostic(in: source), source)
      return false
    }
    let point = (0..<program.coordinateCount).map { _ in
      random.below(8) == 0 ? Double(random.below(3)) : random.uniform(-2...2)
    }
    _ = program.values(at: point)
    let inputs = Array(program.inputs.indices)
    let place = "\(source.text) at \(point) of \(program.inputs.map(\.shape))"
    guard !program.outputs.isEmpty, program.graph.shape(of: program.outputs[0].node).isScalar
    else { return true }
    let forward = Gradient(of: program, by: inputs, at: point, mode: .forward)
    let reverse = Gradient(of: program, by: inputs, at: point, mode: .reverse)
    #expect(
      forward.value == reverse.value || forward.value.isNaN && reverse.value.isNaN, "\(place)")
    for (left, right) in zip(forward.partials, reverse.partials)
    where left.isFinite && right.isFinite && max(abs(left), abs(right)) < 1e8 {
      let scale = max(abs(left), abs(right), 1)
      #expect(abs(left - right) <= 1e-5 * scale, "\(left), \(right): \(place)")
    }
    read(Trace(of: program, by: inputs, at: point, derivatives: .adjoints), program)
    let directions = Array((0..<program.coordinateCount).prefix(2))
    read(Trace(of: program, by: inputs, at: point, derivatives: .tangents(directions)), program)
    let search = FindingSearch(
      of: program, output: 0, by: inputs, at: point,
      troubled: point.isEmpty ? nil : 0)
    _ = (search.valueFinding(), search.slopeFinding(), search.kinkFindings())
    #expect(
      program.graph.count <= FuzzTests.mostNodes, "\(program.graph.count) nodes: \(place)")
    return true
  }

  /// Writes all operations and rules of a trace.
  private func read(_ trace: Trace, _ program: Program) {
    let text = ExpressionPrinter(program.graph, ProgramText()) { trace.name(of: $0) }
    let latex = ExpressionPrinter(program.graph, LaTeX()) { trace.name(of: $0) }
    for row in trace.rows {
      let nodes = [row.node] + row.arcs.compactMap { $0.share?.node }
      for node in nodes {
        #expect(!text.printOperation(node).text.isEmpty)
        #expect(!latex.printOperation(node).text.isEmpty)
      }
    }
  }

  /// One message in the user's words that can be drawn, with its carets inside the text.
  private func expectDrawable(_ diagnostic: Diagnostic, _ source: SourceText) {
    let drawn = DiagnosticRenderer(color: false).render(diagnostic)
    #expect(drawn.hasPrefix("error: ") && drawn.hasSuffix("\n"))
    #expect(!diagnostic.primary.isEmpty, "\(drawn)")
    for label in diagnostic.primary + diagnostic.secondary {
      #expect(label.span.start >= 0 && label.span.start <= label.span.end, "\(drawn)")
      #expect(Int(label.span.end) <= source.bytes.count, "\(drawn)")
      #expect(label.span.end > 0 || drawn.contains("program is empty"), "no place: \(drawn)")
    }
  }
}

extension SourceText {
  fileprivate var text: String { String(decoding: bytes, as: UTF8.self) }
}

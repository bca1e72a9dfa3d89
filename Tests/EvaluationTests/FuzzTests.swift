import Diagnostics
import Differentiation
import Evaluation
import Graph
import ProgramSupport
import TestSupport
import Testing

/// Programs with mistakes that nobody thought of: every one gets a result or one diagnostic, and
/// none ends the process or keeps it busy.
@Suite("Fuzz")
struct FuzzTests {
  /// A program of a few hundred bytes has a few hundred nodes with all its derivatives, and a few
  /// hundred for each step of an iteration.
  static let mostNodes = 100_000
  private static let caseCount = Sampling.count(20_000, whole: 200_000)

  @Test("A mutated program has a result or one diagnostic")
  func mutatedPrograms() throws {
    var mutation = Mutation(seed: Sampling.seed, programs: try FuzzPrograms.all())
    var resultCount = 0
    for _ in 0..<Self.caseCount {
      let bytes = mutation.next()
      if run(bytes) { resultCount += 1 }
    }
    // Neither side is the rule: the mutations stay near to what is right.
    #expect(resultCount > Self.caseCount / 20 && resultCount < Self.caseCount * 19 / 20)
  }

  /// Whether the program was understood. What is wrong shows as a trap or a failed expectation.
  private func run(_ bytes: [UInt8]) -> Bool {
    let source = SourceText(name: "fuzz", bytes: bytes)
    let program: Program
    do {
      program = try Lowering.lower(source, transforms: GraphTransforms()) { _ in nil }
    } catch {
      expectDrawable(error.diagnostic(in: source), source)
      return false
    }
    guard !program.outputs.isEmpty else {
      Issue.record("no output and no message: \(String(decoding: bytes, as: UTF8.self))")
      return false
    }
    let inputs = Array(program.inputs.indices.prefix(3))
    let point = program.inputs.indices.map { 0.7 + 0.3 * Double($0 % 5) }
    guard program.graph.shape(of: program.outputs[0].node).isScalar else {
      return program.values(at: point)[0].elements.count >= 0
    }
    let forward = Gradient(of: program, by: inputs, at: point, mode: .forward)
    let reverse = Gradient(of: program, by: inputs, at: point, mode: .reverse)
    #expect(forward.value.bitPattern == reverse.value.bitPattern || forward.value.isNaN)
    for (left, right) in zip(forward.partials, reverse.partials)
    where left.isFinite && right.isFinite && max(abs(left), abs(right)) < 1e100 {
      let scale = max(abs(left), abs(right), 1)
      #expect(
        abs(left - right) <= 1e-6 * scale,
        "the modes differ: \(String(decoding: bytes, as: UTF8.self))")
    }
    _ = Trace(of: program, by: inputs, at: point, derivatives: .adjoints)
    #expect(
      program.graph.count <= Self.mostNodes,
      "\(program.graph.count) nodes: \(String(decoding: bytes, as: UTF8.self))")
    return true
  }

  /// One message in the user's words that can be drawn, with its caret inside the text.
  private func expectDrawable(_ diagnostic: Diagnostic, _ source: SourceText) {
    let drawn = DiagnosticRenderer(color: false).render(diagnostic)
    #expect(drawn.hasPrefix("error: ") && drawn.hasSuffix("\n"))
    for label in diagnostic.primary + diagnostic.secondary {
      #expect(label.span.start >= 0 && label.span.start <= label.span.end)
      #expect(Int(label.span.end) <= source.bytes.count, "\(drawn)")
    }
  }
}

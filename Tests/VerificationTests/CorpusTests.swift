import Graph
import ProgramSupport
import TestSupport
import Testing

@testable import Verification

@Suite("The check on the corpus", .enabled(if: Corpus.isHere, "\(Corpus.skipped)"))
struct CorpusTests {
  private struct Row: Decodable {
    let id: String
    /// Large programs have a recipe instead.
    let program: String?
    let inputs: [String: CorpusNumber]?
  }

  /// Files in which every program has inputs and derivatives, with the part of their rows that is
  /// sampled: every second, every twentieth.
  private static let files: [(name: String, step: Int)] = [
    ("edges", 1), ("formulas", 3), ("fpbench", 2), ("functions", 1), ("herbie", 12),
    ("integrals", 20), ("large", 3), ("nist", 4), ("optimization-cute", 24),
    ("optimization-other", 10), ("optimization-scipy", 5), ("peers", 5),
    ("symbolic-regression", 6), ("syntax", 1), ("vectors-nist", 21),
    ("vectors-optimization-cute", 40), ("vectors-optimization-other", 60), ("vectors-peers", 2),
    ("vectors-systems", 20),
  ]

  /// Derivatives whose program is right and whose value, as computed, is not.
  ///
  /// exp(log(x)) at the least number: 1/x overflows, and the true derivative is 1.
  private static let wrongDerivatives: Set<String> = ["edges/denormal/006"]

  private func checks(
    _ row: Row, distort: DerivativeCheck.Distortion? = nil
  ) throws -> [DerivativeCheck.Derivative] {
    guard let text = row.program, let inputs = row.inputs else { return [] }
    let program = try Program(text, inputs: Set(inputs.keys))
    let point = program.inputs.map { inputs[program.text($0.span)]?.value ?? .nan }
    return program.outputs.indices.flatMap { output in
      DerivativeCheck(
        of: program, output: output, by: Array(program.inputs.indices), at: point,
        distort: distort
      ).derivatives
    }
  }

  @Test("No derivative is called wrong, and few are left open", arguments: files)
  func doesNotCryWolf(_ file: String, _ step: Int) throws {
    var open = 0
    var count = 0
    for row in try Corpus.rows(file, every: step, as: Row.self) {
      for derivative in try checks(row) {
        count += 1
        if derivative.verdict == .undecided { open += 1 }
        #expect(
          (derivative.verdict == .disagrees) == Self.wrongDerivatives.contains(row.id),
          "\(row.id): \(derivative)")
      }
    }
    #expect(count > 0)
    // The regressions of NIST's begin far from their solutions, where terms cancel: one in seven.
    let usuallyDecided = file == "nist" ? 7 : 10
    if file != "edges" { #expect(open <= 2 + count / usuallyDecided) }
  }

  @Test(
    "A derivative that is wrong by one part in ten thousand is reported", arguments: files)
  func doesNotSleep(_ file: String, _ step: Int) throws {
    var missed = 0
    var count = 0
    for row in try Corpus.rows(file, every: 2 * step, as: Row.self) {
      let right = try checks(row)
      let wrong = try checks(row) { _, _, value in value * (1 + 1e-4) }
      for (right, wrong) in zip(right, wrong) where right.verdict == .agrees && right.reverse != 0 {
        count += 1
        if wrong.verdict != .disagrees { missed += 1 }
        #expect(wrong.verdict != .agrees, "\(row.id): \(wrong)")
      }
    }
    #expect(missed <= count / 50)
  }
}

import Foundation
import TestSupport
import Testing

/// Printed derivatives of the corpus, read again.
@Suite("Corpus: formulas", .enabled(if: Corpus.isHere, "\(Corpus.skipped)"))
struct FormulaTests {
  /// Formulas are rearranged: what cancels in them is not what cancels in the evaluator.
  private static let relativeTolerance = 1e-9
  private static let noiseFactor = 1000.0

  /// At x = 1e200, where the square in 1/sqrt(x^2 + 1) or y/(y^2 + x^2) overflows: the gradient is
  /// right, its printed form is what a textbook has, and the manual says so.
  private static let overflowing: Set = ["functions/asinh/01", "functions/atan2/06"]

  @Test(
    "A printed derivative has the value of the gradient",
    arguments: Corpus.present(Corpus.scalarFiles))
  func readBack(file: String) throws {
    let scratch = try TemporaryDirectory()
    var compared = 0
    let rows = try Corpus.rows(file, as: CorpusRow.self)
    // Points of one expression stand together: the first of each.
    let expressions = rows.filter { $0.id.hasSuffix("#0") || !$0.id.contains("#") }
    for row in expressions.sampled(every: 10) {
      let inputs = row.inputs.mapValues(\.value)
      guard !Self.overflowing.contains(row.id),
        let name = row.gradient?.keys.sorted().first, let reference = row.gradient?[name]
      else { continue }
      let bindings = inputs.map { "\($0.key)=\($0.value)" }
      let outcome = try Tool.run(
        ["diff", "--wrt", name, "--", row.program] + bindings, in: scratch.url)
      try #require(outcome.status == 0, "\(row.id): \(outcome.errorText)")
      let text = outcome.outputText.trimmingCharacters(in: .newlines)
      let value = try Subject(text, at: inputs).values[0]
      let noise = (row.noise.gradient?[name] ?? nil) ?? 0
      let tolerance =
        Self.relativeTolerance * abs(reference.value) + Self.noiseFactor * noise
      compared += 1
      #expect(
        abs(value - reference.value) <= tolerance,
        "\(row.id) d\(name): \(text) is \(value), reference \(reference.value)")
    }
    print("corpus \(file): \(compared) formulas read again")
    #expect(compared > 0)
  }
}

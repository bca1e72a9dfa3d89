import Evaluation
import Graph
import Notation
import ProgramSupport
import TestSupport
import Testing

/// Programs by others: written out in C, compiled and run.
@Suite(
  "Generated C of the corpus",
  .enabled(if: CCompiler.isInstalled, "there is no C compiler (`cc`) here"),
  .enabled(if: Corpus.isHere, "\(Corpus.skipped)"))
struct EmissionCorpusTests {
  private struct Row: Decodable {
    let id: String
    let program: String
    let inputs: [String: CorpusNumber]
    let extreme: Bool?
  }

  @Test(
    "Value and gradient agree with the evaluator to a few units of all steps' rounding errors",
    arguments: Corpus.present(Corpus.scalarFiles))
  func compiled(_ file: String) throws {
    let cases = try Corpus.rows(file, every: 8, as: Row.self).filter { $0.extreme != true }.map {
      row in
      let subject = try Subject(row.program, inputs: Array(row.inputs.keys))
      return EmittedCase(
        row.id, subject.program, at: subject.point(row.inputs.mapValues(\.value)), .gradient)
    }
    let results = try EmissionBatch(cases: cases).runC()
    for (item, numbers) in zip(cases, results) {
      let expected = item.expected
      try #require(numbers.count == expected.count, "\(item.label)")
      if zip(numbers, expected).allSatisfy({ ulps($0, $1) <= 8 }) { continue }
      let bounds = item.roundingBounds()
      for (index, (number, value)) in zip(numbers, expected).enumerated() {
        #expect(
          agrees(number, value, within: 16 * bounds[index] + 8 * value.ulp),
          "number \(index) of \(item.label): C gives \(number), not \(value)")
      }
    }
  }
}

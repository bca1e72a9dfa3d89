import Differentiation
import Evaluation
import Foundation
import TestSupport
import Testing

/// Programs of up to 60 000 operations, built from recipes.
@Suite("Corpus, large programs", .enabled(if: Corpus.isHere, "\(Corpus.skipped)"))
struct LargeProgramTests {
  private struct Row: Decodable {
    struct Point: Decodable {
      let inputs: [String: CorpusNumber]
      let value: CorpusNumber
      let gradient: [String: CorpusNumber]
    }

    let id: String
    let family: String
    let n: Int?
    let recipe: Recipe?
    let recipeConstants: [String: [String]]?
    let program: String?
    let programBytes: Int
    let points: [Point]?
    let inputs: [String: CorpusNumber]?
    let value: CorpusNumber?
    let gradient: [String: CorpusNumber]?
    let gradientSample: [String: CorpusNumber]?
    let gradientSum: CorpusNumber?
    let gradientNorm: CorpusNumber?
    let noise: CorpusRow.Noise?

    /// The inputs; where there are too many to list, by the only rule that such a program has.
    var point: [String: Double] {
      if let inputs { return inputs.mapValues(\.value) }
      guard family == "trid", let n else { return [:] }
      return Dictionary(
        uniqueKeysWithValues: (1...n).map { ("x\($0)", Double($0 * (n + 1 - $0)) / 2) })
    }
  }

  /// The shapes have no noise given: distances of the size of 1, by a few hundred operations each.
  private static let shapeNoise = 0x1p-52

  @Test("Large programs have the right value and gradient in both modes")
  func largePrograms() throws {
    var tally = Tally()
    for row in try Corpus.rows("large", as: Row.self) {
      let built = row.recipe.map { $0.text(n: row.n ?? 0, constants: row.recipeConstants ?? [:]) }
      if let built, let program = row.program { #expect(built == program, "\(row.id)") }
      let text = try #require(built ?? row.program, "\(row.id) has no program")
      #expect(text.utf8.count == row.programBytes, "\(row.id) has another length")
      if let points = row.points {
        for point in points {
          let subject = try Subject(text, at: point.inputs.mapValues(\.value))
          compare(
            subject, point.value, point.gradient, Self.shapeNoise, Self.shapeNoise, row.id, &tally)
        }
        continue
      }
      let subject = try Subject(text, at: row.point)
      // What has no noise given is computed without rounding.
      compare(
        subject, try #require(row.value), row.gradient ?? row.gradientSample ?? [:],
        row.noise?.value ?? 0, row.noise?.gradientMax ?? 0, row.id, &tally)
      compareWhole(subject, row, &tally)
    }
    tally.report("large")
  }

  private func compare(
    _ subject: Subject, _ value: CorpusNumber, _ gradient: [String: CorpusNumber],
    _ valueNoise: Double, _ gradientNoise: Double, _ id: String, _ tally: inout Tally
  ) {
    tally.compare(subject.values[0], with: value.value, noise: valueNoise, "\(id) value")
    for mode in DifferentiationMode.allCases {
      let partials = subject.gradient(mode: mode)
      for (name, reference) in gradient {
        tally.compare(
          partials[name] ?? 0, with: reference.value, noise: gradientNoise,
          "\(id) d\(name) \(mode)")
      }
    }
  }

  /// The sum and the norm of a whole gradient. Their rounding grows with the number of inputs.
  private func compareWhole(_ subject: Subject, _ row: Row, _ tally: inout Tally) {
    guard let sum = row.gradientSum?.value, let norm = row.gradientNorm?.value else { return }
    let partials = subject.gradient(mode: .reverse).values
    let total = partials.map { abs($0) }.reduce(0, +)
    let noise = Double(partials.count) * ((row.noise?.gradientMax ?? 0) + 0x1p-52 * total)
    tally.compare(partials.reduce(0, +), with: sum, noise: noise, "\(row.id) sum")
    let root = partials.reduce(0) { hypot($0, $1) }
    tally.compare(root, with: norm, noise: noise, "\(row.id) norm")
  }
}

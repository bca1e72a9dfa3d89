import Differentiation
import Evaluation
import Foundation
import Graph
import TestSupport
import Testing

/// Values and derivatives of expressions that others wrote, against references of 30 digits.
@Suite("Corpus", .enabled(if: Corpus.isHere, "\(Corpus.skipped)"))
struct CorpusTests {
  @Test("Value and gradient are right in both modes", arguments: Corpus.present(Corpus.scalarFiles))
  func scalars(file: String) throws {
    var tally = Tally()
    for row in try Corpus.rows(file, as: CorpusRow.self) {
      let subject = try Subject(row.program, at: row.inputs.mapValues(\.value))
      let noise = row.noise
      let value = try #require(row.value?.value)
      let gradient = try #require(row.gradient)
      tally.compare(subject.values[0], with: value, noise: noise.value, "\(row.id) value")
      for mode in DifferentiationMode.allCases {
        let partials = subject.gradient(mode: mode)
        for (name, reference) in gradient {
          tally.compare(
            partials[name] ?? 0, with: reference.value, noise: noise.gradient?[name] ?? nil,
            "\(row.id) d\(name) \(mode)")
        }
      }
    }
    tally.report(file)
  }

  @Test(
    "Every output's gradient is right in both modes", arguments: Corpus.present(Corpus.vectorFiles))
  func vectors(file: String) throws {
    var tally = Tally()
    for row in try Corpus.rows(file, as: CorpusRow.self) {
      let subject = try Subject(row.program, at: row.inputs.mapValues(\.value))
      let values = try #require(row.values)
      let jacobian = try #require(row.jacobian)
      let computed = subject.values
      #expect(computed.count == values.count, "\(row.id) has another number of outputs")
      for (output, reference) in values.enumerated().prefix(computed.count) {
        tally.compare(
          computed[output], with: reference.value, noise: row.noise.values?[output] ?? nil,
          "\(row.id) output \(output)")
        for mode in DifferentiationMode.allCases {
          for (name, partial) in subject.gradient(output: output, mode: mode) {
            // What a row does not name has the derivative 0, exactly.
            let reference = jacobian[output][name]
            let noise = reference == nil ? 0 : row.noise.jacobian?[output][name] ?? nil
            tally.compare(
              partial, with: reference?.value ?? 0, noise: noise,
              "\(row.id) output \(output) d\(name) \(mode)")
          }
        }
      }
    }
    tally.report(file)
  }

  /// A published derivative is evaluated as it is written, with its own rounding: this compares
  /// formulas, not last digits, and leaves out where the published one overflows or divides by 0.
  @Test("Published derivatives say the same", arguments: Corpus.present(Corpus.scalarFiles))
  func publishedDerivatives(file: String) throws {
    for row in try Corpus.rows(file, as: CorpusRow.self) {
      let inputs = row.inputs.mapValues(\.value)
      for (name, text) in row.knownDerivative ?? [:] {
        let published = try Subject(text, at: inputs).values[0]
        guard published.isFinite else { continue }
        let partial = try Subject(row.program, at: inputs).gradient(mode: .reverse)[name] ?? 0
        let noise = (row.noise.gradient?[name] ?? nil) ?? 0
        #expect(
          abs(published - partial) <= 1e-7 * abs(partial) + 4 * noise,
          "\(row.id): d\(name) is \(partial), published as \(text) = \(published)")
      }
    }
  }

  /// What closed forms use beyond the language.
  private static let definitions = "euler = 0.5772156649015329; factorial(n) = gamma(n + 1)\n"

  @Test("Functions have their closed forms at special points")
  func closedForms() throws {
    for row in try Corpus.rows("functions", as: CorpusRow.self) {
      let inputs = row.inputs.mapValues(\.value)
      let subject = try Subject(row.program, at: inputs)
      let partial = subject.gradient(mode: .reverse).first?.value ?? 0
      for (text, computed) in [
        (row.closedFormValue, subject.values[0]), (row.closedFormDerivative, partial),
      ] {
        guard let text else { continue }
        let closed = try Subject(Self.definitions + text, at: inputs).values[0]
        let noise = (row.noise.value ?? 0) + ((row.noise.gradient?.first?.value ?? nil) ?? 0)
        #expect(
          abs(closed - computed) <= 1e-14 * abs(closed) + 4 * noise,
          "\(row.id): \(computed), in closed form \(text) = \(closed)")
      }
    }
  }
}

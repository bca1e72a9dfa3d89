import Evaluation
import TestSupport
import Testing

/// Second derivatives and Jacobians against references of 30 digits.
@Suite("Corpus: Hessians and Jacobians", .enabled(if: Corpus.isHere, "\(Corpus.skipped)"))
struct HessianTests {
  struct Row: Decodable {
    struct Noise: Decodable {
      let hessian: [String: Double?]?
    }
    let id: String
    let program: String
    let inputs: [String: CorpusNumber]
    let hessian: [String: CorpusNumber]?
    let noise: Noise
  }

  /// Where one operand of `hypot` is 10^10 times the other, the second derivative y^2/r^3 cancels
  /// in the derivative of x/r: an absolute error of 1e-26.
  private static let hypotFarOut = "peers/autodiffcpp/63#2"

  @Test(
    "Second derivatives are right, forward over reverse and reverse over reverse",
    arguments: Corpus.present(Corpus.scalarFiles))
  func hessians(file: String) throws {
    var tally = Tally()
    for row in try Corpus.rows(file, as: Row.self) {
      guard let references = row.hessian, row.id != Self.hypotFarOut else { continue }
      let subject = try Subject(row.program, at: row.inputs.mapValues(\.value))
      let inputs = Array(subject.program.inputs.indices)
      for choice in [SweepChoice.forward, .reverse] {
        let matrix = Hessian(
          of: subject.program, by: inputs, at: subject.point, choice: choice
        ).matrix.dense
        for (pair, reference) in references {
          let names = pair.split(separator: ",").map(String.init)
          guard let row0 = subject.names.firstIndex(of: names[0]),
            let column = subject.names.firstIndex(of: names[1])
          else { continue }
          for value in [matrix[row0, column], matrix[column, row0]] {
            tally.compare(
              value, with: reference.value, noise: row.noise.hessian?[pair] ?? nil,
              relative: 64, "\(row.id) d2/\(pair) \(choice)")
          }
        }
      }
    }
    if tally.compared > 0 { tally.report("\(file), Hessians") }
  }

  @Test("Jacobians are right, whole and by colours", arguments: Corpus.present(Corpus.vectorFiles))
  func jacobians(file: String) throws {
    var tally = Tally()
    for row in try Corpus.rows(file, as: CorpusRow.self) {
      let subject = try Subject(row.program, at: row.inputs.mapValues(\.value))
      let references = try #require(row.jacobian)
      let inputs = Array(subject.program.inputs.indices)
      for (choice, isSparse) in [(SweepChoice.forward, false), (.reverse, true), (.auto, true)] {
        let matrix = Jacobian(
          of: subject.program, by: inputs, at: subject.point, choice: choice, isSparse: isSparse
        ).matrix.dense
        for (output, partials) in references.enumerated() {
          for (column, name) in subject.names.enumerated() {
            // What a row does not name has the derivative 0, exactly.
            let noise =
              partials[name] == nil ? 0 : row.noise.jacobian?[output][name] ?? nil
            tally.compare(
              matrix[output, column], with: partials[name]?.value ?? 0, noise: noise,
              "\(row.id) output \(output) d\(name) \(choice)")
          }
        }
      }
    }
    tally.report("\(file), Jacobians")
  }
}

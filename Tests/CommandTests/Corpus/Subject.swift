import Diagnostics
import Differentiation
import Evaluation
import Graph
import Language

/// A program at a point, in process.
struct Subject {
  let program: Program
  let names: [String]
  let point: [Double]

  init(_ text: String, at inputs: [String: Double]) throws {
    let source = SourceText(name: "corpus", bytes: Array(text.utf8))
    let program = try Lowering.lower(source) { inputs[$0] != nil }
    self.program = program
    names = program.inputs.map { program.text($0.span) }
    point = names.map { inputs[$0] ?? .nan }
  }

  var values: [Double] { program.values(at: point) }

  /// The derivatives of an output by all inputs.
  func gradient(output: Int = 0, mode: DifferentiationMode) -> [String: Double] {
    let gradient = Gradient(
      of: program, output: output, by: Array(program.inputs.indices), at: point, mode: mode)
    return Dictionary(uniqueKeysWithValues: zip(names, gradient.partials))
  }
}

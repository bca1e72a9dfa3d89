import Differentiation
import Evaluation
import Graph
import Numerics
import ProgramSupport

/// A program at a point, in process.
struct Subject {
  let program: Program
  let names: [String]
  let point: [Double]

  init(_ text: String, at inputs: [String: Double]) throws {
    try self.init(text, with: inputs.mapValues { Matrix($0) })
  }

  init(_ text: String, with inputs: [String: Matrix]) throws {
    program = try Program(text) { inputs[$0]?.shape }
    names = program.inputNames
    point = names.flatMap { inputs[$0]?.elements ?? [.nan] }
  }

  var values: [Double] { program.values(at: point).map { $0.elements[0] } }

  /// The derivatives of an output by all inputs.
  func gradient(output: Int = 0, mode: DifferentiationMode) -> [String: Double] {
    let gradient = Gradient(
      of: program, output: output, by: Array(program.inputs.indices), at: point, mode: mode)
    return Dictionary(uniqueKeysWithValues: zip(names, gradient.partials))
  }
}

import Diagnostics
import Differentiation
import Evaluation
import Graph
import Language
import Numerics

/// A program at a point, in process.
struct Subject {
  let program: Program
  let names: [String]
  let point: [Double]

  init(_ text: String, at inputs: [String: Double]) throws {
    try self.init(text, with: inputs.mapValues { Matrix($0) })
  }

  init(_ text: String, with inputs: [String: Matrix]) throws {
    let source = SourceText(name: "corpus", bytes: Array(text.utf8))
    let program = try Lowering.lower(source, transforms: GraphTransforms()) { inputs[$0]?.shape }
    self.program = program
    names = program.inputs.map { program.text($0.span) }
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

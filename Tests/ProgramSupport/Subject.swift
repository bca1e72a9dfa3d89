import Differentiation
import Evaluation
import Graph
import Numerics

/// A program as a test writes it: text, and what it is asked.
package struct Subject {
  package let program: Program
  package let names: [String]

  /// - Parameters:
  ///   - inputs: names that are inputs although they are constants' names.
  ///   - shapes: of the inputs that are no scalars.
  package init(_ text: String, inputs: [String] = [], shapes: [String: Shape] = [:]) throws {
    program = try Program(text) { shapes[$0] ?? (inputs.contains($0) ? .scalar : nil) }
    names = program.inputNames
  }

  package func point(_ values: [String: Double]) -> [Double] { names.map { values[$0] ?? .nan } }

  package func point(_ values: [String: [Double]]) -> [Double] {
    names.flatMap { values[$0] ?? [.nan] }
  }

  package func value(_ values: [String: Double]) -> Double {
    program.values(at: point(values))[0].elements[0]
  }

  package func gradient(
    _ values: [String: Double], mode: DifferentiationMode = .reverse
  ) -> [String: Double] {
    let gradient = Gradient(
      of: program, by: Array(program.inputs.indices), at: point(values), mode: mode)
    return Dictionary(uniqueKeysWithValues: zip(names, gradient.partials))
  }
}

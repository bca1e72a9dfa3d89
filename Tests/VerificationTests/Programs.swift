import Diagnostics
import Differentiation
import Evaluation
import Graph
import Language
import Numerics

@testable import Verification

/// The program of a text; a constant that is bound is an input.
func program(_ text: String, isBound: @escaping (String) -> Bool = { _ in false }) throws -> Program
{
  let source = SourceText(name: "expression", text)
  return try Lowering.lower(source, transforms: GraphTransforms()) { isBound($0) ? .scalar : nil }
}

/// A program on arrays with its point; a binding is written as on the command line, `A=[1, 2]`.
struct ArrayProgram {
  let program: Program
  let point: [Double]

  init(_ text: String, _ bindings: [String]) throws {
    var values: [String: Matrix] = [:]
    for binding in bindings {
      let parts = binding.split(separator: "=", maxSplits: 1)
      let constant = try VerificationTests.program(String(parts[1]))
      values[String(parts[0])] = constant.values(at: [])[0]
    }
    let source = SourceText(name: "expression", text)
    let known = values
    program = try Lowering.lower(source, transforms: GraphTransforms()) { known[$0]?.shape }
    point = program.inputs.flatMap { [program] in
      values[program.text($0.span)]?.elements ?? [.nan]
    }
  }

  func check(
    options: DerivativeCheck.Options = .init(), distort: DerivativeCheck.Distortion? = nil
  ) -> DerivativeCheck {
    DerivativeCheck(
      of: program, by: Array(0..<program.coordinateCount), at: point, options: options,
      distort: distort)
  }

  func checkDirections(
    _ count: Int = 8, of inputs: [Int]? = nil, distort: DerivativeCheck.Distortion? = nil
  ) -> DerivativeCheck {
    DerivativeCheck(
      of: program, alongDirections: count, of: inputs ?? Array(program.inputs.indices), at: point,
      distort: distort)
  }
}

/// A check of one output by all inputs, whose values are in the order of their appearance.
func check(
  _ text: String, at point: [Double], options: DerivativeCheck.Options = .init(),
  distort: DerivativeCheck.Distortion? = nil
) throws -> DerivativeCheck {
  let program = try program(text)
  return DerivativeCheck(
    of: program, by: Array(program.inputs.indices), at: point, options: options, distort: distort)
}

/// The complex step by some elements.
func complexSteps(
  _ program: Program, by coordinates: [Int], at point: [Double]
) -> [ComplexStep.Outcome] {
  ComplexStep.derivatives(
    of: Subject(program, at: point),
    along: coordinates.map { Line(element: $0, of: program, at: point) })
}

/// A check by the only input.
func verdict(_ text: String, at x: Double) throws -> DerivativeCheck.Derivative {
  try check(text, at: [x]).derivatives[0]
}

/// The quotient of a function that is computed without a program, accurate to a few units in the
/// last place.
func quotient(
  at x: Double, fixedStep: Double? = nil, of function: @escaping (Double) -> Double
) -> DifferenceQuotient {
  DifferenceQuotient(
    at: x, value: function(x), fixedStep: fixedStep, roundingError: { $0.map { _ in 0 } },
    of: { $0.map(function) })
}

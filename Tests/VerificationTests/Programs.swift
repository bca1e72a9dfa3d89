import Graph
import ProgramSupport

@testable import Verification

/// The program of a text.
func program(_ text: String) throws -> Program { try Program(text) }

/// A program on arrays with its point; a binding is written as on the command line, `A=[1, 2]`.
struct ArrayProgram {
  let program: Program
  let point: [Double]

  init(_ text: String, _ bindings: [String]) throws {
    let bindings = try Program.bindings(bindings)
    program = try Program(text, bindings)
    point = program.point(bindings)
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

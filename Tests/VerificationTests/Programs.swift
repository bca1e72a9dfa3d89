import Diagnostics
import Differentiation
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

/// A check of one output by all inputs, whose values are in the order of their appearance.
func check(
  _ text: String, at point: [Double], options: DerivativeCheck.Options = .init(),
  distort: DerivativeCheck.Distortion = { _, _, value in value }
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

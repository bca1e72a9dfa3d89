import Calculus
import Evaluation
import Graph

/// Derivatives by the complex step: f'(x) = Im f(x + i·h)/h, with an h so small that the error, of
/// order h², is below rounding; there is no subtraction and so no cancellation (Squire & Trapp
/// 1998, doi:10.1137/S003614459631241X).
///
/// The program over complex numbers is a real graph again: every step that depends on the input
/// gets a real and an imaginary part, from the primitives' complex rules. It knows nothing of the
/// rules for partial derivatives, so that the two check each other.
package struct ComplexStep {
  package enum Outcome: Equatable, Sendable {
    /// The derivative; nan where two steps do not give the same.
    case value(Double)
    /// The function that has no complex rule, being none of complex analysis, such as `abs`.
    case unavailable(String)

    /// The derivative, where there is one.
    package var derivative: Double? {
      if case .value(let value) = self, !value.isNaN { return value }
      return nil
    }
  }

  /// Up to this many inputs each get a graph of their own, made of the steps that depend on that
  /// input.
  private static let separateInputs = 16
  /// Inputs that are evaluated at once in a graph for all.
  private static let inputsAtOnce = 32

  /// The steps, relative to x; several, because a result that hangs on the step is none. With the
  /// coarser ones less is lost to underflow, the finer ones are small beside functions that vary
  /// fast.
  private static let steps = [0x1p-40, 0x1p-70, 0x1p-100, 0x1p-130]
  /// Two results count as equal up to this relative difference.
  private static let equality = 1e-9
  /// Closer to 0 than this, steps of the scale of x, and their products, leave the range of
  /// doubles.
  private static let leastScale = 0x1p-500
  /// An imaginary part below this may have lost digits to underflow on its way.
  private static let leastImaginaryPart = 0x1p-960

  /// The derivatives of an output by some of the inputs, by their indices.
  ///
  /// With few inputs an input whose steps are all analytic has a result even where another's are
  /// not.
  package static func derivatives(
    of program: Program, output: Int = 0, by inputs: [Int], at point: [Double]
  ) -> [Outcome] {
    if inputs.count <= separateInputs {
      return inputs.flatMap { derivatives(together: [$0], of: program, output, at: point) }
    }
    return derivatives(together: inputs, of: program, output, at: point)
  }

  private static func derivatives(
    together inputs: [Int], of program: Program, _ output: Int, at point: [Double]
  ) -> [Outcome] {
    let graph = program.graph
    let target = program.outputs[output].node
    let complex = ComplexProgram(program, independents: inputs.map { program.inputs[$0].node })
    let imaginary: Node?
    switch complex.imaginaryPart(of: target) {
    case .unavailable(let name): return inputs.map { _ in .unavailable(name) }
    case .zero: return inputs.map { _ in .value(0) }
    case .node(let node): imaginary = node
    }
    guard let imaginary else { return [] }
    let atOnce = min(inputsAtOnce, inputs.count)
    let evaluator = Evaluator(
      graph, roots: [imaginary], varying: complex.imaginaryInputs, lanes: atOnce * steps.count)
    evaluator.bind(program, to: point)
    for input in complex.imaginaryInputs { evaluator.bind(input, to: 0) }

    var outcomes: [Outcome] = []
    for start in stride(from: 0, to: inputs.count, by: atOnce) {
      let block = start..<min(start + atOnce, inputs.count)
      for index in block {
        for (offset, step) in steps.enumerated() {
          evaluator.bind(
            complex.imaginaryInputs[index], lane: (index - start) * steps.count + offset,
            to: step * scale(point[inputs[index]]))
        }
      }
      evaluator.run()
      for index in block {
        let slopes = steps.enumerated().map { offset, step in
          evaluator.value(imaginary, lane: (index - start) * steps.count + offset)
            / (step * scale(point[inputs[index]]))
        }
        outcomes.append(outcome(slopes, at: point[inputs[index]]))
        evaluator.bind(complex.imaginaryInputs[index], to: 0)
      }
    }
    return outcomes
  }

  /// A power of two of the size of x: multiplying and dividing by the steps is exact.
  private static func scale(_ x: Double) -> Double {
    x.magnitude >= leastScale && x.isFinite ? x.binade.magnitude : 1
  }

  /// Whether a derivative of this size by an input of this value gets through without underflow.
  static func resolves(_ derivative: Double, at x: Double) -> Bool {
    derivative == 0
      || derivative.magnitude * scale(x) * (steps.min() ?? 0) >= leastImaginaryPart
  }

  /// The finer one of the first two results that are equal.
  private static func outcome(_ slopes: [Double], at x: Double) -> Outcome {
    guard x == 0 || x.magnitude >= leastScale else { return .value(.nan) }
    for (coarse, fine) in zip(slopes, slopes.dropFirst()) where coarse.isFinite && fine.isFinite {
      let largest = max(coarse.magnitude, fine.magnitude)
      if (coarse - fine).magnitude <= equality * largest { return .value(fine) }
    }
    return .value(.nan)
  }
}

import Evaluation
import Graph

/// The error of a plain central difference against its step: truncation on the left, rounding on
/// the right, and the best step between them.
package struct StepSweep {
  package struct Row: Sendable {
    package let step: Double
    /// (f(x + h) − f(x − h)) / 2h.
    package let difference: Double
    /// |difference − derivative|, absolute.
    package let error: Double
  }

  /// The input's index in the program.
  package let input: Int
  /// The derivative that the differences are compared with, by reverse mode.
  package let derivative: Double
  /// From the largest step to the smallest.
  package let rows: [Row]

  /// The steps 0.1, 0.01, … 1e-15, two for each power of ten.
  package static let steps: [Double] = (2...30).map { half in
    var step = half % 2 == 0 ? 1.0 : 0.31622776601683794
    for _ in 0..<(half / 2) { step /= 10 }
    return step
  }

  /// - Parameters:
  ///   - input: the input to move.
  ///   - point: the values of all inputs.
  package init(of program: Program, output: Int = 0, by input: Int, at point: [Double]) {
    let derivative = Gradient(
      of: program, output: output, by: [input], at: point, mode: .reverse
    ).partials[0]
    let x = point[input]
    let places = StepSweep.steps.flatMap { [x - $0, x + $0] }
    let section = Section(
      of: [program.outputs[output].node], in: program, along: input, through: point,
      lanes: places.count)
    let values = section.values(at: places)
    self.input = input
    self.derivative = derivative
    rows = StepSweep.steps.enumerated().map { index, step in
      let difference = (values[2 * index + 1] - values[2 * index]) / (2 * step)
      return Row(step: step, difference: difference, error: abs(difference - derivative))
    }
  }
}

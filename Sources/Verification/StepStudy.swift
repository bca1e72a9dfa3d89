import Evaluation
import Graph

/// The error of a plain central difference against its step: truncation on the left, rounding on
/// the right, and the best step between them.
package struct StepStudy {
  /// One step with its error.
  package struct Row: Sendable {
    package let step: Double
    /// (f(x + h) − f(x − h)) / 2h.
    package let difference: Double
    /// |difference − derivative|, absolute.
    package let error: Double
  }

  /// The place in the point of the element that moves.
  package let coordinate: Int
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

  /// The studies by some elements; an output that is an array is contracted as in `Subject`.
  ///
  /// - Parameter point: the values of all elements.
  package static func studies(
    of program: Program, output: Int = 0, by coordinates: [Int], at point: [Double]
  ) -> [StepStudy] {
    let subject = Subject(program, output: output, at: point)
    let inputs = Set(coordinates.map { program.element(at: $0).input }).sorted()
    let gradient = Slopes(subject: subject).gradient(by: inputs)
    return coordinates.map { StepStudy(of: subject, by: $0, derivative: gradient[$0]) }
  }

  private init(of subject: Subject, by coordinate: Int, derivative: Double) {
    let x = subject.point[coordinate]
    let places = StepStudy.steps.flatMap { [x - $0, x + $0] }
    let section = Section(
      of: [subject.target], in: subject,
      along: Line(element: coordinate, of: subject.program, at: subject.point),
      lanes: places.count)
    let values = section.values(at: places)
    self.coordinate = coordinate
    self.derivative = derivative
    rows = StepStudy.steps.enumerated().map { index, step in
      let difference = (values[2 * index + 1] - values[2 * index]) / (2 * step)
      return Row(step: step, difference: difference, error: abs(difference - derivative))
    }
  }
}

import Differentiation
import Evaluation
import Graph

/// What a check says of one derivative, or of all together.
package enum Verdict: String, Sendable, CaseIterable {
  case agrees
  case disagrees = "DISAGREES"
  /// The slopes from the left and from the right differ.
  case kink
  /// The errors of the difference quotient and of the complex step are too large to tell.
  case undecided
  /// The derivative is not finite, and rightly so.
  case singular
}

/// The derivatives of an output at a point, each computed in independent ways and compared: forward
/// mode, reverse mode, a difference quotient with its own error estimate, and the complex step.
package struct DerivativeCheck {
  /// How derivatives are compared.
  package struct Options: Sendable {
    /// The step of one plain central difference; nil: extrapolation over a sequence of steps.
    package var fixedStep: Double?
    package var relativeTolerance: Double
    package var absoluteTolerance: Double

    package static let usualRelativeTolerance = 1e-6
    package static let usualAbsoluteTolerance = 0.0

    package init(
      fixedStep: Double? = nil, relativeTolerance: Double = usualRelativeTolerance,
      absoluteTolerance: Double = usualAbsoluteTolerance
    ) {
      self.fixedStep = fixedStep
      self.relativeTolerance = relativeTolerance
      self.absoluteTolerance = absoluteTolerance
    }

    /// The difference that is allowed between two derivatives.
    func tolerance(_ first: Double, _ second: Double) -> Double {
      absoluteTolerance + relativeTolerance * max(first.magnitude, second.magnitude)
    }
  }

  /// The derivative along one line.
  package struct Derivative: Sendable {
    /// The element that moves, or the direction.
    package let name: Line.Name
    package let forward: Double
    package let reverse: Double
    /// The difference quotient; nan where the function has too few finite values around the point.
    package let difference: Double
    /// How far `difference` may be from the derivative, and the finest step it was made from.
    package let estimate: Double
    package let step: Double
    package let complexStep: ComplexStep.Outcome
    package let verdict: Verdict
    /// The slopes from below and from above, where they differ; infinite at a jump.
    package let oneSidedSlopes: OneSidedSlopes?

    /// The place in the point of the element that moves; nil for a direction.
    package var coordinate: Int? {
      if case .element(let coordinate) = name { return coordinate }
      return nil
    }
  }

  /// The slopes on both sides of a kink.
  package struct OneSidedSlopes: Equatable, Sendable {
    package let left: Double
    package let right: Double
  }

  /// Changes the derivative by an element before it is compared; for tests of the check itself.
  typealias Distortion = (
    _ mode: DifferentiationMode, _ coordinate: Int, _ value: Double
  ) -> Double

  /// The output's value; of an array the weighted sum of its elements.
  package let value: Double
  /// In the order of the elements asked for, or of the directions.
  package let derivatives: [Derivative]
  /// By reverse mode, the derivatives by all elements of the inputs that were differentiated by,
  /// placed like a point.
  package let gradient: [Double]
  /// Of directions that disagree: the element that was found to do so most.
  package let culprit: Derivative?
  package let options: Options

  /// `disagrees` if one derivative does; else what leaves most open.
  package var verdict: Verdict {
    let order: [Verdict] = [.disagrees, .undecided, .singular, .kink]
    return order.first { verdict in derivatives.contains { $0.verdict == verdict } } ?? .agrees
  }

  /// The largest relative difference of forward and reverse mode. Along random directions v, and
  /// with weights w for an output that is an array, these are ⟨w, Jv⟩ and ⟨Jᵀw, v⟩: the
  /// dot-product test.
  package var largestModeDifference: Double {
    derivatives.reduce(0) { largest, derivative in
      let scale = max(derivative.forward.magnitude, derivative.reverse.magnitude)
      let difference = (derivative.forward - derivative.reverse).magnitude
      return difference > 0 ? max(largest, difference / scale) : largest
    }
  }

  /// Checks the derivative by each of some elements.
  ///
  /// - Parameters:
  ///   - output: the output's index; one that is an array is contracted as in `Subject`.
  ///   - coordinates: the places in the point of the elements to differentiate by.
  ///   - point: the values of all elements of the inputs.
  ///
  /// Cost: some 30 evaluations of the program for each element, three times that where a slope is
  /// hard to find, beside the gradients.
  package init(
    of program: Program, output: Int = 0, by coordinates: [Int], at point: [Double],
    options: Options = Options()
  ) {
    self.init(
      of: program, output: output, by: coordinates, at: point, options: options, distort: nil)
  }

  init(
    of program: Program, output: Int = 0, by coordinates: [Int], at point: [Double],
    options: Options = Options(), distort: Distortion?
  ) {
    let inputs = Set(coordinates.map { program.element(at: $0).input }).sorted()
    let examination = Examination(
      of: Subject(program, output: output, at: point), by: inputs, options: options,
      distort: distort)
    self.options = options
    value = examination.value
    gradient = examination.gradient
    derivatives = examination.derivatives(
      along: coordinates.map { Line(element: $0, of: program, at: point) })
    culprit = nil
  }

  /// Checks the derivatives along random directions, in each of which all elements of some inputs
  /// move at once. Where one disagrees, an element is looked for that does.
  ///
  /// - Parameters:
  ///   - count: the number of directions.
  ///   - inputs: the indices of the inputs to differentiate by.
  ///
  /// Cost: some 60 evaluations of the program for each direction.
  package init(
    of program: Program, output: Int = 0, alongDirections count: Int, of inputs: [Int],
    at point: [Double], options: Options = Options()
  ) {
    self.init(
      of: program, output: output, alongDirections: count, of: inputs, at: point,
      options: options, distort: nil)
  }

  init(
    of program: Program, output: Int = 0, alongDirections count: Int, of inputs: [Int],
    at point: [Double], options: Options = Options(), distort: Distortion?
  ) {
    let examination = Examination(
      of: Subject(program, output: output, at: point), by: inputs, options: options,
      distort: distort)
    let directions = RandomDirections(of: program, inputs: inputs, at: point)
    let lines = (1...max(1, count)).map { directions.line($0) }
    self.options = options
    value = examination.value
    gradient = examination.gradient
    let derivatives = examination.derivatives(along: lines)
    self.derivatives = derivatives
    culprit = derivatives.firstIndex { $0.verdict == .disagrees }.flatMap {
      CulpritSearch(examination, directions).culprit(inDirection: $0 + 1)
    }
  }
}

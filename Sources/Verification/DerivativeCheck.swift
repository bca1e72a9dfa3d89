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
  package struct Options: Sendable {
    /// The step of one plain central difference; nil: extrapolation over a sequence of steps.
    package var fixedStep: Double?
    package var relativeTolerance = 1e-6
    package var absoluteTolerance = 0.0

    package init(
      fixedStep: Double? = nil, relativeTolerance: Double = 1e-6, absoluteTolerance: Double = 0
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

  /// The derivative by one input.
  package struct Derivative: Sendable {
    /// The input's index in the program.
    package let input: Int
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
  }

  package struct OneSidedSlopes: Equatable, Sendable {
    package let left: Double
    package let right: Double
  }

  /// Changes a derivative before it is compared; for tests of the check itself.
  typealias Distortion = (_ mode: DifferentiationMode, _ input: Int, _ value: Double) -> Double

  /// The output's value.
  package let value: Double
  /// In the order of the inputs asked for.
  package let derivatives: [Derivative]
  package let options: Options

  /// `disagrees` if one derivative does; else what leaves most open.
  package var verdict: Verdict {
    let order: [Verdict] = [.disagrees, .undecided, .singular, .kink]
    return order.first { verdict in derivatives.contains { $0.verdict == verdict } } ?? .agrees
  }

  /// - Parameters:
  ///   - output: the output's index.
  ///   - inputs: the indices of the inputs to differentiate by.
  ///   - point: the values of all inputs.
  ///
  /// Cost: some 30 evaluations of the program for each input, three times that where a slope is
  /// hard to find, beside the gradients.
  package init(
    of program: Program, output: Int = 0, by inputs: [Int], at point: [Double],
    options: Options = Options()
  ) {
    self.init(
      of: program, output: output, by: inputs, at: point, options: options,
      distort: { _, _, value in value })
  }

  init(
    of program: Program, output: Int = 0, by inputs: [Int], at point: [Double],
    options: Options = Options(), distort: Distortion
  ) {
    func gradient(_ mode: DifferentiationMode) -> [Double] {
      let gradient = Gradient(of: program, output: output, by: inputs, at: point, mode: mode)
      return zip(inputs, gradient.partials).map { distort(mode, $0, $1) }
    }
    let forward = gradient(.forward)
    let reverse = gradient(.reverse)
    let complex = ComplexStep.derivatives(of: program, output: output, by: inputs, at: point)
    let target = program.outputs[output].node
    let rounding = RoundingError(of: target, dependingOn: inputs, in: program, at: point)
    let doubt = Doubt(program: program, output: target, inputs: inputs, point: point)

    self.options = options
    let value = program.number(of: target, at: point)
    self.value = value
    derivatives = inputs.indices.map { index in
      let input = inputs[index]
      let section = Section(
        of: [target], in: program, along: input, through: point,
        lanes: 2 * DifferenceQuotient.stepsPerWindow)
      let quotient = DifferenceQuotient(
        at: point[input], value: value, fixedStep: options.fixedStep,
        roundingError: rounding.typical(along: input), of: section.values)
      var judgement = Judgement(
        input: input, value: value, forward: forward[index], reverse: reverse[index],
        complexStep: complex[index], options: options, doubt: doubt, quotient: quotient)
      return judgement.derivative()
    }
  }
}

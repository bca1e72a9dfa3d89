import Differentiation
import Graph

/// What the derivatives at one point have in common, and how each is examined.
struct Examination {
  let subject: Subject
  let value: Double
  private let options: DerivativeCheck.Options
  private let distort: DerivativeCheck.Distortion?
  /// By reverse mode, placed like a point; as computed, and as compared.
  let gradient: [Double]
  private let compared: [Double]
  private let rounding: RoundingError
  private let doubt: Doubt

  /// - Parameter inputs: the indices of the inputs of which elements move.
  init(
    of subject: Subject, by inputs: [Int], options: DerivativeCheck.Options,
    distort: DerivativeCheck.Distortion?
  ) {
    self.subject = subject
    self.options = options
    self.distort = distort
    let gradient = Slopes(subject: subject).gradient(by: inputs)
    self.gradient = gradient
    compared =
      distort.map { distort in
        gradient.enumerated().map { distort(.reverse, $0.offset, $0.element) }
      } ?? gradient
    rounding = RoundingError(of: subject, dependingOn: inputs)
    doubt = Doubt(subject, inputs: inputs)
    value = subject.value
  }

  func derivatives(along lines: [Line]) -> [DerivativeCheck.Derivative] {
    let tangents = Slopes(subject: subject).tangents(along: lines)
    let complex = ComplexStep.derivatives(of: subject, along: lines)
    return lines.indices.map { index in
      let line = lines[index]
      let section = Section(
        of: [subject.target], in: subject, along: line,
        lanes: 2 * DifferenceQuotient.stepsPerWindow)
      let quotient = DifferenceQuotient(
        at: line.origin, value: value, fixedStep: options.fixedStep,
        roundingError: rounding.typical(along: line), of: section.values)
      var judgement = Judgement(
        line: line, value: value, forward: distorted(tangents[index], along: line),
        reverse: line.slope(of: compared, in: subject.program), complexStep: complex[index],
        options: options, doubt: doubt, quotient: quotient)
      return judgement.derivative()
    }
  }

  /// Forward mode has no derivatives by the elements: that along the line is changed by what their
  /// changes come to.
  private func distorted(_ tangent: Double, along line: Line) -> Double {
    guard let distort else { return tangent }
    if case .element(let coordinate) = line.name { return distort(.forward, coordinate, tangent) }
    let changes = gradient.enumerated().map { coordinate, partial in
      distort(.forward, coordinate, partial) - partial
    }
    return tangent + line.slope(of: changes, in: subject.program)
  }
}

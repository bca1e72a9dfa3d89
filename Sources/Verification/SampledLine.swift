/// A function of one number at x and at pairs of points around it, and the difference quotients of
/// these values.
struct SampledLine {
  struct Neighbour {
    let abscissa: Double
    let value: Double
  }

  /// The points x ± step.
  struct Sample {
    let step: Double
    /// Whether the step is half of the sample's before.
    var continues: Bool
    let above: Neighbour
    let below: Neighbour
    /// The rounding error of the two values, where more than 4ε·|f| is known.
    let rounding: Double
  }

  let x: Double
  let value: Double
  /// The rounding error of the function's values at any points.
  private let roundingError: ([Double]) -> [Double]
  /// Whether quotients are divided by h or 2h, whatever x ± h are rounded to.
  let usesNominalSteps: Bool
  private let function: ([Double]) -> [Double]

  init(
    x: Double, value: Double, usesNominalSteps: Bool,
    roundingError: @escaping ([Double]) -> [Double],
    function: @escaping ([Double]) -> [Double]
  ) {
    self.x = x
    self.value = value
    self.usesNominalSteps = usesNominalSteps
    self.roundingError = roundingError
    self.function = function
  }

  static func powerOfTwo(_ exponent: Int) -> Double {
    Double(sign: .plus, exponent: exponent, significand: 1)
  }

  /// Samples with steps from `first` downwards by 2 to `last`, each rounded so that x + step is
  /// exact.
  func samples(from first: Double, to last: Double, continues: Bool) -> [Sample] {
    var steps: [Double] = []
    var step = first
    while step >= 0.75 * last, step > 0, step.isFinite {
      steps.append(rounded(step))
      step /= 2
    }
    let abscissas = steps.flatMap { [x + $0, x - $0] }
    let values = function(abscissas)
    let rounding = roundingErrors(steps)
    return steps.indices.map { index in
      Sample(
        step: steps[index], continues: continues || index > 0,
        above: Neighbour(abscissa: abscissas[2 * index], value: values[2 * index]),
        below: Neighbour(abscissa: abscissas[2 * index + 1], value: values[2 * index + 1]),
        rounding: rounding[index])
    }
  }

  /// The step between x and the number nearest to x + step. On the side of 0 numbers are at least
  /// as close to each other as on this side, so that x - step is exact too.
  private func rounded(_ step: Double) -> Double {
    let exact = (x.magnitude + step) - x.magnitude
    return usesNominalSteps || exact == 0 || !exact.isFinite ? step : exact
  }

  /// After so many halvings the rounding error is computed afresh.
  private static let stepsPerRounding = 5

  /// The rounding error around x by step: that at x itself, and what is added with distance, which
  /// between the steps that are looked at is taken as proportional to the step.
  ///
  /// It may be far less at x than elsewhere: a sum of squares has no first-order rounding error
  /// where its terms are 0.
  private func roundingErrors(_ steps: [Double]) -> [Double] {
    let looked = stride(from: 0, to: steps.count, by: SampledLine.stepsPerRounding).map {
      steps[$0]
    }
    let errors = roundingError([x] + looked.flatMap { [x + $0, x - $0] })
    return steps.indices.map { index in
      let nearest = index / SampledLine.stepsPerRounding
      let added = max(errors[2 * nearest + 1], errors[2 * nearest + 2])
      return errors[0] + added * (steps[index] / looked[nearest])
    }
  }

  /// The rounding error of the quotient of a sample: at least that of values with four units in the
  /// last place.
  func rounding(_ sample: Sample, _ ends: [Neighbour]) -> Double {
    let largest = ends.reduce(0) { max($0, $1.value.magnitude) }
    return max(4 * Double.ulpOfOne * largest, sample.rounding) / sample.step
  }

  func centralRows(_ samples: [Sample]) -> [Extrapolation.Row] {
    rows(samples, width: 2) { ($0.below, $0.above) }
  }

  func leftRows(_ samples: [Sample]) -> [Extrapolation.Row] {
    rows(samples, width: 1) { ($0.below, Neighbour(abscissa: x, value: value)) }
  }

  func rightRows(_ samples: [Sample]) -> [Extrapolation.Row] {
    rows(samples, width: 1) { (Neighbour(abscissa: x, value: value), $0.above) }
  }

  /// The quotients of the samples whose values are finite; their points are `width` steps apart.
  private func rows(
    _ samples: [Sample], width: Double, _ ends: (Sample) -> (Neighbour, Neighbour)
  ) -> [Extrapolation.Row] {
    var rows: [Extrapolation.Row] = []
    rows.reserveCapacity(samples.count)
    var isInterrupted = true
    for sample in samples {
      let (from, to) = ends(sample)
      // Where x ± h are rounded, the points' own distance is the right divisor. A textbook's
      // quotient has h or 2h.
      let distance = usesNominalSteps ? width * sample.step : to.abscissa - from.abscissa
      let difference = to.value - from.value
      // The difference of two large values may overflow where the quotient does not.
      let quotient =
        difference.isFinite
        ? difference / distance : to.value / distance - from.value / distance
      guard distance > 0, distance.isFinite, quotient.isFinite else {
        isInterrupted = true
        continue
      }
      rows.append(
        Extrapolation.Row(
          step: sample.step, quotient: quotient,
          rounding: rounding(sample, [from, to]),
          continues: sample.continues && !isInterrupted))
      isInterrupted = false
    }
    return rows
  }
}

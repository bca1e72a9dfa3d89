import Numerics

/// The derivative of a function of one number by differences, with an estimate of its own error.
///
/// Central differences with steps from 0.1·s downwards by 2 to ε^(1/3)·s, s = |x| (1 where x = 0),
/// extrapolated to the step 0 (see `Extrapolation`). The same points give the slopes from the left
/// and from the right. A step at which the function is not finite is left out, and where one whole
/// side is missing, at the edge of a domain, the other side's slope is the derivative. Who is not
/// content may ask for finer or for coarser steps.
package struct DifferenceQuotient {
  /// Steps from 0.1·s to ε^(1/3)·s, by 2.
  package static let stepsPerWindow = 15
  /// Windows below the first; the last of them ends at about 2⁻⁴⁷·|x|, a few units in the last
  /// place.
  private static let finerWindows = 2
  /// Windows above the first: see `coarsen()`.
  private static let coarserWindows = 2
  /// Nothing is gained by steps beyond this where |x| is less than 1.
  private static let greatestStep = 0.1
  /// Numbers closer to 0 than this have no room for steps of their own scale.
  private static let leastScale = 0x1p-1010

  private let points: SampledLine
  private var finest: Double
  private var coarsest: Double
  private var finerLeft: Int
  private var coarserLeft: Int
  private let fixedStep: Double?
  private var samples: [SampledLine.Sample] = []

  /// From central differences; nil where no two steps have finite values on both sides.
  package private(set) var central: Slope?
  /// From x and points below it.
  package private(set) var left: Slope?
  /// From x and points above it.
  package private(set) var right: Slope?
  /// ±inf where the slope from the left, or from the right, grows without bound.
  package private(set) var leftDivergence: Double?
  package private(set) var rightDivergence: Double?

  /// - Parameters:
  ///   - value: the function's value at x.
  ///   - fixedStep: for one plain central difference (f(x+h) - f(x-h))/2h, as in a textbook. Its
  ///     estimate comes from the same difference with half the step.
  ///   - roundingError: of the function's values at any points; at least 4ε·|f| is assumed.
  ///   - function: gives the function's values at any points.
  package init(
    at x: Double, value: Double, fixedStep: Double? = nil,
    roundingError: @escaping ([Double]) -> [Double], of function: @escaping ([Double]) -> [Double]
  ) {
    points = SampledLine(
      x: x, value: value, usesNominalSteps: fixedStep != nil, roundingError: roundingError,
      function: function)
    self.fixedStep = fixedStep
    if let fixedStep {
      (coarsest, finest) = (fixedStep, fixedStep / 2)
      (finerLeft, coarserLeft) = (0, 0)
    } else {
      let scale = x.magnitude >= DifferenceQuotient.leastScale ? x.magnitude : 1
      let ratio = SampledLine.powerOfTwo(DifferenceQuotient.stepsPerWindow - 1)
      (coarsest, finest) = (0.1 * scale, 0.1 * scale / ratio)
      finerLeft = DifferenceQuotient.finerWindows
      coarserLeft = DifferenceQuotient.coarserWindows
    }
    samples = points.samples(from: coarsest, to: finest, continues: false)
    formSlopes()
  }

  /// The derivative: the central one; the one-sided one where the function has one side only.
  package var slope: Slope? {
    central ?? (isMissing(\.below) ? right : isMissing(\.above) ? left : nil)
  }

  private func isMissing(_ side: KeyPath<SampledLine.Sample, SampledLine.Neighbour>) -> Bool {
    !samples.contains { $0[keyPath: side].value.isFinite }
  }

  /// The size of a slope that would not be small: that of f/x, or of the terms that f is made of,
  /// by x; or that of secants that are more than rounding.
  package var typicalSlope: Double {
    var largest = 0.0
    for sample in samples {
      let rounding = points.rounding(sample, [sample.above, sample.below])
      // A rounding error is 2⁻⁵³ of the terms that were rounded.
      largest = max(largest, sample.rounding * 0x1p53 / max(1, points.x.magnitude))
      for neighbour in [sample.below, sample.above] where neighbour.value.isFinite {
        let ratio = neighbour.value / max(1, neighbour.abscissa.magnitude)
        let secant = (neighbour.value - points.value) / sample.step
        largest = max(largest, ratio.magnitude)
        if secant.isFinite, secant.magnitude > 16 * rounding {
          largest = max(largest, secant.magnitude)
        }
      }
    }
    return largest
  }

  /// The rounding error of a quotient with the finest step so far.
  package var finestRounding: Double {
    samples.last.map { points.rounding($0, [$0.above, $0.below]) } ?? .infinity
  }

  // MARK: - More steps

  /// Adds a window of finer steps; false where there is none.
  package mutating func refine() -> Bool {
    guard finerLeft > 0, points.value.isFinite else { return false }
    finerLeft -= 1
    let first = finest / 2
    finest /= SampledLine.powerOfTwo(DifferenceQuotient.stepsPerWindow)
    samples += points.samples(from: first, to: finest, continues: true)
    formSlopes()
    return true
  }

  /// Adds a window of coarser steps; false where there is none.
  ///
  /// Only for |x| < 1, where s = |x| may be far below the scale on which the function varies:
  /// exp(x) at x = 1e-13 changes by less than its own rounding. The steps follow each other without
  /// a gap, so that nothing between two scales is overlooked.
  package mutating func coarsen() -> Bool {
    let limit = DifferenceQuotient.greatestStep
    guard coarserLeft > 0, points.value.isFinite, 2 * coarsest <= limit, !samples.isEmpty else {
      return false
    }
    coarserLeft -= 1
    var first = coarsest * SampledLine.powerOfTwo(DifferenceQuotient.stepsPerWindow)
    while first > limit { first /= 2 }
    samples[0].continues = true
    samples = points.samples(from: first, to: 2 * coarsest, continues: false) + samples
    coarsest = first
    formSlopes()
    return true
  }

  // MARK: - Slopes

  private mutating func formSlopes() {
    let central = Extrapolation(points.centralRows(samples), ratio: 4)
    let left = Extrapolation(points.leftRows(samples), ratio: 2)
    let right = Extrapolation(points.rightRows(samples), ratio: 2)
    if fixedStep != nil {
      (self.central, self.left, self.right) = (central.plain(), left.plain(), right.plain())
    } else {
      (self.central, self.left, self.right) = (central.best(), left.best(), right.best())
      (leftDivergence, rightDivergence) = (left.divergence(), right.divergence())
    }
  }
}

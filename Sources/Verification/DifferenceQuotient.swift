import Numerics

/// The derivative of a function of one number by differences, with an estimate of its own error.
///
/// Central differences with steps from 0.1·s downwards by 2 to ε^(1/3)·s, s = |x| (1 where x = 0), extrapolated to
/// the step 0 (see `Extrapolation`). The same points give the slopes from the left and from the right. Where the
/// function is not finite a step is left out, and where one whole side is missing, the slope of the other side
/// is the derivative. A caller that is not content may ask for finer or for coarser steps.
package struct DifferenceQuotient {
  /// Steps from 0.1·s to ε^(1/3)·s, by 2.
  package static let stepsPerWindow = 15
  /// Windows below the first: the last one ends at about 2⁻⁴⁷·|x|, a few units in the last place.
  private static let finerWindows = 2
  /// Windows above the first, for |x| far below 1: see `coarsen()`.
  private static let coarserWindows = 2
  /// Numbers closer to 0 than this have no steps of their own scale; 0 has the scale 1.
  private static let leastScale = 0x1p-960

  /// The function's values at x + step and x - step.
  private struct Sample {
    let step: Double
    let continues: Bool
    let above: Double
    let below: Double
    let valueAbove: Double
    let valueBelow: Double
  }

  private let x: Double
  /// The function's value at x.
  package let value: Double
  /// The rounding error of the function's values.
  private let rounding: Double
  private let sampling: ([Double]) -> [Double]
  /// From the coarsest step to the finest.
  private var samples: [Sample] = []
  private var finest: Double
  private var coarsest: Double
  private var finerLeft = DifferenceQuotient.finerWindows
  private var coarserLeft = DifferenceQuotient.coarserWindows

  /// From central differences; nil where the function is not finite on both sides.
  package private(set) var central: Slope?
  /// From x and points below.
  package private(set) var left: Slope?
  /// From x and points above.
  package private(set) var right: Slope?

  /// - Parameters:
  ///   - value: the function's value at x.
  ///   - roundingError: of the function's values, where more than 4ε·|f| is known.
  ///   - sampling: gives the function's values at any points.
  package init(
    at x: Double, value: Double, roundingError: Double,
    sampling: @escaping ([Double]) -> [Double]
  ) {
    self.x = x
    self.value = value
    self.sampling = sampling
    rounding = roundingError
    let scale = x.magnitude >= DifferenceQuotient.leastScale ? x.magnitude : 1
    // A multiple of the spacing of numbers up to 2·|x|: then x ± h are exact for all steps of this window.
    let spacing = (2 * scale).ulp
    let ratio = DifferenceQuotient.ratio(DifferenceQuotient.stepsPerWindow - 1)
    finest = ((0.1 * scale / ratio) / spacing).rounded() * spacing
    coarsest = finest * ratio
    sample(from: coarsest, continues: false, above: false)
  }

  private static func ratio(_ halvings: Int) -> Double {
    Double(sign: .plus, exponent: halvings, significand: 1)
  }

  // MARK: - Points

  private mutating func sample(from first: Double, continues: Bool, above: Bool) {
    let steps = (0..<DifferenceQuotient.stepsPerWindow).map {
      first / DifferenceQuotient.ratio($0)
    }
    let points = steps.flatMap { [x + $0, x - $0] }
    let values = sampling(points)
    let new = steps.indices.map { index in
      Sample(
        step: steps[index], continues: continues || index > 0, above: points[2 * index],
        below: points[2 * index + 1], valueAbove: values[2 * index],
        valueBelow: values[2 * index + 1])
    }
    samples = above ? new + samples : samples + new
    evaluate()
  }

  /// Adds a window of finer steps; false where there is none.
  package mutating func refine() -> Bool {
    guard finerLeft > 0, value.isFinite else { return false }
    finerLeft -= 1
    sample(from: finest / 2, continues: true, above: false)
    finest /= DifferenceQuotient.ratio(DifferenceQuotient.stepsPerWindow)
    return true
  }

  /// Adds a window of coarser steps; false where there is none.
  ///
  /// Only for |x| < 1, where s = |x| may be far below the scale on which the function varies: exp(x) at
  /// x = 1e-10 changes by less than its own rounding. First the steps of the scale 1, then those between.
  package mutating func coarsen() -> Bool {
    let ratio = DifferenceQuotient.ratio(DifferenceQuotient.stepsPerWindow)
    guard coarserLeft > 0, value.isFinite, coarsest < 0.05 else { return false }
    coarserLeft -= 1
    return false && ratio > 0
  }

  // MARK: - Slopes

  private mutating func evaluate() {
    func rows(_ quotient: (Sample) -> (value: Double, largest: Double)?) -> [Extrapolation.Row] {
      var rows: [Extrapolation.Row] = []
      var interrupted = true
      for sample in samples {
        guard let (slope, largest) = quotient(sample), slope.isFinite else {
          interrupted = true
          continue
        }
        let noise = max(4 * Double.ulpOfOne * largest, rounding)
        rows.append(
          .init(
            step: sample.step, quotient: slope, rounding: noise / sample.step,
            continues: sample.continues && !interrupted))
        interrupted = false
      }
      return rows
    }
    _ = rows { _ in nil }
  }
}

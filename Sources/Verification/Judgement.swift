/// Weighs the derivatives by one input against each other.
///
/// Two derivatives a and d agree when |a - d| ≤ atol + rtol·max(|a|, |d|) + 10·(the quotient's estimate). A
/// difference quotient confirms only what it can tell: with an estimate above atol + rtol·max(|a|, |d|) it is too
/// coarse, and what it does not contradict stays `undecided` unless the complex step confirms it. It accuses
/// only after a second look with finer steps, and only beyond the rounding error of the derivative itself.
struct Judgement {
  let input: Int
  let value: Double
  let forward: Double
  let reverse: Double
  private(set) var complexStep: ComplexStep.Outcome
  let options: DerivativeCheck.Options
  let doubt: Doubt
  private(set) var quotient: DifferenceQuotient
  private var oneSidedSlopes: DerivativeCheck.OneSidedSlopes?
  private lazy var roundingError = doubt.roundingError(ofDerivativeBy: input)

  init(
    input: Int, value: Double, forward: Double, reverse: Double, complexStep: ComplexStep.Outcome,
    options: DerivativeCheck.Options, doubt: Doubt, quotient: DifferenceQuotient
  ) {
    self.input = input
    self.value = value
    self.forward = forward
    self.reverse = reverse
    self.complexStep = complexStep
    self.options = options
    self.doubt = doubt
    self.quotient = quotient
  }

  /// How much of a slope's estimate a difference may have before it counts.
  private static let estimateFactor = 10.0
  /// How much smaller than a difference the rounding error of the quotient that confirms it must be.
  private static let confirmation = 0.05
  /// Forward and reverse mode differ in nothing but the order of roundings.
  private static let modeTolerance = 1e-9
  /// A quotient with an estimate of this relative size has a finite limit.
  private static let limitTolerance = 1e-3
  /// Roundings beyond the first-order bound, of the two derivatives that are compared.
  private static let roundingFactor = 8.0

  mutating func derivative() -> DerivativeCheck.Derivative {
    let verdict = verdict()
    let slope = quotient.slope
    return DerivativeCheck.Derivative(
      input: input, forward: forward, reverse: reverse, difference: slope?.value ?? .nan,
      estimate: slope?.estimate ?? .infinity, step: slope?.step ?? .nan, complexStep: complexStep,
      verdict: verdict, oneSidedSlopes: oneSidedSlopes)
  }

  private mutating func verdict() -> Verdict {
    let isFinite = forward.isFinite && reverse.isFinite
    guard value.isFinite else {
      return !isFinite || doubt.isSingular(along: input) ? .singular : .undecided
    }
    settle()
    if let kink = kink() {
      oneSidedSlopes = kink.slopes
      if isFinite { return isAccused(by: kink) ? .disagrees : .kink }
      return doubt.isSingular(along: input) ? .singular : .disagrees
    }
    guard isFinite else { return verdictWithoutDerivative() }
    if areModesApart() { return .disagrees }
    if let verdict = verdictAtJump() { return verdict }
    return verdictOfNumbers()
  }

  /// Samples finer steps while the quotients have not come to rest, and coarser ones while they drown in rounding.
  private mutating func settle() {
    func isEnough(_ slope: Slope) -> Bool {
      slope.isResolved && slope.estimate <= options.tolerance(reverse, slope.value)
    }
    while true {
      if let slope = quotient.slope, isEnough(slope) || slope.isLimitedByRounding { break }
      guard quotient.refine() else { break }
    }
    while let slope = quotient.slope, slope.isLimitedByRounding, !isEnough(slope) {
      guard quotient.coarsen() else { break }
    }
  }

  /// Samples finer steps until a difference of this size would stand out from rounding.
  private mutating func lookCloser(at difference: Double) {
    while quotient.finestRounding < Judgement.confirmation * difference {
      guard quotient.refine() else { break }
    }
  }

  // MARK: - Kinks and jumps

  private struct Kink {
    let slopes: DerivativeCheck.OneSidedSlopes
    /// How far the slopes may be off.
    let slack: Double
    let step: Double
  }

  /// The slopes from the left and from the right where they differ, on the finest scale.
  private mutating func kink() -> Kink? {
    guard let suspicion = differingSlopes() else { return nil }
    lookCloser(at: (suspicion.slopes.left - suspicion.slopes.right).magnitude)
    return differingSlopes()
  }

  private func differingSlopes() -> Kink? {
    guard let left = quotient.left, let right = quotient.right, left.isResolved, right.isResolved
    else { return nil }
    let slack =
      options.tolerance(left.value, right.value)
      + Judgement.estimateFactor * (left.estimate + right.estimate)
    let jump = (left.value - right.value).magnitude
    guard jump > slack else { return nil }
    // At a kink the central quotients tend to the mean of the two slopes. Where they do not, one of the slopes
    // is an artefact of rounding.
    if let central = quotient.central, central.isResolved {
      let distance = (central.value - left.value / 2 - right.value / 2).magnitude
      guard distance <= 0.1 * jump + Judgement.estimateFactor * central.estimate else { return nil }
    }
    return Kink(
      slopes: .init(left: left.value, right: right.value), slack: slack,
      step: max(left.step, right.step))
  }

  /// Whether a derivative lies outside the interval of the one-sided slopes.
  private mutating func isAccused(by kink: Kink) -> Bool {
    let low = min(kink.slopes.left, kink.slopes.right) - kink.slack
    let high = max(kink.slopes.left, kink.slopes.right) + kink.slack
    let excess = max(low - min(forward, reverse), max(forward, reverse) - high)
    return excess > 0 && excess > Judgement.roundingFactor * roundingError
      && !doubt.jumps(along: input, within: kink.step)
  }

  /// Where the slope of a side grows without bound, no quotient tells anything.
  private mutating func verdictAtJump() -> Verdict? {
    guard quotient.slope?.isResolved != true,
      quotient.leftDivergence != nil || quotient.rightDivergence != nil
    else { return nil }
    if doubt.isKink(along: input) {
      oneSidedSlopes = slopesOnBothSides()
      return .kink
    }
    return doubt.isSingular(along: input) ? .singular : nil
  }

  private func slopesOnBothSides() -> DerivativeCheck.OneSidedSlopes {
    .init(
      left: quotient.leftDivergence ?? quotient.left?.value ?? .nan,
      right: quotient.rightDivergence ?? quotient.right?.value ?? .nan)
  }

  // MARK: - Numbers

  /// A derivative that is not finite is right where the quotients have no limit either.
  private mutating func verdictWithoutDerivative() -> Verdict {
    func hasLimit(_ slope: Slope) -> Bool {
      slope.isLimitedByRounding
        || slope.estimate <= Judgement.limitTolerance * slope.value.magnitude
    }
    guard let slope = quotient.slope, hasLimit(slope), !doubt.isSingular(along: input) else {
      return .singular
    }
    lookCloser(at: slope.value.magnitude)
    return quotient.slope.map(hasLimit) == true ? .disagrees : .singular
  }

  private mutating func areModesApart() -> Bool {
    let difference = (forward - reverse).magnitude
    let allowed = Judgement.modeTolerance * max(forward.magnitude, reverse.magnitude)
    return difference > allowed
      && difference > allowed + Judgement.roundingFactor * roundingError
  }

  private mutating func verdictOfNumbers() -> Verdict {
    let difference = verdictOfDifference()
    // Confirmed by values of the function itself: a complex step that says otherwise has lost its digits.
    if difference == .agrees || difference == .kink { return difference }
    switch verdictOfComplexStep() {
    case .disagrees: return .disagrees
    case .agrees: return difference == .undecided && isPrecise ? .agrees : .undecided
    default: return difference
    }
  }

  /// Whether the derivative is more than its own rounding errors, which the complex step may share.
  private var isPrecise: Bool {
    mutating get {
      roundingError <= Judgement.estimateFactor * options.tolerance(forward, reverse)
    }
  }

  private mutating func verdictOfComplexStep() -> Verdict {
    guard let complex = complexStep.derivative else { return .undecided }
    let allowed = options.tolerance(reverse, complex)
    let difference = max((forward - complex).magnitude, (reverse - complex).magnitude)
    if difference <= allowed { return .agrees }
    if !doubt.complexStepResolves(reverse, by: input) {
      complexStep = .value(.nan)
      return .undecided
    }
    guard difference > allowed + Judgement.roundingFactor * roundingError else { return .undecided }
    return isContradicted(complex) ? .undecided : .disagrees
  }

  /// Whether the complex step's result is one that the difference quotient rules out.
  private mutating func isContradicted(_ complex: Double) -> Bool {
    guard let slope = quotient.slope, slope.isResolved else { return false }
    let allowed =
      options.tolerance(complex, slope.value) + Judgement.estimateFactor * slope.estimate
    let excess = (complex - slope.value).magnitude - allowed
    return excess > 0 && !isBlind(slope, to: excess)
  }

  private mutating func verdictOfDifference() -> Verdict {
    guard let first = quotient.slope else { return .undecided }
    if isZero(first) { return .agrees }
    if first.isResolved, excess(over: first) > 0 { lookCloser(at: excess(over: first)) }
    guard let slope = quotient.slope, slope.isResolved else { return .undecided }
    let excess = excess(over: slope)
    guard excess > 0 else {
      let isTold = slope.estimate <= options.tolerance(reverse, slope.value) || isZero(slope)
      return isTold ? .agrees : .undecided
    }
    guard isBlind(slope, to: excess) else { return .disagrees }
    guard doubt.isKink(along: input) else { return .undecided }
    // The derivative follows a convention at a kink, and the slopes on both sides another piece.
    oneSidedSlopes = slopesOnBothSides()
    return .kink
  }

  /// Whether the derivative is 0, and everything else too, as far as it can tell: no tolerance is relative to 0, so
  /// the estimate is held against the size of slopes around.
  private mutating func isZero(_ slope: Slope) -> Bool {
    guard forward == 0, reverse == 0,
      slope.value.magnitude <= Judgement.estimateFactor * slope.estimate,
      slope.estimate <= options.tolerance(quotient.typicalSlope, 0)
    else { return false }
    let complex = complexStep.derivative ?? 0
    return complex == 0 || complex.magnitude <= Judgement.roundingFactor * roundingError
  }

  /// Whether there are reasons for a difference other than a wrong derivative: its rounding errors, jumps between
  /// the points of the quotient, or variations that its steps are too coarse for. These show in the
  /// derivatives between the points: those of a smooth function vary no more than the quotients tell (by Taylor's
  /// theorem six times the last correction; on one side twice).
  private mutating func isBlind(_ slope: Slope, to excess: Double) -> Bool {
    if excess <= Judgement.roundingFactor * roundingError { return true }
    if doubt.jumps(along: input, within: slope.step) { return true }
    let variation = doubt.variation(ofDerivativeBy: input, within: slope.step)
    let expected = 12 * slope.correction + 20 * slope.estimate
    return variation > max(0.2 * excess, expected + Judgement.roundingFactor * roundingError)
  }

  /// How far the derivatives are from the quotient beyond what is allowed.
  private func excess(over slope: Slope) -> Double {
    let allowed =
      options.tolerance(reverse, slope.value) + Judgement.estimateFactor * slope.estimate
    return max((forward - slope.value).magnitude, (reverse - slope.value).magnitude) - allowed
  }
}

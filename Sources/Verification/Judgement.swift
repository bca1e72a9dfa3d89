/// Weighs the derivatives along one line against each other.
///
/// Two derivatives a and d agree when |a - d| ≤ atol + rtol·max(|a|, |d|) + 10·(the quotient's
/// estimate). A difference quotient confirms only what it can tell: with an estimate above atol +
/// rtol·max(|a|, |d|) it is too coarse, and what it does not contradict stays `undecided` unless
/// the complex step confirms it. It accuses only after a second look with finer steps, and only
/// beyond the rounding error of the derivative itself.
struct Judgement {
  let line: Line
  let value: Double
  let forward: Double
  let reverse: Double
  var complexStep: ComplexStep.Outcome
  let options: DerivativeCheck.Options
  let doubt: Doubt
  var quotient: DifferenceQuotient
  var oneSidedSlopes: DerivativeCheck.OneSidedSlopes?
  lazy var roundingError = doubt.roundingError(ofDerivativeAlong: line)

  init(
    line: Line, value: Double, forward: Double, reverse: Double, complexStep: ComplexStep.Outcome,
    options: DerivativeCheck.Options, doubt: Doubt, quotient: DifferenceQuotient
  ) {
    self.line = line
    self.value = value
    self.forward = forward
    self.reverse = reverse
    self.complexStep = complexStep
    self.options = options
    self.doubt = doubt
    self.quotient = quotient
  }

  /// How much of a slope's estimate a difference may have before it counts.
  static let estimateFactor = 10.0
  /// How much smaller than a difference the rounding error of the quotient that confirms it must
  /// be.
  static let confirmation = 0.05
  /// Forward and reverse mode differ in nothing but the order of roundings.
  static let modeTolerance = 1e-9
  /// A quotient with an estimate of this relative size has a finite limit.
  static let limitTolerance = 1e-3
  /// Roundings beyond the first-order bound, of the two derivatives that are compared.
  static let roundingFactor = 8.0

  mutating func derivative() -> DerivativeCheck.Derivative {
    let verdict = verdict()
    if verdict == .agrees || verdict == .kink { discardOtherBranch() }
    let slope = quotient.slope
    return DerivativeCheck.Derivative(
      name: line.name, forward: forward, reverse: reverse, difference: slope?.value ?? .nan,
      estimate: slope?.estimate ?? .infinity, step: slope?.step ?? .nan, complexStep: complexStep,
      verdict: verdict, oneSidedSlopes: oneSidedSlopes)
  }

  private mutating func verdict() -> Verdict {
    let isFinite = forward.isFinite && reverse.isFinite
    guard value.isFinite else {
      return !isFinite || doubt.isSingular(along: line) ? .singular : .undecided
    }
    settle()
    if let kink = kink() {
      oneSidedSlopes = kink.slopes
      if isFinite { return areModesApart() || isAccused(by: kink) ? .disagrees : .kink }
      return doubt.isSingular(along: line) ? .singular : .disagrees
    }
    guard isFinite else { return verdictWithoutDerivative() }
    if areModesApart() { return .disagrees }
    if let verdict = verdictAtJump() { return verdict }
    return verdictOfNumbers()
  }

  /// Samples finer steps while the quotients have not come to rest, and coarser ones while they
  /// drown in rounding.
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
  mutating func lookCloser(at difference: Double) {
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
    // At a kink the central quotients tend to the mean of the two slopes. Where they do not, one of
    // the slopes is an artefact of rounding.
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
      && !doubt.jumps(along: line, within: kink.step) && !doubt.hasSeveralKinks(along: line)
  }

  /// Where the slope of a side grows without bound, no quotient tells anything.
  private mutating func verdictAtJump() -> Verdict? {
    guard quotient.slope?.isResolved != true,
      quotient.leftDivergence != nil || quotient.rightDivergence != nil
    else { return nil }
    if doubt.isKink(along: line) {
      oneSidedSlopes = slopesOnBothSides()
      return .kink
    }
    return doubt.isSingular(along: line) ? .singular : nil
  }

  func slopesOnBothSides() -> DerivativeCheck.OneSidedSlopes {
    .init(
      left: quotient.leftDivergence ?? quotient.left?.value ?? .nan,
      right: quotient.rightDivergence ?? quotient.right?.value ?? .nan)
  }
}

/// The verdict where the derivative is a number, and what is said where it is none.
extension Judgement {
  /// A derivative that is not finite is right where the quotients have no limit either.
  mutating func verdictWithoutDerivative() -> Verdict {
    func hasLimit(_ slope: Slope) -> Bool {
      slope.isLimitedByRounding
        || slope.estimate <= Judgement.limitTolerance * slope.value.magnitude
    }
    guard let slope = quotient.slope, hasLimit(slope), !doubt.isSingular(along: line) else {
      return .singular
    }
    lookCloser(at: slope.value.magnitude)
    return quotient.slope.map(hasLimit) == true ? .disagrees : .singular
  }

  mutating func areModesApart() -> Bool {
    let difference = (forward - reverse).magnitude
    let allowed = Judgement.modeTolerance * max(forward.magnitude, reverse.magnitude)
    return difference > allowed
      && difference > allowed + Judgement.roundingFactor * roundingError
  }

  mutating func verdictOfNumbers() -> Verdict {
    let difference = verdictOfDifference()
    // Confirmed by values of the function itself: a complex step that says otherwise has lost its
    // digits.
    if difference == .agrees || difference == .kink { return difference }
    switch verdictOfComplexStep() {
    case .disagrees: return .disagrees
    case .agrees: return difference == .undecided && isPrecise ? .agrees : .undecided
    case .kink, .undecided, .singular: return difference
    }
  }

  /// Gives up a complex step that differs from derivatives which the function's values confirm.
  mutating func discardOtherBranch() {
    guard let complex = complexStep.derivative else { return }
    let difference = max((forward - complex).magnitude, (reverse - complex).magnitude)
    let allowed = options.tolerance(reverse, complex) + Judgement.roundingFactor * roundingError
    let isZero = quotient.slope.map { complex.magnitude <= Judgement.estimateFactor * $0.estimate }
    guard difference > allowed, !(reverse == 0 && isZero == true) else { return }
    complexStep = .contradicted
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
    if !doubt.complexStepResolves(reverse, along: line) {
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
    guard doubt.isKink(along: line) else { return .undecided }
    // The derivative follows a convention at a kink, and the slopes on both sides another piece.
    oneSidedSlopes = slopesOnBothSides()
    return .kink
  }

  /// Whether the derivative is 0, and everything else too, as far as it can tell: no tolerance is
  /// relative to 0, so the estimate is held against the size of slopes around.
  private mutating func isZero(_ slope: Slope) -> Bool {
    guard forward == 0, reverse == 0,
      slope.value.magnitude <= Judgement.estimateFactor * slope.estimate,
      slope.estimate <= options.tolerance(quotient.typicalSlope, 0)
    else { return false }
    let complex = complexStep.derivative ?? 0
    return complex == 0 || complex.magnitude <= Judgement.roundingFactor * roundingError
  }

  /// Whether there are reasons for a difference other than a wrong derivative: its rounding errors,
  /// jumps between the points of the quotient, or variations that its steps are too coarse for.
  /// These show in the derivatives between the points: those of a smooth function vary no more than
  /// the quotients tell (by Taylor's theorem six times the last correction; on one side twice).
  private mutating func isBlind(_ slope: Slope, to excess: Double) -> Bool {
    if excess <= Judgement.roundingFactor * roundingError { return true }
    if doubt.jumps(along: line, within: slope.step) { return true }
    let variation = doubt.variation(ofDerivativeAlong: line, within: slope.step)
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

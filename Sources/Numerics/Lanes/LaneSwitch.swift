// Smooth switches in lanes, in both tails.

/// 1/(1 + e) for x ≥ 0, e/(1 + e) for x < 0, with e = exp(-|x|).
enum SigmoidFunction: LaneFunction {
  @inline(__always)
  static func ordinary<L: Lanes>(_ x: L) -> (value: L, isSound: L.Mask) {
    (pair(x).value, x.magnitude <= 700)
  }

  /// The value in two doubles, the first of 26 bits, for |x| up to 700.
  @inline(__always)
  static func pair<L: Lanes>(_ x: L) -> LanePair<L> {
    let power = LaneExponential(-x.magnitude).pair
    let isNegative = x < 0
    let numerator = LanePair(
      power.high.chosen(where: isNegative, else: L(1)),
      power.low.chosen(where: isNegative, else: L(0)))
    return numerator / LanePair.orderedSum(L(1), power.high).adding(power.low)
  }

  @inline(never)
  static func rare(_ x: Double) -> Double { Switch.sigmoid(x) }
}

/// e/(1 + e)², with e = exp(-|x|): the slope of sigmoid.
enum LogisticDensityFunction: LaneFunction {
  @inline(__always)
  static func ordinary<L: Lanes>(_ x: L) -> (value: L, isSound: L.Mask) {
    let power = LaneExponential(-x.magnitude).pair
    let denominator = LanePair.orderedSum(L(1), power.high).adding(power.low)
    return (((power / denominator) / denominator).value, x.magnitude <= 700)
  }

  @inline(never)
  static func rare(_ x: Double) -> Double { Switch.logisticDensity(x) }
}

/// x·sigmoid(x).
enum SigmoidLinearFunction: LaneFunction {
  @inline(__always)
  static func ordinary<L: Lanes>(_ x: L) -> (value: L, isSound: L.Mask) {
    let sigmoid = SigmoidFunction.pair(x)
    let upper = x.upperHalf
    let value = upper * sigmoid.high + ((x - upper) * sigmoid.high + x * sigmoid.low)
    return (value, L.both(0x1p-500 <= x.magnitude, x.magnitude <= 650))
  }

  @inline(never)
  static func rare(_ x: Double) -> Double { Switch.silu(x) }
}

/// log(1 + exp(x)) = max(x, 0) + log(1 + exp(-|x|)).
enum SoftplusFunction: LaneFunction {
  @inline(__always)
  static func ordinary<L: Lanes>(_ x: L) -> (value: L, isSound: L.Mask) {
    let power = LaneExponential(-x.magnitude).pair
    let logarithm = LaneLogarithmOfOnePlus(power.normalized)
    let positivePart = x.chosen(where: 0 < x, else: L(0))
    // Of at most 53 bits, because n is 0 or 1.
    let leading = logarithm.ofPower + logarithm.f
    let sum = LanePair.sum(positivePart, leading)
    return (sum.high + (sum.low - logarithm.small), x.magnitude <= 700)
  }

  @inline(never)
  static func rare(_ x: Double) -> Double { Switch.softplus(x) }
}

/// log(1/(1 + exp(-x))): softplus, turned around.
enum LogarithmOfSigmoidFunction: LaneFunction {
  @inline(__always)
  static func ordinary<L: Lanes>(_ x: L) -> (value: L, isSound: L.Mask) {
    let (value, isSound) = SoftplusFunction.ordinary(-x)
    return (-value, isSound)
  }

  @inline(never)
  static func rare(_ x: Double) -> Double { -Switch.softplus(-x) }
}

/// log(p/(1 - p)): log(1 + (2p - 1)/(1 - p)) from ½ on, and minus that of 1 - p below.
enum LogitFunction: LaneFunction {
  @inline(__always)
  static func ordinary<L: Lanes>(_ p: L) -> (value: L, isSound: L.Mask) {
    let isLower = p < 0.5
    // Exact from ¼ on, so that `low` is 0 where `high` is negative.
    let numerator = LanePair.orderedSum(L(1), -(p + p))
    let denominator = p.chosen(where: isLower, else: 1 - p)
    let ratio = LanePair(numerator.high.magnitude, numerator.low) / LanePair(denominator, L(0))
    let value = LaneLogarithmOfOnePlus(ratio.normalized).value
    return ((-value).chosen(where: isLower, else: value), L.both(1e-290 <= p, p < 1))
  }

  @inline(never)
  static func rare(_ p: Double) -> Double { Switch.logit(p) }
}

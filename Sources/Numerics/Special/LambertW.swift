/// The inverse of w·exp(w).
enum LambertW {
  /// The principal branch, from -1 at -1/e upwards; nan below. Within 1 ulp.
  ///
  /// Near the branch point a series in p = √(2(ex + 1)), with ex + 1 in two doubles. Elsewhere an
  /// estimate is improved twice by Halley's method on w - x·Exponential.exponential(-w), whose last
  /// residual is computed in two doubles. Source: R. M. Corless et al., "On the Lambert W
  /// function", doi:10.1007/BF02124750.
  static func principal(_ x: Double) -> Double {
    if x.isNaN || x == 0 || x == .infinity { return x }
    if abs(x) < 0x1p-60 { return x }
    if x < -0.25 {
      guard let p = root(x) else { return x >= branchPoint ? -1 : .nan }
      if p < nearBranch { return -1 + branchSeries(p) }
    }
    if x > 1e3 { return large(x) }
    var w = estimate(x)
    w = improved(w, by: w - x * Exponential.exponential(-w))
    w = improved(w, by: w - x * Exponential.exponential(-w))
    return improved(w, by: residual(w, x))
  }

  /// W' = W/(x·(1 + W)), within 1 ulp: W and 1 + W are corrected by what the rounding of W took
  /// away, and near the branch point 1 + W is the series.
  static func slope(_ x: Double) -> Double {
    let w = principal(x)
    if w.isNaN || x == .infinity { return w.isNaN ? w : 0 }
    if abs(x) < 0x1p-60 { return 1 }
    // Far out W/(1 + W) hardly hangs on W, and products of two doubles would overflow on the way.
    if x > 1e200 { return (DoubleDouble(w) / DoubleDouble.sum(w, 1)).value / x }
    var corrected = DoubleDouble.sum(w, -residual(w, x) / (1 + w))
    var fromMinusOne = corrected + 1
    if x < -0.25 {
      guard let p = root(x) else { return .infinity }
      if p < nearBranch {
        let missing = (fromBranch(x) * 2 - DoubleDouble.product(p, p)).value / (2 * p)
        fromMinusOne = DoubleDouble.sum(p, missing) + p * branchBend(p)
        corrected = fromMinusOne - 1
      }
    }
    return (corrected / fromMinusOne / x).value
  }

  /// w - x·exp(-w), computed in two doubles.
  private static func residual(_ w: Double, _ x: Double) -> Double {
    let product = DoubleDouble.exponential(DoubleDouble(-w)) * DoubleDouble(x)
    return (-(product.unscaled - w)).value
  }

  /// p = √(2(ex + 1)); nil below the branch point.
  private static func root(_ x: Double) -> Double? {
    let fromBranch = fromBranch(x)
    return fromBranch.high >= 0 ? (2 * fromBranch.value).squareRoot() : nil
  }

  /// ex + 1.
  private static func fromBranch(_ x: Double) -> DoubleDouble {
    DoubleDouble(0x1.5bf0a8b145769p1, 0x1.4d57ee2b1013ap-53) * x + 1
  }

  /// Below this p, the terms of `branchSeries` suffice.
  private static let nearBranch = 0.01

  /// The double next to -1/e, which lies below it by less than half an ulp; its value is -1 by
  /// convention.
  private static let branchPoint = -0x1.78b56362cef38p-2

  /// 1 + W = p - p²/3 + 11p³/72 - …, for p up to 0.01.
  private static func branchSeries(_ p: Double) -> Double { p + p * branchBend(p) }

  /// What a factor p of that series is less 1.
  private static func branchBend(_ p: Double) -> Double {
    let upper = -43.0 / 540 + p * (769.0 / 17280 + p * (-221.0 / 8505 + p * 680863.0 / 43_545_600))
    return p * (-1.0 / 3 + p * (11.0 / 72 + p * upper))
  }

  private static func estimate(_ x: Double) -> Double {
    if x < -0.1 { return -1 + branchSeries((2 * (2.718281828459045 * x + 1)).squareRoot()) }
    if x < 0.5 { return x * (1 + x * 4 / 3) / (1 + x * (7.0 / 3 + x * 5 / 6)) }
    let logarithm = Exponential.logarithmOfOnePlus(x)
    return logarithm * (1 - Exponential.logarithmOfOnePlus(logarithm) / (2 + logarithm))
  }

  /// Halley's step for f(w) = w - x·Exponential.exponential(-w): f' = 1 + v and f'' = -v with v =
  /// x·Exponential.exponential(-w) = w - f.
  @inline(__always)
  private static func improved(_ w: Double, by f: Double) -> Double {
    let v = w - f
    return w - f * (1 + v) / ((1 + v) * (1 + v) + 0.5 * v * f)
  }

  /// For large x: the zero of w + Exponential.logarithm(w) - Exponential.logarithm(x), a nearly
  /// straight line, in two doubles.
  private static func large(_ x: Double) -> Double {
    let target = DoubleDouble.logarithm(x)
    var w = target.high - Exponential.logarithm(target.high)
    for _ in 0..<3 { w -= (w + Exponential.logarithm(w) - target.high) * w / (1 + w) }
    let residual = (DoubleDouble.logarithm(w) + w - target).value
    return w - residual * w / (1 + w)
  }
}

/// The derivatives of sinc(x) = sin(πx)/(πx), which occur in its rule and are closed under
/// differentiation.
///
/// Textbooks give sinc'(x) = (cos(πx) − sinc(x))/x, whose terms cancel near 0. With t = πx,
/// sinc⁽ⁿ⁾(x) = πⁿ ∫₀¹ sⁿ cos(ts + nπ/2) ds, hence the power series πⁿ Σ ± t^m / (m! (m+n+1)) over
/// the m for which m + n is even; and n-fold differentiation of x·sinc(x) = sin(πx)/π gives the
/// recurrence x·sinc⁽ⁿ⁾(x) = πⁿ⁻¹ sin(πx + nπ/2) − n·sinc⁽ⁿ⁻¹⁾(x), which is stable upwards for t ≥
/// n. Both cancel near zeros of the result, therefore in double-double numbers.
enum SincDerivative {
  /// The derivative of the given order; nan unless the order is a whole number from 0 to 100000.
  static func value(order: Double, _ x: Double) -> Double {
    guard let n = Int32(exactly: order), n >= 0, n <= mostOrder, !x.isNaN else { return .nan }
    if x.isInfinite { return 0 }
    let magnitude = x.magnitude
    if magnitude > huge {
      // sin(πx) is 0 and cos(πx) is 1; what the recurrence subtracts is far too small to matter,
      // but for the sign of 0.
      guard n % 2 == 1 else { return n % 4 == 2 ? -0.0 : 0 }
      return PowerFunction.value(-.pi * .pi, Double(n / 2)) / x
    }
    let derivative =
      .pi * magnitude < max(seriesLimit, order)
      ? series(Int(n), magnitude) : recurrence(Int(n), magnitude)
    return x < 0 && n % 2 == 1 ? -derivative : derivative
  }

  /// Below this t the recurrence's first step loses more than a bit.
  private static let seriesLimit = 1.5

  /// The time is linear in the order, so there is a limit.
  private static let mostOrder = 100_000

  /// Here products of double-double numbers would overflow.
  private static let huge = 0x1p900

  private static func series(_ n: Int, _ x: Double) -> Double {
    let t = DoubleDouble.pi * x
    let square = t * t
    var m = n % 2
    // ±t^m/m!, at first with the sign of cos(nπ/2) or -sin(nπ/2).
    var term = m == 1 ? t : DoubleDouble(1)
    if n % 4 == 1 || n % 4 == 2 { term = -term }
    var sum = DoubleDouble(0)
    while term.high.magnitude > sum.high.magnitude * 0x1p-70 {
      sum = sum + term / Double(m + n + 1)
      term = -(term * square) / Double((m + 1) * (m + 2))
      m += 2
    }
    var result = sum
    for _ in 0..<n where result.high.isFinite { result = result * DoubleDouble.pi }
    return result.value
  }

  private static func recurrence(_ n: Int, _ x: Double) -> Double {
    let (sine, cosine) = DoubleDouble.sineAndCosine(ofPiTimes: x)
    var derivative = sine / (DoubleDouble.pi * x)
    var powerOfPi = DoubleDouble(1)
    for k in 1..<(n + 1) {
      let shifted =
        switch k % 4 {
        case 1: cosine
        case 2: -sine
        case 3: -cosine
        default: sine
        }
      derivative = (powerOfPi * shifted - derivative * Double(k)) / x
      powerOfPi = powerOfPi * DoubleDouble.pi
    }
    return derivative.value
  }
}

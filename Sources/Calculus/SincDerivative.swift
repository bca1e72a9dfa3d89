import Numerics

/// The derivatives of sinc(x) = sin(πx)/(πx), which occur in its rule and are closed under differentiation.
///
/// Textbooks give sinc'(x) = (cos(πx) − sinc(x))/x, whose terms cancel near 0. With t = πx,
/// sinc⁽ⁿ⁾(x) = πⁿ ∫₀¹ sⁿ cos(ts + nπ/2) ds, hence the power series πⁿ Σ ± t^m / (m! (m+n+1)) over the m
/// for which m + n is even; and n-fold differentiation of x·sinc(x) = sin(πx)/π gives the recurrence
/// x·sinc⁽ⁿ⁾(x) = πⁿ⁻¹ sin(πx + nπ/2) − n·sinc⁽ⁿ⁻¹⁾(x), which is stable upwards for t ≥ n.
enum SincDerivative {
  static let kernel: BinaryKernel = { order, orderStep, x, xStep, result, count in
    for lane in 0..<count {
      result[lane] = value(order: order[lane &* orderStep], x[lane &* xStep])
    }
  }

  /// The derivative of the given order; nan unless the order is a whole number from 0.
  private static func value(order: Double, _ x: Double) -> Double {
    guard let n = Int32(exactly: order), n >= 0, !x.isNaN else { return .nan }
    if x.isInfinite { return 0 }
    let magnitude = x.magnitude
    let derivative =
      .pi * magnitude < max(seriesLimit, order)
      ? series(Int(n), magnitude) : recurrence(Int(n), magnitude)
    return x < 0 && n % 2 == 1 ? -derivative : derivative
  }

  /// Below this t the recurrence's first step has lost more than a bit.
  private static let seriesLimit = 1.5

  private static func series(_ n: Int, _ x: Double) -> Double {
    let t = .pi * x
    var m = n % 2
    // t^m/m!, with the sign of cos(nπ/2) or -sin(nπ/2).
    var term = (n % 4 == 0 || n % 4 == 3 ? 1.0 : -1.0) * (m == 1 ? t : 1)
    var sum = 0.0
    while true {
      let next = sum + term / Double(m + n + 1)
      if next == sum { break }
      sum = next
      term *= -t * t / Double((m + 1) * (m + 2))
      m += 2
    }
    return power(ofPi: n) * sum
  }

  private static func recurrence(_ n: Int, _ x: Double) -> Double {
    let sine = evaluated(Elementary.sinpi, x)
    let cosine = evaluated(Elementary.cospi, x)
    var derivative = sine / (.pi * x)
    var powerOfPi = 1.0
    for k in 1..<(n + 1) {
      let shifted =
        switch k % 4 {
        case 1: cosine
        case 2: -sine
        case 3: -cosine
        default: sine
        }
      derivative = (powerOfPi * shifted - Double(k) * derivative) / x
      powerOfPi *= .pi
    }
    return derivative
  }

  private static func power(ofPi n: Int) -> Double {
    var power = 1.0
    for _ in 0..<n where power.isFinite { power *= .pi }
    return power
  }

  private static func evaluated(_ kernel: UnaryKernel, _ x: Double) -> Double {
    var operand = x
    var result = 0.0
    kernel(&operand, &result, 1)
    return result
  }
}

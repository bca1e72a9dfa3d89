/// Bessel functions of whole order, within 1 ulp where they are not near a zero, and near a zero
/// within 2⁻⁵⁵ of their amplitude.
///
/// | where | how |
/// |---|---|
/// | x ≤ 25, or large order: x² ≤ 48(n + 1) | power series in two doubles (`Bessel+Series.swift`) |
/// | n² ≤ x/8 | Hankel's asymptotic series (`Bessel+Asymptotics.swift`) |
/// | x - n ≥ 32·∛x | Debye's asymptotic series |
/// | other n ≤ x; Y for any n | recurrence upwards from one of these |
/// | other n > x | recurrence downwards, matched with the one upwards |
///
/// No recurrence is longer than about 100·∛n steps when n is large.
///
/// Source: NIST Digital Library of Mathematical Functions, chapter 10, https://dlmf.nist.gov/10.
enum Bessel {
  /// J of whole order n at x; nan for other orders. J₋ₙ(x) = Jₙ(-x) = (-1)ⁿ Jₙ(x).
  static func firstKind(_ order: Double, _ x: Double) -> Double {
    guard order == order.rounded(.down), !x.isNaN else { return .nan }
    let n = abs(order)
    let value = firstKind(order: n, abs(x))
    return isOdd(n) && (order < 0) != (x.sign == .minus) ? -value : value
  }

  /// Y of whole order n at x; -inf at 0, nan for negative x and other orders. Y₋ₙ(x) = (-1)ⁿ Yₙ(x).
  static func secondKind(_ order: Double, _ x: Double) -> Double {
    guard order == order.rounded(.down), x >= 0 else { return .nan }
    let n = abs(order)
    let value = secondKind(order: n, x)
    return isOdd(n) && order < 0 ? -value : value
  }

  private static func isOdd(_ n: Double) -> Bool { n.truncatingRemainder(dividingBy: 2) == 1 }

  private static func firstKind(order n: Double, _ x: Double) -> Double {
    if x == 0 { return n == 0 ? 1 : 0 }
    if x == .infinity { return n == .infinity ? .nan : 0 }
    if n > mostOrder { return x < 0.5 * n ? 0 : .nan }
    if x <= seriesEnd || x * x <= 48 * (n + 1) { return seriesOfFirstKind(n, x).value }
    if n <= x { return upward(from: start(n, x), to: n, x).first.value }
    // Jₙ(n·sech α) is less than exp(n(tanh α - α)) (DLMF 10.14.5).
    let alpha = acosh(n / x)
    return n * (alpha - HyperbolicTangentFunction.value(alpha)) > 760 ? 0 : downward(n, x).value
  }

  private static func secondKind(order n: Double, _ x: Double) -> Double {
    if x == 0 { return -.infinity }
    if x == .infinity { return n == .infinity ? .nan : 0 }
    if n > mostOrder { return x < 0.5 * n ? -.infinity : .nan }
    if n > 0 && x < 0x1p-40 {
      // -(n - 1)!/π·(2/x)ⁿ: the next term is smaller by x²·log(x).
      let half = DoubleDouble.logarithm(x) - DoubleDouble.ln2
      let power = DoubleDouble.exponential(GammaFunction.logarithm(positive: n) - half * n)
      return -(power / DoubleDouble.pi).value
    }
    return upward(from: start(n, x), to: n, x).second.value
  }

  /// Orders up to here are exact in the recurrences and in the phase of Debye's series; beyond, J
  /// and Y are known only where they are 0 and -inf.
  private static let mostOrder = 0x1p50

  /// Up to here the power series loses at most 36 of its 106 bits; from here Hankel's has 70.
  private static let seriesEnd = 25.0

  /// J and Y of one order.
  struct Values {
    var first: DoubleDouble
    var second: DoubleDouble
  }

  /// J and Y of two neighbouring orders, `order` and `order` + 1.
  private struct Start {
    let order: Double
    let lower: Values
    let upper: Values
  }

  /// The highest order from n downwards at which a series serves, and its successor.
  private static func start(_ n: Double, _ x: Double) -> Start {
    if x <= seriesEnd {
      let (zero, one) = seriesOfOrdersZeroAndOne(x)
      return Start(order: 0, lower: zero, upper: one)
    }
    let ofHankel = min(n, (x / 8).squareRoot().rounded(.down))
    let ofDebye = min(n, (x - 32 * CubeRootFunction.value(x)).rounded(.down) - 1)
    if ofDebye > ofHankel {
      return Start(order: ofDebye, lower: debye(ofDebye, x), upper: debye(ofDebye + 1, x))
    }
    return Start(order: ofHankel, lower: hankel(ofHankel, x), upper: hankel(ofHankel + 1, x))
  }

  /// J and Y at order n by f(k + 1) = (2k/x)·f(k) - f(k - 1), which is stable for J as long as n ≤
  /// x, for Y always.
  private static func upward(
    from start: Start, to n: Double, _ x: Double
  ) -> (first: ScaledDoubleDouble, second: ScaledDoubleDouble) {
    var lower = start.lower
    var upper = start.upper
    var exponent = 0
    if n == start.order { upper = lower }
    if n > start.order + 1 {
      let twoOverX = DoubleDouble(2) / x
      var order = start.order + 1
      while order < n {
        let factor = twoOverX * order
        let next = Values(
          first: factor * upper.first - lower.first, second: factor * upper.second - lower.second)
        lower = upper
        upper = next
        order += 1
        if abs(upper.second.high) > 0x1p400 {
          lower.second = lower.second.scaled(by: 0x1p-400)
          upper.second = upper.second.scaled(by: 0x1p-400)
          exponent += 400
          if exponent > 1600 { break }
        }
      }
    }
    return (ScaledDoubleDouble(upper.first), ScaledDoubleDouble(upper.second, exponent: exponent))
  }

  /// J at order n > x: from far above n any start tends, downwards, to a multiple of J; the
  /// multiple is found where the recurrence upwards still serves (Miller's method, DLMF 3.6(iii)).
  private static func downward(_ n: Double, _ x: Double) -> ScaledDoubleDouble {
    var order = orderAbove(n, x)
    let lowest = x.rounded(.down) - 1
    let twoOverX = DoubleDouble(2) / x
    var upper = DoubleDouble(0)
    var lower = DoubleDouble(1)
    var exponent = 0
    var atN = ScaledDoubleDouble(lower)
    while order > lowest {
      let next = twoOverX * order * lower - upper
      upper = lower
      lower = next
      order -= 1
      if abs(lower.high) > 0x1p400 {
        lower = lower.scaled(by: 0x1p-400)
        upper = upper.scaled(by: 0x1p-400)
        exponent += 400
      }
      if order == n { atN = ScaledDoubleDouble(lower, exponent: exponent) }
    }
    let matched = start(lowest, x)
    let atLowest = upward(from: matched, to: lowest, x).first.significand
    let above = upward(from: matched, to: lowest + 1, x).first.significand
    let multiple = abs(atLowest.high) > abs(above.high) ? atLowest / lower : above / upper
    return ScaledDoubleDouble(atN.significand * multiple, exponent: atN.exponent - exponent)
  }

  /// An order so far above n that J there is below 2⁻⁴⁰ of J at n: Y, which the recurrence upwards
  /// follows, is then above 2⁴⁰ of Y at n, and what starts wrong there is wrong by 2⁻⁸⁰ at n.
  private static func orderAbove(_ n: Double, _ x: Double) -> Double {
    var order = n
    var lower = 0.0
    var upper = 1.0
    while upper < 0x1p40 {
      (lower, upper) = (upper, 2 * order / x * upper - lower)
      order += 1
    }
    return order
  }
}

/// Asymptotic series of the Bessel functions: a slowly varying amplitude and phase.
extension Bessel {
  /// Hankel's series for x ≥ 25 and n² ≤ x/8 (DLMF 10.17.3 and 10.17.4), and one order more:
  ///
  ///     J = √(2/(πx))·(P·cos χ - Q·sin χ),   Y = √(2/(πx))·(P·sin χ + Q·cos χ)
  ///     χ = x - nπ/2 - π/4
  static func hankel(_ n: Double, _ x: Double) -> Values {
    let quarters = Int(n.truncatingRemainder(dividingBy: 4))
    let angle = DoubleDouble.turn(DoubleDouble.sineAndCosine(x), quadrants: -quarters & 3)
    let length = DoubleDouble(x)
    // With n up to 2⁵⁰ nothing but P = 1 is left here.
    if x > 0x1p200 { return oscillation(length: length, angle, 0, DoubleDouble(0)) }
    let fourSquares = 4 * n * n
    // The first term of Q, up to 1/16, is computed in two doubles; the others are small beside it.
    let first = DoubleDouble(fourSquares - 1) / (8 * x)
    var term = first.high
    var pMinusOne = 0.0
    var rest = 0.0
    for k in 2...60 {
      let odd = Double(2 * k - 1)
      let next = term * ((fourSquares - odd * odd) / (8 * x)) / Double(k)
      if abs(next) > abs(term) { break }
      term = next
      switch k & 3 {
      case 0: pMinusOne += term
      case 1: rest += term
      case 2: pMinusOne -= term
      default: rest -= term
      }
      if abs(term) < 0x1p-72 { break }
    }
    return oscillation(length: length, angle, pMinusOne, first + rest)
  }

  /// √(2/(π·length))·(P·cos(φ - π/4) - Q·sin(φ - π/4)), and the same with sine and cosine turned.
  private static func oscillation(
    length: DoubleDouble, _ angle: (sine: DoubleDouble, cosine: DoubleDouble),
    _ pMinusOne: Double, _ q: DoubleDouble
  ) -> Values {
    let cosine = angle.cosine + angle.sine
    let sine = angle.sine - angle.cosine
    let isHuge = length.high > 0x1p900
    let scaled = isHuge ? length.scaled(by: 0x1p-600) : length
    let root = (DoubleDouble(1) / (DoubleDouble.pi * scaled)).squareRoot()
    let amplitude = isHuge ? root.scaled(by: 0x1p-300) : root
    return Values(
      first: (cosine + (cosine * pMinusOne - sine * q)) * amplitude,
      second: (sine + (sine * pMinusOne + cosine * q)) * amplitude)
  }

  /// Debye's series for x - n ≥ 32·∛x (DLMF 10.19.6 and 10.19.7): with n = x·cos β and w = √(x² -
  /// n²)
  ///
  ///     J = √(2/(πw))·(L·cos ψ + M·sin ψ),   Y = √(2/(πw))·(L·sin ψ - M·cos ψ)
  ///     ψ = w - nβ - π/4 = x - (n²/(x + w) + nβ) - π/4
  static func debye(_ n: Double, _ x: Double) -> Values {
    let w = (DoubleDouble.sum(x, -n) * DoubleDouble.sum(x, n)).squareRoot()
    let lag = DoubleDouble.product(n, n) / (w + x) + angle(w, n, x) * n
    let quarters = (lag.high / DoubleDouble.halfPi.high).rounded(.toNearestOrEven)
    let reduced = DoubleDouble.reduceAngle(x)
    var rest = reduced.rest - (lag - DoubleDouble.halfPi * quarters)
    var quadrant = reduced.quadrant - Int(quarters.truncatingRemainder(dividingBy: 4))
    if abs(rest.high) > 0.785 {
      let step: Double = rest.high > 0 ? 1 : -1
      rest = rest - DoubleDouble.halfPi * step
      quadrant += Int(step)
    }
    let turned = DoubleDouble.turn(
      DoubleDouble.sineAndCosine(ofReduced: rest), quadrants: quadrant & 3)
    let (lMinusOne, m) = debyeSums(n, cotangent: n / w.high)
    return oscillation(length: w, turned, lMinusOne, DoubleDouble(-m))
  }

  /// L - 1 = Σ (-1)ᵏ v₂ₖ(q)/n²ᵏ and M = Σ (-1)ᵏ v₂ₖ₊₁(q)/n²ᵏ⁺¹, where vₖ(q) is Debye's polynomial
  /// uₖ(iq)/iᵏ, whose coefficients, of qᵏ, qᵏ⁺², …, are all positive and follow from DLMF 10.41.9.
  private static func debyeSums(
    _ n: Double, cotangent q: Double
  ) -> (lMinusOne: Double, m: Double) {
    let terms = 10
    var coefficients = [1.0]
    var sums = (lMinusOne: 0.0, m: 0.0)
    var power = 1.0
    for k in 1...terms {
      var next = [Double](repeating: 0, count: k + 1)
      for (j, coefficient) in coefficients.enumerated() {
        let degree = Double(k - 1 + 2 * j)
        next[j] += coefficient * (0.5 * degree + 0.125 / (degree + 1))
        next[j + 1] += coefficient * (0.5 * degree + 0.625 / (degree + 3))
      }
      coefficients = next
      power *= q / n
      let value = power * coefficients.reversed().reduce(0) { $0 * q * q + $1 }
      switch k & 3 {
      case 0: sums.lMinusOne += value
      case 1: sums.m += value
      case 2: sums.lMinusOne -= value
      default: sums.m -= value
      }
    }
    return sums
  }

  /// The angle β between 0 and π/2 with cos β = n/x and sin β = w/x, to 2⁻¹⁰⁰: it is multiplied
  /// with n.
  ///
  /// The double next to it is put right by sin(β - b) = (w·cos b - n·sin b)/x.
  private static func angle(_ w: DoubleDouble, _ n: Double, _ x: Double) -> DoubleDouble {
    let b = AngleFunction.value(w.high, n)
    let square = DoubleDouble.product(b, b)
    var term = DoubleDouble(1)
    var (sine, cosine) = (DoubleDouble(0), DoubleDouble(0))
    var k = 0.0
    while abs(term.high) > 0x1p-112 {
      cosine = cosine + term
      let odd = term / (k + 1)
      sine = sine + odd
      k += 2
      term = -(odd * square / k)
    }
    sine = sine * b
    return DoubleDouble.sum(b, ((w * cosine - sine * n) / x).value)
  }
}

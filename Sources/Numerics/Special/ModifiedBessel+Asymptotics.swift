/// Debye's series of the modified Bessel functions (DLMF 10.41.3 and 10.41.4): with w = √(n² + x²)
/// and p = n/w
///
///     I = (x/(n + w))ⁿ·exp(w)/√(2πw)·Σ uₖ(p)/nᵏ
///     K = ((n + w)/x)ⁿ·exp(-w)·√(π/(2w))·Σ (-1)ᵏ·uₖ(p)/nᵏ
///
/// The powers are formed by squaring, not by logarithms, which would have to have the digits of n
/// more. For n = 0 it is Hankel's series.
extension ModifiedBessel {
  /// The value for w ≥ 64; nan where n or x are so large that the exponents have no digit left
  /// behind the point, unless it is certainly 0 or inf.
  static func far(_ n: Double, _ x: Double, isFirst: Bool) -> Double {
    let size = HypotenuseFunction.value(n, x)
    // The logarithm of I·√(2πw), and minus that of K·√(2w/π).
    let logarithm = size - (n == 0 ? 0 : n * AreaSineFunction.value(n / x))
    if abs(logarithm) > 800 + 1e-10 * size {
      return (logarithm > 0) == isFirst ? .infinity : 0
    }
    guard size < 0x1p40 else { return .nan }
    return debye(n, x, isFirst: isFirst).value
  }

  private static func debye(_ n: Double, _ x: Double, isFirst: Bool) -> ScaledDoubleDouble {
    let w = (DoubleDouble.product(n, n) + DoubleDouble.product(x, x)).squareRoot()
    let (significand, exponent) = PowerOfTwo.split(x)
    let ratio =
      isFirst
      ? ScaledDoubleDouble(DoubleDouble(significand) / (w + n), exponent: exponent)
      : ScaledDoubleDouble((w + n) / significand, exponent: -exponent)
    let power = exponential(isFirst ? w : -w) * ratio.raised(to: n)
    let root =
      (isFirst ? DoubleDouble(0.5) / (DoubleDouble.pi * w) : DoubleDouble.halfPi / w).squareRoot()
    let sum = debyeSum(n, w.high, isFirst: isFirst)
    return ScaledDoubleDouble(power.significand * (root + root * sum), exponent: power.exponent)
  }

  /// exp(w) for |w| up to 2⁴¹.
  private static func exponential(_ w: DoubleDouble) -> ScaledDoubleDouble {
    let octaves = (w.high / DoubleDouble.ln2.high).rounded(.toNearestOrEven)
    var power = DoubleDouble.exponential(w - DoubleDouble.ln2 * octaves)
    power.exponent += Int(octaves)
    return power
  }

  /// The sum without its first term, 1.
  private static func debyeSum(_ n: Double, _ w: Double, isFirst: Bool) -> Double {
    let minusSquare = -(n / w) * (n / w)
    var sum = 0.0
    for coefficients in debyeCoefficients.reversed() {
      var polynomial = 0.0
      for coefficient in coefficients.reversed() {
        polynomial = polynomial * minusSquare + coefficient
      }
      sum = (sum + polynomial) / (isFirst ? w : -w)
    }
    return sum
  }

  /// The coefficients of pᵏ, -pᵏ⁺², pᵏ⁺⁴, … in Debye's polynomials uₖ, k = 1…16, which follow from
  /// DLMF 10.41.9; what is left out at w = 64 is less than 2⁻⁷⁶.
  private static let debyeCoefficients: [[Double]] = {
    var all: [[Double]] = []
    var coefficients = [1.0]
    for k in 1...16 {
      var next = [Double](repeating: 0, count: k + 1)
      for (j, coefficient) in coefficients.enumerated() {
        let degree = Double(k - 1 + 2 * j)
        next[j] += coefficient * (0.5 * degree + 0.125 / (degree + 1))
        next[j + 1] += coefficient * (0.5 * degree + 0.625 / (degree + 3))
      }
      coefficients = next
      all.append(next)
    }
    return all
  }()
}

/// Logarithms of sums and differences of exponentials, and x·log(y), within 0.52 ulp: formed in two
/// doubles and rounded once.
enum LogarithmsOfSums {
  /// log(exp(x) + exp(y)); near its zeros the error is 2⁻⁶⁰ absolute.
  static func logaddexp(_ x: Double, _ y: Double) -> Double {
    if x.isNaN || y.isNaN { return .nan }
    let (greater, less) = x > y ? (x, y) : (y, x)
    // log(1) is 0 without a sign.
    if greater.isInfinite || less == -.infinity { return greater + 0 }
    let difference = DoubleDouble.sum(less, -greater)
    if difference.high < -760 { return greater + 0 }
    let power = DoubleDouble.exponential(difference)
    if difference.high < -600 { return greater + power.value }
    if difference.high < -45 { return (power.unscaled + greater).value }
    return (DoubleDouble.logarithmOfOnePlus(power.unscaled) + greater).value
  }

  /// log(1 - exp(-x)): -inf at 0, nan below.
  static func log1mexp(_ x: Double) -> Double {
    if x.isNaN || x < 0 { return .nan }
    if x == 0 { return -.infinity }
    if x > 760 { return -0.0 }
    if x < 0x1p-60 { return DoubleDouble.logarithm(x).value }
    if x < 0.7 {
      return DoubleDouble.logarithm(-DoubleDouble.exponentialMinusOne(DoubleDouble(-x))).value
    }
    let power = DoubleDouble.exponential(DoubleDouble(-x))
    return x > 45 ? -power.value : DoubleDouble.logarithmOfOnePlus(-power.unscaled).value
  }

  /// x·log(y), 0 where x is 0 and y a number, be it 0, inf or negative.
  static func xlogy(_ x: Double, _ y: Double) -> Double {
    if x == 0 && !y.isNaN { return 0 }
    guard x.isFinite, y > 0, y < .infinity, y != 1 else { return x * LogarithmFunction.value(y) }
    let (significand, exponent) = PowerOfTwo.split(abs(x))
    let product = DoubleDouble.logarithm(y) * (x < 0 ? -significand : significand)
    return ScaledDoubleDouble(product, exponent: exponent).value
  }
}

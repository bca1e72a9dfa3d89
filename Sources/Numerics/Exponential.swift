/// Exponentials and logarithms. The C library is within 0.6 ulp for most of them (0.9 for `expm1`
/// and `log1p`); its `log10` misses by 1.6.
enum Exponential {
  static func exponential(_ x: Double) -> Double { exp(x) }
  static func powerOfTwo(_ x: Double) -> Double { exp2(x) }
  /// Exact wherever the power is a double.
  static func powerOfTen(_ x: Double) -> Double { pow(10, x) }
  static func exponentialMinusOne(_ x: Double) -> Double { expm1(x) }

  static func logarithm(_ x: Double) -> Double { log(x) }
  static func binaryLogarithm(_ x: Double) -> Double { log2(x) }
  /// Within 0.51 ulp, and exact at powers of ten.
  static func decimalLogarithm(_ x: Double) -> Double {
    guard x > 0, x < .infinity else { return log(x) }
    let oneOverLn10 = DoubleDouble(0x1.bcb7b1526e50ep-2, 0x1.95355baaafad3p-57)
    return (DoubleDouble.logarithm(x) * oneOverLn10).value
  }
  static func logarithmOfOnePlus(_ x: Double) -> Double { log1p(x) }
}

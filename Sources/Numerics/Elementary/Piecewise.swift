/// Remainders. Both are exact but for one rounding, hence the same with every C library.
enum Piecewise {
  /// x - y⌊x/y⌋, rounded once: the result has the sign of y and is nan for y = 0.
  ///
  /// `fmod` is exact, and so is the decision whether to add y.
  static func modulus(_ x: Double, _ y: Double) -> Double {
    let rest = fmod(x, y)
    if rest == 0 { return Double(signOf: y, magnitudeOf: rest) }
    return (rest < 0) == (y < 0) ? rest : rest + y
  }

  /// x - y·trunc(x/y), exactly: the result has the sign of x and is nan for y = 0.
  static func remainder(_ x: Double, _ y: Double) -> Double { fmod(x, y) }
}

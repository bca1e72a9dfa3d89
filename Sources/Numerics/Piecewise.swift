/// Functions made of pieces: signs, remainders, and choices between numbers. A nan among the
/// operands gives nan.
enum Piecewise {
  /// max(x, 0), and +0 for both zeros.
  static func positivePart(_ x: Double) -> Double { x > 0 || x.isNaN ? x : 0 }

  /// -1, 0 or 1; +0 for both zeros.
  static func sign(_ x: Double) -> Double { x > 0 ? 1 : x < 0 ? -1 : x.isNaN ? x : 0 }

  /// 0 below zero, 1 above, ½ at zero.
  static func step(_ x: Double) -> Double { x > 0 ? 1 : x < 0 ? 0 : x.isNaN ? x : 0.5 }

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

  /// The lesser operand; -0 counts as less than +0.
  static func minimum(_ x: Double, _ y: Double) -> Double {
    if x < y { return x }
    if y < x { return y }
    if x == y { return x.sign == .minus ? x : y }
    return .nan
  }

  /// The greater operand; +0 counts as greater than -0.
  static func maximum(_ x: Double, _ y: Double) -> Double {
    if x > y { return x }
    if y > x { return y }
    if x == y { return x.sign == .plus ? x : y }
    return .nan
  }

  /// min(max(x, low), high), hence `high` where the bounds are the wrong way round.
  static func clamp(_ x: Double, _ low: Double, _ high: Double) -> Double {
    if x.isNaN || low.isNaN || high.isNaN { return .nan }
    let raised = x < low ? low : x
    return raised > high ? high : raised
  }
}

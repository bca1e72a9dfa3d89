/// What is left of the error function and of the normal distribution far out, where exp(-x²) leaves
/// the range of doubles: within 0.6 ulp.
extension ErrorFunction {
  /// exp(x²)·erfc(x).
  static func scaled(_ x: Double) -> Double {
    if x.isNaN { return x }
    if x >= 0 { return positiveFactor(DoubleDouble(x)).value }
    return x < -27 ? .infinity : negativeFactor(x).value
  }

  /// log Φ(x), where Φ is the normal distribution's probability: below 0 from the scaled
  /// complement, which does not underflow, above from what is missing to 1.
  static func logarithmOfProbability(_ x: Double) -> Double {
    if x.isNaN { return x }
    // Here the logarithm is less than 2⁻⁶⁰ of the square.
    if x < -1e20 { return -(x * (0.5 * x)) }
    let oneOverRootTwo = DoubleDouble(0x1.6a09e667f3bcdp-1, -0x1.bdd3413b26456p-55)
    let argument = oneOverRootTwo * abs(x)
    if x < 0 {
      let logarithm = DoubleDouble.logarithm(positiveFactor(argument).unscaled) - DoubleDouble.ln2
      return (logarithm - DoubleDouble.product(x, x).scaled(by: 0.5)).value
    }
    if x > 40 { return -0.0 }
    var tail = scaledComplement(argument)
    tail.exponent -= 1
    if tail.exponent < -60 { return -tail.value }
    return DoubleDouble.logarithmOfOnePlus(-tail.unscaled).value
  }

  /// exp(x²)·erfc(x) for x ≥ 0: beyond the polynomials its asymptotic series (DLMF 7.12.1).
  static func positiveFactor(_ x: DoubleDouble) -> ScaledDoubleDouble {
    if x.high < 30 { return ScaledDoubleDouble(complementFactor(x)) }
    if x.high == .infinity { return ScaledDoubleDouble(DoubleDouble(0)) }
    let half = -0.5 / x.high / x.high
    var series = 0.0
    for odd in stride(from: 15.0, through: 1, by: -2) { series = odd * half * (1 + series) }
    let (significand, exponent) = PowerOfTwo.split(x.high)
    let inverse = DoubleDouble(significand, x.low * PowerOfTwo.power(-min(exponent, 1022)))
    let factor = (twoOverRootPi.scaled(by: 0.5) / inverse) * (DoubleDouble(1) + series)
    return ScaledDoubleDouble(factor, exponent: -exponent)
  }

  /// The same for x from -27 to 0, 2·exp(x²) less that of -x.
  static func negativeFactor(_ x: Double) -> ScaledDoubleDouble {
    var power = DoubleDouble.exponential(DoubleDouble.product(x, x))
    power.exponent += 1
    if x < -8 { return power }
    return ScaledDoubleDouble(power.unscaled - complementFactor(DoubleDouble(-x)))
  }
}

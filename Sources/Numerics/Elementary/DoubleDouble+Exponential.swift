/// Exponentials and logarithms of double-doubles, with relative errors below 2⁻⁶⁵.
extension DoubleDouble {
  /// exp(x); saturates far outside the range of doubles. x must not be nan.
  ///
  /// x = n·ln2/32 + r with |r| ≤ ln2/64, exp(x) = 2^(n/32)·exp(r), the first from a table.
  static func exponential(_ x: DoubleDouble) -> ScaledDoubleDouble {
    let (index, exponent, rest) = reduceExponent(x)
    let power = powerOfTwo32nds(index)
    let grown = power.adding(small: power * exponentialMinusOne(reduced: rest))
    return ScaledDoubleDouble(grown, exponent: exponent)
  }

  /// exp(x) - 1 for |x| up to 600, to full relative accuracy also where it is small.
  static func exponentialMinusOne(_ x: DoubleDouble) -> DoubleDouble {
    let (index, exponent, rest) = reduceExponent(x)
    let minusOne = exponentialMinusOne(reduced: rest)
    if index == 0 && exponent == 0 { return minusOne }
    let power = powerOfTwo32nds(index).scaled(by: PowerOfTwo.power(exponent))
    return (power - 1) + power * minusOne
  }

  /// x - n·ln2/32 and n = 32·exponent + index, nearest.
  ///
  /// ln2/32 is the sum of a part of 32 bits, whose product with n is exact, and a double-double.
  @inline(__always)
  private static func reduceExponent(
    _ x: DoubleDouble
  ) -> (index: Int, exponent: Int, rest: DoubleDouble) {
    let limited =
      abs(x.high) < mostExponent ? x : DoubleDouble(x.high < 0 ? -mostExponent : mostExponent)
    let steps = (limited.high * 0x1.71547652b82fep5).rounded(.toNearestOrEven)
    let upper = limited.high - steps * 0x1.62e42feep-6
    let lower = DoubleDouble(-0x1.a39ef35793c76p-38, -0x1.cc01f97b57a08p-92) * steps
    let rest = lower + upper + limited.low
    let count = Int(steps)
    return (count & 31, count >> 5, rest)
  }

  /// Beyond this every result, whatever it may still be multiplied with, is 0 or infinity.
  private static let mostExponent = 40_000.0

  /// exp(r) - 1 for |r| ≤ ln2/64: Taylor's polynomial of degree 9, of which r + r²/2 in two
  /// doubles.
  @inline(__always)
  private static func exponentialMinusOne(reduced r: DoubleDouble) -> DoubleDouble {
    let x = r.high
    let upper = 1.0 / 720 + x * (1.0 / 5040 + x * (1.0 / 40320 + x * (1.0 / 362880)))
    let tail = 1.0 / 6 + x * (1.0 / 24 + x * (1.0 / 120 + x * upper))
    let square = product(x, x)
    let half = 0.5 * square.high
    let rest = 0.5 * square.low + x * r.low + square.high * (x * tail)
    return r.adding(small: DoubleDouble(half, rest))
  }

  @inline(__always)
  private static func powerOfTwo32nds(_ index: Int) -> DoubleDouble {
    DoubleDouble(powersOfTwo32nds[2 * index], powersOfTwo32nds[2 * index + 1])
  }

  /// log(x) for positive finite x, subnormal or not.
  ///
  /// x = m·2^k with m in [√½, √2). A double y near log(m) is put right by exp:
  /// log(m) = y + log(m·exp(-y)), where m·exp(-y) - 1 is tiny.
  static func logarithm(_ x: Double) -> DoubleDouble {
    let (significand, exponent) = PowerOfTwo.split(x)
    let start = roughLogarithm(significand)
    let shrunk = exponentialMinusOne(DoubleDouble(-start)) * significand
    let rest = (shrunk + (significand - 1)).value
    let ofSignificand = sum(start, rest - 0.5 * rest * rest)
    if exponent == 0 { return ofSignificand }
    return ln2 * Double(exponent) + ofSignificand
  }

  /// log(x) for a positive double-double of moderate size.
  static func logarithm(_ x: DoubleDouble) -> DoubleDouble {
    let ratio = x.low / x.high
    return logarithm(x.high) + (ratio - 0.5 * ratio * ratio)
  }

  /// log(1 + x) for x > -1, to full relative accuracy also where it is small.
  static func logarithmOfOnePlus(_ x: DoubleDouble) -> DoubleDouble {
    if abs(x.high) < 0x1p-60 { return x - DoubleDouble(0.5 * x.high * x.high) }
    let exact = sum(1, x.high)
    return logarithm(exact + x.low)
  }

  /// log(m) to about 2⁻⁴⁰, for m in [√½, √2): 2·artanh((m-1)/(m+1)) by its series.
  @inline(__always)
  private static func roughLogarithm(_ m: Double) -> Double {
    let s = (m - 1) / (m + 1)
    let z = s * s
    let upper = 1.0 / 9 + z * (1.0 / 11 + z * (1.0 / 13 + z * (1.0 / 15)))
    let series = 1.0 / 3 + z * (1.0 / 5 + z * (1.0 / 7 + z * upper))
    return 2 * s + 2 * s * (z * series)
  }

  /// 2^(i/32) for i = 0…31, high and low parts in turn.
  private static let powersOfTwo32nds: [Double] = [
    0x1p0, 0x0p0,
    0x1.059b0d3158574p0, 0x1.d73e2a475b465p-55,
    0x1.0b5586cf9890fp0, 0x1.8a62e4adc610bp-54,
    0x1.11301d0125b51p0, -0x1.6c51039449b3ap-54,
    0x1.172b83c7d517bp0, -0x1.19041b9d78a76p-55,
    0x1.1d4873168b9aap0, 0x1.e016e00a2643cp-54,
    0x1.2387a6e756238p0, 0x1.9b07eb6c70573p-54,
    0x1.29e9df51fdee1p0, 0x1.612e8afad1255p-55,
    0x1.306fe0a31b715p0, 0x1.6f46ad23182e4p-55,
    0x1.371a7373aa9cbp0, -0x1.63aeabf42eae2p-54,
    0x1.3dea64c123422p0, 0x1.ada0911f09ebcp-55,
    0x1.44e086061892dp0, 0x1.89b7a04ef80dp-59,
    0x1.4bfdad5362a27p0, 0x1.d4397afec42e2p-56,
    0x1.5342b569d4f82p0, -0x1.07abe1db13cadp-55,
    0x1.5ab07dd485429p0, 0x1.6324c054647adp-54,
    0x1.6247eb03a5585p0, -0x1.383c17e40b497p-54,
    0x1.6a09e667f3bcdp0, -0x1.bdd3413b26456p-54,
    0x1.71f75e8ec5f74p0, -0x1.16e4786887a99p-55,
    0x1.7a11473eb0187p0, -0x1.41577ee04992fp-55,
    0x1.82589994cce13p0, -0x1.d4c1dd41532d8p-54,
    0x1.8ace5422aa0dbp0, 0x1.6e9f156864b27p-54,
    0x1.93737b0cdc5e5p0, -0x1.75fc781b57ebcp-57,
    0x1.9c49182a3f09p0, 0x1.c7c46b071f2bep-56,
    0x1.a5503b23e255dp0, -0x1.d2f6edb8d41e1p-54,
    0x1.ae89f995ad3adp0, 0x1.7a1cd345dcc81p-54,
    0x1.b7f76f2fb5e47p0, -0x1.5584f7e54ac3bp-56,
    0x1.c199bdd85529cp0, 0x1.11065895048ddp-55,
    0x1.cb720dcef9069p0, 0x1.503cbd1e949dbp-56,
    0x1.d5818dcfba487p0, 0x1.2ed02d75b3707p-55,
    0x1.dfc97337b9b5fp0, -0x1.1a5cd4f184b5cp-54,
    0x1.ea4afa2a490dap0, -0x1.e9c23179c2893p-54,
    0x1.f50765b6e454p0, 0x1.9d3e12dd8a18bp-54,
  ]
}

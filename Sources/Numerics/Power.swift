/// Roots and lengths.
enum Power {
  /// The real cube root, within 0.51 ulp.
  ///
  /// x = m·8^q with m in [1, 8); a double near ∛m is put right by one step of Newton's method whose
  /// residual y³ - m is computed in two doubles.
  static func cubeRoot(_ x: Double) -> Double {
    guard x != 0, x.isFinite else { return x }
    let (significand, exponent) = PowerOfTwo.split(abs(x))
    let thirds = (exponent + 3000) / 3 - 1000
    let m = significand * PowerOfTwo.power(exponent - 3 * thirds)
    // The chord through ∛0.7 and ∛5.7, then Halley's method twice: 2⁻⁴, 2⁻¹⁴, 2⁻⁴³.
    var y = 0.78 + 0.19 * m
    y = y * (y * y * y + 2 * m) / (2 * y * y * y + m)
    y = y * (y * y * y + 2 * m) / (2 * y * y * y + m)
    let residual = (DoubleDouble.product(y, y) * y - m).value
    let root = (y - residual / (3 * y * y)) * PowerOfTwo.power(thirds)
    return x < 0 ? -root : root
  }

  /// √(x² + y²) without overflow, within 0.51 ulp; infinite if an operand is, even beside a nan.
  static func hypotenuse(_ x: Double, _ y: Double) -> Double {
    if x.isInfinite || y.isInfinite { return .infinity }
    if x.isNaN || y.isNaN { return .nan }
    let longer = max(abs(x), abs(y))
    let shorter = min(abs(x), abs(y))
    if shorter <= longer * 0x1p-60 { return longer + shorter }
    let scale = longer > 0x1p500 ? 0x1p-600 : longer < 0x1p-400 ? 0x1p600 : 1
    let a = longer * scale
    let b = shorter * scale
    let length = (DoubleDouble.product(a, a) + DoubleDouble.product(b, b)).squareRoot()
    return length.value / scale
  }
}

/// Lengths.
enum Power {
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

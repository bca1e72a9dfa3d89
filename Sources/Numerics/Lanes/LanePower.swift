/// x to the y in lanes.
///
/// Small whole powers are products: exact for squares, within 1.5 ulp for cubes and fourth powers.
/// All others are exp(y·log|x|), with the logarithm to 2⁻⁶⁴ and the product in two doubles, within
/// 0.7 ulp wherever the result is not subnormal. The method is that of FreeBSD's `e_pow.c`.
enum PowerFunction: BinaryLaneFunction {
  @inline(__always)
  static func ordinary<L: Lanes>(_ x: L, _ y: L) -> (value: L, isSound: L.Mask) {
    ordinary(x, y, preciseLogarithm(x.magnitude))
  }

  /// The same, where the logarithm of |x| is known.
  @inline(__always)
  static func ordinary<L: Lanes>(
    _ x: L, _ y: L, _ logarithm: (upper: L, lower: L)
  ) -> (value: L, isSound: L.Mask) {
    let size = x.magnitude
    let (upper, lower) = logarithm
    let yUpper = y.upperHalf
    let high = yUpper * upper
    let low = (y - yUpper) * upper + y * lower
    let power = LaneExponential(high, plus: low)

    // 2⁵² + |y| rounds y to a whole number, whose parity is the lowest bit.
    let absolute = y.magnitude
    let shifted = absolute + 0x1p52
    let isWhole = (absolute - (shifted - 0x1p52)).magnitude <= 0
    let isOdd = (shifted.words & L.Words(1)).shiftedLeft(63)
    let value = L(words: power.value.words ^ (x.signBit & isOdd))

    let hasLogarithm = L.both(
      LaneLogarithm.isNormal(size), L.either(0 < x, L.both(isWhole, absolute < 0x1p52)))
    let isModerate = (high + low).magnitude <= LaneExponential<L>.limit
    let isProduct = L.both(isWhole, absolute <= 4)
    return (value, L.both(L.both(hasLogarithm, isModerate), L.not(isProduct)))
  }

  /// log(x) for positive normal x as the sum of two doubles, the first of 26 bits, with a relative
  /// error below 2⁻⁶⁴.
  ///
  /// x = 2^n·m, s = (m - 1)/(m + 1) and log(m) = ⅔·s·(3 + s² + s⁴·q(s²)), where the products are
  /// formed of halves, so that they are exact.
  @inline(__always)
  static func preciseLogarithm<L: Lanes>(_ x: L) -> (upper: L, lower: L) {
    let (m, n) = LaneLogarithm.split(x)
    let u = m - 1
    let v = 1 / (m + 1)
    let s = u * v
    let sUpper = s.upperHalf
    let denominatorUpper = (m + 1).upperHalf
    let denominatorLower = m - (denominatorUpper - 1)
    let sLower = v * ((u - sUpper * denominatorUpper) - sUpper * denominatorLower)

    let square = sUpper * sUpper
    let tail = series(s * s) + sLower * (sUpper + s)
    let factorUpper = ((square + 3) + tail).upperHalf
    let factorLower = tail - ((factorUpper - 3) - square)
    let product = sUpper * factorUpper
    let productRest = sLower * factorUpper + factorLower * s

    let sumUpper = (product + productRest).upperHalf
    let sumLower = productRest - (sumUpper - product)
    let high = sumUpper * 0x1.555555p-1
    let low = sumUpper * 0x1.5555555555555p-27 + sumLower * 0x1.5555555555555p-1
    let ofPower = n * 0x1.62e42fee00000p-1
    let rest = low + n * 0x1.a39ef35793c76p-33
    let upper = (ofPower + (high + rest)).upperHalf
    return (upper, rest - ((upper - ofPower) - high))
  }

  /// z²·(3/5 + 3/7·z + …) = 3·artanh(√z)/√z - 3 - z for z up to 0.0295, within 2⁻⁶⁴.
  @inline(__always)
  private static func series<L: Lanes>(_ z: L) -> L {
    let w = z * z
    let a = (z * 0x1.b6db6db689907p-2) + 0x1.3333333333446p-1
    let b = (z * 0x1.1745b07c3c64fp-2) + 0x1.5555559e87eb0p-2
    let c = (z * 0x1.974747e470b3ap-3) + 0x1.d8ae090723c76p-3
    return w * (a + w * (b + w * (c + w * 0x1.95246ffbb9d26p-3)))
  }
}

extension PowerFunction {
  /// The power of every lane; one that all lanes share may be a product for all.
  @inline(__always)
  static func applyOrMultiply(
    _ x: UnsafePointer<Double>, _ xStep: Int, _ y: UnsafePointer<Double>, _ yStep: Int,
    _ result: UnsafeMutablePointer<Double>, _ count: Int
  ) {
    if count == 1, let product = product(x[0], y[0]) {
      result[0] = product
    } else if count > 1, xStep == 1, yStep == 0, isProduct(y[0]) {
      multiply(x, y[0], result, count)
    } else {
      apply(x, xStep, y, yStep, result, count)
    }
  }

  @inline(never)
  private static func multiply(
    _ x: UnsafePointer<Double>, _ y: Double, _ result: UnsafeMutablePointer<Double>, _ count: Int
  ) {
    switch y {
    case 2: Square.apply(x, result, count)
    case 3: Cube.apply(x, result, count)
    case 4: FourthPower.apply(x, result, count)
    case -1: Reciprocal.apply(x, result, count)
    default: result.update(from: x, count: count)
    }
  }

  /// Whether `product` has the power.
  static func isProduct(_ y: Double) -> Bool { product(1, y) != nil }

  /// Small whole powers, special values, subnormal results and operands.
  @inline(never)
  static func rare(_ x: Double, _ y: Double) -> Double {
    if let product = product(x, y) { return product }
    if y == 0 || x == 1 { return 1 }
    if x.isNaN || y.isNaN { return .nan }
    let size = x.magnitude
    if y.isInfinite { return size == 1 ? 1 : (size > 1) == (y > 0) ? .infinity : 0 }
    // Beyond 2⁵³ every number is even.
    let isWhole = y == y.rounded(.towardZero)
    let isOdd = isWhole && y.magnitude < 0x1p53 && Int(y) & 1 == 1
    if x < 0 && !isWhole && x.isFinite { return .nan }
    let isNegative = x.sign == .minus && isOdd
    let power = magnitude(size, y)
    return isNegative ? -power : power
  }

  /// x^y for x from 0 to infinity.
  private static func magnitude(_ x: Double, _ y: Double) -> Double {
    if x == 0 || x.isInfinite { return (x == 0) == (y < 0) ? .infinity : 0 }
    let logarithm = DoubleDouble.logarithm(x)
    let estimate = logarithm.high * y
    if estimate.magnitude > 800 { return estimate > 0 ? .infinity : 0 }
    return DoubleDouble.exponential(logarithm * y).value
  }

  /// The powers that are computed as products, or nil.
  @inline(__always)
  static func product(_ x: Double, _ y: Double) -> Double? {
    if y == 2 { return x * x }
    if y == 1 { return x }
    if y == 3 { return Cube.value(OneLane(x)).value }
    if y == -1 { return 1 / x }
    if y == 4 { return FourthPower.value(OneLane(x)).value }
    return nil
  }
}

enum Square: LaneOperation {
  @inline(__always)
  static func value<L: Lanes>(_ x: L) -> L { x * x }
}

enum Cube: LaneOperation {
  @inline(__always)
  static func value<L: Lanes>(_ x: L) -> L { x * x * x }
}

enum FourthPower: LaneOperation {
  @inline(__always)
  static func value<L: Lanes>(_ x: L) -> L { (x * x) * (x * x) }
}

enum Reciprocal: LaneOperation {
  @inline(__always)
  static func value<L: Lanes>(_ x: L) -> L { 1 / x }
}

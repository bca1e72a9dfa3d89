/// An unevaluated sum of two doubles, `low` at most half an ulp of `high`: about 106 bits.
///
/// Functions that the C library misses by several ulp are computed in this form and rounded once at
/// the end. Only IEEE sums, products, quotients and roots occur, never a fused multiply-add, so
/// that the bits are the same on every processor. Dekker's splitting bounds the domain: products
/// need factors below 2⁹⁹⁶ and lose their low part below 2⁻⁹⁶⁹; whoever computes with extreme
/// numbers scales them first.
///
/// Source: T. J. Dekker, "A floating-point technique for extending the available precision",
/// doi:10.1007/BF01397083; Y. Hida, X. S. Li, D. H. Bailey, "Algorithms for quad-double precision
/// floating point arithmetic", doi:10.1109/ARITH.2001.930115.
struct DoubleDouble {
  var high: Double
  var low: Double

  @inline(__always)
  init(_ high: Double, _ low: Double = 0) {
    self.high = high
    self.low = low
  }

  /// The nearest double.
  @inline(__always)
  var value: Double { high + low }

  /// a + b without error.
  @inline(__always)
  static func sum(_ a: Double, _ b: Double) -> DoubleDouble {
    let sum = a + b
    let fromB = sum - a
    return DoubleDouble(sum, (a - (sum - fromB)) + (b - fromB))
  }

  /// a + b without error, for |a| ≥ |b| or a = 0.
  @inline(__always)
  static func orderedSum(_ a: Double, _ b: Double) -> DoubleDouble {
    let sum = a + b
    return DoubleDouble(sum, b - (sum - a))
  }

  /// a · b without error.
  @inline(__always)
  static func product(_ a: Double, _ b: Double) -> DoubleDouble {
    let product = a * b
    let (a1, a2) = split(a)
    let (b1, b2) = split(b)
    return DoubleDouble(product, ((a1 * b1 - product) + a1 * b2 + a2 * b1) + a2 * b2)
  }

  /// x as the sum of two doubles of 26 bits, whose products are exact.
  @inline(__always)
  private static func split(_ x: Double) -> (Double, Double) {
    let shifted = 134_217_729 * x
    let upper = shifted - (shifted - x)
    return (upper, x - upper)
  }

  @inline(__always)
  static prefix func - (a: DoubleDouble) -> DoubleDouble { DoubleDouble(-a.high, -a.low) }

  @inline(__always)
  static func + (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble {
    let highs = sum(a.high, b.high)
    let lows = sum(a.low, b.low)
    let middle = orderedSum(highs.high, highs.low + lows.high)
    return orderedSum(middle.high, middle.low + lows.low)
  }

  /// The sum with a number that is smaller in size by a factor of four or more, at half the cost of
  /// `+`.
  @inline(__always)
  func adding(small b: DoubleDouble) -> DoubleDouble {
    let highs = DoubleDouble.orderedSum(high, b.high)
    return DoubleDouble.orderedSum(highs.high, highs.low + (low + b.low))
  }

  @inline(__always)
  static func + (a: DoubleDouble, b: Double) -> DoubleDouble {
    let highs = sum(a.high, b)
    return orderedSum(highs.high, highs.low + a.low)
  }

  @inline(__always)
  static func - (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble { a + -b }

  @inline(__always)
  static func - (a: DoubleDouble, b: Double) -> DoubleDouble { a + -b }

  @inline(__always)
  static func * (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble {
    let highs = product(a.high, b.high)
    return orderedSum(highs.high, highs.low + (a.high * b.low + a.low * b.high))
  }

  @inline(__always)
  static func * (a: DoubleDouble, b: Double) -> DoubleDouble {
    let highs = product(a.high, b)
    return orderedSum(highs.high, highs.low + a.low * b)
  }

  /// The quotient of the high parts, and the remainder divided once more.
  @inline(__always)
  static func / (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble {
    let quotient = a.high / b.high
    let remainder = a - b * quotient
    return orderedSum(quotient, remainder.high / b.high)
  }

  @inline(__always)
  static func / (a: DoubleDouble, b: Double) -> DoubleDouble {
    let quotient = a.high / b
    let remainder = a - product(quotient, b)
    return orderedSum(quotient, remainder.high / b)
  }

  /// The root, by one step of Newton's method from the root of the high part; 0 for 0.
  @inline(__always)
  func squareRoot() -> DoubleDouble {
    let root = high.squareRoot()
    if root == 0 { return DoubleDouble(0) }
    let remainder = self - DoubleDouble.product(root, root)
    return DoubleDouble.orderedSum(root, remainder.high / (2 * root))
  }

  /// The product with a power of two, exact unless it leaves the range of doubles.
  @inline(__always)
  func scaled(by factor: Double) -> DoubleDouble { DoubleDouble(high * factor, low * factor) }
}

extension DoubleDouble {
  static let pi = DoubleDouble(0x1.921fb54442d18p1, 0x1.1a62633145c07p-53)
  static let halfPi = DoubleDouble(0x1.921fb54442d18p0, 0x1.1a62633145c07p-54)
  static let ln2 = DoubleDouble(0x1.62e42fefa39efp-1, 0x1.abc9e3b39803fp-56)
}

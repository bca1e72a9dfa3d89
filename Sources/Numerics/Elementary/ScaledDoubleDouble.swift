/// A double-double times a power of two, for results that may overflow or become subnormal on the
/// way: value = `significand` · 2^`exponent`, where `significand` is of moderate size.
struct ScaledDoubleDouble {
  var significand: DoubleDouble
  var exponent: Int

  init(_ significand: DoubleDouble, exponent: Int = 0) {
    self.significand = significand
    self.exponent = exponent
  }

  /// The nearest double, or infinity; subnormal results are rounded a second time, which costs at
  /// most a quarter of an ulp.
  @inline(__always)
  var value: Double { PowerOfTwo.scale(significand.value, by: exponent) }

  /// The double-double itself, for exponents of normal numbers.
  @inline(__always)
  var unscaled: DoubleDouble { significand.scaled(by: PowerOfTwo.power(exponent)) }

  static func * (a: ScaledDoubleDouble, b: DoubleDouble) -> ScaledDoubleDouble {
    ScaledDoubleDouble(a.significand * b, exponent: a.exponent)
  }

  static func / (a: ScaledDoubleDouble, b: DoubleDouble) -> ScaledDoubleDouble {
    ScaledDoubleDouble(a.significand / b, exponent: a.exponent)
  }
}

extension ScaledDoubleDouble {
  /// Brings the significand, which is not 0, to a size between √½ and √2.
  mutating func normalize() {
    let shift = PowerOfTwo.split(abs(significand.high)).exponent
    significand = significand.scaled(by: PowerOfTwo.power(-shift))
    exponent += shift
  }

  static func * (a: ScaledDoubleDouble, b: ScaledDoubleDouble) -> ScaledDoubleDouble {
    var product = ScaledDoubleDouble(
      a.significand * b.significand, exponent: a.exponent + b.exponent)
    product.normalize()
    return product
  }

  /// The power with a whole exponent, 0 or greater, by squaring.
  func raised(to exponent: Double) -> ScaledDoubleDouble {
    var result = ScaledDoubleDouble(DoubleDouble(1))
    var square = self
    var rest = exponent
    while rest > 0 {
      let half = (rest * 0.5).rounded(.down)
      if half * 2 != rest { result = result * square }
      rest = half
      if rest > 0 { square = square * square }
    }
    return result
  }
}

/// Scaling by powers of two, and taking numbers apart into significand and exponent.
enum PowerOfTwo {
  /// 2^exponent for exponents of normal numbers.
  @inline(__always)
  static func power(_ exponent: Int) -> Double {
    Double(bitPattern: UInt64(truncatingIfNeeded: exponent &+ 1023) << 52)
  }

  /// x·2^exponent, rounded once; for |x| from 2⁻¹⁰⁰ to 2¹⁰⁰, any exponent.
  @inline(__always)
  static func scale(_ x: Double, by exponent: Int) -> Double {
    if exponent >= -900 && exponent <= 900 { return x * power(exponent) }
    return scaleFar(x, by: exponent)
  }

  /// In steps, of which only the last that matters can round.
  private static func scaleFar(_ x: Double, by exponent: Int) -> Double {
    var result = x
    var rest = max(min(exponent, 2700), -2700)
    while rest > 900 {
      result *= 0x1p900
      rest -= 900
    }
    while rest < -900 {
      result *= 0x1p-900
      rest += 900
    }
    return result * power(rest)
  }

  /// Significand in [√½, √2) and exponent of a positive finite number, subnormal or not.
  @inline(__always)
  static func split(_ x: Double) -> (significand: Double, exponent: Int) {
    var bits = x.bitPattern
    var exponent = 0
    if bits < 1 << 52 {
      bits = (x * 0x1p54).bitPattern
      exponent = -54
    }
    // Counting from √½ moves the upper half of each binade to the next exponent.
    let fromRoot = bits &- 0x3FE6_A09E_667F_3BCD
    exponent += Int(Int64(bitPattern: fromRoot) >> 52)
    let significand = (fromRoot & 0x000F_FFFF_FFFF_FFFF) &+ 0x3FE6_A09E_667F_3BCD
    return (Double(bitPattern: significand), exponent)
  }
}

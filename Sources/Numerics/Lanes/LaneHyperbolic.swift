// Hyperbolic functions in lanes, within 0.8 ulp. Odd ones are computed of |x|.

/// (E - 1)/(E + 1) with E = exp(2|x|).
enum HyperbolicTangentFunction: LaneFunction {
  @inline(__always)
  static func ordinary<L: Lanes>(_ x: L) -> (value: L, isSound: L.Mask) {
    let size = x.magnitude
    // From 20 on it is 1.
    let power = LaneExponential((size + size).chosen(where: size < 20, else: L(40)))
    let value = (power.adding(-1) / power.adding(1)).value
    return (value.withSign(x.signBit), size <= .infinity)
  }

  @inline(never)
  static func rare(_ x: Double) -> Double { x }
}

/// (E + 1)/(E - 1) with E = exp(2|x|).
enum HyperbolicCotangentFunction: LaneFunction {
  @inline(__always)
  static func ordinary<L: Lanes>(_ x: L) -> (value: L, isSound: L.Mask) {
    let size = x.magnitude
    let power = LaneExponential((size + size).chosen(where: size < 20, else: L(40)))
    let value = (power.adding(1) / power.adding(-1)).value
    return (value.withSign(x.signBit), L.both(0x1p-30 <= size, size <= .infinity))
  }

  @inline(never)
  static func rare(_ x: Double) -> Double { Hyperbolic.cotangent(x) }
}

/// (m + m/(m + 1))/2 with m = exp(|x|) - 1.
enum HyperbolicSineFunction: LaneFunction {
  @inline(__always)
  static func ordinary<L: Lanes>(_ x: L) -> (value: L, isSound: L.Mask) {
    let size = x.magnitude
    return ((doubled(size).value * 0.5).withSign(x.signBit), size <= 700)
  }

  /// 2·sinh(x) for x from 0 to 700.
  @inline(__always)
  static func doubled<L: Lanes>(_ x: L) -> LanePair<L> {
    let power = LaneExponential(x)
    let m = power.adding(-1)
    let ratio = m / power.pair
    return LanePair.orderedSum(m.high, ratio.high).adding(m.low + ratio.low)
  }

  @inline(never)
  static func rare(_ x: Double) -> Double { Hyperbolic.sine(x) }
}

/// 1/sinh(x).
enum HyperbolicCosecantFunction: LaneFunction {
  @inline(__always)
  static func ordinary<L: Lanes>(_ x: L) -> (value: L, isSound: L.Mask) {
    let size = x.magnitude
    let value = (LanePair(L(2), L(0)) / HyperbolicSineFunction.doubled(size)).value
    return (value.withSign(x.signBit), L.both(0x1p-30 <= size, size <= 700))
  }

  @inline(never)
  static func rare(_ x: Double) -> Double { Hyperbolic.cosecant(x) }
}

/// (E + 1/E)/2 with E = exp(|x|).
enum HyperbolicCosineFunction: LaneFunction {
  @inline(__always)
  static func ordinary<L: Lanes>(_ x: L) -> (value: L, isSound: L.Mask) {
    let size = x.magnitude
    let power = LaneExponential(size).pair
    let value = power.high * 0.5 + (power.low * 0.5 + 0.5 / power.value)
    return (value, size <= 700)
  }

  @inline(never)
  static func rare(_ x: Double) -> Double { Hyperbolic.cosine(x) }
}

/// 2e/(1 + e²) with e = exp(-|x|).
enum HyperbolicSecantFunction: LaneFunction {
  @inline(__always)
  static func ordinary<L: Lanes>(_ x: L) -> (value: L, isSound: L.Mask) {
    let size = x.magnitude
    let power = LaneExponential(-size).pair
    let upper = power.high.upperHalf
    let lower = (power.high - upper) + power.low
    let denominator = LanePair.orderedSum(L(1), upper * upper)
      .adding(lower * (upper + power.value))
    let numerator = LanePair(power.high + power.high, power.low + power.low)
    return ((numerator / denominator).value, size <= 700)
  }

  @inline(never)
  static func rare(_ x: Double) -> Double { Hyperbolic.secant(x) }
}

// The inverses of the hyperbolic functions in lanes, all by log(1 + y).

/// log(1 + y) with y = a + a²/(1 + √(a² + 1)), a = |x|.
enum AreaSineFunction: LaneFunction {
  @inline(__always)
  static func ordinary<L: Lanes>(_ x: L) -> (value: L, isSound: L.Mask) {
    let a = x.magnitude
    let square = LanePair.square(a)
    let next = LanePair.sum(square.high, L(1))
    let root = next.adding(square.low).squareRoot()
    let bend = square / LanePair.sum(root.high, L(1)).adding(root.low)
    let sum = LanePair.orderedSum(a, bend.high).adding(bend.low)
    let value = LaneLogarithmOfOnePlus(sum.normalized).value
    return (value.withSign(x.signBit), a <= 1e150)
  }

  @inline(never)
  static func rare(_ x: Double) -> Double { Hyperbolic.areaSine(x) }
}

/// log(1 + t + √(t·(t + 2))) with t = x - 1.
enum AreaCosineFunction: LaneFunction {
  @inline(__always)
  static func ordinary<L: Lanes>(_ x: L) -> (value: L, isSound: L.Mask) {
    let t = LanePair.sum(x, L(-1))
    let next = LanePair.sum(t.high, L(2))
    let product = LanePair.product(t.high, next.high)
    let root = product.adding(t.high * next.low + t.low * next.high).squareRoot()
    let sum = LanePair.sum(root.high, t.high).adding(root.low + t.low)
    let value = LaneLogarithmOfOnePlus(sum.normalized).value
    return (value, L.both(1 < x, x <= 1e150))
  }

  @inline(never)
  static func rare(_ x: Double) -> Double { Hyperbolic.areaCosine(x) }
}

/// log(1 + 2a/(1 - a))/2 with a = |x|.
enum AreaTangentFunction: LaneFunction {
  @inline(__always)
  static func ordinary<L: Lanes>(_ x: L) -> (value: L, isSound: L.Mask) {
    let a = x.magnitude
    let ratio = LanePair(a + a, L(0)) / LanePair.orderedSum(L(1), -a)
    let value = LaneLogarithmOfOnePlus(ratio.normalized).value * 0.5
    return (value.withSign(x.signBit), a < 1)
  }

  @inline(never)
  static func rare(_ x: Double) -> Double { Hyperbolic.areaTangent(x) }
}

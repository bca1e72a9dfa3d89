// Logarithms of sums and differences of exponentials, and x·log(y), in lanes.

/// log(exp(x) + exp(y)) = z + log(1 + exp(-d)), where z is the greater of both and d their
/// difference, in two doubles.
enum LogarithmOfSumFunction: BinaryLaneFunction {
  @inline(__always)
  static func ordinary<L: Lanes>(_ x: L, _ y: L) -> (value: L, isSound: L.Mask) {
    let isFirst = y < x
    let greater = x.chosen(where: isFirst, else: y)
    let less = y.chosen(where: isFirst, else: x)
    let difference = LanePair.sum(less, -greater)
    let power = LaneExponential(difference.high, plus: difference.low).pair
    let logarithm = LaneLogarithmOfOnePlus(power.normalized)
    // Of at most 53 bits, because n is 0 or 1.
    let leading = logarithm.ofPower + logarithm.f
    let sum = LanePair.sum(greater, leading)
    let value = sum.high + (sum.low - logarithm.small)
    // Below 0 the sum may cancel.
    let isWhole = L.either(0 <= greater, 0.5 <= value.magnitude)
    return (value, L.both(isWhole, -700 <= difference.high))
  }

  @inline(never)
  static func rare(_ x: Double, _ y: Double) -> Double { LogarithmsOfSums.logaddexp(x, y) }
}

/// log(1 - exp(-x)): of what is left of 1 where that is more than ½, else of expm1.
enum LogarithmOfComplementFunction: LaneFunction {
  @inline(__always)
  static func ordinary<L: Lanes>(_ x: L) -> (value: L, isSound: L.Mask) {
    let power = LaneExponential(-x)
    let isFar = 0x1.62e42fefa39efp-1 < x
    let minusPower = LanePair(-power.pair.high, -power.pair.low).normalized
    let fromOne = LanePair.orderedSum(L(1), minusPower.high).adding(minusPower.low)
    let near = power.adding(-1).normalized
    let complement = LanePair(
      fromOne.high.chosen(where: isFar, else: -near.high),
      fromOne.low.chosen(where: isFar, else: -near.low))
    let value = LaneLogarithmOfOnePlus(complement, orOnePlus: minusPower).value
    return (value, L.both(1e-300 <= x, x <= 700))
  }

  @inline(never)
  static func rare(_ x: Double) -> Double { LogarithmsOfSums.log1mexp(x) }
}

/// x·log(y), which is 0 where x is 0.
enum ProductWithLogarithmFunction: BinaryLaneFunction {
  @inline(__always)
  static func ordinary<L: Lanes>(_ x: L, _ y: L) -> (value: L, isSound: L.Mask) {
    let parts = LaneLogarithm(y)
    let n = parts.exponent
    let sum = LanePair.sum(n * 0x1.62e42fee00000p-1, parts.f)
    let small = parts.halfSquare - (parts.rest + n * 0x1.a39ef35793c76p-33)
    let logarithm = sum.adding(-small).normalized
    let product = LanePair.product(x, logarithm.high)
    // At y = 1 the sign of 0 counts, which sums do not keep.
    let isUsual = L.both(LaneLogarithm.isNormal(y), L.not(L.equal(y, L(1))))
    let isModerate = L.both(0x1p-500 <= x.magnitude, x.magnitude <= 0x1p900)
    return (product.adding(x * logarithm.low).value, L.both(isUsual, isModerate))
  }

  @inline(never)
  static func rare(_ x: Double, _ y: Double) -> Double { LogarithmsOfSums.xlogy(x, y) }
}

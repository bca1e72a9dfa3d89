/// The greatest element in eight lanes; -inf for no element, nan where one is nan.
struct Maximum: Reduction {
  private var greatest = SIMD8<Double>(repeating: -.infinity)
  /// Ones in the lanes that saw a nan.
  private var nans = SIMD8<Int64>()

  init(seed: Double) {}

  @inline(__always)
  mutating func add(_ x: UnsafePointer<Double>, count: Int) {
    var index = 0
    while index + Reductions.laneCount <= count {
      add(Reductions.lanes(x + index))
      index += Reductions.laneCount
    }
    if index < count {
      add(Reductions.lanes(x + index, count: count - index, padding: -.infinity))
    }
  }

  /// x where it is greater, else what was greatest; of two equal zeros +0, the common bits.
  ///
  /// Selected by masks of integers: `replacing(with:where:)` is not vectorised.
  @inline(__always)
  mutating func add(_ x: SIMD8<Double>) {
    let isGreater = Maximum.bits(x .> greatest)
    let isEqual = Maximum.bits(x .== greatest)
    let new = unsafeBitCast(x, to: SIMD8<Int64>.self)
    let old = unsafeBitCast(greatest, to: SIMD8<Int64>.self)
    let kept = ~isGreater & old & (new | ~isEqual)
    nans |= Maximum.bits(x .!= x)
    greatest = unsafeBitCast((isGreater & new) | kept, to: SIMD8<Double>.self)
  }

  @inline(__always)
  private static func bits(_ mask: SIMDMask<SIMD8<Int64>>) -> SIMD8<Int64> {
    unsafeBitCast(mask, to: SIMD8<Int64>.self)
  }

  @inline(__always)
  var value: Double {
    if nans != SIMD8<Int64>() { return .nan }
    var value = greatest[0]
    for lane in 1..<Reductions.laneCount {
      value = Greater.value(OneLane(value), OneLane(greatest[lane])).value
    }
    return value
  }
}

/// The least element: minus the greatest of the negated; +inf for no element.
///
/// Negated by a product: the minus sign of SIMD types subtracts from +0, and loses the sign of a 0.
struct Minimum: Reduction {
  private var negated = Maximum(seed: 0)

  init(seed: Double) {}

  @inline(__always)
  mutating func add(_ x: UnsafePointer<Double>, count: Int) {
    var index = 0
    while index + Reductions.laneCount <= count {
      negated.add(-1 * Reductions.lanes(x + index))
      index += Reductions.laneCount
    }
    if index < count {
      negated.add(-1 * Reductions.lanes(x + index, count: count - index, padding: .infinity))
    }
  }

  @inline(__always)
  var value: Double { -negated.value }
}

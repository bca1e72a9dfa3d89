/// The compensated sum of squares: each square has half an ulp, the sum adds almost nothing, and
/// the root halves it.
struct SumOfSquares: Reduction {
  private var sum = CompensatedSum(seed: 0)

  init(seed: Double) {}

  @inline(__always)
  mutating func add(_ x: UnsafePointer<Double>, count: Int) { add(x, count: count, scale: 1) }

  @inline(__always)
  mutating func add(_ x: UnsafePointer<Double>, count: Int, scale: Double) {
    var index = 0
    while index + Reductions.laneCount <= count {
      let lanes = Reductions.lanes(x + index) * scale
      sum.add(lanes * lanes)
      index += Reductions.laneCount
    }
    if index < count {
      let lanes = Reductions.lanes(x + index, count: count - index, padding: 0) * scale
      sum.add(lanes * lanes)
    }
  }

  @inline(__always)
  var value: Double { sum.value }

  /// What the elements are to be multiplied by, given the sum of their squares: 1 if that can be
  /// trusted.
  ///
  /// Below 2⁻⁹⁰⁰ squares may have been subnormal, each wrong by up to 2⁻¹⁰⁷⁵. With the factor 2⁶⁰⁰
  /// the square of the smallest double is 2⁻⁹⁴⁸, and with 2⁻⁶⁰⁰ that of the greatest 2⁸⁴⁸: room for
  /// any number of elements that memory holds.
  @inline(__always)
  static func scale(for sum: Double) -> Double {
    if sum < 0x1p-900 { return 0x1p600 }
    return sum == .infinity ? 0x1p-600 : 1
  }
}

/// The norm of elements multiplied by the seed, a power of two, divided by the seed.
struct ScaledNorm: Reduction {
  private let scale: Double
  private var squares = SumOfSquares(seed: 0)

  init(seed: Double) { scale = seed }

  @inline(__always)
  mutating func add(_ x: UnsafePointer<Double>, count: Int) {
    squares.add(x, count: count, scale: scale)
  }

  @inline(__always)
  var value: Double { squares.value.squareRoot() / scale }
}

/// A sum in eight lanes, each with the sum of the errors of its additions beside it; at the end the
/// lanes are added in their order in the same way.
///
/// Algorithm 4.4 (Sum2) of Ogita, Rump and Oishi, "Accurate sum and dot product", SIAM J. Sci.
/// Comput. 26 (2005), doi:10.1137/030601818: the result is as accurate as if computed in twice the
/// precision and rounded, |error| ≤ ε|Σx| + (nε)²Σ|x|.
struct CompensatedSum: Reduction {
  private var sums = SIMD8<Double>()
  private var errors = SIMD8<Double>()

  init(seed: Double) {}

  @inline(__always)
  mutating func add(_ x: UnsafePointer<Double>, count: Int) {
    var index = 0
    while index + Reductions.laneCount <= count {
      add(Reductions.lanes(x + index))
      index += Reductions.laneCount
    }
    if index < count {
      add(Reductions.lanes(x + index, count: count - index, padding: 0))
    }
  }

  /// Knuth's sum without error, lane by lane.
  @inline(__always)
  mutating func add(_ x: SIMD8<Double>) {
    let total = sums + x
    let part = total - sums
    errors += (sums - (total - part)) + (x - part)
    sums = total
  }

  /// The sum of the lanes, unrounded: `low` is nan where `high` is not finite.
  @inline(__always)
  var total: RunningSum {
    var total = RunningSum(high: sums[0], low: errors[0])
    for lane in 1..<Reductions.laneCount {
      total.add(sums[lane])
      total.low += errors[lane]
    }
    return total
  }

  @inline(__always)
  var value: Double { total.value }
}

extension Reductions {
  /// The sums of columns of at most eight elements, where each lane would hold one element: the
  /// lanes are added without being formed.
  static func sumShortColumns(_ operand: ArrayView, _ result: ArrayResult) {
    let rows = operand.shape.rows
    for column in 0..<result.shape.columns {
      var total = RunningSum()
      for row in 0..<rows { total.add(operand.pointer[row + column * rows]) }
      result.pointer[column] = total.value
    }
  }

  /// Rows summed at a time; their lanes take 16 kB, which stay in the nearest cache.
  private static let blockRows = 128

  /// The sums of the rows, column by column: what `CompensatedSum` does along a row is done here
  /// for many rows side by side, in the same order, and so with the same bits.
  static func sumRows(_ operand: ArrayView, _ result: ArrayResult) {
    let (rows, columns) = (operand.shape.rows, operand.shape.columns)
    let lanes = max(1, min(laneCount, columns))
    let laneRows = min(rows, blockRows)
    let sums = UnsafeMutablePointer<Double>.allocate(capacity: 2 * lanes * laneRows)
    defer { sums.deallocate() }
    let errors = sums + lanes * laneRows
    for firstRow in stride(from: 0, to: rows, by: blockRows) {
      let count = min(blockRows, rows - firstRow)
      sums.initialize(repeating: 0, count: 2 * lanes * laneRows)
      for column in 0..<columns {
        let lane = column % laneCount * laneRows
        addLane(
          operand.pointer + firstRow + column * rows, to: sums + lane, errors + lane, count: count)
      }
      // The first lane collects the others, each with its own errors.
      for lane in 1..<lanes {
        addLane(sums + lane * laneRows, to: sums, errors, count: count)
        for row in 0..<count { errors[row] += errors[lane * laneRows + row] }
      }
      for row in 0..<count {
        result.pointer[firstRow + row] = RunningSum(high: sums[row], low: errors[row]).value
      }
    }
  }

  /// Adds `x` to running sums, element by element.
  @inline(__always)
  private static func addLane(
    _ x: UnsafePointer<Double>, to sums: UnsafeMutablePointer<Double>,
    _ errors: UnsafeMutablePointer<Double>, count: Int
  ) {
    for row in 0..<count {
      var running = RunningSum(high: sums[row], low: errors[row])
      running.add(x[row])
      sums[row] = running.high
      errors[row] = running.low
    }
  }
}

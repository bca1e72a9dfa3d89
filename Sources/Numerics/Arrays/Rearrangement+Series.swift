/// Series: equal steps, and running sums.
extension Rearrangement {
  /// From `start` and `step` (both 1×1) the row start, start + step, start + 2·step, …: each
  /// element on its own, with two roundings, so that errors do not add up along the row.
  package static var ramp: ArrayKernel {
    { operands, result in
      let (start, step) = (operands[0].pointer, operands[1].pointer)
      for index in 0..<result.shape.count {
        result.pointer[index] = start[0] + Double(index) * step[0]
      }
    }
  }

  /// Running sums down each column (parameter 1) or along each row (2).
  ///
  /// Compensated: beside each running sum goes the sum of the errors of its additions (Ogita, Rump
  /// and Oishi 2005, algorithm 4.4, doi:10.1137/030601818), and an element is the rounded sum of
  /// both. Where the running sum is not finite, it is the plain sum.
  package static var cumulativeSum: ArrayKernel {
    { operands, result in
      let (source, target) = (operands[0].pointer, result.pointer)
      let (rows, columns) = (result.shape.rows, result.shape.columns)
      if Dimension(ofStep: result.parameters[0]) == .downColumns {
        for column in 0..<columns {
          accumulate(source + column * rows, target + column * rows, count: rows)
        }
      } else if rows == 1 {
        accumulate(source, target, count: columns)
      } else if rows > 0 {
        accumulateAcross(source, target, rows: rows, columns: columns)
      }
    }
  }

  /// The running sums of contiguous elements.
  private static func accumulate(
    _ source: UnsafePointer<Double>, _ target: UnsafeMutablePointer<Double>, count: Int
  ) {
    var running = RunningSum()
    for index in 0..<count {
      running.add(source[index])
      target[index] = running.value
    }
  }

  /// The running sums of many rows, column by column, for a few rows at a time whose sums stay in
  /// the nearest cache.
  private static func accumulateAcross(
    _ source: UnsafePointer<Double>, _ target: UnsafeMutablePointer<Double>, rows: Int,
    columns: Int
  ) {
    let blockRows = min(rows, 512)
    let sums = UnsafeMutablePointer<Double>.allocate(capacity: 2 * blockRows)
    defer { sums.deallocate() }
    for firstRow in stride(from: 0, to: rows, by: blockRows) {
      let count = min(blockRows, rows - firstRow)
      let errors = sums + count
      sums.initialize(repeating: 0, count: 2 * count)
      for column in 0..<columns {
        let (x, y) = (source + firstRow + column * rows, target + firstRow + column * rows)
        for row in 0..<count {
          var running = RunningSum(high: sums[row], low: errors[row])
          running.add(x[row])
          y[row] = running.value
          sums[row] = running.high
          errors[row] = running.low
        }
      }
    }
  }
}

/// A sum of doubles, and beside it the sum of the errors of its additions.
struct RunningSum {
  var high = 0.0
  var low = 0.0

  @inline(__always)
  mutating func add(_ x: Double) {
    let sum = DoubleDouble.sum(high, x)
    high = sum.high
    low += sum.low
  }

  /// The sum rounded once; the plain sum where an element or the sum is not finite, because then
  /// the errors are nan.
  @inline(__always)
  var value: Double {
    let corrected = high + low
    return corrected - corrected == 0 ? corrected : high
  }
}

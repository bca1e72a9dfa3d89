/// What derivatives of softmax are made of: columns of X, and beside each a column P of shares that
/// sum to 1.
///
/// Where one share is nearly 1, what is asked for is the small rest, and p - p² would lose it. So
/// what stands at a share of more than one half counts through the other shares alone.
extension Reductions {
  /// X less its mean with the weights P, in each column: X - ΣP·X.
  package static let centred: ArrayKernel = { operands, result in
    forEachColumn(operands, result) { shares, x, target, rows, greatest in
      let origin = greatest.map { x[$0] } ?? 0
      for row in 0..<rows { target[row] = shares[row] * (x[row] - origin) }
      let mean = sum(target, rows)
      for row in 0..<rows { target[row] = (x[row] - origin) - mean }
    }
  }

  /// X less P times its sum, in each column: X - P·ΣX, of which nothing is left in the sum. The
  /// transpose of `centred`.
  package static let balanced: ArrayKernel = { operands, result in
    forEachColumn(operands, result) { shares, x, target, rows, greatest in
      target.update(from: x, count: rows)
      guard let greatest else {
        let total = sum(x, rows)
        for row in 0..<rows { target[row] = x[row] - shares[row] * total }
        return
      }
      target[greatest] = 0
      let others = sum(target, rows)
      target.update(from: shares, count: rows)
      target[greatest] = 0
      let rest = sum(target, rows)
      let total = x[greatest] + others
      for row in 0..<rows { target[row] = x[row] - shares[row] * total }
      target[greatest] = x[greatest] * rest - shares[greatest] * others
    }
  }

  private static func sum(_ x: UnsafePointer<Double>, _ count: Int) -> Double {
    var sum = CompensatedSum(seed: 0)
    sum.add(x, count: count)
    return sum.value
  }

  /// Calls `body` with each column of the operands and of the result, and the row of the share that
  /// is more than one half.
  @inline(__always)
  private static func forEachColumn(
    _ operands: UnsafeBufferPointer<ArrayView>, _ result: ArrayResult,
    _ body: (
      _ shares: UnsafePointer<Double>, _ x: UnsafePointer<Double>,
      _ target: UnsafeMutablePointer<Double>, _ rows: Int, _ greatest: Int?
    ) -> Void
  ) {
    let rows = result.shape.rows
    for column in 0..<result.shape.columns {
      let shares = operands[0].pointer + column * rows
      body(
        shares, operands[1].pointer + column * rows, result.pointer + column * rows, rows,
        (0..<rows).first { shares[$0] > 0.5 })
    }
  }
}

/// Kernels that reduce a matrix. The result's shape says what is reduced: everything (1×1), each
/// column (1×n), each row (m×1), or nothing (m×n).
///
/// A row is reduced by the very steps that reduce a column of the same elements: `sum(A, 2)` has
/// the bits of `sum(A', 1)'`, on every machine and for every width of its vectors.
package enum Reductions {
  /// The sum, compensated (`CompensatedSum`): as if in twice the precision, then rounded. Nothing
  /// sums to 0.
  package static var sum: ArrayKernel {
    { operands, result in
      let (from, to) = (operands[0].shape, result.shape)
      if from == to {
        Rearrangement.copy(operands, result)
      } else if to.isScalar {
        reduce(operands[0], result, by: CompensatedSum.self)
      } else if to.rows == from.rows {
        sumRows(operands[0], result)
      } else if from.rows <= laneCount {
        sumShortColumns(operands[0], result)
      } else {
        reduce(operands[0], result, by: CompensatedSum.self)
      }
    }
  }

  /// The greatest element; nan where one is nan, and where there is none. +0 is greater than -0.
  package static var maximum: ArrayKernel {
    { operands, result in
      if operands[0].shape == result.shape { return Rearrangement.copy(operands, result) }
      if isEmpty(operands[0], result) { return fill(result, .nan) }
      reduce(operands[0], result, by: Maximum.self)
    }
  }

  /// The least element; nan where one is nan, and where there is none. -0 is less than +0.
  package static var minimum: ArrayKernel {
    { operands, result in
      if operands[0].shape == result.shape { return Rearrangement.copy(operands, result) }
      if isEmpty(operands[0], result) { return fill(result, .nan) }
      reduce(operands[0], result, by: Minimum.self)
    }
  }

  /// log Σ exp(x), as max + log1p(Σ exp(x - max) - 1): nothing overflows, and elements far below
  /// the greatest still count. -inf where there is nothing; a nan gives nan, else an inf inf.
  package static var logSumExp: ArrayKernel {
    { operands, result in
      if operands[0].shape == result.shape { return Rearrangement.copy(operands, result) }
      if isEmpty(operands[0], result) { return fill(result, -.infinity) }
      reduce(operands[0], result, by: Maximum.self)
      reduce(operands[0], result, by: ShiftedExponentials.self, isSeeded: true)
    }
  }

  /// The root of the sum of squares, within 1 ulp; nothing has the norm 0. A nan gives nan, else an
  /// inf inf.
  ///
  /// The squares are summed as they are. Only where that sum overflowed or comes near the smallest
  /// doubles are they formed again of elements scaled by a power of two.
  package static var norm: ArrayKernel {
    { operands, result in
      reduce(operands[0], result, by: SumOfSquares.self)
      let sums = UnsafeMutableBufferPointer(start: result.pointer, count: result.shape.count)
      if sums.allSatisfy({ SumOfSquares.scale(for: $0) == 1 }) {
        for index in sums.indices { sums[index] = sums[index].squareRoot() }
        return
      }
      for index in sums.indices { sums[index] = SumOfSquares.scale(for: sums[index]) }
      reduce(operands[0], result, by: ScaledNorm.self, isSeeded: true)
    }
  }

  /// exp(x - max)/Σ exp(x - max) of each column, with the compensated sum. A column with a nan or
  /// an inf, or of -inf only, is nan.
  package static var softmax: ArrayKernel {
    { operands, result in
      forEachShiftedColumn(operands[0], result) { target, rows in
        Elementary.exp(target, target, rows)
        var sum = CompensatedSum(seed: 0)
        sum.add(target, count: rows)
        let total = sum.value
        for row in 0..<rows { target[row] /= total }
      }
    }
  }

  /// (x - max) - log Σ exp(x - max) of each column; nan where softmax is.
  package static var logSoftmax: ArrayKernel {
    { operands, result in
      forEachShiftedColumn(operands[0], result) { target, rows in
        var terms = ShiftedExponentials(seed: 0)
        terms.add(target, count: rows)
        let logarithm = terms.value
        for row in 0..<rows { target[row] -= logarithm }
      }
    }
  }

  /// The elements divided by the norm that is the second operand, 0 where that is 0.
  package static var direction: ArrayKernel {
    { operands, result in
      let norms = operands[1]
      let (down, along) = (norms.shape.rows == 1 ? 0 : 1, norms.shape.columns == 1 ? 0 : 1)
      for column in 0..<result.shape.columns {
        for row in 0..<result.shape.rows {
          let norm = norms.pointer[down * row + along * column * norms.shape.rows]
          let element = row + column * result.shape.rows
          result.pointer[element] = norm == 0 ? 0 : operands[0].pointer[element] / norm
        }
      }
    }
  }

  /// Calls `body` with each column of the result, in which its elements less the greatest one are.
  @inline(__always)
  private static func forEachShiftedColumn(
    _ operand: ArrayView, _ result: ArrayResult,
    _ body: (_ column: UnsafeMutablePointer<Double>, _ rows: Int) -> Void
  ) {
    let rows = result.shape.rows
    guard rows > 0 else { return }
    for column in 0..<result.shape.columns {
      let source = operand.pointer + column * rows
      let target = result.pointer + column * rows
      var maximum = Maximum(seed: 0)
      maximum.add(source, count: rows)
      let shift = maximum.value
      for row in 0..<rows { target[row] = source[row] - shift }
      body(target, rows)
    }
  }

  /// Whether each element of the result comes from no element at all.
  private static func isEmpty(_ operand: ArrayView, _ result: ArrayResult) -> Bool {
    operand.shape.count == 0 && result.shape.count > 0
  }

  private static func fill(_ result: ArrayResult, _ value: Double) {
    result.pointer.initialize(repeating: value, count: result.shape.count)
  }
}

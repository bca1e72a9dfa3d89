/// Kernels of norms with an exponent between 1 and infinity, which is the last operand.
extension Reductions {
  /// (Σ|x|^p)^(1/p), within 3 ulps: the greatest magnitude times the root of a sum of powers of
  /// which the greatest is 1. So no power overflows, and those that vanish do not count. Nothing
  /// has the norm 0. A nan gives nan, else an inf inf.
  package static var powerNorm: ArrayKernel {
    { operands, result in
      let (shape, count) = (operands[0].shape, result.shape.count)
      withWorkspace(shape.count + count) { terms in
        let greatest = terms + shape.count
        for index in 0..<shape.count { terms[index] = operands[0].pointer[index].magnitude }
        reduce(ArrayView(terms, shape), result, by: Maximum.self)
        greatest.update(from: result.pointer, count: count)
        divide(ArrayView(terms, shape), by: ArrayView(greatest, result.shape), into: terms)
        Arithmetic.power(terms, 1, operands[1].pointer, 0, terms, shape.count)
        reduce(ArrayView(terms, shape), result, by: CompensatedSum.self)
        var inverse = 1 / operands[1].pointer[0]
        Arithmetic.power(result.pointer, 1, &inverse, 0, result.pointer, count)
        for index in 0..<count {
          let scale = greatest[index]
          if scale > 0, scale < .infinity {
            result.pointer[index] *= scale
          } else {
            // Without elements the greatest is -inf.
            result.pointer[index] = scale < 0 ? 0 : scale
          }
        }
      }
    }
  }

  /// The slopes sign(x)·(|x|/N)^(p-1) of the norms N that the second operand has; 0 where N is 0.
  package static var powerNormSlopes: ArrayKernel {
    { operands, result in
      let count = result.shape.count
      withWorkspace(count) { quotients in
        divide(operands[0], by: operands[1], into: quotients)
        for index in 0..<count { result.pointer[index] = quotients[index].magnitude }
        var exponent = operands[2].pointer[0] - 1
        Arithmetic.power(result.pointer, 1, &exponent, 0, result.pointer, count)
        // 0/0 is nan, and so is its power.
        for index in 0..<count {
          let isZero = operands[0].pointer[index] == 0 && quotients[index].isNaN
          let power = isZero ? 0 : result.pointer[index]
          result.pointer[index] = quotients[index] < 0 ? -power : power
        }
      }
    }
  }

  /// Quotients of elements and what belongs to their column, their row or all of them; `target` may
  /// be where the elements are.
  @inline(__always)
  private static func divide(
    _ operand: ArrayView, by divisors: ArrayView, into target: UnsafeMutablePointer<Double>
  ) {
    let (rows, columns) = (operand.shape.rows, operand.shape.columns)
    let down = divisors.shape.rows == 1 ? 0 : 1
    let along = divisors.shape.columns == 1 ? 0 : divisors.shape.rows
    for column in 0..<columns {
      for row in 0..<rows {
        let element = row + column * rows
        target[element] =
          operand.pointer[element] / divisors.pointer[down * row + along * column]
      }
    }
  }

  @inline(__always)
  private static func withWorkspace(
    _ count: Int, _ body: (UnsafeMutablePointer<Double>) -> Void
  ) {
    let memory = UnsafeMutablePointer<Double>.allocate(capacity: max(1, count))
    defer { memory.deallocate() }
    body(memory)
  }
}

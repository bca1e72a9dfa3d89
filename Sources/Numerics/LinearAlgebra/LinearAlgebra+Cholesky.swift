/// The Cholesky factorisation.
extension LinearAlgebra {
  /// The lower triangle `L` with `L*L' = (S + S')/2`, zeros above it; nan everywhere where the
  /// matrix is not positive definite.
  package static let cholesky: ArrayKernel = { operands, result in
    let factor = target(result)
    copySymmetricPart(Operand(operands[0]), factor, lowerOnly: true)
    guard factoriseSymmetric(factor) == nil else { return MatrixProduct.fill(factor, .nan) }
    for column in 0..<factor.columns {
      factor.column(column).update(repeating: 0, count: column)
    }
  }

  /// The first pivot that is not positive, from 0, and its value.
  package static func choleskyPivot(_ matrix: Matrix) -> (index: Int, value: Double)? {
    let order = matrix.shape.rows
    return withSquare(order) { factor in
      matrix.elements.withUnsafeBufferPointer { elements in
        guard let start = elements.baseAddress else { return }
        copySymmetricPart(
          Operand(ArrayView(start, matrix.shape)), factor, lowerOnly: true)
      }
      return factoriseSymmetric(factor)
    }
  }

  /// The columns that are eliminated together before the matrix product updates the rest.
  private static let panel = 32
  /// The columns that are updated together; above the diagonal at most so many are in vain.
  private static let strip = 128

  /// Factorises the lower triangle in place, and leaves anything above it. Stops at the first pivot
  /// that is not positive.
  private static func factoriseSymmetric(_ a: Target) -> (index: Int, value: Double)? {
    let order = a.rows
    // Above the diagonal of a strip numbers are updated in vain: they must be numbers.
    for column in 0..<order { a.column(column).initialize(repeating: 0, count: column) }
    for left in stride(from: 0, to: order, by: panel) {
      let right = min(left + panel, order)
      for step in left..<right {
        let numbers = a.column(step)
        let pivot = numbers[step]
        guard pivot > 0 else { return (step, pivot) }
        let root = pivot.squareRoot()
        for row in step..<order { numbers[row] /= root }
        numbers[step] = root
        for column in (step + 1)..<max(right, step + 1) {
          subtract(numbers[column], numbers + column, a.column(column) + column, order - column)
        }
      }
      for start in stride(from: right, to: order, by: strip) {
        let width = min(strip, order - start)
        let rows = a.block(start, left, order - start, right - left).operand
        MatrixProduct.multiply(
          rows, rows.block(0, 0, width, right - left).transposed, .subtract,
          a.block(start, start, order - start, width))
      }
    }
    return nil
  }
}

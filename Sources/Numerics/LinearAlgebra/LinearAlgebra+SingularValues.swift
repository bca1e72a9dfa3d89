/// The singular value decomposition, for what an inverse cannot serve: the cofactors of a matrix
/// that is singular or nearly so.
extension LinearAlgebra {
  /// Every sweep goes over all pairs of columns; ten are many, and quadratic convergence ends it.
  private static let maximalSweeps = 60

  /// `A = U*diag(s)*V'` by one-sided Jacobi rotations (Hestenes; Golub and Van Loan, §8.6.3).
  ///
  /// `a` becomes `U`, orthogonal even where singular values are 0. The matrix must be finite and of
  /// a size whose squares neither overflow nor vanish: its largest element about 1. The singular
  /// values are in no order. Small ones, too, have orthogonal columns in `U`.
  static func decompose(_ a: Target, _ v: Target, _ values: UnsafeMutablePointer<Double>) {
    let order = a.rows
    fillIdentity(v)
    for _ in 0..<maximalSweeps {
      var isDone = true
      for p in 0..<order {
        for q in (p + 1)..<max(order, p + 1) {
          if rotate(a, v, p, q) { isDone = false }
        }
      }
      if isDone { break }
    }
    normalise(a, values)
  }

  /// Makes two columns of `a` orthogonal. False where they are already.
  private static func rotate(_ a: Target, _ v: Target, _ p: Int, _ q: Int) -> Bool {
    let x = a.column(p)
    let y = a.column(q)
    let xx = MatrixProduct.dot(x, x, a.rows)
    let yy = MatrixProduct.dot(y, y, a.rows)
    let xy = MatrixProduct.dot(x, y, a.rows)
    guard abs(xy) > Double.ulpOfOne * xx.squareRoot() * yy.squareRoot(), abs(xy) > vanishing else {
      return false
    }
    let ratio = (yy - xx) / (2 * xy)
    let size = abs(ratio) < 0x1p500 ? abs(ratio) + (1 + ratio * ratio).squareRoot() : 2 * abs(ratio)
    let tangent = (ratio < 0 ? -1 : 1) / size
    let cosine = 1 / (1 + tangent * tangent).squareRoot()
    let sine = cosine * tangent
    turn(x, y, cosine, sine, a.rows)
    turn(v.column(p), v.column(q), cosine, sine, a.rows)
    return true
  }

  /// Squares below this have lost digits; next to 1 they are nothing.
  private static let vanishing = 0x1p-960

  /// `(x, y)` becomes `(c*x - s*y, s*x + c*y)`.
  @inline(__always)
  static func turn(
    _ x: UnsafeMutablePointer<Double>, _ y: UnsafeMutablePointer<Double>, _ cosine: Double,
    _ sine: Double, _ count: Int
  ) {
    for index in 0..<count {
      let one = x[index]
      let other = y[index]
      x[index] = cosine * one - sine * other
      y[index] = sine * one + cosine * other
    }
  }

  /// Divides each column by its length, the singular value; a column of no length is replaced by
  /// one that is orthogonal to all others.
  private static func normalise(_ a: Target, _ values: UnsafeMutablePointer<Double>) {
    let order = a.rows
    for column in 0..<order {
      let numbers = a.column(column)
      let square = MatrixProduct.dot(numbers, numbers, order)
      values[column] = square > vanishing ? square.squareRoot() : 0
      for row in 0..<order {
        numbers[row] = values[column] > 0 ? numbers[row] / values[column] : 0
      }
    }
    for column in 0..<order where values[column] == 0 { complete(a, column) }
  }

  /// Replaces a zero column by a unit vector orthogonal to the other columns: the axis that is
  /// farthest from their span, minus its projection, twice for the rounding errors of the first.
  private static func complete(_ a: Target, _ column: Int) {
    let order = a.rows
    let axis = (0..<order).min { distanceLost(a, $0) < distanceLost(a, $1) } ?? 0
    let numbers = a.column(column)
    numbers[axis] = 1
    for _ in 0..<2 {
      for other in 0..<order where other != column {
        let vector = a.column(other)
        subtract(MatrixProduct.dot(vector, numbers, order), vector, numbers, order)
      }
    }
    let length = MatrixProduct.dot(numbers, numbers, order).squareRoot()
    for row in 0..<order { numbers[row] /= length }
  }

  /// The square of the part of an axis that lies in the span of the columns.
  private static func distanceLost(_ a: Target, _ axis: Int) -> Double {
    (0..<a.columns).reduce(0) { $0 + a[axis, $1] * a[axis, $1] }
  }
}

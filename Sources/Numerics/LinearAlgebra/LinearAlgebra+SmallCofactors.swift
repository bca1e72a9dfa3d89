/// Cofactors of matrices up to order 3, written out: the elements are exact wherever their products
/// are.
extension LinearAlgebra {
  static func cofactorsWrittenOut(_ a: Operand, _ c: Target) {
    switch c.rows {
    case 1: c[0, 0] = 1
    case 2: turnedAround(a, c)
    case 3: eachMinor(c) { p, q, r, s in a[p, r] * a[q, s] - a[p, s] * a[q, r] }
    default: break
    }
  }

  /// The slope of the cofactors along `x`.
  static func slopeWrittenOut(_ a: Operand, _ x: Operand, _ slope: Target) {
    switch slope.rows {
    case 1: slope[0, 0] = 0
    case 2: turnedAround(x, slope)
    case 3:
      eachMinor(slope) { p, q, r, s in
        (a[p, r] * x[q, s] + x[p, r] * a[q, s]) - (a[p, s] * x[q, r] + x[p, s] * a[q, r])
      }
    default: break
    }
  }

  /// `[d, -c; -b, a]` for `[a, b; c, d]`.
  private static func turnedAround(_ a: Operand, _ c: Target) {
    c[0, 0] = a[1, 1]
    c[1, 1] = a[0, 0]
    c[0, 1] = -a[1, 0]
    c[1, 0] = -a[0, 1]
  }

  /// Each element from the two rows and two columns that follow its own in a circle, which makes
  /// the signs right.
  private static func eachMinor(_ c: Target, _ minor: (Int, Int, Int, Int) -> Double) {
    for column in 0..<3 {
      for row in 0..<3 {
        c[row, column] = minor(
          (row + 1) % 3, (row + 2) % 3, (column + 1) % 3, (column + 2) % 3)
      }
    }
  }
}

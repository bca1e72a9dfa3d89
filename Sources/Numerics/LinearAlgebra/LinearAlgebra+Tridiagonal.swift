extension LinearAlgebra {
  /// Reduces a symmetric matrix to a tridiagonal one by Householder reflections, and replaces it by
  /// their product: `A = Q*T*Q'`. `below[i]` is the element below diagonal element i; the last is
  /// 0.
  ///
  /// Reflection i makes row i zero up to its last but one element before the diagonal (Martin,
  /// Reinsch and Wilkinson 1968, doi:10.1007/BF02161187). Only the lower triangle is read, column
  /// by column.
  static func tridiagonalise(
    _ a: Target, _ diagonal: UnsafeMutablePointer<Double>, _ below: UnsafeMutablePointer<Double>
  ) {
    let order = a.rows
    for row in 0..<order { diagonal[row] = a[order - 1, row] }
    for row in (1..<max(order, 1)).reversed() { reflect(a, row, diagonal, below) }
    accumulate(a, diagonal)
    for row in 1..<max(order, 1) { below[row - 1] = below[row] }
    below[order - 1] = 0
  }

  /// Eliminates one row. `row` of `diagonal` holds it on entry, up to the diagonal; on leaving,
  /// `diagonal[row]` is half the square of the length of the reflection's vector, which stands in
  /// column `row` of `a`, and `diagonal` holds the row above.
  private static func reflect(
    _ a: Target, _ row: Int, _ vector: UnsafeMutablePointer<Double>,
    _ product: UnsafeMutablePointer<Double>
  ) {
    let scale = (0..<(row - 1)).reduce(0) { max($0, abs(vector[$1])) }
    guard scale > 0 else {
      product[row] = vector[row - 1]
      for column in 0..<row {
        vector[column] = a[row - 1, column]
        a[row, column] = 0
        a[column, row] = 0
      }
      vector[row] = 0
      return
    }
    let largest = max(scale, abs(vector[row - 1]))
    for column in 0..<row { vector[column] /= largest }
    var square = MatrixProduct.dot(vector, vector, row)
    let last = vector[row - 1]
    let length = last > 0 ? -square.squareRoot() : square.squareRoot()
    product[row] = largest * length
    square -= last * length
    vector[row - 1] = last - length

    // p = A*u/H, then q = p - (u'*p/2H)*u, then A -= u*q' + q*u'.
    symmetricProduct(a, vector, product, row)
    for column in 0..<row {
      a[column, row] = vector[column]
      product[column] /= square
    }
    let half = MatrixProduct.dot(product, vector, row) / (square + square)
    for column in 0..<row { product[column] -= half * vector[column] }
    for column in 0..<row {
      let f = vector[column]
      let g = product[column]
      let numbers = a.column(column)
      for k in column..<row { numbers[k] -= f * product[k] + g * vector[k] }
      vector[column] = a[row - 1, column]
      a[row, column] = 0
    }
    vector[row] = square
  }

  /// The product of the leading part of a symmetric matrix, of which the lower triangle is read,
  /// and a vector: each column serves as a column and as a row.
  private static func symmetricProduct(
    _ a: Target, _ vector: UnsafePointer<Double>, _ product: UnsafeMutablePointer<Double>,
    _ order: Int
  ) {
    product.update(repeating: 0, count: order)
    for column in 0..<order {
      let numbers = a.column(column)
      let below = column + 1
      product[column] +=
        numbers[column] * vector[column]
        + MatrixProduct.dot(numbers + below, vector + below, order - below)
      subtract(-vector[column], numbers + below, product + below, order - below)
    }
  }

  /// Multiplies the reflections, and puts the diagonal, which stands in `a`, where it belongs.
  private static func accumulate(_ a: Target, _ diagonal: UnsafeMutablePointer<Double>) {
    let order = a.rows
    for row in 0..<(order - 1) {
      a[order - 1, row] = a[row, row]
      a[row, row] = 1
      let size = diagonal[row + 1]
      let vector = a.column(row + 1)
      if size != 0 {
        for k in 0...row { diagonal[k] = vector[k] / size }
        for column in 0...row {
          let numbers = a.column(column)
          subtract(MatrixProduct.dot(vector, numbers, row + 1), diagonal, numbers, row + 1)
        }
      }
      for k in 0...row { vector[k] = 0 }
    }
    for column in 0..<order {
      diagonal[column] = a[order - 1, column]
      a[order - 1, column] = 0
    }
    a[order - 1, order - 1] = 1
  }
}

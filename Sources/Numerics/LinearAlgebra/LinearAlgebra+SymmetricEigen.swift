/// Eigenvalues and eigenvectors of symmetric matrices.
extension LinearAlgebra {
  /// The eigenvectors of `(S + S')/2`, orthonormal, in the first columns, and in the last one the
  /// eigenvalues, ascending. nan everywhere where an element is not finite.
  ///
  /// The sign of each eigenvector is such that the first of its largest components is positive.
  package static let symmetricEigen: ArrayKernel = { operands, result in
    let order = result.shape.rows
    let vectors = target(result).block(0, 0, order, order)
    let values = target(result).column(order)
    copySymmetricPart(Operand(operands[0]), vectors, lowerOnly: false)
    guard diagonalise(vectors, values) else { return MatrixProduct.fill(target(result), .nan) }
  }

  /// The eigenvalues, of operands `S` and what `symmetricEigen` makes of it.
  package static let eigenvalues: ArrayKernel = { operands, result in
    let order = result.shape.rows
    result.pointer.initialize(from: operands[1].pointer + order * order, count: order)
  }

  /// The eigenvectors, of operands `S` and what `symmetricEigen` makes of it.
  package static let eigenvectors: ArrayKernel = { operands, result in
    result.pointer.initialize(from: operands[1].pointer, count: result.shape.count)
  }

  /// Replaces a symmetric matrix by its eigenvectors. False where it is not finite or the iteration
  /// does not end.
  private static func diagonalise(
    _ a: Target, _ values: UnsafeMutablePointer<Double>
  ) -> Bool {
    let order = a.rows
    guard order > 0 else { return true }
    for column in 0..<order {
      for row in 0..<order where !a[row, column].isFinite { return false }
    }
    // Scaled by a power of two, so that no square overflows or vanishes.
    let exponent = largestExponent(a)
    scale(a, -exponent)
    return withNumbers(order) { memory in
      tridiagonalise(a, values, memory)
      guard iterate(a, values, memory) else { return false }
      sort(a, values, memory)
      for index in 0..<order { values[index] = scalbn(values[index], Int32(clamping: exponent)) }
      for column in 0..<order { normalise(a.column(column), order) }
      return true
    }
  }

  // MARK: - Implicit QL

  /// Twice what the slowest matrix known needs for one eigenvalue.
  private static let maximalIterations = 60

  /// Diagonalises a tridiagonal matrix by the implicit QL algorithm and applies the rotations to
  /// the columns of `vectors`. `below[i]` is the element below diagonal element i. (Martin and
  /// Wilkinson 1968, doi:10.1007/BF02165404; Dubrulle 1970.)
  private static func iterate(
    _ vectors: Target, _ diagonal: UnsafeMutablePointer<Double>,
    _ below: UnsafeMutablePointer<Double>
  ) -> Bool {
    let order = vectors.rows
    for first in 0..<order {
      for iteration in 0... {
        let last = endOfBlock(first, order, diagonal, below)
        if last == first { break }
        guard iteration < maximalIterations else { return false }
        sweep(vectors, diagonal, below, first, last)
      }
    }
    return true
  }

  /// The last row of the block that begins at `first`: the element below it is negligible.
  private static func endOfBlock(
    _ first: Int, _ order: Int, _ diagonal: UnsafePointer<Double>, _ below: UnsafePointer<Double>
  ) -> Int {
    var last = first
    while last < order - 1 {
      let size = abs(diagonal[last]) + abs(diagonal[last + 1])
      if abs(below[last]) <= 0.5 * Double.ulpOfOne * size || abs(below[last]) < vanishing { break }
      last += 1
    }
    return last
  }

  /// Next to the largest element, which is about 1, such a number is nothing.
  private static let vanishing = 0x1p-400

  /// One QL step on the rows from `first` to `last`, with Wilkinson's shift.
  private static func sweep(
    _ vectors: Target, _ diagonal: UnsafeMutablePointer<Double>,
    _ below: UnsafeMutablePointer<Double>, _ first: Int, _ last: Int
  ) {
    let ratio = (diagonal[first + 1] - diagonal[first]) / (2 * below[first])
    let root = length(ratio, 1)
    var g = diagonal[last] - diagonal[first] + below[first] / (ratio + (ratio < 0 ? -root : root))
    var sine = 1.0
    var cosine = 1.0
    var shift = 0.0
    for row in (first..<last).reversed() {
      let f = sine * below[row]
      let b = cosine * below[row]
      let r = length(f, g)
      below[row + 1] = r
      guard r > 0 else {
        // The block falls apart here: the next step begins with what is left.
        diagonal[row + 1] -= shift
        below[last] = 0
        return
      }
      sine = f / r
      cosine = g / r
      g = diagonal[row + 1] - shift
      let turned = (diagonal[row] - g) * sine + 2 * cosine * b
      shift = sine * turned
      diagonal[row + 1] = g + shift
      g = cosine * turned - b
      turn(vectors.column(row), vectors.column(row + 1), cosine, sine, vectors.rows)
    }
    diagonal[first] -= shift
    below[first] = g
    below[last] = 0
  }

  /// `√(x² + y²)`, whose rounding does not depend on a library.
  private static func length(_ x: Double, _ y: Double) -> Double {
    let larger = max(abs(x), abs(y))
    let smaller = min(abs(x), abs(y))
    guard larger > 0 else { return 0 }
    let ratio = smaller / larger
    guard larger > 0x1p-400, larger < 0x1p400 else {
      return larger * (1 + ratio * ratio).squareRoot()
    }
    return (x * x + y * y).squareRoot()
  }

  // MARK: - Order and signs

  /// Sorts the eigenvalues and, with a column of scratch, their vectors.
  private static func sort(
    _ vectors: Target, _ values: UnsafeMutablePointer<Double>,
    _ scratch: UnsafeMutablePointer<Double>
  ) {
    let order = vectors.rows
    let sorted = (0..<order).sorted { (values[$0], $0) < (values[$1], $1) }
    guard sorted != Array(0..<order) else { return }
    withSquare(order) { copied in
      copy(vectors.operand, copied)
      for (place, column) in sorted.enumerated() {
        vectors.column(place).update(from: copied.column(column), count: order)
        scratch[place] = values[column]
      }
    }
    values.update(from: scratch, count: order)
  }

  /// Gives an eigenvector the length 1, from which the many rotations have led it a few ulp away,
  /// and its first largest component a positive sign. Components that differ by rounding errors
  /// only count as equal.
  private static func normalise(_ vector: UnsafeMutablePointer<Double>, _ count: Int) {
    let largest = (0..<count).reduce(0) { max($0, abs(vector[$1])) }
    let leading = (0..<count).first { abs(vector[$0]) >= largest * (1 - 0x1p-20) } ?? 0
    let length = MatrixProduct.dot(vector, vector, count).squareRoot()
    let divisor = vector[leading] < 0 ? -length : length
    for index in 0..<count { vector[index] = vector[index] / divisor + 0 }
  }
}

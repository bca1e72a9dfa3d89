/// Products of matrices.
///
/// Every product is rounded, then added: nothing is fused. The order of the sums depends on the
/// shapes only, so that all builds, whatever their vectors, give the same bits:
/// - matrix · matrix: `depth` products one after the other, then the sums of these runs;
/// - dot product, and every product with a vector whose sums run along memory: `dot`;
/// - matrix · vector with sums across memory: eight columns pairwise, runs of `depth` columns.
///
/// The sums start from -0, which unlike 0 changes no number it is added to.
package enum MatrixProduct {
  /// `A*B`, either or both given as their transposes.
  package static let product: ArrayKernel = { operands, result in
    multiply(
      Operand(operands[0]), Operand(operands[1]), .assign,
      Target(result.pointer, result.shape.rows, result.shape.columns))
  }

  /// The number of products that are summed one after the other before they join the total.
  static let depth = 256

  /// Up to this number of elementary products packing costs more than it gains.
  private static let small = 400

  /// With fewer rows or columns than this the product is one of vectors after the other.
  private static let slender = 4

  /// `c = a*b`, `c += a*b` or `c -= a*b`.
  static func multiply(_ a: Operand, _ b: Operand, _ update: Update, _ c: Target) {
    guard c.rows > 0, c.columns > 0 else { return }
    guard a.columns > 0 else {
      if update == .assign { fill(c, 0) }
      return
    }
    if a.columns == 1 {
      outer(a, b, update, c)
    } else if c.columns == 1 {
      vector(a, b.pointer, b.rowStride, update, c.pointer, 1)
    } else if c.rows == 1 {
      vector(b.transposed, a.pointer, a.columnStride, update, c.pointer, c.stride)
    } else if c.rows &* c.columns &* a.columns <= small {
      direct(a, b, update, c)
    } else if c.columns < slender {
      for column in 0..<c.columns {
        let x = b.pointer + column &* b.columnStride
        vector(a, x, b.rowStride, update, c.column(column), 1)
      }
    } else if c.rows < slender {
      for row in 0..<c.rows {
        let x = a.pointer + row &* a.rowStride
        vector(b.transposed, x, a.columnStride, update, c.pointer + row, c.stride)
      }
    } else {
      blocked(a, b, update, c)
    }
  }

  /// Stores the sum of some products, or joins it to what is there.
  @inline(__always)
  static func store(_ sum: Double, _ update: Update, _ place: UnsafeMutablePointer<Double>) {
    switch update {
    case .assign: place.pointee = sum
    case .add: place.pointee += sum
    case .subtract: place.pointee -= sum
    }
  }

  static func fill(_ c: Target, _ value: Double) {
    for column in 0..<c.columns { c.column(column).update(repeating: value, count: c.rows) }
  }

  /// A column by a row: one product an element.
  private static func outer(_ a: Operand, _ b: Operand, _ update: Update, _ c: Target) {
    for column in 0..<c.columns {
      let factor = b[0, column]
      let target = c.column(column)
      if update == .assign, a.rowStride == 1 {
        for row in 0..<c.rows { target[row] = a.pointer[row] * factor }
      } else {
        for row in 0..<c.rows { store(a[row, 0] * factor, update, target + row) }
      }
    }
  }

  /// Few elements: the same sums as `blocked`, without packing.
  private static func direct(_ a: Operand, _ b: Operand, _ update: Update, _ c: Target) {
    for start in stride(from: 0, to: a.columns, by: depth) {
      let end = min(start + depth, a.columns)
      let update = start > 0 && update == .assign ? .add : update
      for column in 0..<c.columns {
        for row in 0..<c.rows {
          var sum = -0.0
          for k in start..<end { sum += a[row, k] * b[k, column] }
          store(sum, update, c.pointer + (row &+ column &* c.stride))
        }
      }
    }
  }
}

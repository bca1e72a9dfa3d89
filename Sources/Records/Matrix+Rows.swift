import Numerics

extension Matrix {
  /// A matrix from its rows, one after the other, as files hold them.
  init(_ shape: Shape, rows: [Double]) {
    precondition(rows.count == shape.count, "a matrix has rows × columns elements")
    guard !shape.isVector, !rows.isEmpty else {
      self.init(shape, rows)
      return
    }
    // The same numbers in memory are the columns of the transpose.
    self.init(
      shape,
      Array(unsafeUninitializedCapacity: rows.count) { elements, count in
        count = rows.count
        rows.withUnsafeBufferPointer { rows in
          guard let source = rows.baseAddress, let target = elements.baseAddress else { return }
          withUnsafePointer(to: ArrayView(source, shape.transposed)) { operand in
            Rearrangement.transpose(.init(start: operand, count: 1), ArrayResult(target, shape))
          }
        }
      })
  }
}

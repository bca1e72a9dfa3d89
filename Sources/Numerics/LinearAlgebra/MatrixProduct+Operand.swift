extension MatrixProduct {
  /// A matrix, or a part of one, to be read: element (i, j) lies at `i*rowStride + j*columnStride`.
  ///
  /// One of the strides is 1. A transpose is an exchange of the strides and costs nothing.
  struct Operand {
    let pointer: UnsafePointer<Double>
    let rows: Int
    let columns: Int
    let rowStride: Int
    let columnStride: Int

    @inline(__always)
    init(
      _ pointer: UnsafePointer<Double>, _ rows: Int, _ columns: Int, rowStride: Int,
      columnStride: Int
    ) {
      self.pointer = pointer
      self.rows = rows
      self.columns = columns
      self.rowStride = rowStride
      self.columnStride = columnStride
    }

    /// The matrix meant by an operand of a kernel, which may be the transpose of what lies there.
    @inline(__always)
    init(_ view: ArrayView) {
      let memory = Operand(
        view.pointer, view.shape.rows, view.shape.columns, rowStride: 1,
        columnStride: view.shape.rows)
      self = view.isTransposed ? memory.transposed : memory
    }

    @inline(__always)
    var transposed: Operand {
      Operand(pointer, columns, rows, rowStride: columnStride, columnStride: rowStride)
    }

    @inline(__always)
    subscript(row: Int, column: Int) -> Double {
      pointer[row &* rowStride &+ column &* columnStride]
    }

    /// The `rows` × `columns` elements from (`row`, `column`) on.
    @inline(__always)
    func block(_ row: Int, _ column: Int, _ rows: Int, _ columns: Int) -> Operand {
      Operand(
        pointer + (row &* rowStride &+ column &* columnStride), rows, columns,
        rowStride: rowStride, columnStride: columnStride)
    }
  }

  /// A matrix, or a part of one, to be written: its columns are contiguous, `stride` apart.
  struct Target {
    let pointer: UnsafeMutablePointer<Double>
    let rows: Int
    let columns: Int
    let stride: Int

    @inline(__always)
    init(_ pointer: UnsafeMutablePointer<Double>, _ rows: Int, _ columns: Int, stride: Int) {
      self.pointer = pointer
      self.rows = rows
      self.columns = columns
      self.stride = stride
    }

    /// A whole matrix in memory.
    @inline(__always)
    init(_ pointer: UnsafeMutablePointer<Double>, _ rows: Int, _ columns: Int) {
      self.init(pointer, rows, columns, stride: rows)
    }

    @inline(__always)
    func column(_ column: Int) -> UnsafeMutablePointer<Double> { pointer + column &* stride }

    @inline(__always)
    subscript(row: Int, column: Int) -> Double {
      get { pointer[row &+ column &* stride] }
      nonmutating set { pointer[row &+ column &* stride] = newValue }
    }

    @inline(__always)
    func block(_ row: Int, _ column: Int, _ rows: Int, _ columns: Int) -> Target {
      Target(pointer + (row &+ column &* stride), rows, columns, stride: stride)
    }

    /// The same elements to be read.
    @inline(__always)
    var operand: Operand {
      Operand(UnsafePointer(pointer), rows, columns, rowStride: 1, columnStride: stride)
    }
  }

  /// What becomes of the elements that were there before a product.
  enum Update {
    case assign, add, subtract
  }
}

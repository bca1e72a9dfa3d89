/// The shape of a value: rows × columns. A scalar is 1×1, a vector a column n×1; either may be 0.
package struct Shape: BitwiseCopyable, Hashable, Sendable {
  package let rows: Int
  package let columns: Int

  @inline(__always)
  package init(_ rows: Int, _ columns: Int) {
    self.rows = rows
    self.columns = columns
  }

  /// The shape of a number.
  package static var scalar: Shape { Shape(1, 1) }

  /// How many elements there are.
  @inline(__always) package var count: Int { rows * columns }
  package var isScalar: Bool { rows == 1 && columns == 1 }
  /// One row or one column.
  package var isVector: Bool { rows == 1 || columns == 1 }
  /// As many rows as columns.
  package var isSquare: Bool { rows == columns }
  /// Rows for columns.
  package var transposed: Shape { Shape(columns, rows) }
}

extension Shape: CustomStringConvertible {
  /// `2×3`, as messages write it.
  package var description: String { "\(rows)×\(columns)" }
}

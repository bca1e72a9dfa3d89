import Numerics

/// What a table with matrices in it looks like to the formats.
extension Table {
  /// Whether a cell is a matrix other than 1×1.
  var hasMatrix: Bool { rows.samples.contains { $0.contains { $0.matrix != nil } } }

  /// The matrix of a table that has but one cell: the value of one expression. Formats may write
  /// its elements as a table of their own.
  var onlyMatrix: Matrix? {
    guard columns.count == 1, rows.count == 1 else { return nil }
    return rows[0].first?.matrix
  }

  /// The columns of a matrix, named by a column of the table and their numbers: `value_1`,
  /// `value_2`.
  func columns(of matrix: Matrix, in column: Int) -> [Column] {
    (0..<matrix.shape.columns).map { Column(name: "\(columns[column].name)_\($0 + 1)") }
  }
}

extension Cell {
  /// The matrix of the cell, if it is one and not 1×1.
  var matrix: Matrix? {
    guard case .matrix(let matrix) = self, !matrix.shape.isScalar else { return nil }
    return matrix
  }
}

/// The dimension that an operation goes along, with the number that programs write.
package enum Dimension: Int, Sendable {
  /// Down the columns: from row to row.
  case downColumns = 1
  /// Along the rows: from column to column.
  case alongRows = 2

  /// What is meant where a program does not say it: down the columns, or along a single row.
  package static func usual(of shape: Shape) -> Dimension {
    shape.rows == 1 ? .alongRows : .downColumns
  }

  /// From the whole number that a step along a dimension has.
  package init(ofStep number: Int32) {
    guard let dimension = Dimension(rawValue: Int(number)) else {
      preconditionFailure("a dimension is 1 or 2")
    }
    self = dimension
  }
}

extension Shape {
  /// One element for each column or each row.
  package func reduced(along dimension: Dimension) -> Shape {
    switch dimension {
    case .downColumns: Shape(1, columns)
    case .alongRows: Shape(rows, 1)
    }
  }

  /// The dimension that a reduction to this shape goes along; nil where it takes all elements
  /// together.
  package var reducedDimension: Dimension? {
    isScalar ? nil : rows == 1 ? .downColumns : .alongRows
  }
}

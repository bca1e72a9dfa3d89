import Numerics

/// Why operands do not fit: one case for each mistake. `Int`s named `operand` count from 0.
package enum ShapeError: Error, Equatable, Sendable {
  /// Two operands of an operation that works element by element; neither dimension is 1.
  case elementwise(Shape, Shape, operands: [Int])
  case product(Shape, Shape)
  case solve(Shape, Shape)
  case divisionByMatrix(Shape, Shape)
  /// `^` with a matrix: not square, or an exponent that is no constant whole number.
  case power(Shape, Shape)
  case notSquare(function: String, Shape)
  case notVector(function: String, Shape, operand: Int)
  case notScalar(function: String, Shape, operand: Int)
  /// Two operands that must have the same shape.
  case different(function: String, Shape, Shape)
  case reshape(Shape, to: Shape)
  /// Parts of a matrix: beside each other with different heights, or stacked with different widths.
  case heights(Shape, Shape, operand: Int)
  case widths(Shape, Shape, operand: Int)
  case indexOutside(Double, count: Int, of: Counted, operand: Int)
  case indexNotWhole(Double, operand: Int)
  case indexNotConstant(operand: Int)
  case indexCount(Int)
  case dimension(function: String, operand: Int)
  /// An argument that must be a constant whole number.
  case notConstant(function: String, parameter: String, operand: Int)
  /// A whole number that the argument cannot be; it may be any number from 0 to `most`.
  case outOfRange(function: String, parameter: String, Double, most: Int, operand: Int)
  /// The exponent of a norm: below 1 or nan; nil where it depends on an input.
  case exponent(function: String, parameter: String, Double?, operand: Int)
  case negativeSize(function: String, parameter: String, Double, operand: Int)
  case rangeNotConstant(operand: Int)
  case rangeWithoutStep(operand: Int)
  case tooLarge(rows: Double, columns: Double)
  case tooManyShapes

  /// What an index counts.
  package enum Counted: String, Sendable {
    case rows, columns, elements
  }
}

extension Shape {
  /// No array may have more elements than this: 2 GB.
  package static let mostElements = 1 << 28
  /// No matrix of derivatives may have more elements than this that are computed: with its pattern
  /// and the places of its sweeps each takes up to 24 bytes, all of them 0.8 GB.
  package static let mostDerivatives = 1 << 25

  /// A shape of sizes that may be anything.
  package static func checked(_ rows: Int, _ columns: Int) throws(ShapeError) -> Shape {
    let (count, overflows) = rows.multipliedReportingOverflow(by: columns)
    guard !overflows, count <= mostElements, max(rows, columns) <= mostElements else {
      throw .tooLarge(rows: Double(rows), columns: Double(columns))
    }
    return Shape(rows, columns)
  }

  /// The common shape of two operands of an operation that works element by element: equal, or a
  /// dimension of 1 is repeated. nil where they do not fit.
  package func broadcast(with other: Shape) -> Shape? {
    guard rows == other.rows || rows == 1 || other.rows == 1,
      columns == other.columns || columns == 1 || other.columns == 1
    else { return nil }
    return Shape(rows == 1 ? other.rows : rows, columns == 1 ? other.columns : columns)
  }
}

import Numerics

/// Rules that several array operations share: what shape comes out, and what does not fit.
enum ShapeRules {
  typealias Rule = ArrayOperation.ShapeRule

  /// The operand's own shape.
  static let same: Rule = { operands, _ in (operands[0], []) }

  /// A number for each pair of elements of the first operand.
  static let betweenElements: Rule = { operands, _ throws(ShapeError) in
    (try .checked(operands[0].count, operands[0].count), [])
  }

  static let scalar: Rule = { _, _ in (.scalar, []) }

  /// All elements in one column.
  static let column: Rule = { operands, _ in (Shape(operands[0].count, 1), []) }

  static let transposed: Rule = { operands, _ in (operands[0].transposed, []) }

  /// Everything, or along the dimension given, which stands behind the operands.
  static func reduction(_ name: String, operandCount: Int = 1) -> Rule {
    { operands, constants throws(ShapeError) in
      guard let number = constants.first else { return (.scalar, []) }
      guard let dimension = Dimension(rawValue: number) else {
        throw .dimension(function: name, operand: operandCount)
      }
      return (operands[0].reduced(along: dimension), [])
    }
  }

  /// The operand's shape; the dimension is a parameter.
  static func along(_ name: String) -> Rule {
    { operands, constants throws(ShapeError) in
      let number = constants.first ?? Dimension.usual(of: operands[0]).rawValue
      guard let dimension = Dimension(rawValue: number) else {
        throw .dimension(function: name, operand: 1)
      }
      return (operands[0], [Int32(dimension.rawValue)])
    }
  }

  /// The operand's shape; of dimension 2 it is the transpose that is worked on, which the builder
  /// sees to.
  static func columnwise(_ name: String) -> Rule {
    { operands, constants throws(ShapeError) in
      guard (1...2).contains(constants.first ?? 1) else {
        throw .dimension(function: name, operand: 1)
      }
      return (operands[0], [])
    }
  }

  /// Above, on or below which diagonal a triangle ends.
  static let triangle: Rule = { operands, constants in
    (operands[0], [Int32(clamping: constants.first ?? 0)])
  }

  static func square(_ name: String, _ result: @escaping @Sendable (Int) -> Shape) -> Rule {
    { operands, _ throws(ShapeError) in
      guard operands[0].isSquare else { throw .notSquare(function: name, operands[0]) }
      return (result(operands[0].rows), [])
    }
  }

  static func solve(_ name: String) -> Rule {
    { operands, _ throws(ShapeError) in
      guard operands[0].isSquare else { throw .notSquare(function: name, operands[0]) }
      guard operands[0].rows == operands[1].rows else { throw .solve(operands[0], operands[1]) }
      return (operands[1], [])
    }
  }

  static let product: Rule = { operands, _ throws(ShapeError) in
    guard operands[0].columns == operands[1].rows else { throw .product(operands[0], operands[1]) }
    return (try .checked(operands[0].rows, operands[1].columns), [])
  }

  /// The sizes that the constants give.
  static func sizes(_ name: String, _ parameters: [String]) -> Rule {
    { operands, constants throws(ShapeError) in
      try requireNoneNegative(name, parameters, constants, after: operands.count)
      return (try .checked(constants[0], constants[constants.count - 1]), [])
    }
  }

  /// Refuses sizes below 0.
  private static func requireNoneNegative(
    _ name: String, _ parameters: [String], _ sizes: [Int], after operandCount: Int
  ) throws(ShapeError) {
    for (index, size) in sizes.enumerated() where size < 0 {
      throw .negativeSize(
        function: name, parameter: parameters[index], Double(size), operand: operandCount + index)
    }
  }

  static let reshaped: Rule = { operands, constants throws(ShapeError) in
    let (shape, _) = try sizes("reshape", ["m", "n"])(operands, constants)
    guard shape.count == operands[0].count else { throw .reshape(operands[0], to: shape) }
    return (shape, [])
  }

  /// The products of the elements of two vectors.
  static func outer(_ name: String) -> Rule {
    { operands, _ throws(ShapeError) in
      for (index, operand) in operands.enumerated() where !operand.isVector {
        throw .notVector(function: name, operand, operand: index)
      }
      return (try .checked(operands[0].count, operands[1].count), [])
    }
  }

  /// A number from two operands of the same shape.
  static func equal(_ name: String) -> Rule {
    { operands, _ throws(ShapeError) in
      guard operands[0] == operands[1] else {
        throw .different(function: name, operands[0], operands[1])
      }
      return (.scalar, [])
    }
  }

  static let besides: Rule = { operands, _ throws(ShapeError) in
    guard let (first, height) = firstPart(operands, \.rows) else { return (Shape(0, 0), []) }
    var width = 0
    for (index, operand) in operands.enumerated() where operand != Shape(0, 0) {
      guard operand.rows == height else {
        throw .heights(operands[first], operand, operand: index)
      }
      width += operand.columns
    }
    return (try .checked(height, width), [])
  }

  static let stacked: Rule = { operands, _ throws(ShapeError) in
    guard let (first, width) = firstPart(operands, \.columns) else { return (Shape(0, 0), []) }
    var height = 0
    for (index, operand) in operands.enumerated() where operand != Shape(0, 0) {
      guard operand.columns == width else {
        throw .widths(operands[first], operand, operand: index)
      }
      height += operand.rows
    }
    return (try .checked(height, width), [])
  }

  /// The first part that is not `[]`, and its size.
  private static func firstPart(
    _ operands: [Shape], _ size: KeyPath<Shape, Int>
  ) -> (index: Int, size: Int)? {
    operands.firstIndex { $0 != Shape(0, 0) }.map { ($0, operands[$0][keyPath: size]) }
  }
}

extension ShapeRules {
  /// m×n copies.
  static func repeated(_ name: String) -> Rule {
    { operands, constants throws(ShapeError) in
      try requireNoneNegative(name, ["m", "n"], constants, after: operands.count)
      let (rows, tooTall) = operands[0].rows.multipliedReportingOverflow(by: constants[0])
      let (columns, tooWide) = operands[0].columns.multipliedReportingOverflow(by: constants[1])
      guard !tooTall, !tooWide else {
        throw .tooLarge(
          rows: Double(operands[0].rows) * Double(constants[0]),
          columns: Double(operands[0].columns) * Double(constants[1]))
      }
      return (try .checked(rows, columns), [])
    }
  }

  /// A row of n numbers between scalars.
  static func row(_ name: String) -> Rule {
    { operands, constants throws(ShapeError) in
      for (index, operand) in operands.enumerated() where !operand.isScalar {
        throw .notScalar(function: name, operand, operand: index)
      }
      try requireNoneNegative(name, ["n"], constants, after: operands.count)
      return (try .checked(1, constants[0]), [])
    }
  }
}

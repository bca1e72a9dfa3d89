/// Linear systems with a triangular matrix.
extension LinearAlgebra {
  /// `X` with `T*X = B`, of operands `T`, `B`; only the lower triangle of `T` is read.
  package static let solveLower: ArrayKernel = { operands, result in
    let x = target(result)
    copy(Operand(operands[1]), x)
    solveTriangle(Operand(operands[0]), .lower, x)
  }

  /// `X` with `T*X = B`, of operands `T`, `B`; only the upper triangle of `T` is read.
  package static let solveUpper: ArrayKernel = { operands, result in
    let x = target(result)
    copy(Operand(operands[1]), x)
    solveTriangle(Operand(operands[0]), .upper, x)
  }

  enum Triangle {
    case lower, upper
    /// A lower triangle with ones on the diagonal, whatever is in memory.
    case unitLower
    /// An upper triangle with ones on the diagonal.
    case unitUpper

    var isLower: Bool { self == .lower || self == .unitLower }
    var hasUnitDiagonal: Bool { self == .unitLower || self == .unitUpper }
  }

  /// The unknowns that are solved for before the others are updated by a matrix product.
  private static let block = 64
  /// The same within a block.
  private static let innerBlock = 16

  /// Replaces `x`, the right-hand sides, by the solutions of `t*X = x`.
  ///
  /// A zero on the diagonal gives the infinities and nans of IEEE division.
  static func solveTriangle(_ t: Operand, _ triangle: Triangle, _ x: Target) {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: block * block) { buffer in
      guard let memory = buffer.baseAddress else { return }
      inBlocks(of: block, t.rows, triangle) { part, rest in
        // The triangle on the diagonal, its columns contiguous whichever way `t` lies in memory.
        let diagonal = Target(memory, part.count, part.count)
        copy(t.block(part.lowerBound, part.lowerBound, part.count, part.count), diagonal)
        let solved = x.block(part.lowerBound, 0, part.count, x.columns)
        solveBlock(diagonal, triangle, solved)
        MatrixProduct.multiply(
          t.block(rest.lowerBound, part.lowerBound, rest.count, part.count), solved.operand,
          .subtract, x.block(rest.lowerBound, 0, rest.count, x.columns))
      }
    }
  }

  /// The same for one block on the diagonal.
  private static func solveBlock(_ t: Target, _ triangle: Triangle, _ x: Target) {
    inBlocks(of: x.columns < innerBlock ? block : innerBlock, t.rows, triangle) { part, rest in
      let solved = x.block(part.lowerBound, 0, part.count, x.columns)
      solveColumns(
        t.block(part.lowerBound, part.lowerBound, part.count, part.count), triangle, solved)
      MatrixProduct.multiply(
        t.block(rest.lowerBound, part.lowerBound, rest.count, part.count).operand, solved.operand,
        .subtract, x.block(rest.lowerBound, 0, rest.count, x.columns))
    }
  }

  /// Goes through the unknowns in the order in which they can be solved for: a part, and the rest
  /// that is still to come.
  @inline(__always)
  private static func inBlocks(
    of size: Int, _ order: Int, _ triangle: Triangle, _ body: (Range<Int>, Range<Int>) -> Void
  ) {
    var solved = 0
    while solved < order {
      let next = min(solved + size, order)
      if triangle.isLower {
        body(solved..<next, next..<order)
      } else {
        body((order - next)..<(order - solved), 0..<(order - next))
      }
      solved = next
    }
  }

  /// Solves for one column after the other, one unknown after the other.
  private static func solveColumns(_ t: Target, _ triangle: Triangle, _ x: Target) {
    for column in 0..<x.columns {
      let unknowns = x.column(column)
      inBlocks(of: 1, t.rows, triangle) { part, rest in
        let index = part.lowerBound
        let coefficients = t.column(index)
        if !triangle.hasUnitDiagonal { unknowns[index] /= coefficients[index] }
        subtract(
          unknowns[index], coefficients + rest.lowerBound, unknowns + rest.lowerBound, rest.count)
      }
    }
  }
}

import Calculus
import Foundation
import Graph
import Numerics

extension ArrayCase {
  private static let squares = TestShapes.squares

  package static let linearAlgebra = joined(
    unary("trace", nil, squares) { Matrix(Naive.sum(Naive.diagonal($0).elements)) },
    unary("det", nil, squares) { Matrix(Naive.determinant($0)) },
    unary("logdet", nil, squares, .invertible) { Matrix(log(Naive.determinant($0))) },
    unary("inv", nil, squares, .invertible, Naive.inverse),
    unary("chol", nil, squares, .positiveDefinite, Naive.cholesky),
    // Not symmetric: the symmetric part counts.
    unary("chol", nil, squares, .invertible, Naive.cholesky),
    unary("eigvals", nil, squares, .symmetric, Naive.eigenvalues),
    unary("eigvals", nil, squares, .general, Naive.eigenvalues),
    squares.flatMap { square in
      [0, 1, 2, 5].flatMap { triangularSolutions(square, Shape(square.rows, $0)) }
    })

  /// Only the triangle that is meant counts.
  private static func triangularSolutions(_ square: Shape, _ right: Shape) -> [ArrayCase] {
    let lower = [Operand("L", square, .invertible), Operand("B", right)]
    let upper = [Operand("U", square, .invertible), Operand("B", right)]
    return [
      ArrayCase("lsolve", "lsolve(L, B)", lower) {
        Naive.product(Naive.inverse(Naive.lower($0[0])), $0[1])
      },
      ArrayCase("usolve", "usolve(U, B)", upper) {
        Naive.product(Naive.inverse(Naive.upper($0[0])), $0[1])
      },
      ArrayCase("usolve", "usolve(L', B)", lower) {
        Naive.product(Naive.inverse(Naive.transpose(Naive.lower($0[0]))), $0[1])
      },
      ArrayCase("lsolve", "lsolve(U', B)", upper) {
        Naive.product(Naive.inverse(Naive.transpose(Naive.upper($0[0]))), $0[1])
      },
    ]
  }

  // MARK: - Operations that only rules use

  package static let hiddenLinearAlgebra = joined(
    hidden("cofactor", squares, .general, Naive.cofactors), cofactorSlopes,
    hidden("phi", squares, .general, Naive.halfLower),
    hidden("symmetric", squares, .general, Naive.symmetric),
    hidden("eigvecs", squares, .symmetric, nil),
    hidden("gaps", [Shape(0, 1), Shape(1, 1), Shape(2, 1), Shape(5, 1)], .general) { v in
      Matrix(v.shape.count, v.shape.count) {
        $0 == $1 ? 0 : 1 / (v.elements[$1] - v.elements[$0])
      }
    },
    spectra, dividedDifferences, transposedSolutions, factors("lu"), factors("eigen"))

  private static let cofactorSlopes: [ArrayCase] = squares.map { square in
    ArrayCase(
      hidden: "cofactorslope", [.init("A", square, .invertible), .init("X", square)], nil
    ) { builder, operands throws(ShapeError) in
      try builder.call(.array(named: "cofactorslope"), operands[...])
    }
  }

  /// The last two operands count where eigenvalues are equal, which those of random matrices are
  /// not.
  private static let spectra: [ArrayCase] = squares.filter { $0.rows != 1 }.map { square in
    let weights = Shape(square.rows, 1)
    return ArrayCase(
      hidden: "spectral", [.init("S", square, .symmetric), .init("w", weights)], nil
    ) { builder, operands throws(ShapeError) in
      let none = builder.expand(builder.graph.constant(0), to: weights).index
      return try builder.call(.array(named: "spectral"), operands[...] + [none, none])
    }
  }

  private static let dividedDifferences: [ArrayCase] = [0, 2, 5].map { count in
    let column = Shape(count, 1)
    return ArrayCase(
      hidden: "divided", [.init("S", Shape(count, count), .symmetric), .init("w", column)], nil
    ) { builder, operands throws(ShapeError) in
      let none = builder.expand(builder.graph.constant(0), to: column).index
      let values = try builder.call(.array(named: "eigvals"), operands[..<1])
      return try builder.call(
        .array(named: "divided"), [values.index, operands[1], none, none])
    }
  }

  private static let transposedSolutions: [ArrayCase] = squares.flatMap { square in
    [0, 1, 2, 5].map { columns in
      ArrayCase(
        hidden: "solvetransposed",
        [.init("A", square, .invertible), .init("B", Shape(square.rows, columns))],
        { Naive.product(Naive.inverse(Naive.transpose($0[0])), $0[1]) },
        node: { builder, operands throws(ShapeError) in
          try builder.step(.array(.solutionOfTransposed), operands)
        })
    }
  }

  /// No derivative goes through a factorisation; that transforms know it is all there is to see.
  private static func factors(_ name: String) -> [ArrayCase] {
    hidden(name, squares, .invertible, nil) { builder, operands throws(ShapeError) in
      let factor = try builder.step(.array(named: name), operands)
      return try builder.elementwise(.multiply, [factor.index, builder.graph.constant(0).index])
    }
  }

  // MARK: - Arrangements

  package static let hiddenArrangements = joined(
    expanded, placed, diagonalMatrices, repeatedElements, shares,
    hidden("diagonal", TestShapes.all, .general, Naive.diagonal),
    hidden("hold", TestShapes.all, .general) { $0 })

  /// Along each dimension, and of all elements.
  private static let shares: [ArrayCase] = TestShapes.all.flatMap { shape in
    [(0, Shape.scalar), (1, Shape(1, shape.columns)), (2, Shape(shape.rows, 1))].map {
      dimension, sums in
      ArrayCase(
        hidden: "softmaxto", [.init("A", shape), .init("B", sums)],
        { Naive.shares($0[0], dimension) },
        node: { builder, operands throws(ShapeError) in
          let shares = try builder.call(.array(named: "softmaxto"), operands[...])
          // Only the shape of B counts.
          let none = try builder.elementwise(
            .multiply, [operands[1], builder.graph.constant(0).index])
          return try builder.elementwise(.add, [shares.index, none.index])
        })
    }
  }

  private static let diagonalMatrices: [ArrayCase] =
    [(3, 3, 3), (2, 2, 5), (2, 5, 2), (0, 0, 2), (1, 1, 1)].flatMap { count, rows, columns in
      hidden(
        "diagmatrix", [Shape(count, 1)], .general,
        { Naive.diagonalMatrix($0, rows, columns) },
        node: { builder, operands throws(ShapeError) in
          try builder.call(
            .array(.diagonalMatrix), (operands + sizes(rows, columns, builder.graph))[...])
        })
    }

  private static let repeatedElements: [ArrayCase] = [(1, 1), (2, 3), (0, 2)].flatMap {
    rows, columns in
    hidden(
      "repelem", TestShapes.all, .general,
      { Naive.kronecker($0, Matrix(rows, columns) { _, _ in 1 }) },
      node: { builder, operands throws(ShapeError) in
        try builder.call(
          .array(named: "repelem"), (operands + sizes(rows, columns, builder.graph))[...])
      })
  }

  @Sendable
  private static func sizes(_ rows: Int, _ columns: Int, _ graph: ExpressionGraph) -> [Int32] {
    [graph.constant(Double(rows)).index, graph.constant(Double(columns)).index]
  }

  private static let expanded: [ArrayCase] = [
    (Shape(1, 1), Shape(2, 3)), (Shape(1, 3), Shape(2, 3)), (Shape(2, 1), Shape(2, 3)),
    (Shape(2, 3), Shape(2, 3)), (Shape(1, 1), Shape(0, 0)), (Shape(1, 3), Shape(0, 3)),
    (Shape(0, 1), Shape(0, 3)), (Shape(1, 1), Shape(1, 5)),
  ].flatMap { from, to in
    hidden(
      "expand", [from], .general,
      { a in Matrix(to.rows, to.columns) { a.spread($0, $1) } },
      node: { builder, operands throws(ShapeError) in
        builder.expand(Node(operands[0]), to: to)
      })
  }

  /// The adjoint of picking rows 3, 1, 1 and columns 2, 4 of a matrix 3×4.
  private static let placed: [ArrayCase] = hidden(
    "place", [Shape(3, 2)], .general,
    { a in
      let (rows, columns) = ([2, 0, 0], [1, 3])
      return Matrix(3, 4) { row, column in
        var sum = 0.0
        for i in rows.indices where rows[i] == row {
          for j in columns.indices where columns[j] == column { sum += a[i, j] }
        }
        return sum
      }
    },
    node: { builder, operands throws(ShapeError) in
      builder.step(.place, operands, Shape(3, 4), parameters: [3, 2, 0, 0, 1, 3])
    })
}

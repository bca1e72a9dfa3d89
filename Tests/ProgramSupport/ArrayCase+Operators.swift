import Calculus
import Numerics

extension ArrayCase {
  private static func pair(
    _ operation: String, _ text: String, _ a: Shape, _ b: Shape,
    _ kind: OperandKind = .general, naive: @escaping @Sendable (Matrix, Matrix) -> Matrix
  ) -> ArrayCase {
    ArrayCase(operation, text, [.init("A", a, kind), .init("B", b)]) { naive($0[0], $0[1]) }
  }

  /// Shapes whose matrix product exists, without scalars.
  private static let factors: [(Shape, Shape)] = TestShapes.all.flatMap { a in
    TestShapes.all.filter { $0.rows == a.columns && !$0.isScalar && !a.isScalar }.map { (a, $0) }
  }

  /// Products in all forms, solutions and powers.
  package static let operators = joined(products, scalings, squares, transposes, solutions, powers)

  private static let products: [ArrayCase] = factors.flatMap { a, b in
    [
      pair("*", "A*B", a, b, naive: Naive.product),
      pair("*", "A'*B", a.transposed, b) { Naive.product(Naive.transpose($0), $1) },
      pair("*", "A*B'", a, b.transposed) { Naive.product($0, Naive.transpose($1)) },
      pair("*", "A'*B'", a.transposed, b.transposed) {
        Naive.product(Naive.transpose($0), Naive.transpose($1))
      },
    ]
  }

  private static let scalings: [ArrayCase] = TestShapes.all.flatMap { shape in
    [
      pair("*", "A*B", shape, .scalar, naive: Naive.product),
      pair("*", "B*A", shape, .scalar) { Naive.product($1, $0) },
    ]
  }

  private static let squares = joined(
    unary("*", "A*A", TestShapes.squares) { Naive.product($0, $0) },
    unary("*", "A'*A") { Naive.product(Naive.transpose($0), $0) })

  private static let transposes = joined(
    unary("'", "A'", TestShapes.all, .general, Naive.transpose),
    unary("'", "transpose(A)", TestShapes.all, .general, Naive.transpose))

  private static let solutions: [ArrayCase] = TestShapes.squares.flatMap { square in
    [0, 1, 2, 5].flatMap { columns in
      let right = Shape(square.rows, columns)
      return [
        pair("\\", "A \\ B", square, right, .invertible) {
          Naive.product(Naive.inverse($0), $1)
        },
        pair("\\", "A' \\ B", square, right, .invertible) {
          Naive.product(Naive.inverse(Naive.transpose($0)), $1)
        },
      ]
    }
  }

  private static let powers: [ArrayCase] = [0, 1, 2, 3, 5, -1, -2].flatMap { exponent in
    unary("inv", "A^\(exponent)", TestShapes.squares, .invertible) { a in
      let base = exponent < 0 ? Naive.inverse(a) : a
      let one = Naive.diagonalMatrix(
        Matrix(a.shape.rows, 1) { _, _ in 1 }, a.shape.rows, a.shape.rows)
      return (0..<abs(exponent)).reduce(one) { power, _ in
        a.shape.isScalar
          ? Naive.broadcast(power, base) { $0 * $1 } : Naive.product(power, base)
      }
    }
  }

  // MARK: - Brackets

  package static let brackets = joined(blocks, rectangles, lists, ramps)

  private static let blocks: [ArrayCase] = joined(
    TestShapes.all.flatMap { a in
      TestShapes.all.flatMap { b in
        let isEmpty = a == Shape(0, 0) || b == Shape(0, 0)
        return
          (a.rows == b.rows || isEmpty ? [pair("beside", "[A, B]", a, b, naive: Naive.beside)] : [])
          + (a.columns == b.columns || isEmpty
            ? [pair("stack", "[A; B]", a, b, naive: Naive.stack)] : [])
      }
    },
    [
      pair("stack", "[A, B; B, A]", Shape(2, 3), Shape(2, 3)) {
        Naive.stack(Naive.beside($0, $1), Naive.beside($1, $0))
      },
      pair("beside", "[A, B, A, 2*B]", Shape(3, 1), Shape(3, 2)) {
        Naive.beside(Naive.beside($0, $1), Naive.beside($0, $1.map { 2 * $0 }))
      },
    ])

  private static func picked(
    _ text: String, _ shape: Shape, _ rows: [Int], _ columns: [Int]
  ) -> ArrayCase {
    ArrayCase("index", text, [.init("A", shape)]) { operands in
      Matrix(rows.count, columns.count) { operands[0][rows[$0] - 1, columns[$1] - 1] }
    }
  }

  private static let rectangles: [ArrayCase] =
    [
      picked("A[2, 3]", Shape(3, 5), [2], [3]),
      picked("A[:, 2]", Shape(3, 5), [1, 2, 3], [2]),
      picked("A[end, :]", Shape(3, 5), [3], [1, 2, 3, 4, 5]),
      picked("A[2:3, 1:2:end]", Shape(3, 5), [2, 3], [1, 3, 5]),
      picked("A[end:-1:1, [5, 5, 1]]", Shape(3, 5), [3, 2, 1], [5, 5, 1]),
      picked("A[[1, 3], :]", Shape(3, 1), [1, 3], [1]),
      picked("A[1, 1]", .scalar, [1], [1]),
      picked("A[[1, 1], [1, 1, 1]]", .scalar, [1, 1], [1, 1, 1]),
      picked("A[1:0, :]", Shape(3, 2), [], [1, 2]),
      picked("A[:, :]", Shape(2, 3), [1, 2], [1, 2, 3]),
      picked("A[:, :]", Shape(0, 3), [], [1, 2, 3]),
      picked("A[[1, 1, 2]]", Shape(5, 1), [1, 1, 2], [1]),
      picked("A[[1; 1; 2]]", Shape(1, 5), [1], [1, 1, 2]),
      picked("A[end]", Shape(5, 1), [5], [1]), picked("A[end - 1]", Shape(1, 5), [1], [4]),
      picked("A[2:4]", Shape(5, 1), [2, 3, 4], [1]),
      picked("A[2:3:5]", Shape(1, 5), [1], [2, 5]),
      picked("A[numel(A):-2:1]", Shape(5, 1), [5, 3, 1], [1]),
      picked("A[min(2, rows(A)), max([1, 2])]", Shape(3, 5), [2], [2]),
    ]

  private static let lists: [ArrayCase] = joined(
    unary("index", "A[:]") { Matrix(Shape($0.shape.count, 1), $0.elements) },
    [
      ArrayCase("index", "A[[1, 2; 3, 6]]", [.init("A", Shape(2, 3))]) {
        let x = $0[0].elements
        return Matrix([[x[0], x[1]], [x[2], x[5]]])
      },
      ArrayCase("index", "A[[4, 2]]", [.init("A", Shape(2, 3))]) {
        Matrix([[$0[0].elements[3], $0[0].elements[1]]])
      },
      ArrayCase("index", "A[[3; 3; 1]]", [.init("A", Shape(2, 3))]) {
        .column($0[0].elements[2], $0[0].elements[2], $0[0].elements[0])
      },
      // The inner `end` is that of the inner value, the outer one of the outer.
      ArrayCase("index", "A[[2, end][end] - 1] + A[end]", [.init("A", Shape(5, 1))]) {
        Matrix($0[0].elements[3] + $0[0].elements[4])
      },
      ArrayCase("index", "A[rows(A[end, :]) + 1, end]", [.init("A", Shape(3, 2))]) {
        Matrix($0[0][1, 1])
      },
      ArrayCase("index", "A[:, 1][2:end]'*A[2:end, end]", [.init("A", Shape(3, 2))]) {
        Matrix($0[0][1, 0] * $0[0][1, 1] + $0[0][2, 0] * $0[0][2, 1])
      },
    ])

  private static func ramp(_ text: String, _ elements: [Double]) -> ArrayCase {
    ArrayCase("ramp", text, [.init("x", .scalar)]) { operands in
      Matrix(Shape(1, elements.count), elements.map { $0 * operands[0].elements[0] })
    }
  }

  private static let ramps: [ArrayCase] = [
    ramp("x*(1:4)", [1, 2, 3, 4]), ramp("x*(1:1)", [1]), ramp("x*(4:1)", []),
    ramp("x*(3:-1:1)", [3, 2, 1]), ramp("x*(1:-1:3)", []),
    ramp("x*(0:0.25:1)", [0, 0.25, 0.5, 0.75, 1]),
    ramp("x*(2:-0.5:0.7)", [2, 1.5, 1]), ramp("x*(1.5:3)", [1.5, 2.5]),
    ramp("x*(-2:2:-2)", [-2]), ramp("x*(0:0.1:0.3)", [0, 0.1, 0.2, 0.3]),
  ]
}

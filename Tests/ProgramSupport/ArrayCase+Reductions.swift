import Calculus
import Foundation
import Graph
import Numerics

extension ArrayCase {
  private static func reduction(
    _ name: String, _ naive: @escaping @Sendable ([Double]) -> Double
  ) -> [ArrayCase] {
    joined(
      unary(name) { Naive.reduce($0, 0, naive) },
      unary(name, "\(name)(A, 1)") { Naive.reduce($0, 1, naive) },
      unary(name, "\(name)(A, 2)") { Naive.reduce($0, 2, naive) })
  }

  /// Slopes of small exponents turn fast beside 0, where no quotient follows them.
  private static func powerNorm(_ exponent: String) -> [ArrayCase] {
    let p = Double(exponent) ?? .nan
    func cases(_ dimension: Int) -> [ArrayCase] {
      let text = "pnorm(A, \(exponent)\(dimension == 0 ? "" : ", \(dimension)"))"
      return unary("pnorm", text, TestShapes.all, p < 2 ? .positive : .general) {
        Naive.reduce($0, dimension) { Naive.norm($0, p) }
      }
    }
    return [0, 1, 2].flatMap(cases)
  }

  private static func extreme(
    _ name: String, _ naive: @escaping @Sendable ([Double]) -> Double
  ) -> [ArrayCase] {
    joined(
      unary(name) { Naive.reduce($0, 0, naive) },
      unary(name, "\(name)(A, [], 1)") { Naive.reduce($0, 1, naive) },
      unary(name, "\(name)(A, [], 2)") { Naive.reduce($0, 2, naive) })
  }

  /// Running sums and flips: along the dimension given, by default the first that is not 1.
  private static func along(
    _ name: String, _ naive: @escaping @Sendable (Matrix, Int) -> Matrix
  ) -> [ArrayCase] {
    joined(
      unary(name) { naive($0, $0.shape.rows == 1 ? 2 : 1) },
      unary(name, "\(name)(A, 1)") { naive($0, 1) },
      unary(name, "\(name)(A, 2)") { naive($0, 2) })
  }

  package static let reductions = joined(
    reduction("sum", Naive.sum), reduction("prod") { $0.reduce(1, *) },
    reduction("mean", Naive.mean), reduction("var", Naive.variance),
    reduction("norm", Naive.norm), reduction("logsumexp", Naive.logSumExp),
    ["1", "1.5", "2", "3", "4", "7.25", "inf"].flatMap { powerNorm($0) },
    extreme("max") { $0.max() ?? .nan }, extreme("min") { $0.min() ?? .nan },
    along("cumsum", Naive.running(Naive.sum)),
    along("cumprod", Naive.running { $0.reduce(1, *) }),
    along("cummax", Naive.running { $0.max() ?? .nan }),
    along("cummin", Naive.running { $0.min() ?? .nan }),
    TestShapes.all.map { shape in
      ArrayCase("dot", "dot(a, b)", [.init("a", shape), .init("b", shape)]) {
        Matrix($0[0].dot($0[1]))
      }
    })

  // MARK: - Shapes

  package static let arrangements = joined(
    counts, reshapes, triangles, repeated, krons, outers,
    along("flip") { a, dimension in
      Matrix(a.shape.rows, a.shape.columns) {
        dimension == 1 ? a[a.shape.rows - 1 - $0, $1] : a[$0, a.shape.columns - 1 - $1]
      }
    },
    unary("diag") { a in
      guard a.shape.isVector else { return Naive.diagonal(a) }
      return Naive.diagonalMatrix(a, a.shape.count, a.shape.count)
    })

  private static let counts = joined(
    unary("rows", "rows(A)*A") { a in a.map { Double(a.shape.rows) * $0 } },
    unary("cols", "cols(A)*A") { a in a.map { Double(a.shape.columns) * $0 } },
    unary("numel", "numel(A)*A") { a in a.map { Double(a.shape.count) * $0 } })

  private static let reshapes = joined(
    TestShapes.all.flatMap { shape in
      [1, 2, 3].filter { shape.count % $0 == 0 }.flatMap { rows in
        unary("reshape", "reshape(A, \(rows), \(shape.count / rows))", [shape]) {
          Matrix(Shape(rows, $0.shape.count / rows), $0.elements)
        }
      }
    },
    unary("vec") { Matrix(Shape($0.shape.count, 1), $0.elements) })

  private static let triangles = joined(
    unary("tril", nil, TestShapes.all, .general, Naive.lower),
    unary("triu", nil, TestShapes.all, .general, Naive.upper),
    [-2, -1, 1, 2].flatMap { edge in
      joined(
        unary("tril", "tril(A, \(edge))") { Naive.triangle($0) { $1 - $0 <= edge } },
        unary("triu", "triu(A, \(edge))") { Naive.triangle($0) { $1 - $0 >= edge } })
    })

  private static let repeated: [ArrayCase] = [(1, 1), (2, 3), (0, 2), (3, 0)].flatMap {
    rows, columns in
    unary("repmat", "repmat(A, \(rows), \(columns))") {
      Naive.kronecker(Matrix(rows, columns) { _, _ in 1 }, $0)
    }
  }

  private static let krons: [ArrayCase] = TestShapes.all.flatMap { a in
    [Shape(1, 1), Shape(2, 1), Shape(2, 3), Shape(0, 2)].map { b in
      ArrayCase("kron", "kron(A, B)", [.init("A", a), .init("B", b)]) {
        Naive.kronecker($0[0], $0[1])
      }
    }
  }

  private static let outers: [ArrayCase] = TestShapes.vectors.flatMap { a in
    TestShapes.vectors.map { b in
      ArrayCase("outer", "outer(a, b)", [.init("a", a), .init("b", b)]) { operands in
        Matrix(a.count, b.count) { operands[0].elements[$0] * operands[1].elements[$1] }
      }
    }
  }

  // MARK: - Constants

  package static let constants = joined(filled, spaced)

  private static let filled: [ArrayCase] =
    [
      made("zeros", "zeros(2)", 2, 2) { _, _ in 0 }, made("ones", "ones(2)", 2, 2) { _, _ in 1 },
      made("eye", "eye(3)", 3, 3) { $0 == $1 ? 1 : 0 },
      made("eye", "eye(1)", 1, 1) { _, _ in 1 }, made("eye", "eye(0)", 0, 0) { _, _ in 1 },
    ]
    + [(0, 0), (1, 1), (2, 3), (3, 1)].flatMap { rows, columns in
      [
        made("zeros", "zeros(\(rows), \(columns))", rows, columns) { _, _ in 0 },
        made("ones", "ones(\(rows), \(columns))", rows, columns) { _, _ in 1 },
        made("eye", "eye(\(rows), \(columns))", rows, columns) { $0 == $1 ? 1 : 0 },
      ]
    }

  private static let spaced: [ArrayCase] = [0, 1, 2, 5].map { count in
    ArrayCase("linspace", "linspace(a, b, \(count))", [.init("a", .scalar), .init("b", .scalar)]) {
      operands in
      let (a, b) = (operands[0].elements[0], operands[1].elements[0])
      // As in Octave, the end is kept where there is room for one number.
      return Matrix(1, count) { _, k in
        count == 1 ? b : a + (b - a) * Double(k) / Double(count - 1)
      }
    }
  }

  private static func made(
    _ operation: String, _ text: String, _ rows: Int, _ columns: Int,
    _ element: @escaping @Sendable (Int, Int) -> Double
  ) -> ArrayCase {
    ArrayCase(operation, "x*\(text)", [.init("x", .scalar)]) { operands in
      Matrix(rows, columns) { operands[0].elements[0] * element($0, $1) }
    }
  }

  // MARK: - Networks

  package static let neural = joined(
    shares("softmax") { $0 }, shares("logsoftmax") { log($0) },
    besideShares("centred") { shares, x in
      Matrix(x.shape.rows, x.shape.columns) { row, column in
        (0..<x.shape.rows).reduce(x[row, column]) { $0 - shares[$1, column] * x[$1, column] }
      }
    },
    besideShares("balanced") { shares, x in
      Matrix(x.shape.rows, x.shape.columns) { row, column in
        (0..<x.shape.rows).reduce(x[row, column]) { $0 - shares[row, column] * x[$1, column] }
      }
    },
    directions, perpendiculars, powerSlopes, powerSlopesFormulas,
    TestShapes.all.flatMap { shape in [crossEntropy(shape), meanSquaredError(shape)] })

  private static func shares(
    _ name: String, _ element: @escaping @Sendable (Double) -> Double
  ) -> [ArrayCase] {
    joined(
      unary(name) { Naive.shares($0, 1).map(element) },
      unary(name, "\(name)(A, 1)") { Naive.shares($0, 1).map(element) },
      unary(name, "\(name)(A, 2)") { Naive.shares($0, 2).map(element) })
  }

  /// An operation on shares, whose columns sum to 1, and an array.
  private static func besideShares(
    _ name: String, _ naive: @escaping @Sendable (_ shares: Matrix, _ x: Matrix) -> Matrix
  ) -> [ArrayCase] {
    TestShapes.all.flatMap { shape in
      [1.0, 8].map { scale in
        ArrayCase(
          hidden: name, [.init("A", shape), .init("X", shape)],
          { naive(Naive.softmax($0[0].map { $0 * scale }), $0[1]) },
          node: { builder, operands throws(ShapeError) in
            let scores = try builder.elementwise(
              .multiply, [operands[0], builder.graph.constant(scale).index])
            let shares = try builder.call(.array(named: "softmax"), [scores.index])
            return try builder.call(.array(named: name), [shares.index, operands[1]])
          })
      }
    }
  }

  /// Of all elements, of columns and of rows, with the norm that belongs to them.
  private static let directions: [ArrayCase] = [
    (Shape(3, 1), 0, Shape.scalar), (Shape(2, 3), 1, Shape(1, 3)), (Shape(2, 3), 2, Shape(2, 1)),
    (Shape(1, 1), 0, .scalar), (Shape(0, 2), 1, Shape(1, 2)),
  ].map { shape, dimension, norms in
    ArrayCase(
      hidden: "direction", [.init("A", shape)],
      { Naive.broadcast($0[0], Naive.reduce($0[0], dimension, Naive.norm)) { $0 / $1 } },
      node: { builder, operands throws(ShapeError) in
        let norm = builder.step(.array(named: "norm"), operands, norms)
        return try builder.call(.array(named: "direction"), [operands[0], norm.index])
      })
  }

  private static let perpendiculars: [ArrayCase] = [
    ArrayCase(
      hidden: "perpendicular", [.init("X", Shape(3, 1)), .init("U", Shape(3, 1))],
      { operands in
        let part = operands[0].dot(operands[1])
        return Matrix(3, 1) { row, _ in operands[0][row, 0] - operands[1][row, 0] * part }
      },
      node: { builder, operands throws(ShapeError) in
        try builder.call(
          .array(named: "perpendicular"), operands[...] + [builder.graph.constant(1).index])
      })
  ]

  /// Of all elements, of columns and of rows, with the norm that belongs to them.
  private static let powerSlopes: [ArrayCase] = [
    (Shape(3, 1), 0, Shape.scalar), (Shape(2, 3), 1, Shape(1, 3)), (Shape(2, 3), 2, Shape(2, 1)),
    (Shape(1, 1), 0, .scalar), (Shape(0, 2), 1, Shape(1, 2)),
  ].flatMap { shape, dimension, norms in
    [1.5, 3].map { p in
      ArrayCase(
        hidden: "pslope", [.init("A", shape)],
        { operands in
          let norms = Naive.reduce(operands[0], dimension) { Naive.norm($0, p) }
          return Naive.broadcast(operands[0], norms) { a, norm in
            (a < 0 ? -1 : 1) * pow(abs(a) / norm, p - 1)
          }
        },
        node: { builder, operands throws(ShapeError) in
          let exponent = builder.graph.constant(p).index
          let norm = builder.step(.array(named: "pnorm"), [operands[0], exponent], norms)
          return try builder.call(
            .array(named: "pslope"), [operands[0], norm.index, exponent])
        })
    }
  }

  private static let powerSlopesFormulas: [ArrayCase] = [
    ArrayCase(
      hidden: "oblique", ["X", "U", "W"].map { .init($0, Shape(3, 1)) },
      { operands in
        let part = operands[0].dot(operands[2])
        return Matrix(3, 1) { row, _ in operands[0][row, 0] - operands[1][row, 0] * part }
      },
      node: { builder, operands throws(ShapeError) in
        try builder.call(
          .array(named: "oblique"), operands[...] + [builder.graph.constant(1).index])
      }),
    ArrayCase(
      hidden: "pcurve", ["X", "A"].map { .init($0, Shape(3, 1)) },
      { operands in
        Matrix(3, 1) { row, _ in
          operands[0][row, 0] * 0.5 * pow(abs(operands[1][row, 0]) / 2, -0.5) / 2
        }
      },
      node: { builder, operands throws(ShapeError) in
        let numbers = [2, 1.5].map { builder.graph.constant($0).index }
        return try builder.call(.array(named: "pcurve"), operands[...] + numbers)
      }),
  ]

  private static func crossEntropy(_ shape: Shape) -> ArrayCase {
    ArrayCase(
      "crossentropy", "crossentropy(p, q)",
      [.init("p", shape, .positive), .init("q", shape, .positive)]
    ) { Matrix(-$0[0].dot($0[1].map { log($0) })) }
  }

  private static func meanSquaredError(_ shape: Shape) -> ArrayCase {
    ArrayCase("mse", "mse(a, b)", [.init("a", shape), .init("b", shape)]) {
      Matrix(Naive.mean($0[0].adding(-1, $0[1]).elements.map { $0 * $0 }))
    }
  }
}

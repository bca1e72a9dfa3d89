import Numerics

/// Functions that count, arrange or make elements.
enum ArrayShapes {
  static let table: [ArrayOperation] = counts + rearrangements + constants + products

  private static func count(
    _ name: String, _ summary: String, _ count: @escaping @Sendable (Shape) -> Int
  ) -> ArrayOperation {
    ArrayOperation(
      name, summary: summary, meaning: .count(count), shape: ShapeRules.scalar,
      example: "\(name)(A)",
      exampleBindings: ["A=[1, 2, 3; 4, 5, 6]"])
  }

  private static let counts: [ArrayOperation] = [
    count("rows", "Number of rows of A.", \.rows),
    count("cols", "Number of columns of A.", \.columns),
    count("numel", "Number of elements of A.", \.count),
  ]

  private static func formula(
    _ name: String, _ parameters: [String], constants: Int = 0, optional: Int = 0,
    form: ArrayOperation.Form = .function, summary: String, _ texts: [String],
    requires: @escaping ArrayOperation.ShapeRule = ShapeRules.scalar, latex: String? = nil,
    example: String = "", bindings: [String] = []
  ) -> ArrayOperation {
    ArrayOperation(
      name, form: form, parameters: parameters, constants: constants, optional: optional,
      summary: summary, meaning: .formula(texts), shape: requires, pattern: .indexMap,
      latex: latex, example: example, exampleBindings: bindings)
  }

  private static func triangle(
    _ name: String, _ word: String, _ kernel: @escaping ArrayKernel
  ) -> ArrayOperation {
    ArrayOperation(
      name, parameters: ["A", "k"], constants: 1, optional: 1,
      summary: "\(word) triangle of A, zeros elsewhere; k moves its edge to another diagonal.",
      meaning: .step(kernel), shape: ShapeRules.triangle, tangents: ["\(name)(dA)"],
      adjoints: ["\(name)(G)"], reach: "\(name)(expand(1, A))", pattern: .indexMap,
      leavesZeros: true,
      example: "\(name)(A)",
      exampleBindings: ["A=[1, 2; 3, 4]"])
  }

  private static let rearrangements: [ArrayOperation] = [
    ArrayOperation(
      "hold", form: .hidden, summary: "A itself, held as independent of what it was made from.",
      meaning: .step(Rearrangement.copy), shape: ShapeRules.same, tangents: ["dA"],
      adjoints: ["G"], pattern: .indexMap),
    ArrayOperation(
      "reshape", parameters: ["A", "m", "n"], constants: 2,
      summary: "The elements of A, column after column, as an m×n matrix.",
      meaning: .step(Rearrangement.copy), shape: ShapeRules.reshaped,
      tangents: ["reshape(dA, R)"], adjoints: ["reshape(G, A)"], pattern: .indexMap,
      shapedName: "reshape", example: "reshape(x, 2, 2)", exampleBindings: ["x=[1; 2; 3; 4]"]),
    formula(
      "vec", ["A"], summary: "The elements of A, column after column, as a vector.",
      ["reshape(A, numel(A), 1)"], example: "vec(A)", bindings: ["A=[1, 2; 3, 4]"]),
    ArrayOperation(
      "diag", summary: "The matrix with the vector A on its diagonal; the diagonal of a matrix A.",
      meaning: .builtFromShape(.diagonal), shape: ShapeRules.same, pattern: .indexMap,
      example: "diag(x)", exampleBindings: ["x=[1; 2]"]),
    ArrayOperation(
      "diagmatrix", form: .hidden, parameters: ["A", "m", "n"], constants: 2,
      summary: "The m×n matrix with the vector A on its diagonal.",
      meaning: .step(Rearrangement.diagonalMatrix),
      shape: ShapeRules.sizes("diagmatrix", ["m", "n"]), tangents: ["diagmatrix(dA, R)"],
      adjoints: ["reshape(diagonal(G), A)"], pattern: .indexMap, leavesZeros: true,
      shapedName: "diagmatrix"),
    ArrayOperation(
      "diagonal", form: .hidden, summary: "The diagonal of A as a vector.",
      meaning: .step(Rearrangement.diagonal),
      shape: { operands, _ in (Shape(min(operands[0].rows, operands[0].columns), 1), []) },
      tangents: ["diagonal(dA)"], adjoints: ["diagmatrix(G, A)"],
      reach: "diagmatrix(expand(1, R), A)", pattern: .indexMap),
    triangle("tril", "Lower", Rearrangement.lowerTriangle),
    triangle("triu", "Upper", Rearrangement.upperTriangle),
    ArrayOperation(
      "flip", parameters: ["A", "dim"], constants: 1, optional: 1,
      summary: "A upside down (a row: from right to left); `flip(A, 2)` from right to left.",
      meaning: .step(Rearrangement.flip), shape: ShapeRules.along("flip"),
      tangents: ["flip(dA)"], adjoints: ["flip(G)"], pattern: .indexMap, example: "flip(x)",
      exampleBindings: ["x=[1; 2; 3]"]),
    formula(
      "repmat", ["A", "m", "n"], constants: 2, summary: "m×n copies of A, as one matrix.",
      ["A[mod(0:rows(A)*m-1, rows(A)) + 1, mod(0:cols(A)*n-1, cols(A)) + 1]"],
      requires: ShapeRules.repeated("repmat"),
      example: "repmat(A, 1, 2)", bindings: ["A=[1; 2]"]),
    formula(
      "repelem", ["A", "m", "n"], constants: 2, form: .hidden,
      summary: "Every element of A as a block m×n.",
      ["A[floor((0:rows(A)*m-1)/m) + 1, floor((0:cols(A)*n-1)/n) + 1]"],
      requires: ShapeRules.repeated("repelem")),
  ]

  private static func filled(_ name: String, _ value: String) -> ArrayOperation {
    formula(
      name, ["m", "n"], constants: 2, optional: 1,
      summary: "The m×n matrix of \(name); square where n is left out.",
      ["expand(\(value), m, m)", "expand(\(value), m, n)"],
      requires: ShapeRules.sizes(name, ["m", "n"]), example: "\(name)(2, 3)")
  }

  private static let constants: [ArrayOperation] = [
    filled("zeros", "0"), filled("ones", "1"),
    formula(
      "eye", ["m", "n"], constants: 2, optional: 1,
      summary: "The identity matrix m×n; square where n is left out.",
      [
        "diagmatrix(expand(1, m, 1), m, m)",
        "diagmatrix(expand(1, min(m, n), 1), m, n)",
      ], requires: ShapeRules.sizes("eye", ["m", "n"]), example: "eye(2)"),
    formula(
      "linspace", ["a", "b", "n"], constants: 1,
      summary: "A row of n numbers from a to b, equally spaced; b alone where n is 1.",
      [
        "a*(1 - if(n == 1, 1, (0:n-1)/max(n - 1, 1)))"
          + " + b*if(n == 1, 1, (0:n-1)/max(n - 1, 1))"
      ],
      requires: ShapeRules.row("linspace"),
      example: "sum(linspace(a, b, 5))", bindings: ["a=0", "b=1"]),
  ]

  private static let products: [ArrayOperation] = [
    formula(
      "kron", ["A", "B"], summary: "Kronecker product: a block A[i, j]*B for every element of A.",
      ["repelem(A, rows(B), cols(B)).*repmat(B, rows(A), cols(A))"],
      requires: { operands, _ throws(ShapeError) in
        try ShapeRules.repeated("kron")([operands[0]], [operands[1].rows, operands[1].columns])
      }, latex: #"#1 \otimes #2"#,
      example: "kron(A, B)", bindings: ["A=[1, 2]", "B=[3; 4]"]),
    formula(
      "outer", ["a", "b"], summary: "Outer product of two vectors: a*b'.",
      ["vec(a)*vec(b)'"], requires: ShapeRules.vector("outer"), latex: #"#1 \, #2^\top"#,
      example: "outer(a, b)", bindings: ["a=[1; 2]", "b=[3; 4; 5]"]),
  ]
}

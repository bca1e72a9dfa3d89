import Numerics

/// Functions that count, arrange or make elements.
extension ArrayOperation {
  static let shapes: [ArrayOperation] = counts + rearrangements + filled + products

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
    _ name: String, _ operands: [String], constants: [ArrayConstant] = [], optional: Int = 0,
    form: Form = .function, summary: String, _ texts: [String],
    requires: @escaping ShapeRule = ShapeRules.scalar, latex: LaTeXForm? = nil,
    example: String = "", bindings: [String] = []
  ) -> ArrayOperation {
    ArrayOperation(
      name, form: form, operands: operands, constants: constants, optional: optional,
      summary: summary, meaning: .formula(texts), shape: requires,
      latex: latex, example: example, exampleBindings: bindings)
  }

  private static let rearrangements: [ArrayOperation] = [
    hold, reshape,
    formula(
      "vec", ["A"], summary: "The elements of A, column after column, as a vector.",
      ["reshape(A, numel(A), 1)"], requires: ShapeRules.column, example: "vec(A)",
      bindings: ["A=[1, 2; 3, 4]"]),
    ArrayOperation(
      "diag", summary: "The matrix with the vector A on its diagonal; the diagonal of a matrix A.",
      meaning: .builtFromShape(.diagonal), shape: ShapeRules.same,
      example: "diag(x)", exampleBindings: ["x=[1; 2]"]),
    diagonalMatrix, diagonal, lowerTriangle, upperTriangle,
    ArrayOperation(
      "flip", constants: [.dimension], optional: 1,
      summary: "A upside down (a row: from right to left); `flip(A, 2)` from right to left.",
      meaning: .step(.view(PlaceRules.flipped), Rearrangement.flip),
      shape: ShapeRules.along("flip"), tangents: ["flip(dA)"], adjoints: ["flip(G)"],
      numpy: .expression("np.flip(#[1], #dim)"), example: "flip(x)",
      exampleBindings: ["x=[1; 2; 3]"]),
    formula(
      "repmat", ["A"], constants: [.size("m"), .size("n")],
      summary: "m×n copies of A, as one matrix.",
      ["A[mod(0:rows(A)*m-1, rows(A)) + 1, mod(0:cols(A)*n-1, cols(A)) + 1]"],
      requires: ShapeRules.repeated("repmat"),
      example: "repmat(A, 1, 2)", bindings: ["A=[1; 2]"]),
    formula(
      "repelem", ["A"], constants: [.size("m"), .size("n")], form: .hidden,
      summary: "Every element of A as a block m×n.",
      ["A[floor((0:rows(A)*m-1)/m) + 1, floor((0:cols(A)*n-1)/n) + 1]"],
      requires: ShapeRules.repeated("repelem")),
  ]

  package static let hold = ArrayOperation(
    "hold", form: .hidden, summary: "A itself, held as independent of what it was made from.",
    meaning: .step(.view(PlaceRules.same), Rearrangement.copy), shape: ShapeRules.same,
    tangents: ["dA"], adjoints: ["G"], layout: .operand, numpy: .layout)

  package static let reshape = ArrayOperation(
    "reshape", constants: [.size("m"), .size("n")],
    summary: "The elements of A, column after column, as an m×n matrix.",
    meaning: .step(.view(PlaceRules.reshaped), Rearrangement.copy), shape: ShapeRules.reshaped,
    tangents: ["reshape(dA, R)"], adjoints: ["reshape(G, A)"],
    shaped: ShapedForm("reshape", "the elements of X in the shape of Y"), layout: .reshaped,
    numpy: .expression("np.reshape(#1, (#m, #n), order=\"F\")"), example: "reshape(x, 2, 2)",
    exampleBindings: ["x=[1; 2; 3; 4]"])

  package static let diagonalMatrix = ArrayOperation(
    "diagmatrix", form: .hidden, constants: [.size("m"), .size("n")],
    summary: "The m×n matrix with the vector A on its diagonal.",
    meaning: .step(.assembly(.diagonal), Rearrangement.diagonalMatrix),
    shape: ShapeRules.sizes("diagmatrix", ["m", "n"]), tangents: ["diagmatrix(dA, R)"],
    adjoints: ["reshape(diagonal(G), A)"],
    shaped: ShapedForm("diagmatrix", "the vector X as a diagonal, in the shape of Y"),
    layout: .diagonalMatrix, numpy: .layout)

  package static let diagonal = ArrayOperation(
    "diagonal", form: .hidden, summary: "The diagonal of A as a vector.",
    meaning: .step(.view(PlaceRules.diagonal), Rearrangement.diagonal),
    shape: { operands, _ in (Shape(min(operands[0].rows, operands[0].columns), 1), []) },
    tangents: ["diagonal(dA)"], adjoints: ["diagmatrix(G, A)"],
    reach: "diagmatrix(expand(1, R), A)", layout: .diagonal,
    numpy: .expression("np.reshape(np.diagonal(#[1]), (-1, 1))"))

  package static let lowerTriangle = triangle(
    "tril", "Lower", .lowerTriangle, Rearrangement.lowerTriangle)
  package static let upperTriangle = triangle(
    "triu", "Upper", .upperTriangle, Rearrangement.upperTriangle)

  private static func triangle(
    _ name: String, _ word: String, _ part: Structure.Assembly, _ kernel: @escaping ArrayKernel
  ) -> ArrayOperation {
    ArrayOperation(
      name, constants: [.diagonal], optional: 1,
      summary: "\(word) triangle of A, zeros elsewhere; k moves its edge to another diagonal.",
      meaning: .step(.assembly(part), kernel), shape: ShapeRules.triangle,
      tangents: ["\(name)(dA)"], adjoints: ["\(name)(G)"], reach: "\(name)(expand(1, A))",
      numpy: .expression("np.\(name)(#[1], #k)"), example: "\(name)(A)",
      exampleBindings: ["A=[1, 2; 3, 4]"])
  }

  // MARK: - Made of nothing, and of two

  private static func filled(
    _ name: String, _ value: String
  ) -> ArrayOperation {
    formula(
      name, [], constants: [.size("m"), .size("n")], optional: 1,
      summary: "The m×n matrix of \(name); square where n is left out.",
      ["expand(\(value), m, m)", "expand(\(value), m, n)"],
      requires: ShapeRules.sizes(name, ["m", "n"]), example: "\(name)(2, 3)")
  }

  private static let filled: [ArrayOperation] = [
    filled("zeros", "0"), filled("ones", "1"), identity,
    formula(
      "linspace", ["a", "b"], constants: [.size("n")],
      summary: "A row of n numbers from a to b, equally spaced; b alone where n is 1.",
      [
        "a*(1 - if(n == 1, 1, (0:n-1)/max(n - 1, 1)))"
          + " + b*if(n == 1, 1, (0:n-1)/max(n - 1, 1))"
      ],
      requires: ShapeRules.row("linspace"),
      example: "sum(linspace(a, b, 5))", bindings: ["a=0", "b=1"]),
  ]

  package static let identity = formula(
    "eye", [], constants: [.size("m"), .size("n")], optional: 1,
    summary: "The identity matrix m×n; square where n is left out.",
    [
      "diagmatrix(expand(1, m, 1), m, m)",
      "diagmatrix(expand(1, min(m, n), 1), m, n)",
    ], requires: ShapeRules.sizes("eye", ["m", "n"]), example: "eye(2)")

  private static let products: [ArrayOperation] = [
    formula(
      "kron", ["A", "B"], summary: "Kronecker product: a block A[i, j]*B for every element of A.",
      ["repelem(A, rows(B), cols(B)).*repmat(B, rows(A), cols(A))"],
      requires: { operands, _ throws(ShapeError) in
        try ShapeRules.repeated("kron")([operands[0]], [operands[1].rows, operands[1].columns])
      }, latex: .pattern(#"#1 \otimes #2"#),
      example: "kron(A, B)", bindings: ["A=[1, 2]", "B=[3; 4]"]),
    formula(
      "outer", ["a", "b"], summary: "Outer product of two vectors: a*b'.",
      ["vec(a)*vec(b)'"], requires: ShapeRules.outer("outer"), latex: .pattern(#"#1 \, #2^\top"#),
      example: "outer(a, b)", bindings: ["a=[1; 2]", "b=[3; 4; 5]"]),
  ]
}

import Numerics

/// Products, transposes, and what brackets write: blocks, indices, ranges.
extension ArrayOperation {
  static let operators: [ArrayOperation] = [product, transpose, solution, solutionOfTransposed]

  package static let product = ArrayOperation(
    "*", form: .infix(precedence: Precedence.product), operands: ["A", "B"],
    summary: "Matrix product; with a scalar, scaling.",
    meaning: .step(.contraction, MatrixProduct.product), shape: ShapeRules.product,
    tangents: ["dA*B", "A*dB"], adjoints: ["G*B'", "A'*G"],
    acceptsTransposed: true, layout: .product, latex: .pattern(#"#1 \, #2"#), numpy: .layout,
    example: "A*B", exampleBindings: ["A=[1, 2; 3, 4]", "B=[5; 6]"])

  package static let transpose = ArrayOperation(
    "'", aliases: ["transpose"], form: .postfix, summary: "Transpose of A.",
    meaning: .step(.view(PlaceRules.transposed), Rearrangement.transpose),
    shape: ShapeRules.transposed, tangents: ["dA'"], adjoints: ["G'"],
    layout: .transpose, latex: .raised(#"#1^\top"#), numpy: .expression("#(1).T"), example: "A'",
    exampleBindings: ["A=[1, 2; 3, 4]"])

  package static let solution = ArrayOperation(
    "\\", form: .infix(precedence: Precedence.product), operands: ["A", "B"],
    summary: "Solution X of A X = B, for a square A.",
    meaning: .step(.system(.whole), LinearAlgebra.solve), shape: ShapeRules.solve("\\"),
    tangents: ["-(A \\ (dA*R))", "A \\ dB"], adjoints: ["-(A' \\ G)*R'", "A' \\ G"],
    factor: lu, obstacle: .singular,
    convention: "where A is singular the result is nan, and a finding names the pivot",
    layout: .solution, latex: .raised("#1^{-1} #2"),
    numpy: .expression("np.linalg.solve(#[1], #[2])"), c: CSources.solve, example: "A \\ b",
    exampleBindings: ["A=[2, 1; 1, 3]", "b=[3; 5]"])

  package static let solutionOfTransposed = ArrayOperation(
    "solvetransposed", form: .hidden, operands: ["A", "B"],
    summary: "Solution X of A' X = B.",
    meaning: .step(.system(.transposed), LinearAlgebra.solveTransposed),
    shape: ShapeRules.solve("\\"), tangents: ["-(A' \\ (dA'*R))", "A' \\ dB"],
    adjoints: ["-R*(A \\ G)'", "A \\ G"], factor: lu, obstacle: .singular,
    layout: .solutionOfTransposed, latex: .raised(#"#1^{-\top} #2"#),
    numpy: .expression("np.linalg.solve(#(1).T, #[2])"), c: CSources.solveTransposed)

  // MARK: - Brackets

  static let brackets: [ArrayOperation] = [beside, stack, index, place, ramp]

  package static let beside = ArrayOperation(
    "beside",
    form: .brackets(
      signature: "[A, B, ...]", keys: ["[", "[]", "[,]"],
      latex: #"\begin{bmatrix} A & B \end{bmatrix}"#),
    summary: "A, B, … side by side: `[A, B]`.",
    meaning: .step(.assembly(.beside), Rearrangement.beside), shape: ShapeRules.besides,
    isVariadic: true, layout: .row, numpy: .layout, example: "[A, B]",
    exampleBindings: ["A=[1; 2]", "B=[3; 4]"])

  package static let stack = ArrayOperation(
    "stack",
    form: .brackets(
      signature: "[A; B; ...]", keys: ["[", "[]", "[;]"],
      latex: #"\begin{bmatrix} A \\ B \end{bmatrix}"#),
    summary: "A, B, … below each other: `[A; B]`.",
    meaning: .step(.assembly(.stacked), Rearrangement.stack), shape: ShapeRules.stacked,
    isVariadic: true, layout: .column, numpy: .layout, example: "[A; B]",
    exampleBindings: ["A=[1, 2]", "B=[3, 4]"])

  package static let index = ArrayOperation(
    "index",
    form: .brackets(signature: "A[i, j], A[k]", keys: ["[", "[]"], latex: "A_{i, j}"),
    summary: "Elements or a sub-matrix of A: `A[i, j]`, `A[2:3, :]`.",
    meaning: .step(.view(PlaceRules.picked), Rearrangement.index), shape: ShapeRules.same,
    tangents: ["index(dA)"], adjoints: ["place(G, A)"], reach: "place(expand(1, R), A)",
    layout: .element, numpy: .layout, example: "A[1, :]",
    exampleBindings: ["A=[1, 2; 3, 4]"])

  package static let place = ArrayOperation(
    "place", form: .hidden, summary: "A at the places of an index, zeros elsewhere.",
    meaning: .step(.assembly(.placed), Rearrangement.place), shape: ShapeRules.same,
    tangents: ["place(dA, R)"], adjoints: ["index(G)"],
    shaped: ShapedForm("place", "X at the places of the index, zeros elsewhere, in the shape of Y"),
    layout: .placed, numpy: .layout)

  package static let ramp = ArrayOperation(
    "ramp", form: .brackets(signature: "a:b, a:s:b", keys: [":"], latex: "(a:s:b)"),
    operands: ["a", "s"], summary: "The row a, a+s, …: `a:b`, `a:s:b`, of constants.",
    meaning: .step(.table, Rearrangement.ramp), shape: ShapeRules.scalar, tangents: [nil, nil],
    adjoints: [nil, nil], layout: .range, numpy: .layout, example: "sum(x[1:3])",
    exampleBindings: ["x=[1; 2; 3; 4]"])
}

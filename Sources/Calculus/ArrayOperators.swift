import Numerics

/// Products, transposes, and what brackets write: blocks, indices, ranges.
enum ArrayOperators {
  static let table: [ArrayOperation] = [
    ArrayOperation(
      "*", form: .infix(precedence: Precedence.product), parameters: ["A", "B"],
      summary: "Matrix product; with a scalar, scaling.",
      meaning: .step(MatrixProduct.product), shape: ShapeRules.product,
      tangents: ["dA*B", "A*dB"], adjoints: ["G*B'", "A'*G"], pattern: .contraction,
      acceptsTransposed: true, latex: #"#1 \, #2"#, example: "A*B",
      exampleBindings: ["A=[1, 2; 3, 4]", "B=[5; 6]"]),
    ArrayOperation(
      "'", aliases: ["transpose"], form: .postfix, summary: "Transpose of A.",
      meaning: .step(Rearrangement.transpose), shape: ShapeRules.transposed,
      tangents: ["dA'"], adjoints: ["G'"], pattern: .indexMap, latex: #"#1^\top"#,
      example: "A'", exampleBindings: ["A=[1, 2; 3, 4]"]),
    ArrayOperation(
      "\\", form: .infix(precedence: Precedence.product), parameters: ["A", "B"],
      summary: "Solution X of A X = B, for a square A.",
      meaning: .step(LinearAlgebra.solve), shape: ShapeRules.solve("\\"),
      tangents: ["-(A \\ (dA*R))", "A \\ dB"], adjoints: ["-(A' \\ G)*R'", "A' \\ G"],
      factor: "lu", obstacle: .singular,
      convention: "where A is singular the result is nan, and a finding names the pivot",
      latex: "#1^{-1} #2", c: CSources.solve, example: "A \\ b",
      exampleBindings: ["A=[2, 1; 1, 3]", "b=[3; 5]"]),
    ArrayOperation(
      "solvetransposed", form: .hidden, parameters: ["A", "B"],
      summary: "Solution X of A' X = B.",
      meaning: .step(LinearAlgebra.solveTransposed), shape: ShapeRules.solve("\\"),
      tangents: ["-(A' \\ (dA'*R))", "A' \\ dB"], adjoints: ["-R*(A \\ G)'", "A \\ G"],
      factor: "lu", obstacle: .singular, latex: #"#1^{-\top} #2"#, c: CSources.solveTransposed),
  ]

  static let brackets: [ArrayOperation] = [
    ArrayOperation(
      "beside", form: .brackets, summary: "A, B, … side by side: `[A, B]`.",
      meaning: .step(Rearrangement.beside), shape: ShapeRules.besides, pattern: .indexMap,
      leavesZeros: true,
      isVariadic: true, example: "[A, B]", exampleBindings: ["A=[1; 2]", "B=[3; 4]"]),
    ArrayOperation(
      "stack", form: .brackets, summary: "A, B, … below each other: `[A; B]`.",
      meaning: .step(Rearrangement.stack), shape: ShapeRules.stacked, pattern: .indexMap,
      leavesZeros: true,
      isVariadic: true, example: "[A; B]", exampleBindings: ["A=[1, 2]", "B=[3, 4]"]),
    ArrayOperation(
      "index", form: .brackets, summary: "Elements or a sub-matrix of A: `A[i, j]`, `A[2:3, :]`.",
      meaning: .step(Rearrangement.index), shape: ShapeRules.same,
      tangents: ["index(dA)"], adjoints: ["place(G, A)"], reach: "place(expand(1, R), A)",
      pattern: .indexMap,
      example: "A[1, :]", exampleBindings: ["A=[1, 2; 3, 4]"]),
    ArrayOperation(
      "place", form: .hidden, summary: "A at the places of an index, zeros elsewhere.",
      meaning: .step(Rearrangement.place), shape: ShapeRules.same,
      tangents: ["place(dA, R)"], adjoints: ["index(G)"], pattern: .indexMap,
      leavesZeros: true, shapedName: "place"),
    ArrayOperation(
      "ramp", form: .brackets, parameters: ["a", "s"],
      summary: "The row a, a+s, …: `a:b`, `a:s:b`, of constants.",
      meaning: .step(Rearrangement.ramp), shape: ShapeRules.scalar,
      tangents: [nil, nil], adjoints: [nil, nil], example: "sum(x[1:3])",
      exampleBindings: ["x=[1; 2; 3; 4]"]),
  ]
}

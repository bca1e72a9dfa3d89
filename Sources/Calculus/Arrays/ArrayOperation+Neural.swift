import Numerics

/// Functions of networks: of columns of scores, and losses.
extension ArrayOperation {
  static let neural: [ArrayOperation] = [
    softmax,
    ArrayOperation(
      "softmaxto", form: .hidden, operands: ["A", "B"],
      summary: "Softmax of A along the dimension of which B has one element; of all elements for a "
        + "number B.",
      meaning: .builtFromShape(.softmax), shape: ShapeRules.same),
    // A step, not A - logsumexp(A, 1): the sum of exponentials may be less than the last place of
    // the greatest element.
    ArrayOperation(
      "logsoftmax", constants: [.dimension], optional: 1,
      summary: "log(softmax(A)) without overflow or underflow.",
      meaning: .step(.columnwise(.logarithm), Reductions.logSoftmax),
      shape: ShapeRules.columnwise("logsoftmax"),
      tangents: ["centred(softmax(A), dA)"], adjoints: ["balanced(softmax(A), G)"],
      analytic: "A - (log(sum(exp(A - maxto(A_re, sum(A_re, 1))), 1)) + maxto(A_re, sum(A_re, 1)))",
      numpy: .helper,
      example: "logsoftmax(x)", exampleBindings: ["x=[1; 2; 3]"]),
    centred, balanced,
    ArrayOperation(
      "crossentropy", operands: ["p", "q"], summary: "-sum(p.*log(q)).",
      meaning: .formula(["-sum(p.*log(q))"]), shape: ShapeRules.equal("crossentropy"),
      example: "crossentropy(p, softmax(x))",
      exampleBindings: ["p=[0; 1]", "x=[0.5; 1]"]),
    ArrayOperation(
      "mse", operands: ["a", "b"], summary: "Mean of the squared differences of a and b.",
      meaning: .formula(["mean((a - b).^2)"]), shape: ShapeRules.equal("mse"),
      example: "mse(a, b)", exampleBindings: ["a=[1; 2]", "b=[1; 4]"]),
  ]

  // Steps, not X - sum(P.*X, 1): where one share is nearly 1, the others are lost in that.
  package static let centred = ArrayOperation(
    "centred", form: .hidden, operands: ["P", "X"],
    summary: "X - sum(P.*X, 1), where the columns of P sum to 1.",
    meaning: .step(.besideShares(.centred), Reductions.centred), shape: ShapeRules.same,
    tangents: ["expand(-sum(dP.*R, 1), R)", "centred(P, dX)"],
    adjoints: ["-R.*sum(G, 1)", "balanced(P, G)"], numpy: .helper)

  package static let balanced = ArrayOperation(
    "balanced", form: .hidden, operands: ["P", "X"],
    summary: "X - P.*sum(X, 1), where the columns of P sum to 1.",
    meaning: .step(.besideShares(.balanced), Reductions.balanced), shape: ShapeRules.same,
    tangents: ["-dP.*sum(X, 1)", "balanced(P, dX)"],
    adjoints: ["-G.*sum(X, 1)", "centred(P, G)"], numpy: .helper)

  package static let softmax = ArrayOperation(
    "softmax", constants: [.dimension], optional: 1,
    summary: "exp(A) of each column, or of each row, divided by its sum, without overflow.",
    meaning: .step(.columnwise(.fraction), Reductions.softmax),
    shape: ShapeRules.columnwise("softmax"),
    tangents: ["R.*centred(R, dA)"], adjoints: ["R.*centred(R, G)"],
    analytic: "exp(A - maxto(A_re, sum(A_re, 1)))./sum(exp(A - maxto(A_re, sum(A_re, 1))), 1)",
    numpy: .helper,
    example: "softmax(x)", exampleBindings: ["x=[1; 2; 3]"])
}

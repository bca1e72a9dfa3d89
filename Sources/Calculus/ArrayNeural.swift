import Numerics

/// Functions of networks: of columns of scores, and losses.
enum ArrayNeural {
  static let table: [ArrayOperation] = [
    ArrayOperation(
      "softmax", summary: "exp(A) of each column divided by its sum, without overflow.",
      meaning: .step(Reductions.softmax), shape: ShapeRules.same,
      tangents: ["R.*(dA - sum(R.*dA, 1))"], adjoints: ["R.*(G - sum(R.*G, 1))"],
      example: "softmax(x)", exampleBindings: ["x=[1; 2; 3]"]),
    ArrayOperation(
      "logsoftmax", summary: "log(softmax(A)) without overflow or underflow.",
      meaning: .formula(["A - logsumexp(A, 1)"]), shape: ShapeRules.same,
      example: "logsoftmax(x)", exampleBindings: ["x=[1; 2; 3]"]),
    ArrayOperation(
      "crossentropy", parameters: ["p", "q"], summary: "-sum(p.*log(q)).",
      meaning: .formula(["-sum(p.*log(q))"]), shape: ShapeRules.equal("crossentropy"),
      pattern: .reduction, example: "crossentropy(p, softmax(x))",
      exampleBindings: ["p=[0; 1]", "x=[0.5; 1]"]),
    ArrayOperation(
      "mse", parameters: ["a", "b"], summary: "Mean of the squared differences of a and b.",
      meaning: .formula(["mean((a - b).^2)"]), shape: ShapeRules.equal("mse"),
      pattern: .reduction, example: "mse(a, b)", exampleBindings: ["a=[1; 2]", "b=[1; 4]"]),
  ]
}

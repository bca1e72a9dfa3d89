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
      "logsoftmax", summary: "log(softmax(A)) without overflow or underflow.",
      meaning: .step(.columnwise(.logarithm), Reductions.logSoftmax), shape: ShapeRules.same,
      tangents: ["dA - sum(softmax(A).*dA, 1)"], adjoints: ["G - softmax(A).*sum(G, 1)"],
      analytic: "A - (log(sum(exp(A - maxto(A_re, sum(A_re, 1))), 1)) + maxto(A_re, sum(A_re, 1)))",
      numpy: .helper,
      example: "logsoftmax(x)", exampleBindings: ["x=[1; 2; 3]"]),
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

  package static let softmax = ArrayOperation(
    "softmax", summary: "exp(A) of each column divided by its sum, without overflow.",
    meaning: .step(.columnwise(.fraction), Reductions.softmax), shape: ShapeRules.same,
    tangents: ["R.*(dA - sum(R.*dA, 1))"], adjoints: ["R.*(G - sum(R.*G, 1))"],
    analytic: "exp(A - maxto(A_re, sum(A_re, 1)))./sum(exp(A - maxto(A_re, sum(A_re, 1))), 1)",
    numpy: .helper,
    example: "softmax(x)", exampleBindings: ["x=[1; 2; 3]"])
}

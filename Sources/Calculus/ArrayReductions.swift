import Numerics

/// Sums, products, extremes and norms: of all elements, along columns (`1`) or along rows (`2`).
enum ArrayReductions {
  static let table: [ArrayOperation] = sums + extremes + norms

  private static func formula(
    _ name: String, _ parameters: [String] = ["A", "dim"], summary: String,
    _ texts: [String], requires: @escaping ArrayOperation.ShapeRule = ShapeRules.scalar,
    convention: String? = nil, latex: String? = nil, example: String, bindings: [String]
  ) -> ArrayOperation {
    ArrayOperation(
      name, parameters: parameters, constants: parameters.count(where: { $0 == "dim" }),
      optional: parameters.count(where: { $0 == "dim" }), summary: summary,
      meaning: .formula(texts), shape: requires, pattern: .reduction, convention: convention,
      latex: latex, example: example, exampleBindings: bindings)
  }

  private static let sums: [ArrayOperation] = [
    ArrayOperation(
      "sum", parameters: ["A", "dim"], constants: 1, optional: 1,
      summary: "Sum of all elements; `sum(A, 1)` of each column, `sum(A, 2)` of each row.",
      meaning: .step(Reductions.sum), shape: ShapeRules.reduction("sum"),
      tangents: ["sumto(dA, R)"], adjoints: ["expand(G, A)"], pattern: .indexMap,
      shapedName: "sumto", latex: #"\operatorname{sum}"#, example: "sum(x.^2)",
      exampleBindings: ["x=[1; 2; 3]"]),
    ArrayOperation(
      "expand", form: .hidden, parameters: ["A", "m", "n"], constants: 2,
      summary: "Rows or columns of A repeated to the shape m×n.",
      meaning: .step(Rearrangement.expand), shape: ShapeRules.sizes("expand", ["m", "n"]),
      tangents: ["expand(dA, R)"], adjoints: ["sumto(G, A)"], pattern: .indexMap,
      shapedName: "expand"),
    ArrayOperation(
      "prod", parameters: ["A", "dim"], constants: 1, optional: 1,
      summary: "Product of all elements, of each column or of each row.",
      meaning: .builtFromShape(.product), shape: ShapeRules.reduction("prod"), pattern: .reduction,
      convention: "a balanced tree of products, so that elements that are 0 have right derivatives",
      example: "prod(x)", exampleBindings: ["x=[2; 0; 3]"]),
    formula(
      "mean", summary: "Arithmetic mean of all elements, of each column or of each row.",
      ["sum(A)/numel(A)", "sum(A, dim)/(numel(A)/numel(sum(A, dim)))"],
      requires: ShapeRules.reduction("mean"),
      example: "mean(x)", bindings: ["x=[1; 2; 6]"]),
    formula(
      "var", summary: "Variance of all elements, of each column or of each row; divides by n-1.",
      [
        "sum((A - mean(A)).^2)/(numel(A) - 1)",
        "sum((A - mean(A, dim)).^2, dim)/(numel(A)/numel(sum(A, dim)) - 1)",
      ], requires: ShapeRules.reduction("var"), example: "var(x)", bindings: ["x=[1; 2; 6]"]),
    ArrayOperation(
      "cumsum", parameters: ["A", "dim"], constants: 1, optional: 1,
      summary: "Running sums down the columns (of a row: along it); `cumsum(A, 2)` along the rows.",
      meaning: .step(Rearrangement.cumulativeSum), shape: ShapeRules.along("cumsum"),
      tangents: ["cumsum(dA)"], adjoints: ["flip(cumsum(flip(G)))"], pattern: .indexMap,
      example: "cumsum(x)", exampleBindings: ["x=[1; 2; 3]"]),
    formula(
      "dot", ["a", "b"], summary: "Sum of the products of the elements of a and b.",
      ["sum(a .* b)"], requires: ShapeRules.equal("dot"), latex: #"#1 \cdot #2"#,
      example: "dot(a, b)", bindings: ["a=[1; 2]", "b=[3; 4]"]),
  ]

  private static func extreme(
    _ name: String, _ word: String, _ kernel: @escaping ArrayKernel
  ) -> ArrayOperation {
    ArrayOperation(
      name, parameters: ["A", "dim"], constants: 1, optional: 1,
      summary: "The \(word) element of A; `\(name)(A, [], 1)` of each column, 2 of each row.",
      meaning: .step(kernel), shape: ShapeRules.reduction(name),
      tangents: ["sumto(if(A == R, dA, 0), R)./sumto(A == R, R)"],
      adjoints: ["if(A == R, G./sumto(A == R, R), 0)"], reach: "A == R || A != A",
      pattern: .reduction, kink: "sumto(A == R, R) > 1",
      convention: "k equal elements have the partial 1/k each, no second one; nan if one is nan",
      latex: "\\\(name)", example: "\(name)(x)", exampleBindings: ["x=[1; 3; 2]"])
  }

  private static let extremes: [ArrayOperation] = [
    extreme("min", "least", Reductions.minimum),
    extreme("max", "greatest", Reductions.maximum),
  ]

  private static let norms: [ArrayOperation] = [
    ArrayOperation(
      "norm", parameters: ["A", "dim"], constants: 1, optional: 1,
      summary: "Root of the sum of squares of all elements, of each column or of each row.",
      meaning: .step(Reductions.norm), shape: ShapeRules.reduction("norm"),
      tangents: ["sumto(if(R == 0, 0, A./R).*dA, R)"], adjoints: ["if(R == 0, 0, A./R).*G"],
      tangentAgain: "sumto(follow(if(R == 0, 0, A./R), direction(A, R)).*dA, R)",
      adjointAgain: "follow(if(R == 0, 0, A./R), direction(A, R)).*G",
      pattern: .reduction, kink: "R == 0", square: "sumto(A.^2, R)",
      convention: "at 0 the slope is 0, second ones nan; an even function of it has its curvature",
      latex: #"\left\|#1\right\|"#, example: "norm(x)",
      exampleBindings: ["x=[3; 4]"]),
    // It turns perpendicular to itself. What is left of the part along it is taken away once more,
    // so that where only rounding errors are perpendicular, they do not count.
    ArrayOperation(
      "direction", form: .hidden, parameters: ["A", "N"],
      summary: "A divided by N, which is norm(A).",
      meaning: .step(Reductions.direction), shape: ShapeRules.same,
      tangents: ["perpendicular(perpendicular(dA, A./N, N), A./N, N)./N", nil],
      adjoints: ["perpendicular(perpendicular(G, A./N, N), A./N, N)./N", nil]),
    ArrayOperation(
      "perpendicular", form: .hidden, parameters: ["X", "U", "N"],
      summary: "X less its part along U, which has the norm 1 where N has an element.",
      meaning: .formula(["X - U.*sumto(U.*X, N)"]), shape: ShapeRules.same),
    // Not exp(A - R): R is rounded to the last place of the greatest element, and where that is
    // large, the difference has lost what the exponential needs.
    ArrayOperation(
      "logsumexp", parameters: ["A", "dim"], constants: 1, optional: 1,
      summary: "log(sum(exp(A))) without overflow, of all elements, each column or each row.",
      meaning: .step(Reductions.logSumExp), shape: ShapeRules.reduction("logsumexp"),
      tangents: ["sumto(softmaxto(A, R).*dA, R)"], adjoints: ["softmaxto(A, R).*G"],
      pattern: .reduction,
      convention: "the slopes are nan where the greatest element is inf, or all are -inf",
      example: "logsumexp(x)", exampleBindings: ["x=[1; 1000; 2]"]),
  ]
}

import Numerics

/// Sums, products, extremes and norms: of all elements, along columns (`1`) or along rows (`2`).
extension ArrayOperation {
  static let reductions: [ArrayOperation] = sums + extremes + norms + powerNorms

  private static func formula(
    _ name: String, _ operands: [String] = ["A"], constants: [ArrayConstant] = [],
    summary: String, _ texts: [String], requires: @escaping ShapeRule = ShapeRules.scalar,
    latex: LaTeXForm? = nil, example: String, bindings: [String]
  ) -> ArrayOperation {
    ArrayOperation(
      name, operands: operands, constants: constants, optional: constants.count, summary: summary,
      meaning: .formula(texts), shape: requires, latex: latex,
      example: example, exampleBindings: bindings)
  }

  private static let sums: [ArrayOperation] = [
    sum, expand,
    ArrayOperation(
      "prod", constants: [.dimension], optional: 1,
      summary: "Product of all elements, of each column or of each row.",
      meaning: .builtFromShape(.product), shape: ShapeRules.reduction("prod"),
      convention: "a balanced tree of products, so that elements that are 0 have right derivatives",
      example: "prod(x)", exampleBindings: ["x=[2; 0; 3]"]),
    formula(
      "mean", constants: [.dimension],
      summary: "Arithmetic mean of all elements, of each column or of each row.",
      ["sum(A)/numel(A)", "sum(A, dim)/(numel(A)/numel(sum(A, dim)))"],
      requires: ShapeRules.reduction("mean"),
      example: "mean(x)", bindings: ["x=[1; 2; 6]"]),
    formula(
      "var", constants: [.dimension],
      summary: "Variance of all elements, of each column or of each row; divides by n-1.",
      [
        "sum((A - mean(A)).^2)/(numel(A) - 1)",
        "sum((A - mean(A, dim)).^2, dim)/(numel(A)/numel(sum(A, dim)) - 1)",
      ], requires: ShapeRules.reduction("var"), example: "var(x)", bindings: ["x=[1; 2; 6]"]),
    ArrayOperation(
      "cumsum", constants: [.dimension], optional: 1,
      summary: "Running sums down the columns (of a row: along it); `cumsum(A, 2)` along the rows.",
      meaning: .step(.scan, Rearrangement.cumulativeSum), shape: ShapeRules.along("cumsum"),
      tangents: ["cumsum(dA)"], adjoints: ["flip(cumsum(flip(G)))"],
      // A sum begins with 0, which makes 0 of -0.
      numpy: .expression("np.cumsum(#[1], axis=#dim) + 0.0", precedence: Precedence.sum),
      example: "cumsum(x)", exampleBindings: ["x=[1; 2; 3]"]),
    running(
      "cumprod", "products", .product,
      convention: "a tree of products, so that elements that are 0 have right derivatives"),
    running("cummax", "maxima", .greatest, convention: runningTies),
    running("cummin", "minima", .least, convention: runningTies),
    formula(
      "dot", ["a", "b"], summary: "Sum of the products of the elements of a and b.",
      ["sum(a .* b)"], requires: ShapeRules.equal("dot"), latex: .pattern(#"#1 \cdot #2"#),
      example: "dot(a, b)", bindings: ["a=[1; 2]", "b=[3; 4]"]),
  ]

  private static func running(
    _ name: String, _ word: String, _ fold: Fold, convention: String
  ) -> ArrayOperation {
    ArrayOperation(
      name, constants: [.dimension], optional: 1,
      summary: "Running \(word) down the columns (of a row: along it); `\(name)(A, 2)` along the "
        + "rows.",
      meaning: .builtFromShape(.running(fold)), shape: ShapeRules.along(name),
      convention: convention, example: "\(name)(x)", exampleBindings: ["x=[1; 3; 2]"])
  }

  private static let runningTies =
    "of two equal parts each has half of the slope, no second one; nan from the first nan on"

  package static let sum = ArrayOperation(
    "sum", constants: [.dimension], optional: 1,
    summary: "Sum of all elements; `sum(A, 1)` of each column, `sum(A, 2)` of each row.",
    meaning: .step(.reduction(.sum), Reductions.sum), shape: ShapeRules.reduction("sum"),
    tangents: ["sumto(dA, R)"], adjoints: ["expand(G, A)"],
    shaped: ShapedForm("sumto", "the sum of X over rows and columns, to the shape of Y"),
    numpy: .expression("np.sum(#1#axis)"), example: "sum(x.^2)", exampleBindings: ["x=[1; 2; 3]"])

  package static let expand = ArrayOperation(
    "expand", form: .hidden, constants: [.size("m"), .size("n")],
    summary: "Rows or columns of A repeated to the shape m×n.",
    meaning: .step(.view(PlaceRules.repeated), Rearrangement.expand),
    shape: ShapeRules.sizes("expand", ["m", "n"]), tangents: ["expand(dA, R)"],
    adjoints: ["sumto(G, A)"],
    shaped: ShapedForm("expand", "X repeated to the shape of Y"), layout: .repeated,
    numpy: .expression("np.broadcast_to(#1, (#m, #n))"))

  // MARK: - Extremes

  private static let extremes: [ArrayOperation] = [least, greatest]

  package static let least = extreme("min", "least", .least, Reductions.minimum)
  package static let greatest = extreme("max", "greatest", .greatest, Reductions.maximum)

  private static func extreme(
    _ name: String, _ word: String, _ reducer: Structure.Reducer, _ kernel: @escaping ArrayKernel
  ) -> ArrayOperation {
    ArrayOperation(
      name, constants: [.dimension], optional: 1,
      summary: "The \(word) element of A; `\(name)(A, [], 1)` of each column, 2 of each row.",
      meaning: .step(.reduction(reducer), kernel), shape: ShapeRules.reduction(name),
      tangents: ["sumto(if(A == R, dA, 0), R)./sumto(A == R, R)"],
      adjoints: ["if(A == R, G./sumto(A == R, R), 0)"], reach: "A == R || A != A",
      shaped: ShapedForm(
        "\(name)to", "the \(word) elements of X over rows and columns, to the shape of Y"),
      dimensionIsThird: true, kink: "sumto(A == R, R) > 1",
      convention: "k equal elements have the partial 1/k each, no second one; nan if one is nan",
      latex: .command("\\\(name)"), numpy: .expression("np.\(name)(#1#axis)"),
      example: "\(name)(x)", exampleBindings: ["x=[1; 3; 2]"])
  }

  // MARK: - Norms

  /// The slopes of a p-norm R by the elements of A: smooth where p is even.
  private static let powerSlopes =
    "guard(R == 0, 0, "
    + "if(mod(p, 2) == 0, (A./R).^(p - 1), sign(A).*(abs(A)./R).^(p - 1)))"
  private static let powerSlopesAgain = "follow(\(powerSlopes), pslope(A, R, p))"

  /// What a change X of A makes of the slopes. They stand there as a formula, which can be emitted;
  /// where that is differentiated again, R is.
  private static func powerCurvature(_ x: String, isDifferentiatedAgain: Bool = false) -> String {
    let formula = "sign(A).*(abs(A)./N).^(p - 1)"
    let slopes = isDifferentiatedAgain ? "follow(\(formula), R)" : formula
    return "pcurve(oblique(oblique(\(x), A./N, \(slopes), N), A./N, \(slopes), N), A, N, p)"
  }

  private static let powerNorms: [ArrayOperation] = [
    // Where p is 1, 2 or inf it is the sum of magnitudes, the norm or the greatest magnitude, with
    // their conventions (see `ArrayBuilder.powerNorm`); p of the step lies between.
    ArrayOperation(
      "pnorm", operands: ["A", "p"], constants: [.dimension], optional: 1,
      summary: "Root sum(abs(A).^p)^(1/p) of all elements, of each column or of each row.",
      meaning: .step(.reduction(.powerNorm), Reductions.powerNorm),
      shape: ShapeRules.reduction("pnorm", operandCount: 2),
      tangents: ["sumto(\(powerSlopes).*dA, R)", nil], adjoints: ["\(powerSlopes).*G", nil],
      tangentAgain: "sumto(\(powerSlopesAgain).*dA, R)", adjointAgain: "\(powerSlopesAgain).*G",
      kink: "R == 0", analytic: "R.*sumto((sign(A_re).*A./R).^p, R).^(1/p)",
      convention: "p is a constant of 1 or greater; 1 is sum(abs(A)), 2 norm(A), inf max(abs(A)), "
        + "each with its kinks; where all elements are 0 the slope is 0, second ones nan",
      // `np.linalg.norm` raises before it scales: 1e200 would overflow.
      latex: .pattern(#"\left\|#1\right\|_{#2}"#), numpy: .helper, example: "pnorm(x, 3)",
      exampleBindings: ["x=[3; 4; 5]"]),
    // Sums of the slopes with A are N, so that they do not turn along A. What is left of that part
    // is taken away once more, as from `direction`.
    ArrayOperation(
      "pslope", form: .hidden, operands: ["A", "N", "p"],
      summary: "The slopes of N, which is pnorm(A, p), by A.",
      meaning: .step(.ofMatrices, Reductions.powerNormSlopes), shape: ShapeRules.same,
      tangents: [powerCurvature("dA"), nil, nil], adjoints: [powerCurvature("G"), nil, nil],
      tangentAgain: powerCurvature("dA", isDifferentiatedAgain: true),
      adjointAgain: powerCurvature("G", isDifferentiatedAgain: true)),
    ArrayOperation(
      "oblique", form: .hidden, operands: ["X", "U", "W", "N"],
      summary: "X less its part along U, where sumto(W.*U, N) is 1.",
      meaning: .formula(["X - U.*sumto(W.*X, N)"]), shape: ShapeRules.same),
    ArrayOperation(
      "pcurve", form: .hidden, operands: ["X", "A", "N", "p"],
      summary: "X times the slope of abs(A./N).^(p - 1), divided by N.",
      meaning: .formula([
        "(p - 1).*if(mod(p, 2) == 0, (A./N).^(p - 2), abs(A./N).^(p - 2)).*X./N"
      ]), shape: ShapeRules.same),
  ]

  private static let norms: [ArrayOperation] = [
    norm,
    // It turns perpendicular to itself. What is left of the part along it is taken away once more,
    // so that where only rounding errors are perpendicular, they do not count.
    ArrayOperation(
      "direction", form: .hidden, operands: ["A", "N"],
      summary: "A divided by N, which is norm(A).",
      meaning: .step(.ofMatrices, Reductions.direction), shape: ShapeRules.same,
      tangents: ["perpendicular(perpendicular(dA, A./N, N), A./N, N)./N", nil],
      adjoints: ["perpendicular(perpendicular(G, A./N, N), A./N, N)./N", nil]),
    ArrayOperation(
      "perpendicular", form: .hidden, operands: ["X", "U", "N"],
      summary: "X less its part along U, which has the norm 1 where N has an element.",
      meaning: .formula(["X - U.*sumto(U.*X, N)"]), shape: ShapeRules.same),
    // Not exp(A - R): R is rounded to the last place of the greatest element, and where that is
    // large, the difference has lost what the exponential needs.
    ArrayOperation(
      "logsumexp", constants: [.dimension], optional: 1,
      summary: "log(sum(exp(A))) without overflow, of all elements, each column or each row.",
      meaning: .step(.reduction(.logarithmOfExponentials), Reductions.logSumExp),
      shape: ShapeRules.reduction("logsumexp"), tangents: ["sumto(softmaxto(A, R).*dA, R)"],
      adjoints: ["softmaxto(A, R).*G"],
      analytic: "log(sumto(exp(A - maxto(A_re, R)), R)) + maxto(A_re, R)",
      convention: "the slopes are nan where the greatest element is inf, or all are -inf",
      numpy: .helper, example: "logsumexp(x)", exampleBindings: ["x=[1; 1000; 2]"]),
  ]

  package static let norm = ArrayOperation(
    "norm", constants: [.dimension], optional: 1,
    summary: "Root of the sum of squares of all elements, of each column or of each row.",
    meaning: .step(.reduction(.norm), Reductions.norm), shape: ShapeRules.reduction("norm"),
    tangents: ["sumto(guard(R == 0, 0, A./R).*dA, R)"], adjoints: ["guard(R == 0, 0, A./R).*G"],
    tangentAgain: "sumto(follow(guard(R == 0, 0, A./R), direction(A, R)).*dA, R)",
    adjointAgain: "follow(guard(R == 0, 0, A./R), direction(A, R)).*G",
    kink: "R == 0", square: "sumto(A.^2, R)", analytic: "sqrt(sumto(A.*A, R))",
    convention: "at 0 the slope is 0, second ones nan; an even function of it has its curvature",
    // `np.linalg.norm` squares before it scales: 1e200 would overflow.
    latex: .pattern(#"\left\|#1\right\|"#), numpy: .helper, example: "norm(x)",
    exampleBindings: ["x=[3; 4]"])
}

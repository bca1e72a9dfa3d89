import Numerics

/// Factorisations, determinants, inverses and eigenvalues. Rules as in Giles (2008) and, for the
/// Cholesky factor, Murray, *Differentiation of the Cholesky decomposition* (2016).
extension ArrayOperation {
  static let linearAlgebra: [ArrayOperation] = determinants + triangular + spectral

  private static let determinants: [ArrayOperation] = [
    ArrayOperation(
      "trace", summary: "Sum of the diagonal of a square matrix.",
      meaning: .formula(["sum(diagonal(A))"]), shape: ShapeRules.square("trace") { _ in .scalar },
      latex: .command(#"\operatorname{tr}"#), example: "trace(A)",
      exampleBindings: ["A=[1, 2; 3, 4]"]),
    lu,
    determinant,
    cofactor,
    ArrayOperation(
      "cofactorslope", form: .hidden, operands: ["A", "X"],
      summary: "The derivative of the cofactors of A in the direction X.",
      meaning: .step(.ofMatrices, LinearAlgebra.cofactorSlope), shape: ShapeRules.same,
      tangents: [
        """
        (sum(cofactorslope(A, dA).*X)*cofactor(A) + sum(cofactor(A).*X)*cofactorslope(A, dA) \
        - cofactorslope(A, dA)*X'*cofactor(A) - cofactor(A)*X'*cofactorslope(A, dA) \
        - R*sum(cofactor(A).*dA))/det(A)
        """, "cofactorslope(A, dX)",
      ],
      adjoints: [
        """
        cofactorslope(A, (sum(G.*cofactor(A))*X + sum(cofactor(A).*X)*G \
        - G*cofactor(A)'*X - X*cofactor(A)'*G)/det(A)) - sum(G.*R)/det(A)*cofactor(A)
        """, "cofactorslope(A, G)",
      ]),
    ArrayOperation(
      "logdet", summary: "log(det(A)) without overflow; nan where det(A) < 0.",
      meaning: .step(.ofMatrices, LinearAlgebra.logdet),
      shape: ShapeRules.square("logdet") { _ in .scalar },
      tangents: ["sum(inv(A)'.*dA)"], adjoints: ["G*inv(A)'"], factor: lu,
      obstacle: .negativeDeterminant, convention: "nan where det(A) < 0",
      latex: .command(#"\log\det"#), numpy: .helper, c: CSources.logarithmOfDeterminant,
      example: "logdet(A)",
      exampleBindings: ["A=[2, 1; 1, 3]"]),
    inverse,
  ]

  private static let triangular: [ArrayOperation] = [
    ArrayOperation(
      "chol", operands: ["S"],
      summary: "Lower Cholesky factor L of a positive definite matrix: L*L' = (S + S')/2.",
      meaning: .step(.factorisation(.cholesky), LinearAlgebra.cholesky),
      shape: ShapeRules.square("chol") { Shape($0, $0) },
      tangents: ["R*phi(lsolve(R, lsolve(R, symmetric(dS))'))"],
      adjoints: ["symmetric(usolve(R', usolve(R', phi(R'*tril(G))')'))"],
      isSymmetric: true, obstacle: .indefinite,
      convention: "nan where S is not positive definite, and a finding names the pivot; "
        + "the adjoint is symmetric",
      numpy: .expression("np.linalg.cholesky((#(1) + #(1).T)/2.0)"), c: CSources.cholesky,
      example: "chol(S)",
      exampleBindings: ["S=[4, 2; 2, 3]"]),
    ArrayOperation(
      "phi", form: .hidden, operands: ["X"], summary: "Lower triangle with half the diagonal.",
      meaning: .formula(["(tril(X) + tril(X, -1))/2"]), shape: ShapeRules.same),
    ArrayOperation(
      "symmetric", form: .hidden, operands: ["X"], summary: "Symmetric part of X.",
      meaning: .formula(["(X + X')/2"]), shape: ShapeRules.same),
    ArrayOperation(
      "lsolve", operands: ["L", "B"],
      summary: "Solution X of L X = B, with the lower triangle of L.",
      meaning: .step(.system(.lowerTriangle), LinearAlgebra.solveLower),
      shape: ShapeRules.solve("lsolve"),
      tangents: ["-lsolve(L, tril(dL)*R)", "lsolve(L, dB)"],
      adjoints: ["-tril(usolve(L', G)*R')", "usolve(L', G)"], acceptsTransposed: true,
      latex: .raised("#1^{-1} #2"), numpy: .expression("np.linalg.solve(np.tril(#[1]), #[2])"),
      c: CSources.solveLower, example: "lsolve(L, b)",
      exampleBindings: ["L=[2, 0; 1, 3]", "b=[2; 7]"]),
    ArrayOperation(
      "usolve", operands: ["U", "B"],
      summary: "Solution X of U X = B, with the upper triangle of U.",
      meaning: .step(.system(.upperTriangle), LinearAlgebra.solveUpper),
      shape: ShapeRules.solve("usolve"),
      tangents: ["-usolve(U, triu(dU)*R)", "usolve(U, dB)"],
      adjoints: ["-triu(lsolve(U', G)*R')", "lsolve(U', G)"], acceptsTransposed: true,
      latex: .raised("#1^{-1} #2"), numpy: .expression("np.linalg.solve(np.triu(#[1]), #[2])"),
      c: CSources.solveUpper, example: "usolve(U, b)",
      exampleBindings: ["U=[2, 1; 0, 3]", "b=[4; 6]"]),
  ]

  /// The adjoints read the eigenvectors in question alone: where others have equal eigenvalues, the
  /// infinite gap between those is no matter of theirs.
  private static let spectral: [ArrayOperation] = [
    eigen,
    ArrayOperation(
      "eigvals", operands: ["S"],
      summary: "Eigenvalues of a symmetric matrix, in ascending order.",
      meaning: .step(.spectrum(.values), LinearAlgebra.eigenvalues),
      shape: ShapeRules.square("eigvals") { Shape($0, 1) },
      tangents: ["sum(eigvecs(S).*(symmetric(dS)*eigvecs(S)), 1)'"],
      adjoints: ["(eigvecs(S)[:, J].*G[J]')*eigvecs(S)[:, J]'"],
      adjointAgain:
        "follow((eigvecs(S)[:, J].*G[J]')*eigvecs(S)[:, J]', spectral(S, G, G1, G2))",
      factor: eigen, isSymmetric: true,
      obstacle: .repeatedEigenvalue,
      convention: "where eigenvalues are equal the slope is singular; the adjoint is symmetric",
      numpy: .expression("np.reshape(np.linalg.eigvalsh((#(1) + #(1).T)/2.0), (-1, 1))"),
      example: "eigvals(S)", exampleBindings: ["S=[2, 1; 1, 3]"]),
    ArrayOperation(
      "eigvecs", operands: ["S"],
      summary: "Eigenvectors of a symmetric matrix as columns, in the order of `eigvals`.",
      meaning: .step(.spectrum(.vectors), LinearAlgebra.eigenvectors),
      shape: ShapeRules.square("eigvecs") { Shape($0, $0) },
      tangents: ["R*(gaps(eigvals(S)).*(R'*symmetric(dS)*R))"],
      adjoints: ["symmetric(R*(gaps(eigvals(S))[:, J].*(R'*G[:, J]))*R[:, J]')"], factor: eigen,
      isSymmetric: true, obstacle: .repeatedEigenvalue,
      convention:
        "of length 1, the largest component positive; where eigenvalues are equal they are "
        + "not determined", numpy: .helper, example: "eigvecs(S)",
      exampleBindings: ["S=[2, 1; 1, 3]"]),
    // Daleckii and Krein: the derivative has the divided differences of w beside the diagonal,
    // which have limits where eigenvalues are equal; the eigenvectors have none.
    ArrayOperation(
      "spectral", form: .hidden, operands: ["S", "w", "p", "q"],
      summary: "eigvecs(S)*diag(w)*eigvecs(S)'; p and q are the derivatives of w by the "
        + "eigenvalues in two directions.",
      meaning: .step(.ofMatrices, LinearAlgebra.spectral), shape: ShapeRules.same,
      tangents: [
        """
        eigvecs(S)*(divided(eigvals(S), w, p, q).*(eigvecs(S)'*symmetric(dS)*eigvecs(S)))\
        *eigvecs(S)'
        """, "(eigvecs(S).*dw')*eigvecs(S)'", nil, nil,
      ],
      adjoints: [
        """
        eigvecs(S)*(divided(eigvals(S), w, p, q).*(eigvecs(S)'*symmetric(G)*eigvecs(S)))\
        *eigvecs(S)'
        """, "sum(eigvecs(S).*(symmetric(G)*eigvecs(S)), 1)'", nil, nil,
      ], factor: eigen),
    ArrayOperation(
      "divided", form: .hidden, operands: ["v", "w", "p", "q"],
      summary: "(w[j] - w[i])/(v[j] - v[i]) beside the diagonal, 0 on it; where elements of v are "
        + "equal, the limit, of which p and q tell.",
      meaning: .step(.ofMatrices, LinearAlgebra.dividedDifferences),
      shape: ShapeRules.betweenElements,
      tangents: ["-R.*gaps(v).*(dv' - dv)", "gaps(v).*(dw' - dw)", nil, nil],
      adjoints: [
        "sum(R.*gaps(v).*G, 2) - sum(R.*gaps(v).*G, 1)'",
        "sum(gaps(v).*G, 1)' - sum(gaps(v).*G, 2)", nil, nil,
      ], numpy: .helper,
      c: CSources.dividedDifferences),
    ArrayOperation(
      "gaps", form: .hidden, operands: ["v"],
      summary: "1/(v[j] - v[i]) beside the diagonal, 0 on it.",
      meaning: .formula(["if(eye(numel(v)) == 1, 0, 1./(v' - v))"]), shape: ShapeRules.same),
  ]

  // MARK: - Named in code

  package static let lu = ArrayOperation(
    "lu", form: .hidden, summary: "L, U and the pivots of A, in one array.",
    meaning: .step(.factorisation(.lu), LinearAlgebra.lu),
    shape: ShapeRules.square("lu") { Shape($0, $0 + 1) },
    tangents: [nil], adjoints: [nil], c: CSources.lu)

  package static let determinant = ArrayOperation(
    "det", summary: "Determinant of a square matrix.",
    meaning: .step(.determinant, LinearAlgebra.det),
    shape: ShapeRules.square("det") { _ in .scalar },
    tangents: ["sum(cofactor(A).*dA)"], adjoints: ["G*cofactor(A)"], factor: lu,
    convention: "its derivatives, the cofactors, are right at singular matrices too",
    latex: .command(#"\det"#), numpy: .expression("np.linalg.det(#[1])"), c: CSources.determinant,
    example: "det(A)",
    exampleBindings: ["A=[1, 2; 3, 4]"])

  package static let cofactor = ArrayOperation(
    "cofactor", summary: "Cofactors of a square matrix: the derivatives of det(A).",
    meaning: .step(.ofMatrices, LinearAlgebra.cofactor),
    shape: ShapeRules.square("cofactor") { Shape($0, $0) },
    tangents: ["cofactorslope(A, dA)"], adjoints: ["cofactorslope(A, G)"],
    convention: "A'*cofactor(A) is det(A) times the unit matrix, for singular matrices too",
    latex: .command(#"\operatorname{cof}"#), numpy: .helper, c: CSources.cofactor,
    example: "cofactor(A)", exampleBindings: ["A=[1, 2; 2, 4]"])

  package static let inverse = ArrayOperation(
    "inv", summary: "Inverse of a square matrix.",
    meaning: .step(.inverse, LinearAlgebra.inverse),
    shape: ShapeRules.square("inv") { Shape($0, $0) },
    tangents: ["-R*dA*R"], adjoints: ["-R'*G*R'"], factor: lu, obstacle: .singular,
    convention: "where A is singular the result is nan, and a finding names the pivot",
    latex: .raised("#1^{-1}"), numpy: .expression("np.linalg.inv(#[1])"), c: CSources.inverse,
    example: "inv(A)", exampleBindings: ["A=[2, 1; 1, 3]"])

  package static let eigen = ArrayOperation(
    "eigen", form: .hidden, operands: ["S"],
    summary: "Eigenvectors and, in the last column, eigenvalues of the symmetric part of S.",
    meaning: .step(.factorisation(.eigen), LinearAlgebra.symmetricEigen),
    shape: ShapeRules.square("eigvals") { Shape($0, $0 + 1) }, tangents: [nil], adjoints: [nil],
    c: CSources.eigen)
}

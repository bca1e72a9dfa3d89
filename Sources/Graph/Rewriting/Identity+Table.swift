/// All identities, in the order in which they are tried.
extension Identity {
  /// Of choices, sums, products and matrices.
  package static let all = choices + sums + products + matrices

  /// What is written of programs with their derivatives.
  private static let emitted: [Use] = [.code, .display]
  /// What people read.
  private static let read: [Use] = [.display, .formulas]

  private static let choices: [Identity] = [
    // A convention at single points, which textbooks leave away, and what it was a factor of.
    Identity("if(c, a, b)", "b", .asInTextbooks, in: read, where: [.isGuard]),
    Identity("0*a", "0", .asInTextbooks, in: [.display]),
    Identity("if(!c, a, b)", "if(c, b, a)", .everyBit),
    Identity("if(c, a, b)", "a", .everyBit, where: [.isTrue(.c)]),
    Identity("if(c, a, b)", "b", .everyBit, where: [.isFalse(.c)]),
    Identity("if(c, c, 0)", "c", .signOfZeroAside, where: [.isTruthValue(.c)]),
    Identity("if(c, -if(c, a, b), b)", "if(c, -a, b)", .everyBit, by: .assumed),
    Identity("if(c, a, a)", "a", .everyBit, where: [.isTruthValue(.c)]),
    Identity(
      "if(c, a, 0) + if(c, 0, b)", "if(c, a, b)", .signOfZeroAside, where: [.ofDerivative]),
    Identity("k && c", "c", .everyBit, where: [.isTrue(.k), .isTruthValue(.c)]),
    Identity("0 && c", "0", .everyBit, where: [.isTruthValue(.c)]),
  ]

  private static let sums: [Identity] = [
    Identity("a + nan", "nan", .signOfZeroAside),
    Identity("a - nan", "nan", .signOfZeroAside),
    Identity("nan - a", "nan", .signOfZeroAside),
    Identity("a + 0", "a", .signOfZeroAside),
    Identity("a - 0", "a", .signOfZeroAside),
    Identity("a + a", "2*a", .everyBit),
    // Of a number; of other terms node creation does the same.
    Identity("k + (-a)", "k - a", .everyBit, where: [.isNoNumber(.a)]),
    Identity("k - (-a)", "k + a", .everyBit, where: [.isNoNumber(.a)]),
    Identity("-(a - b)", "b - a", .signOfZeroAside, where: [.ofDerivative]),
    // Code has signs outside, where a sum takes them up; in a formula a number takes the sign.
    Identity("-a - b", "-(a + b)", .signOfZeroAside, in: emitted, where: [.isNoNumber(.a)]),
    Identity(
      "(-a) + (-b)", "-(a + b)", .signOfZeroAside, in: emitted,
      where: [.isNoNumber(.a), .isNoNumber(.b)]),
    Identity("-(k*a)", "(-k)*a", .everyBit, in: [.formulas]),
  ]

  private static let products: [Identity] = [
    Identity("a*nan", "nan", .signOfZeroAside),
    Identity("expand(k, b)*b", "k*b", .everyBit),
    Identity("k*a", "-((-k)*a)", .everyBit, in: emitted, where: [.isNegative(.k)]),
    // In code not where one reciprocal stands for a division in every element.
    Identity(
      "a*(1/b)", "a/b", .asInTextbooks, in: [.code], where: [.ofDerivative, .hasStepsShape(.b)]),
    Identity("a*(1/b)", "a/b", .asInTextbooks, in: read, where: [.ofDerivative]),
    // Numbers come first: the same product has one node.
    Identity("a*k", "k*a", .everyBit, where: [.isNoNumber(.a), .isInOrder]),
    Identity(
      "k*(m*a)", "(k*m)*a", .asInTextbooks, in: emitted, where: [.isScaling(.k, .m), .isInOrder]),
    Identity("k*(m*a)", "(k*m)*a", .asInTextbooks, in: [.formulas], where: [.isExact(.k, .m)]),
    Identity("nan/a", "nan", .signOfZeroAside),
    Identity("a/nan", "nan", .signOfZeroAside),
    // At -0 and -inf the base has a sign that other powers do not have.
    Identity(
      "a^k", "b/a", .asInTextbooks, in: emitted,
      where: [.isWholeBelowMinusOne(.k), .isOfProgram(.b, "a^(k + 1)")]),
  ]

  private static let matrices: [Identity] = [
    Identity("A*B", "B", .signOfZeroAside, in: [.formulas], where: [.isUnitMatrix(.matrix)]),
    Identity("A*B", "A", .signOfZeroAside, in: [.formulas], where: [.isUnitMatrix(.other)]),
    // A factor that a program has behind a matrix stays there.
    Identity("(s.*A)*B", "s.*(A*B)", .asInTextbooks, in: [.formulas], where: [.isInOrder]),
    Identity("A*(s.*B)", "s.*(A*B)", .asInTextbooks, in: [.formulas], where: [.isInOrder]),
    // Only where no transpose more is written.
    Identity("(A'*B)'", "B'*A", .asInTextbooks, in: [.formulas]),
    Identity("(A*B')'", "B*A'", .asInTextbooks, in: [.formulas]),
    Identity("index(expand(k, A))", "k", .everyBit, in: [.formulas]),
    // Singular matrices have cofactors and no inverse.
    Identity("cofactor(A)", "det(A).*inv(A)'", .asInTextbooks, in: [.formulas]),
    // What numbers lose is no matter of formulas.
    Identity("centred(A, B)", "B - sum(A.*B, 1)", .asInTextbooks, in: [.formulas]),
    Identity("balanced(A, B)", "B - A.*sum(B, 1)", .asInTextbooks, in: [.formulas]),
    Identity("place(A, B)", "[A, expand(0, A)]", .signOfZeroAside, in: [.formulas], by: .blocks),
  ]
}

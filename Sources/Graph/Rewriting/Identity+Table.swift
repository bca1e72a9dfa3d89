import Calculus

/// All identities.
extension Identity {
  /// What is written of programs with their derivatives.
  private static let emitted: [Use] = [.code, .arrayCode, .display]
  /// What people read.
  private static let read: [Use] = [.display, .formulas]

  /// One family for each function of numbers that is rewritten.
  static let ofNumbers: [Family] = [
    Family(
      .select,
      [
        // A convention at single points, which textbooks leave away, and what it was a factor of.
        Identity("if(c, a, b)", "b", .asInTextbooks, in: read, where: [.isGuardOfPoints]),
        Identity("if(!c, a, b)", "if(c, b, a)", .everyBit),
        Identity("if(c, a, b)", "a", .everyBit, where: [.isTrue(.c)]),
        Identity("if(c, a, b)", "b", .everyBit, where: [.isFalse(.c)]),
        Identity("if(c, c, 0)", "c", .signOfZeroAside, where: [.isTruthValue(.c)]),
        Identity("if(c, -if(c, a, b), b)", "if(c, -a, b)", .everyBit, by: .assumed),
        Identity("if(c, a, a)", "a", .everyBit, where: [.isTruthValue(.c)]),
      ]),
    Family(
      .and,
      [
        Identity("k && c", "c", .everyBit, where: [.isTrue(.k), .isTruthValue(.c)]),
        Identity("0 && c", "0", .everyBit, where: [.isTruthValue(.c)]),
      ]),
    Family(
      .add,
      [
        Identity("if(c, a, 0) + if(c, 0, b)", "if(c, a, b)", .signOfZeroAside, inside: .derivative),
        Identity("a + nan", "nan", .signOfZeroAside),
        Identity("a + 0", "a", .signOfZeroAside),
        Identity("a + a", "2*a", .everyBit),
        // Of a number; of other terms node creation does the same.
        Identity("k + (-a)", "k - a", .everyBit, where: [.isNoNumber(.a)]),
        Identity(
          "(-a) + (-b)", "-(a + b)", .signOfZeroAside, in: emitted,
          where: [.isNoNumber(.a), .isNoNumber(.b)]),
      ]),
    Family(
      .subtract,
      [
        Identity("a - nan", "nan", .signOfZeroAside),
        Identity("nan - a", "nan", .signOfZeroAside),
        Identity("a - 0", "a", .signOfZeroAside),
        Identity("k - (-a)", "k + a", .everyBit, where: [.isNoNumber(.a)]),
        // Code has signs outside, where a sum takes them up; in a formula a number takes the sign.
        Identity("-a - b", "-(a + b)", .signOfZeroAside, in: emitted, where: [.isNoNumber(.a)]),
      ]),
    Family(
      .negate,
      [
        Identity("-(a - b)", "b - a", .signOfZeroAside, inside: .derivative),
        Identity("-(k*a)", "(-k)*a", .everyBit, in: [.formulas]),
      ]),
    Family(
      .multiply,
      [
        Identity("0*a", "0", .asInTextbooks, in: [.display]),
        Identity("a*nan", "nan", .signOfZeroAside),
        Identity("expand(k, b)*b", "k*b", .everyBit),
        Identity("k*a", "-((-k)*a)", .everyBit, in: emitted, where: [.isNegative(.k)]),
        // In code not where one reciprocal stands for several divisions: in other steps or, where
        // an array is computed number by number, in every element.
        Identity(
          "a*(1/b)", "a/b", .asInTextbooks, in: [.code], inside: .derivativeAlone,
          where: [.hasStepsShape(.b)]),
        Identity("a*(1/b)", "a/b", .asInTextbooks, in: [.arrayCode], inside: .derivativeAlone),
        Identity("a*(1/b)", "a/b", .asInTextbooks, in: read, inside: .derivative),
        // Numbers come first: the same product has one node.
        Identity("a*k", "k*a", .everyBit, order: .asWritten, where: [.isNoNumber(.a)]),
        Identity(
          "k*(m*a)", "(k*m)*a", .asInTextbooks, in: emitted, order: .asWritten,
          where: [.isScaling(.k, .m)]),
        Identity("k*(m*a)", "(k*m)*a", .asInTextbooks, in: [.formulas], where: [.isExact(.k, .m)]),
      ]),
    Family(
      .divide,
      [
        Identity("nan/a", "nan", .signOfZeroAside),
        Identity("a/nan", "nan", .signOfZeroAside),
      ]),
    Family(
      .power,
      [
        // At -0 and -inf the base has a sign that other powers do not have.
        Identity(
          "a^k", "b/a", .asInTextbooks, in: emitted,
          where: [.isWholeBelowMinusOne(.k), .isOfProgram(.b, "a^(k + 1)")])
      ]),
  ]

  /// And one for each operation on arrays: a program of numbers does without.
  static let ofArrays: [Family] = [
    Family(
      .product,
      [
        Identity("A*B", "B", .asInTextbooks, in: [.formulas], where: [.isUnitMatrix(.matrix)]),
        Identity("A*B", "A", .asInTextbooks, in: [.formulas], where: [.isUnitMatrix(.other)]),
        // A factor that a program has behind a matrix stays there.
        Identity("(s.*A)*B", "s.*(A*B)", .asInTextbooks, in: [.formulas], order: .asWritten),
        Identity("A*(s.*B)", "s.*(A*B)", .asInTextbooks, in: [.formulas], order: .asWritten),
      ]),
    Family(
      .transpose,
      [
        // Only where no transpose more is written.
        Identity("(A'*B)'", "B'*A", .asInTextbooks, in: [.formulas]),
        Identity("(A*B')'", "B*A'", .asInTextbooks, in: [.formulas]),
      ]),
    Family(.index, [Identity("index(expand(k, A))", "k", .everyBit, in: [.formulas])]),
    // What numbers lose is no matter of formulas.
    Family(
      .array(.centred),
      [Identity("centred(A, B)", "B - sum(A.*B, 1)", .asInTextbooks, in: [.formulas])]),
    Family(
      .array(.balanced),
      [Identity("balanced(A, B)", "B - A.*sum(B, 1)", .asInTextbooks, in: [.formulas])]),
    Family(
      .place,
      [
        Identity(
          "place(A, B)", "[A, expand(0, A)]", .signOfZeroAside, in: [.formulas], by: .blocks)
      ]),
  ]
}

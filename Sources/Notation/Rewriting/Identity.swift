/// An identity by which steps of derivatives are rewritten before they are written out.
///
/// All of them are here, with what they keep of the numbers; `DerivativeTidying` applies them to the
/// graph, and `ProductForm` two of them where the emitters know that a factor has no name. Steps of
/// the program itself stay what they are: `0.5*(4*x)` overflows where `2*x` does not.
enum Identity: Int, CaseIterable {
  case negativeOfNegative, negativeOfDifference, negativeTerm, negativeTerms
  case unknownTerm, zeroTerm, sumOfSame
  case factorOne, negativeFactor, unknownFactor, numberFirst, numbersInProduct, reciprocalFactor
  case negativeDividend, unknownDividend, negativePower
  case choiceByOpposite, knownChoice, choiceOfCondition, sameBranches, choiceInside
  case sumOfChoices, knownCondition

  /// What is the same in both forms.
  enum Kept {
    case everyBit
    /// Every bit but the sign of a zero or a nan.
    case signOfZeroAside
    /// What people write: the numbers differ in rounding, and where a part of one form overflows.
    case asInTextbooks
  }

  /// Both forms in the tool's own language, where `c` is a condition.
  struct Law {
    let left: String
    let right: String
    let kept: Kept

    init(_ left: String, _ right: String, _ kept: Kept) {
      self.left = left
      self.right = right
      self.kept = kept
    }
  }

  var law: Law {
    switch self {
    case .negativeOfNegative: Law("-(-a)", "a", .everyBit)
    case .negativeOfDifference: Law("-(a - b)", "b - a", .signOfZeroAside)
    case .negativeTerm: Law("a + (-b)", "a - b", .everyBit)
    case .negativeTerms: Law("-a - b", "-(a + b)", .signOfZeroAside)
    case .unknownTerm: Law("a + nan", "nan", .signOfZeroAside)
    case .zeroTerm: Law("a + 0", "a", .signOfZeroAside)
    case .sumOfSame: Law("a + a", "2*a", .everyBit)
    case .factorOne: Law("1*a", "a", .everyBit)
    case .negativeFactor: Law("(-a)*b", "-(a*b)", .everyBit)
    case .unknownFactor: Law("a*nan", "nan", .signOfZeroAside)
    case .numberFirst: Law("a*200", "200*a", .everyBit)
    case .numbersInProduct: Law("2*(3*a)", "6*a", .asInTextbooks)
    case .reciprocalFactor: Law("a*(1/b)", "a/b", .asInTextbooks)
    case .negativeDividend: Law("(-a)/b", "-(a/b)", .everyBit)
    case .unknownDividend: Law("nan/a", "nan", .signOfZeroAside)
    case .negativePower: Law("a^-3", "a^-2/a", .asInTextbooks)
    case .choiceByOpposite: Law("if(!c, a, b)", "if(c, b, a)", .everyBit)
    case .knownChoice: Law("if(1, a, b)", "a", .everyBit)
    case .choiceOfCondition: Law("if(c, c, 0)", "c", .everyBit)
    case .sameBranches: Law("if(c, a, a)", "a", .everyBit)
    case .choiceInside: Law("if(c, if(c, a, b), b)", "if(c, a, b)", .everyBit)
    case .sumOfChoices: Law("if(c, a, 0) + if(c, 0, b)", "if(c, a, b)", .signOfZeroAside)
    case .knownCondition: Law("1 && c", "c", .everyBit)
    }
  }
}

/// How often each identity was used, for the test that none of them is dead.
final class IdentityUses {
  private(set) var counts = [Int](repeating: 0, count: Identity.allCases.count)

  func add(_ identity: Identity) { counts[identity.rawValue] += 1 }
}

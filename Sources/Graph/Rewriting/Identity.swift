import Calculus

/// Two forms of a step, of which the right one is written where the left one would be.
///
/// # How to add an identity
///
/// Add one element to its family in `Identity+Table.swift`, nothing else: both forms as text in the
/// tool's own language, what is the same in both, and under which conditions. Node creation
/// (`Simplification`) keeps every bit by itself: what it does already is not in the table.
///
/// In the texts `k` and `m` are numbers, `s` has one element, `c` is a condition, `A` and `B` are
/// matrices, between which `*` is the matrix product; `a` and `b` are anything, element by element.
/// A number is one too where it stands in every element of an array: `0` is also an array of zeros,
/// `expand(k, a)` such an array alone. `-a` is a negative number too. A result that has become
/// smaller is repeated to the step's shape.
package struct Identity: Sendable {
  /// The form of a step that is not written.
  package let left: String
  /// The form that stands for it.
  package let right: String
  /// What is the same in both.
  package let kept: Kept
  /// Where it is used.
  let uses: [Use]
  /// What the steps inside the left form are.
  let inside: Inside
  let order: Order
  let conditions: [Condition]
  /// What is done instead of what the texts say, which are then an example.
  let action: Action?

  /// The identities of one operation, in the order in which they are tried.
  struct Family {
    /// What their left forms do.
    let operation: Operation
    let identities: [Identity]

    init(_ operation: Operation, _ identities: [Identity]) {
      self.operation = operation
      self.identities = identities
    }
  }

  /// All of them, family by family.
  package static let all = (ofNumbers + ofArrays).flatMap(\.identities)

  /// What is the same in both forms.
  package enum Kept: Sendable {
    case everyBit
    /// Every bit but the sign of a zero or a nan.
    case signOfZeroAside
    /// What people write: the numbers differ in rounding, and where a part of one form overflows,
    /// is not finite or has no inverse.
    case asInTextbooks
  }

  /// Who reads what is rewritten.
  package enum Use: Int, Sendable, CaseIterable {
    /// A machine, number by number: the steps of derivatives. The program's own are left as they
    /// are: `0.5*(4*x)` overflows where `2*x` does not.
    case code
    /// A machine whose steps are whole arrays: the same.
    case arrayCode
    /// A person: the same steps as displays.
    case display
    /// A person: formulas of arrays, the program's own steps included.
    case formulas
  }

  /// What the steps inside the left form are.
  enum Inside: Sendable {
    case anySteps
    /// The derivative's own.
    case derivative
    /// The derivative's own, which no other step reads: the right form is computed instead of them,
    /// and not beside them.
    case derivativeAlone
  }

  /// Whether the operands of sums and products may be exchanged where the left form is looked for.
  enum Order: Sendable {
    case either, asWritten
  }

  /// What must be so beside the form.
  enum Condition: Sendable {
    /// It has as many elements as the step.
    case hasStepsShape(Pattern.Letter)
    /// It is no number.
    case isNoNumber(Pattern.Letter)
    case isNegative(Pattern.Letter)
    /// A whole number below -1.
    case isWholeBelowMinusOne(Pattern.Letter)
    /// It is true, or false, in every element.
    case isTrue(Pattern.Letter)
    case isFalse(Pattern.Letter)
    /// Every element is 0 or 1.
    case isTruthValue(Pattern.Letter)
    /// One of two numbers is a power of two, and their product is neither too large nor too small.
    case isScaling(Pattern.Letter, Pattern.Letter)
    /// The product of two numbers is not rounded.
    case isExact(Pattern.Letter, Pattern.Letter)
    case isUnitMatrix(Pattern.Letter)
    /// A letter of the right form is what the program computes already.
    case isOfProgram(Pattern.Letter, Pattern)
    /// The step is a rule's guard, such as that for the norm of zeros, and about single points.
    case isGuardOfPoints
  }

  /// What no pattern can say.
  enum Action: Sendable {
    /// Choices by a condition are made where it is known, however deep in products they stand.
    case assumed
    /// Elements that are put into a matrix are blocks beside zeros, as many as the places ask for.
    case blocks
  }

  init(
    _ left: String, _ right: String, _ kept: Kept, in uses: [Use] = Use.allCases,
    inside: Inside = .anySteps, order: Order = .either, where conditions: [Condition] = [],
    by action: Action? = nil
  ) {
    self.left = left
    self.right = right
    self.kept = kept
    self.uses = uses
    self.inside = inside
    self.order = order
    self.conditions = conditions
    self.action = action
  }
}

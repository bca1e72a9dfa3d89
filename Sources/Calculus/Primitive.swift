import Numerics

/// Everything that is known about one scalar function or operator.
///
/// # How to add a function
///
/// Add one element to the table of its family (`Trigonometric.swift`, …), its kernel to `Numerics`,
/// and rows to the tests' references (`Tests/CalculusTests/References`); no command, notation or
/// transform knows a function by its name. Only what a formula of algebra or a fused kernel is
/// about has a handle beside (`Operation+Functions.swift`). Rules are text in the tool's own
/// expression language, as in a textbook's table of derivatives. They may use the operands by their
/// parameter names, `r` for the result, every function that has a rule, and the constants `pi`,
/// `e`, `inf`, `nan`. Write the form that is accurate everywhere:
/// `1/sqrt(oneminussquare(x))`, not `1/sqrt(1-x^2)`; `r*(…)` where the result helps. Rules are
/// differentiated again for second derivatives, so a `guard(…)`, which keeps a convention (see
/// `RuleWord`), must be right to second order, and fires only where the formula is not finite.
/// `polygamma(1, x)` may occur in `digamma`'s rule because it has a rule itself.
///
/// The every-rule test then checks forward = reverse = the printed rule parsed again = difference
/// quotients, second derivatives, the conventions of `special`, and fails if a part is missing.
package final class Primitive: Sendable {
  /// How the operation is written in programs.
  package enum Form: Sendable, Equatable {
    case function
    /// Left-associative unless `rightAssociative`; a higher precedence binds tighter.
    case infix(precedence: Int, rightAssociative: Bool = false)
    case prefix(precedence: Int)
    /// Occurs in derivatives only, and is written as its first operand, which is its value.
    case hidden
  }

  /// The numeric rule.
  package enum Value: Sendable {
    case unary(UnaryKernel)
    case binary(BinaryKernel)
    case ternary(TernaryKernel)
    /// Two operands or more, folded from the left.
    case fold(BinaryKernel)
  }

  /// How C99 writes the operation.
  package enum CSpelling: Sendable, Equatable {
    /// A function of `<math.h>` with the same operands.
    case function(String)
    /// An expression with `#1`, `#2`, … for the operands, each already in parentheses where needed.
    case expression(String)
    /// C99 has no such function: this one has the same operands.
    case helper(CFunction)
    /// C99 has neither.
    case missing
  }

  /// What the sign of the only operand does to the value: f(-x) = -f(x), f(-x) = f(x), or neither.
  /// Kernels keep it to the bit, but that `sign` is 0 at -0.
  package enum Parity: Sendable { case none, odd, even }

  /// What is known of all values.
  package enum ValueRange: Sendable {
    case any
    /// Nowhere below 0.
    case nonnegative
  }

  /// A function of the same number that costs little more beside this one.
  package struct SharedWork: Sendable {
    package let function: String
    /// Both: this function's values, then the other's, bit for bit those of the two kernels.
    package let kernel: PairKernel

    package init(_ function: String, _ kernel: @escaping PairKernel) {
      self.function = function
      self.kernel = kernel
    }
  }

  /// A point where the general rule meets a convention of its own.
  package struct Special: Sendable, Equatable {
    package let operands: [Double]
    /// The value there.
    package let value: Double
    /// The partial derivatives there, one for each parameter that has a partial (nan means nan).
    package let partials: [Double]

    /// A point of a function of one number.
    package static func at(_ x: Double, value: Double, slope: Double) -> Special {
      Special(operands: [x], value: value, partials: [slope])
    }
    /// A convention at a point: the value and the partials there.
    package static func at(_ operands: [Double], value: Double, partials: [Double]) -> Special {
      Special(operands: operands, value: value, partials: partials)
    }
  }

  /// The complex step's rule: the real and the imaginary part of f(x + i·x_im, y + i·y_im) as text
  /// in the real parts `x`, `y` and the imaginary parts `x_im`, `y_im`. `real` may be used as `re`
  /// in `imaginary`.
  package struct ComplexRule: Sendable, Equatable {
    package let real: String
    package let imaginary: String

    package init(_ real: String, _ imaginary: String) {
      self.real = real
      self.imaginary = imaginary
    }
  }

  package let name: String
  /// Other names; of an operator its function form.
  package let aliases: [String]
  package let form: Form
  /// The operands' names, in order, as the reference and the rules call them.
  package let parameters: [String]
  /// Indices of parameters that must be constant integers (the order of a Bessel function).
  package let constantParameters: [Int]
  /// One line: what it is, and its range where that is not obvious.
  package let summary: String
  package let value: Value
  /// ∂r/∂parameter as text; nil where the function is piecewise constant in it: there is no arc.
  /// A fold has a single text for all its operands: `x` is the operand in question and `ties` the
  /// number of operands whose reach condition holds.
  package var partials: [String?] { partialTexts.map { $0.isEmpty ? nil : $0 } }
  /// The same partials where they are differentiated again: the same values, of steps whose
  /// derivatives do not cancel (see `DerivativeSteps`). Empty where they are as good as they stand.
  package let again: [String]
  /// For functions that select: the condition under which the operand is taken, as text; an
  /// operand that is not taken is not reached, whatever its slope (see `ReverseSweep`). nil:
  /// always.
  package var reach: [String?] { reachTexts.map { $0.isEmpty ? nil : $0 } }

  // Empty for nil: the metadata of arrays of optional texts would be a tenth of a small run.
  private let partialTexts: [String]
  private let reachTexts: [String]
  /// The condition under which the value is real, as text; nil: everywhere.
  package let domain: String?
  /// The condition under which one-sided slopes differ or the value jumps, as text.
  package let kink: String?
  /// The partials at its kinks are conventions, which have no derivative (see `DerivativeSteps`).
  package let bends: Bool
  /// The result's square as text that is smooth where the function bends: even functions of it are
  /// differentiated through their square (see `EvenForm`).
  package let square: String?
  /// Of a function of its last operand with f(-x) = f(x) that is smooth at 0: its second derivative
  /// there, as text; nan where the parameters before make another function of it.
  package let curvature: String?
  package let parity: Parity
  package let range: ValueRange
  /// The name of the function g with f(g(x)) = x for all x that g takes; nil: none is known.
  package let inverse: String?
  /// Many points at once are computed with both, where a program has both; nil: there is none.
  package let sharesWorkWith: SharedWork?
  /// The condition under which the slope is infinite or does not exist, as text.
  package let singular: String?
  /// What the reference says of the conventions at kinks, singular points and outside the domain.
  package let convention: String?
  /// The complex rule; nil where the function is none of complex analysis.
  package var complex: ComplexRule? { makeComplex() }
  package let c: CSpelling
  /// The operation in Swift with the C library, where it is not written as in C; nil: as in C.
  package let swift: String?
  /// The operation in Python with NumPy as `np`; nil: `np.NAME` with the name of C's function.
  package let python: String?
  /// LaTeX with `#1`, `#2`, … for the operands; a bare command such as `\sin` is applied to them.
  package let latex: String
  /// Ordinary points inside the domain, away from kinks: one array per point.
  package var samples: [[Double]] { makeSamples() }
  /// Points far out, near zero or near the edge of the domain, where the rule must still be
  /// accurate.
  package var far: [[Double]] { makeFar() }
  /// The conventions at special points.
  package var special: [Special] { makeSpecial() }
  /// An example program, shown by the reference and run by the tests.
  package let example: String
  /// The bindings that `example` needs: `x=0.5`.
  package var exampleBindings: [String] { makeExampleBindings() }

  // What few runs ask for is made when they ask: it is half the cost of the table.
  private let makeComplex: @Sendable () -> ComplexRule?
  private let makeSamples: @Sendable () -> [[Double]]
  private let makeFar: @Sendable () -> [[Double]]
  private let makeSpecial: @Sendable () -> [Special]
  private let makeExampleBindings: @Sendable () -> [String]

  /// - Parameters:
  ///   - partials: an empty text where there is no arc.
  ///   - reach: an empty text where the operand is always taken.
  package init(
    _ name: String, aliases: [String] = [], form: Form = .function, parameters: [String] = ["x"],
    constantParameters: [Int] = [], summary: String, value: Value, partials: [String],
    again: [String] = [], reach: [String] = [], domain: String? = nil, kink: String? = nil,
    bends: Bool = false, square: String? = nil, curvature: String? = nil,
    parity: Parity = .none, range: ValueRange = .any, inverse: String? = nil,
    sharesWorkWith: SharedWork? = nil, singular: String? = nil, convention: String? = nil,
    complex: @autoclosure @escaping @Sendable () -> ComplexRule? = nil, c: CSpelling,
    swift: String? = nil, python: String? = nil, latex: String,
    samples: @autoclosure @escaping @Sendable () -> [[Double]],
    far: @autoclosure @escaping @Sendable () -> [[Double]] = [],
    special: @autoclosure @escaping @Sendable () -> [Special] = [], example: String,
    exampleBindings: @autoclosure @escaping @Sendable () -> [String] = []
  ) {
    self.name = name
    self.aliases = aliases
    self.form = form
    self.parameters = parameters
    self.constantParameters = constantParameters
    self.summary = summary
    self.value = value
    partialTexts = partials
    reachTexts = reach
    self.again = again
    self.domain = domain
    self.kink = kink
    self.bends = bends
    self.square = square
    self.curvature = curvature
    self.parity = parity
    self.range = range
    self.inverse = inverse
    self.sharesWorkWith = sharesWorkWith
    self.singular = singular
    self.convention = convention
    makeComplex = complex
    self.c = c
    self.swift = swift
    self.python = python
    self.latex = latex
    makeSamples = samples
    makeFar = far
    makeSpecial = special
    self.example = example
    makeExampleBindings = exampleBindings
  }

  /// The text of one partial; nil where there is none.
  package func partial(_ index: Int) -> String? {
    partialTexts[index].isEmpty ? nil : partialTexts[index]
  }

  /// The condition under which one operand is taken; nil where it always is.
  package func reach(_ index: Int) -> String? {
    index < reachTexts.count && !reachTexts[index].isEmpty ? reachTexts[index] : nil
  }

  /// Whether the function is piecewise constant in all operands.
  package var isPiecewiseConstant: Bool { partialTexts.allSatisfy(\.isEmpty) }

  /// Whether the function takes some of its operands and leaves others.
  package var selects: Bool { !reachTexts.isEmpty }

  /// Whether any number of operands from two upwards is accepted.
  package var isVariadic: Bool {
    if case .fold = value { return true }
    return false
  }
}

import Numerics

/// Everything that is known about one operation on whole arrays.
///
/// # How to add an operation
///
/// Add one element to the table of its family, its kernel to `Numerics`, and cases to the tests
/// (`ArrayCase`). Its two linear rules are text in the tool's own language, as in Giles, *Collected
/// matrix derivative results* (2008): the operands by their parameter names, `R` the result, `dA`
/// the tangent of the operand `A`, `G` the adjoint of `R`, `J` the columns of `G` (of a vector, the
/// elements) that may differ from 0; beside the public functions, the closed set of linear
/// operations that are each other's adjoints (`expand`/`sumto`, `index`/`place`,
/// `diagmatrix`/`diagonal`, …). An operation that needs parameters (`tril`, `flip`, `index`) and is
/// written without them takes those of the node whose rule it is; one that has a `shaped` form
/// takes the shape of a last argument more. An operation that is a formula of others has that
/// formula and nothing else.
///
/// What a step does with elements is its `structure`: sparsity, masks, series, rounding and emitted
/// loops ask it. An operation whose structure no other has is `ofMatrices`, of which no more is
/// known than its kernel and its rules, or a new case, for which the compiler lists who must know
/// it. How it is written are its layout and its spellings. Code that names an operation does so by
/// a handle: `.array(.expand)`.
///
/// The every-rule test then checks values, forward = reverse = difference quotients and second
/// derivatives over the samples' shapes.
package final class ArrayOperation: Sendable {
  /// How the operation is written in programs.
  package enum Form: Sendable, Equatable {
    case function
    case infix(precedence: Int)
    /// Written behind its operand.
    case postfix
    /// `A[i, j]`, `[A, B]` and ranges: the notation knows them. How they are shown, what the
    /// reference may be asked for them by, and the same in LaTeX.
    case brackets(signature: String, keys: [String], latex: String)
    /// Occurs in rules only.
    case hidden
  }

  /// What the operation does.
  package enum Meaning: Sendable {
    /// A step of its own, with a kernel.
    case step(Structure, ArrayKernel)
    /// A step that holds a body: a part of the graph, which who evaluates the graph runs.
    case body(Structure.BodyPart)
    /// A formula of other operations: one text for each number of arguments, fewest first.
    case formula([String])
    /// A number that hangs on the operand's shape alone.
    case count(@Sendable (Shape) -> Int)
    /// A formula whose form hangs on the shapes.
    case builtFromShape(Construction)
  }

  /// What rules call an operation where one argument more gives the result's shape.
  package struct ShapedForm: Sendable {
    package let name: String
    /// Of X, in the shape of Y.
    package let meaning: String

    init(_ name: String, _ meaning: String) {
      self.name = name
      self.meaning = meaning
    }
  }

  /// What is built of other operations as the shapes ask for.
  package enum Construction: Sendable {
    /// The diagonal of a matrix, or the matrix with a diagonal.
    case diagonal
    /// A balanced tree of products.
    case product
    /// Each element with all before it, along a dimension: a tree of folds of two.
    case running(Fold)
    /// Softmax of the columns, the rows or all elements of the first operand, as the second one's
    /// shape says.
    case softmax
  }

  /// What two numbers become, and then that and the next one.
  package enum Fold: Sendable {
    case product, greatest, least
  }

  /// Why an operand may not admit the operation: what a finding explains.
  package enum Obstacle: Sendable {
    case singular, indefinite, negativeDeterminant, repeatedEigenvalue
  }

  /// The result's shape, and the whole numbers that belong to the step.
  package typealias ShapeRule =
    @Sendable (_ operands: [Shape], _ constants: [Int]) throws(ShapeError) -> (Shape, [Int32])

  package let name: String
  package let aliases: [String]
  package let form: Form
  /// All arguments, as the reference shows them; the constants stand last.
  package let parameters: [String]
  /// The constant whole numbers among them.
  package let constants: [ArrayConstant]
  /// How many parameters, at the end, may be left out.
  package let optionalCount: Int
  package let summary: String
  package let meaning: Meaning
  package let shape: ShapeRule
  /// For each array operand the result's tangent by it, in its tangent; nil: there is no arc.
  package let tangents: [String?]
  /// For each array operand its adjoint, in `G`; nil: there is no arc.
  package let adjoints: [String?]
  /// The rules of the first operand where they are differentiated again: the same values, of steps
  /// whose derivatives do not cancel (see `DerivativeSteps`); nil: as they stand. In the adjoint,
  /// `G1` and `G2` are the derivatives of `G` by `R` in two directions (see
  /// `LinearAlgebra.eigenvalueDirections`).
  package let tangentAgain: String?
  package let adjointAgain: String?
  /// For operations that take some elements and leave others: a mask of those taken.
  package let reach: String?
  /// The operation on the first operand whose result is an operand more: a factorisation, which is
  /// a step of its own so that a value and its adjoints share it.
  package let factor: ArrayOperation?
  package let shaped: ShapedForm?
  /// With two operands the name is that of a function of numbers, so that a dimension stands third:
  /// `max(A, [], 1)`.
  package let dimensionIsThird: Bool
  /// Any number of operands, of which every one is a part of the result.
  package let isVariadic: Bool
  /// The kernel reads transposed operands where they lie.
  package let acceptsTransposed: Bool
  /// The operand's symmetric part is what counts.
  package let isSymmetric: Bool
  package let obstacle: Obstacle?
  /// The condition under which one-sided slopes differ, as text: the rules there are conventions,
  /// which have no derivative (see `DerivativeSteps`).
  package let kink: String?
  /// The result's square as text that is smooth where the operation has its kink.
  package let square: String?
  /// What the operation is of a complex operand, as text: the function that is analytic, in the
  /// operand `A` and its real part `A_re`. nil: the structure says it, or there is none.
  package let analytic: String?
  package let convention: String?
  package let layout: Layout
  package let latex: LaTeXForm
  /// nil: NumPy cannot do it.
  package let numpy: NumPyForm?
  /// A C99 function that does it, where loops over elements do not (see `CSources`).
  package let c: CFunction?
  package let example: String
  /// The values that the example is run with.
  package var exampleBindings: [String] { makeExampleBindings() }

  private let makeExampleBindings: @Sendable () -> [String]

  init(
    _ name: String, aliases: [String] = [], form: Form = .function, operands: [String] = ["A"],
    constants: [ArrayConstant] = [], optional: Int = 0, summary: String, meaning: Meaning,
    shape: @escaping ShapeRule, tangents: [String?] = [], adjoints: [String?] = [],
    tangentAgain: String? = nil, adjointAgain: String? = nil,
    reach: String? = nil, factor: ArrayOperation? = nil,
    shaped: ShapedForm? = nil, dimensionIsThird: Bool = false, isVariadic: Bool = false,
    acceptsTransposed: Bool = false, isSymmetric: Bool = false, obstacle: Obstacle? = nil,
    kink: String? = nil, square: String? = nil, analytic: String? = nil, convention: String? = nil,
    layout: Layout = .call,
    latex: LaTeXForm? = nil, numpy: NumPyForm? = nil, c: CFunction? = nil, example: String = "",
    exampleBindings: @autoclosure @escaping @Sendable () -> [String] = []
  ) {
    self.name = name
    self.aliases = aliases
    self.form = form
    parameters = operands + constants.map(\.name)
    self.constants = constants
    optionalCount = optional
    self.summary = summary
    self.meaning = meaning
    self.shape = shape
    self.tangents = tangents
    self.adjoints = adjoints
    self.tangentAgain = tangentAgain
    self.adjointAgain = adjointAgain
    self.reach = reach
    self.factor = factor
    self.shaped = shaped
    self.dimensionIsThird = dimensionIsThird
    self.isVariadic = isVariadic
    self.acceptsTransposed = acceptsTransposed
    self.isSymmetric = isSymmetric
    self.obstacle = obstacle
    self.kink = kink
    self.square = square
    self.analytic = analytic
    self.convention = convention
    self.layout = layout
    self.latex = latex ?? .command(#"\operatorname{"# + name + "}")
    self.numpy = numpy
    self.c = c
    self.example = example
    makeExampleBindings = exampleBindings
  }

  /// How many array operands a step has, the factor not counted.
  package var operandCount: Int { parameters.count - constants.count }

  /// How many arguments a program may give.
  package var argumentCounts: ClosedRange<Int> {
    parameters.count - optionalCount...parameters.count
  }

  /// The formula for a number of arguments; nil: the operation is none of others.
  package func formula(arguments count: Int) -> String? {
    guard case .formula(let texts) = meaning else { return nil }
    return texts[count - argumentCounts.lowerBound]
  }

  /// The kernel of a step; nil for what is made of other steps.
  package var kernel: ArrayKernel? {
    if case .step(_, let kernel) = meaning { return kernel }
    return nil
  }

  /// What a step does with elements. Formulas, counts and what is built from shapes have none: no
  /// node of a graph has them, so asking them is a fault.
  package var structure: Structure {
    switch meaning {
    case .step(let structure, _): return structure
    case .body(let part): return .body(part)
    case .formula, .count, .builtFromShape: preconditionFailure("\(name) is no step")
    }
  }

  /// Whether the operation makes a factorisation, which no derivative goes through.
  package var isFactor: Bool { form == .hidden && adjoints.count == 1 && adjoints[0] == nil }
}

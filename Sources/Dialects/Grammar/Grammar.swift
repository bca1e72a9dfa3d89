/// How a dialect is read: its words, its operators with their binding, its functions, and the forms
/// that have a reader of their own.
struct Grammar: Sendable {
  var lexicon = Lexicon()
  var infix: [Infix] = []
  var prefix: [Prefix] = []
  var postfix: [Postfix] = []
  /// How tightly two operands bind that stand side by side; nil where that is a mistake.
  var implicitProduct: ImplicitProduct?
  /// What `a < b < c` means.
  var comparisonChains = ComparisonChains.leftToRight
  /// What encloses the arguments of a function.
  var call = Brackets("(", ")")
  var argumentSeparators: Set<String> = [","]
  /// Arguments may be `key=value`.
  var hasKeywordArguments = false
  var index: IndexForm?
  /// What encloses the elements of a list: a column, or a matrix where the elements are lists.
  var list: Brackets?
  /// What stands between a name and its definition.
  var definition: Set<String> = ["="]
  var statementEnds: Set<String> = [";"]
  var functions = FunctionTable()
  /// Names of numbers, as formulas of ours.
  var constants: [String: String] = [:]
  /// Names with a meaning that is not ours: `I`, `True`.
  var refusedNames: [String: RefusedForm] = [:]
  /// What may stand behind a value and a point: `x.T`. Calls such as `x.sum()` are functions of x.
  var members: [String: String]?
  /// Prefixes of names, each with the one that `functions` has: `numpy` is `np`.
  var modules: [String: String] = [:]
  /// What stands between a module and a name of it.
  var moduleSign = "."
  /// Types that may stand in brackets before an operand and change nothing.
  var casts: Set<String> = []
  /// A line that begins with an operator goes on with the line before it.
  var linesContinue = false
  /// What stands between the parameters and the formula of a function without a name: `x => x*x`.
  var arrow: String?
  /// What opens the arguments of a function that goes element by element: `exp.(x)`.
  var elementCall: String?
  /// `/`, where it is that of whole numbers, goes element by element.
  var divisionIsOfElements = false
  /// All names are numbers, as the cells of a spreadsheet.
  var namesAreScalars = false
  /// The name of the constant e, a power of which is `exp`.
  var euler: String?
  /// What is cut from the names of parameters: `x_` is x.
  var parameterMark: Character?
  /// `f'(x)` is the derivative of a function that the text defines.
  var primes: Set<String> = []
  /// `y = x` is an equation, and defines nothing.
  var hasEquations = false
  /// What an array of one dimension is.
  var vectors = Vectors.matrices
  /// What `and` and `or` give.
  var logic = Logic.truth
  /// Which operands of a quotient are whole numbers.
  var wholeNumbers = WholeNumbers.none
  /// Words that stand before a name that is defined: `let`, `double`.
  var declarators: Set<String> = []
  /// Words of statements, which are no names.
  var reserved: Set<String> = []
  /// How a formula is repeated over an index: `x[i] for i in range(3)`.
  var comprehension: Comprehension?
  /// Functions of whole matrices where they are not called element by element: `exp(A)`.
  var matrixFunctions: Set<String> = []
  /// Functions of one argument need no brackets: `sin x`.
  var hasBareFunctions = false
  /// Signs between operands with a reader of their own for what follows.
  var infixForms: [String: InfixForm] = [:]
  /// Operands that begin with a word or sign of their own.
  var operandForms: [String: OperandForm] = [:]
  /// Statements that begin with a word of their own.
  var statementForms: [String: StatementForm] = [:]
  /// What a name may be defined as, other than a formula: `lambda x: …`.
  var functionForms: [String: FunctionForm] = [:]

  struct Brackets: Sendable {
    let open: String
    let close: String

    init(_ open: String, _ close: String) {
      self.open = open
      self.close = close
    }
  }

  /// A sign or word between two operands. A higher precedence binds more tightly.
  struct Infix: Sendable {
    enum Associativity { case left, right }

    let spelling: String
    let precedence: Int
    let associativity: Associativity
    let meaning: Meaning

    init(
      _ spelling: String, _ precedence: Int, _ meaning: Meaning,
      _ associativity: Associativity = .left
    ) {
      self.spelling = spelling
      self.precedence = precedence
      self.associativity = associativity
      self.meaning = meaning
    }
  }

  /// A sign or word before an operand, which reaches as far as operators bind at least this
  /// tightly.
  struct Prefix: Sendable {
    let spelling: String
    let precedence: Int
    let meaning: Meaning
    /// It reaches as far behind an operator that binds more tightly: `2*!x + 1` is `2*!(x + 1)`.
    let reachesFar: Bool

    init(_ spelling: String, _ precedence: Int, _ meaning: Meaning, reachesFar: Bool = false) {
      self.spelling = spelling
      self.precedence = precedence
      self.meaning = meaning
      self.reachesFar = reachesFar
    }
  }

  /// A sign behind an operand: it binds more tightly than all other operators.
  struct Postfix: Sendable {
    let spelling: String
    let meaning: Meaning

    init(_ spelling: String, _ meaning: Meaning) {
      self.spelling = spelling
      self.meaning = meaning
    }
  }

  enum Meaning: Sendable {
    case operation(Formula.Operator)
    /// A formula of ours of the operands `x` and `y`.
    case formula(String)
    /// A power whose base has no sign before it.
    case powerOfUnsigned
    /// A product of matrices, where vectors have one dimension.
    case matrixProduct
    /// An operation on bits, which is one on truths where both operands are.
    case bits(Formula.Operator)
    /// The operand itself.
    case nothing
    /// A hundredth.
    case percent
    /// A comparison, which `comparisonChains` is about.
    case comparison(Formula.Operator)
    /// Division, where that of whole numbers leaves out the fraction.
    case wholeDivision
    /// `x ? y : z`, with the sign before z.
    case conditional(String)
    /// `y if x else z`, with the word before z.
    case conditionalBehind(String)
    /// Apart, as few operators are and every level of brackets copies some.
    indirect case refused(RefusedForm)
  }

  enum ComparisonChains { case leftToRight, conjunction }

  enum Vectors {
    /// A matrix of one column or one row, as ours.
    case matrices
    /// It is beside each row of a matrix, as in NumPy.
    case rows
    /// It is beside each column of a matrix, as in R.
    case columns
  }

  enum Logic {
    /// 0 or 1.
    case truth
    /// One of the operands: `x or 5`.
    case operands
  }

  enum WholeNumbers {
    case none
    /// Those without a point, and names that are declared so.
    case declared
    /// Also names that begin with i to n and are not declared.
    case letters
  }

  struct Comprehension: Sendable {
    /// The words before the index and before its values.
    let opening: String
    let middle: Set<String>
    /// The function of the values, which go up to the last argument without it; nil for a range.
    let range: String?
  }

  struct ImplicitProduct: Sendable {
    let precedence: Int
    let meaning: Formula.Operator
    /// What may stand side by side, beside a number before a name or bracket.
    let operands: Operands

    enum Operands {
      /// A number before a name or bracket: `2x`, `2(x + 1)`.
      case behindNumber
      /// Any two operands: `x y`.
      case any
      /// Any two, of names only those of one letter: `xy` is one name. Behind a `/` they are
      /// refused.
      case letters
    }
  }

  /// How elements of an array are picked.
  struct IndexForm: Sendable {
    let brackets: Brackets
    /// The index of the first element.
    let base: Int
    /// `x[-1]` is the last element.
    var countsFromEnd = false
    /// `a:b` does not have the element at b, and a third part is the step.
    var hasSlices = false
    /// The word for the last index.
    var end: String?
    /// The word for all indices, beside `:`.
    var all: String?
    /// Nothing is all indices: `A[, 1]`.
    var emptyIsAll = false
    /// One index of a matrix picks a row, and another behind it an element: `A[0][1]`.
    var picksRows = false
    /// The words for a further dimension: `x[None, :]`.
    var newAxis: Set<String> = []
    /// Two closing brackets end it: `x[[1]]`.
    var closesTwice = false
  }
}

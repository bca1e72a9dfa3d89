import Diagnostics

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

  /// Reads the operand that a word begins, which is read already.
  struct OperandForm: Sendable {
    let read: @Sendable (inout DialectParser, DialectToken) throws(DialectError) -> Int32

    init(
      _ read: @escaping @Sendable (inout DialectParser, DialectToken) throws(DialectError) -> Int32
    ) { self.read = read }
  }

  /// Reads what stands behind an operand and a sign, which are read already.
  struct InfixForm: Sendable {
    let read: @Sendable (inout DialectParser, Int32, DialectToken) throws(DialectError) -> Int32

    init(
      _ read:
        @escaping @Sendable (inout DialectParser, Int32, DialectToken) throws(DialectError)
        -> Int32
    ) { self.read = read }
  }

  /// Reads the statement that a word begins, which is read already.
  struct StatementForm: Sendable {
    let read: @Sendable (inout DialectParser, DialectToken) throws(DialectError) -> Void

    init(
      _ read: @escaping @Sendable (inout DialectParser, DialectToken) throws(DialectError) -> Void
    ) { self.read = read }
  }

  /// Reads the parameters of a function that a word begins, which is read already; its formula
  /// follows.
  struct FunctionForm: Sendable {
    let read: @Sendable (inout DialectParser, DialectToken) throws(DialectError) -> [DialectToken]

    init(
      _ read:
        @escaping @Sendable (inout DialectParser, DialectToken) throws(DialectError)
        -> [DialectToken]
    ) { self.read = read }
  }

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

    init(_ spelling: String, _ precedence: Int, _ meaning: Meaning) {
      self.spelling = spelling
      self.precedence = precedence
      self.meaning = meaning
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
    /// Two closing brackets end it: `x[[1]]`.
    var closesTwice = false
  }
}

/// A form that is not read, before its place is known: `x` and `y` in the edits are the operands as
/// they were written.
struct RefusedForm: Sendable {
  let headline: String
  var label = ""
  var edits: [(replacement: String, purpose: String)] = []
  var advice: String?

  init(
    _ headline: String, label: String = "",
    edits: [(replacement: String, purpose: String)] = [], advice: String? = nil
  ) {
    self.headline = headline
    self.label = label
    self.edits = edits
    self.advice = advice
  }

  /// The refusal at a place.
  func refusal(at span: Span, _ operands: [String: String] = [:]) -> Refusal {
    Refusal(
      headline: headline, label: label,
      edits: edits.map { Edit(span, $0.replacement.replacingNames(operands), $0.purpose) },
      advice: advice)
  }
}

extension String {
  /// The text without the sign at its ends where nothing is to be joined there.
  func trimmed(_ first: Bool, _ last: Bool) -> String {
    String((first ? dropFirst() : self[...]).dropLast(last ? 1 : 0))
  }

  /// The text with its words of one letter replaced.
  func replacingNames(_ names: [String: String]) -> String {
    guard !names.isEmpty else { return self }
    var result = ""
    var word = ""
    for character in self + "\0" {
      if character.isLetter || character.isNumber || character == "_" {
        word.append(character)
        continue
      }
      result += names[word] ?? word
      word = ""
      if character != "\0" { result.append(character) }
    }
    return result
  }
}

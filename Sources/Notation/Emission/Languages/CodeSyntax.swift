import Calculus
import Graph
import Numerics

/// What C and Swift write differently in a function of numbers and loops.
protocol CodeSyntax: ExpressionSyntax {
  /// How many operations an expression may have: what people read at a glance, and what a compiler
  /// checks quickly.
  var longestExpression: Int { get }
  /// Words that names in the code cannot be: keywords, and functions that it may call.
  var reserved: [String] { get }
  /// Words that the function itself cannot be called.
  var reservedForFunctions: [String] { get }
  /// Whether the caller owns the memory: of results, which are computed there, and of what is too
  /// much between.
  var callerOwnsMemory: Bool { get }

  func isNaN(_ operand: String) -> String
  /// A function with as many operands as its rule has parameters; nil where the language has no
  /// words for it.
  func applied(_ primitive: Primitive, _ operands: [Piece]) -> Piece?
  /// How the rule of a function is written in the language.
  func template(_ primitive: Primitive) -> CodeTemplate?
  /// The definition of a function that `applied` calls; nil where it is the language's own.
  func helper(_ primitive: Primitive) -> CFunction?
  /// The definition of the function that a step on arrays calls; nil where there is none.
  func helper(_ operation: ArrayOperation) -> CFunction?

  /// A line that does something.
  func statement(_ text: String) -> String
  func constant(_ name: String, _ value: String) -> String
  func condition(_ name: String, _ value: String) -> String
  func variable(_ name: String, _ value: String) -> String
  func array(_ name: String, _ count: Int) -> String
  /// An array of zeros; `isWhole` where nothing is added to them.
  func zeros(_ name: String, _ count: Int, isWhole: Bool) -> String
  func table(_ name: String, _ values: [Double]) -> String
  /// A table of whole numbers.
  func indices(_ name: String, _ places: [Int32]) -> String
  /// Begins a loop over `start..<end`.
  func loop(_ index: String, _ start: String, _ end: String) -> String
  /// What stands for the index of a loop that does not read it; nil: its name.
  var unusedIndex: String? { get }
  /// Begins a block of its own.
  var block: String { get }
  /// What an array is called where a helper writes it.
  func writing(_ array: String) -> String
  /// A part of an array, by a name of its own.
  func slice(_ name: String, of array: String, _ offset: Int, _ count: Int) -> String
  /// The memory of a result from some element on, by a name of its own.
  func slice(_ name: String, ofResult array: String, _ offset: Int) -> String
  /// A loop variable as a number.
  func number(ofIndex index: String) -> String
  /// A result as a list of its elements, or as an array by its name; nil where the caller owns the
  /// memory.
  func result(_ name: String, elements: [String]) -> String?
  func result(_ name: String, array: String) -> String?
  /// The last line; nil: none is needed.
  func finish(returning value: String?, _ function: EmittedFunction) -> String?
  /// The whole text around the body.
  func assemble(_ parts: CodeParts) -> String
}

// MARK: - What both write alike

extension CodeSyntax {
  func assign(_ target: String, _ value: String) -> String { statement("\(target) = \(value)") }
  func add(_ target: String, _ value: String) -> String { statement("\(target) += \(value)") }
  func subtract(_ target: String, _ value: String) -> String { statement("\(target) -= \(value)") }
  /// A call that yields a number, of the C library or a helper.
  func value(_ name: String, _ arguments: [String]) -> String { Piece.call(name, arguments).text }

  func call(_ name: String, _ operands: [Piece]) -> Piece { .call(name, operands.map(\.text)) }

  /// Of more operands than it has parameters a function is one call inside the other.
  func call(_ primitive: Primitive, _ operands: [Piece]) -> Piece? {
    guard primitive.isVariadic, operands.count > 2 else { return applied(primitive, operands) }
    var folded: Piece? = operands[0]
    for operand in operands.dropFirst() {
      folded = folded.flatMap { applied(primitive, [$0, operand]) }
    }
    return folded
  }

  /// The function that a template becomes that is too much for an expression.
  func templateFunction(
    _ primitive: Primitive, definition: (_ name: String, _ body: String) -> String
  ) -> CFunction? {
    guard let template = template(primitive), template.isHelper else { return nil }
    let name = helperName(primitive)
    return CFunction(name, definition(name, template.body(of: primitive)))
  }

  func logic(_ operation: Operation, _ conditions: [Piece]) -> Piece {
    var piece: Piece
    if operation == .not {
      piece = Piece("!" + conditions[0].enclosed(below: Piece.atom), Precedence.sign)
    } else {
      // `a && b || c` is understood by few: logic inside logic stands in parentheses.
      let texts = conditions.map { $0.enclosed(below: Precedence.comparison) }
      piece =
        operation == .and
        ? Piece(texts.joined(separator: " && "), Precedence.and)
        : Piece(texts.joined(separator: " || "), Precedence.or)
    }
    piece.isCondition = true
    return piece
  }

  func unknownLogic(_ operation: Operation, _ numbers: [Piece]) -> Piece {
    let texts = numbers.map { $0.enclosed(below: Precedence.sum) }
    let (zero, one, nan) = (literal(0).text, literal(1).text, literal(.nan).text)
    let isUnknown = texts.map(isNaN)
    if operation == .not {
      return Piece(
        "\(isUnknown[0]) ? \(nan) : \(texts[0]) == \(zero) ? \(one) : \(zero)", Piece.conditional)
    }
    let eitherUnknown = "\(isUnknown[0]) || \(isUnknown[1]) ? \(nan)"
    if operation == .and {
      return Piece(
        "\(texts[0]) == \(zero) || \(texts[1]) == \(zero) ? \(zero) : \(eitherUnknown) : \(one)",
        Piece.conditional)
    }
    let isTrue = zip(texts, isUnknown).map { "(\($0) != \(zero) && !\($1))" }
    return Piece(
      "\(isTrue[0]) || \(isTrue[1]) ? \(one) : \(eitherUnknown) : \(zero)", Piece.conditional)
  }

  func choice(_ condition: Piece, _ branch: Piece, _ other: Piece) -> Piece {
    Piece(
      "\(condition.text) ? \(branch.enclosed(below: 1)) : \(other.enclosed(below: 1))",
      Piece.conditional)
  }

  func unknownChoice(_ test: Piece, _ branch: Piece, _ other: Piece) -> Piece {
    let test = test.enclosed(below: Precedence.sum)
    return Piece(
      "\(test) == \(literal(0).text) ? \(other.enclosed(below: 1)) "
        + ": \(isNaN(test)) ? \(literal(.nan).text) : \(branch.enclosed(below: 1))",
      Piece.conditional)
  }
}

/// What a generated text is put together from.
struct CodeParts {
  let function: EmittedFunction
  let inputNames: [String]
  let helpers: [CFunction]
  let body: String
  /// How many numbers the caller lends; 0: none.
  let workCount: Int
  /// The results whose elements are written one by one, into memory.
  let stored: [GraphResult]
  /// By input: whether it is read.
  let isRead: [Bool]
}

import Calculus
import Graph
import Numerics

/// What C and Swift write differently in a function of numbers and loops.
protocol CodeSyntax {
  var language: EmittedLanguage { get }
  /// How many operations an expression may have: what people read at a glance, and what a compiler
  /// checks quickly.
  var longestExpression: Int { get }
  /// Words that names in the code cannot be: keywords, and functions that it may call.
  var reserved: [String] { get }
  /// Words that the function itself cannot be called.
  var reservedForFunctions: [String] { get }

  func literal(_ value: Double) -> CodePiece
  /// A truth value as 1 or 0.
  func number(of condition: CodePiece) -> CodePiece
  func isNaN(_ operand: String) -> String
  /// A function of numbers that is no operator; nil where the language has no words for it.
  func apply(_ primitive: Primitive, _ operands: [CodePiece]) -> CodePiece?
  /// The definition of a function that `apply` calls; nil where it is the
  /// language's own.
  func helper(_ primitive: Primitive) -> CFunction?
  /// The definition of the function that a step on arrays calls; nil where there is none.
  func helper(_ operation: ArrayOperation) -> CFunction?
  func squareRoot(_ operand: String) -> String

  func constant(_ name: String, _ value: String) -> String
  func condition(_ name: String, _ value: String) -> String
  func variable(_ name: String, _ value: String) -> String
  func array(_ name: String, _ count: Int) -> String
  /// An array of zeros; `isWhole` where nothing is added to them.
  func zeros(_ name: String, _ count: Int, isWhole: Bool) -> String
  func table(_ name: String, _ values: [Double]) -> String
  func assign(_ target: String, _ value: String) -> String
  func add(_ target: String, _ value: String) -> String
  func subtract(_ target: String, _ value: String) -> String
  /// Begins a loop over `start..<end`.
  func loop(_ index: String, _ start: String, _ end: String) -> String
  /// What stands for the index of a loop that does not read it; nil: its name.
  var unusedIndex: String? { get }
  /// Begins what is done only where a condition holds.
  func when(_ condition: String) -> String
  /// What an array is called where a helper reads it, and where it writes it.
  func reading(_ array: String) -> String
  func writing(_ array: String) -> String
  /// A part of an array, by a name of its own.
  func slice(_ name: String, of array: String, _ offset: Int, _ count: Int) -> String
  /// The memory of a result from some element on, by a name of its own.
  func slice(_ name: String, ofResult array: String, _ offset: Int) -> String
  /// Begins a block of its own.
  var block: String { get }
  /// A table of whole numbers.
  func indices(_ name: String, _ places: [Int32]) -> String
  /// A loop variable as a number.
  func number(ofIndex index: String) -> String
  /// The greater of a magnitude and that of a value.
  func greaterMagnitude(_ magnitude: String, _ value: String) -> String
  /// A result as a list of its elements, or as an array by its name; nil where the caller owns the
  /// memory.
  func result(_ name: String, elements: [String]) -> String?
  func result(_ name: String, array: String) -> String?
  /// The last line; nil: none is needed.
  func finish(returning value: String?, _ function: EmittedFunction) -> String?
  /// The whole text around the body.
  func assemble(_ parts: CodeParts) -> String
  /// A call of a helper for its effect.
  func call(_ name: String, _ arguments: [String]) -> String
  /// A call that yields a number.
  func value(_ name: String, _ arguments: [String]) -> String
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

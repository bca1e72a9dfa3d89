import Calculus
import Graph

/// How a programming language writes expressions of numbers.
///
/// What languages have in common stands in `spelled`: which operators there are, what is a number
/// and what a truth value, and where nan, which is neither true nor false, must be told apart.
protocol ExpressionSyntax {
  var language: EmittedLanguage { get }

  func literal(_ value: Double) -> Piece
  /// A truth value as 1 or 0.
  func asNumber(_ condition: Piece) -> Piece
  /// And, or, not of truth values.
  func logic(_ operation: Operation, _ conditions: [Piece]) -> Piece
  /// The same of numbers, of which one may be nan.
  func unknownLogic(_ operation: Operation, _ numbers: [Piece]) -> Piece
  func choice(_ condition: Piece, _ branch: Piece, _ other: Piece) -> Piece
  /// The same by a number that may be nan.
  func unknownChoice(_ test: Piece, _ branch: Piece, _ other: Piece) -> Piece
  /// A function that is no operator; nil where the language has no words for it.
  func call(_ primitive: Primitive, _ operands: [Piece]) -> Piece?
}

extension ExpressionSyntax {
  /// A function or an operator with its operands; nil where the language has no words for it.
  func spelled(_ step: NumberStep, _ operands: [Piece]) -> Piece? {
    switch step.operation {
    case .and, .or, .not:
      return step.readsTruths
        ? logic(step.operation, operands.map(condition))
        : unknownLogic(step.operation, operands.map(number))
    case .select:
      let (branch, other) = (number(operands[1]), number(operands[2]))
      return step.readsTruths
        ? choice(condition(operands[0]), branch, other)
        : unknownChoice(number(operands[0]), branch, other)
    case .power: return call(step.primitive, operands.map(number))
    default: break
    }
    switch step.primitive.form {
    case .hidden: return operands[0]
    case .prefix: return number(operands[0]).negative
    case .infix(let precedence, _):
      return .infix(step.primitive.name, precedence, number(operands[0]), number(operands[1]))
    case .function: return call(step.primitive, operands.map(number))
    }
  }

  /// A piece as a number: truth values are 1 and 0.
  func number(_ piece: Piece) -> Piece {
    piece.isCondition ? asNumber(piece) : piece
  }

  /// A piece as a truth value.
  private func condition(_ piece: Piece) -> Piece {
    piece.isCondition ? piece : .infix("!=", Precedence.comparison, piece, literal(0))
  }

  /// What a function is called that a template of a rule becomes.
  func helperName(_ primitive: Primitive) -> String { "ad_" + primitive.name }
}

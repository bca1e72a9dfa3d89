import Calculus
import Graph
import Numerics

/// The language's own notation: what it writes can be read again, to the same bits.
package struct ProgramText: Spelling {
  /// Names of the program's own, which stand for no constants.
  private let taken: Set<String>

  package init(taken: Set<String> = []) { self.taken = taken }

  /// The fewest digits that read back to the same double; `pi` and `e` by name. Where `inf` or
  /// `nan` is a name of the program's own, the number is a quotient.
  package func number(_ value: Double) -> Piece {
    if let name = ProgramText.constantName(value), !taken.contains(name) { return Piece(name) }
    if value.isInfinite, taken.contains("inf") {
      return Piece(value > 0 ? "1/0" : "-1/0", Precedence.product)
    }
    if value.isNaN, taken.contains("nan") { return Piece("0/0", Precedence.product) }
    return Piece(number: DecimalWriter.text(value))
  }

  /// The name as it is.
  package func name(_ name: String) -> Piece { Piece(name) }

  /// A function or an operator, with the fewest parentheses that keep its meaning.
  package func apply(_ step: NumberStep, _ operands: [Piece]) -> Piece {
    let primitive = step.primitive
    switch primitive.form {
    case .hidden: return operands[0]
    case .function:
      return .call(primitive.name, operands.map(\.text))
    case .prefix(let precedence):
      // The sign of a product is that of its first factor, bit for bit: -(a*b) is written -a*b.
      let isProduct =
        operands[0].precedence == Precedence.product && !operands[0].text.hasPrefix("-")
        && precedence == Precedence.sign
      let least = isProduct ? Precedence.product : precedence
      return Piece(primitive.name + operands[0].enclosed(below: least), least)
    case .infix(let precedence, let rightAssociative):
      // Products, quotients and powers are set tight, everything looser with blanks.
      let isTight = precedence >= Precedence.product
      let name = step.isDotted ? "." + primitive.name : primitive.name
      let separator = isTight ? name : " \(name) "
      return .infix(
        operands, precedence, rightAssociative: rightAssociative,
        associative: precedence != Precedence.comparison
      ) { _ in separator }
    }
  }

  static func constantName(_ value: Double) -> String? {
    if value == .pi { return "pi" }
    if value == 2.718281828459045 { return "e" }
    return nil
  }
}

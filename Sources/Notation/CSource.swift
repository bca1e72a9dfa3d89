import Calculus
import Numerics

/// C99 expressions over doubles. A function that C99 lacks (`.missing`) is written
/// under its own name: whoever compiles the text must provide it.
package struct CSource: Spelling {
  package init() {}

  package func number(_ value: Double) -> Piece {
    if value.isNaN { return Piece("NAN") }
    if value.isInfinite {
      return value > 0 ? Piece("INFINITY") : Piece("-INFINITY", Precedence.sign)
    }
    var text = DecimalWriter.text(value)
    if !text.utf8.contains(where: { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "e") }) {
      text += ".0"
    }
    return Piece(text, text.hasPrefix("-") ? Precedence.sign : Piece.atom)
  }

  package func name(_ name: String) -> Piece { Piece(name) }

  package func apply(_ primitive: Primitive, _ operands: [Piece], isDotted: Bool) -> Piece {
    precondition(!isDotted, "C expressions are of numbers")
    if primitive.isVariadic, operands.count > 2 {
      return operands.dropFirst().reduce(operands[0]) { join(primitive, [$0, $1]) }
    }
    return join(primitive, operands)
  }

  package func apply(_ step: ArrayStep, _ operands: [Piece]) -> Piece {
    preconditionFailure("C expressions are of numbers")
  }

  private func join(_ primitive: Primitive, _ operands: [Piece]) -> Piece {
    switch primitive.c {
    case .function(let name):
      return Piece("\(name)(\(operands.map(\.text).joined(separator: ", ")))")
    case .missing, .helper:
      return Piece("\(primitive.name)(\(operands.map(\.text).joined(separator: ", ")))")
    case .expression(let template):
      if let piece = grouped(primitive, operands) { return piece }
      // Every operand but an atom is put in parentheses, and so is the whole where it is used.
      var text = template
      for (index, operand) in operands.enumerated() {
        text = text.replacing("#\(index + 1)", by: operand.enclosed(below: Piece.atom))
      }
      return Piece(text, 0)
    }
  }

  /// Arithmetic, comparisons and choices with the parentheses that C's grouping needs; nil for other
  /// templates.
  private func grouped(_ primitive: Primitive, _ operands: [Piece]) -> Piece? {
    if primitive.name == "if" {
      let condition = operands[0].enclosed(below: Precedence.comparison)
      let other = operands[2].enclosed(below: 0)
      return Piece("\(condition) ? \(operands[1].enclosed(below: 1)) : \(other)", 0)
    }
    switch primitive.form {
    case .function: return nil
    case .hidden: return operands[0]
    case .prefix(let precedence):
      // The sign of a product is that of its first factor, bit for bit. `--x` would be a decrement.
      let isSigned = operands[0].text.hasPrefix("-")
      let isProduct =
        operands[0].precedence == Precedence.product && precedence == Precedence.sign
      let least = isSigned ? Piece.atom + 1 : isProduct ? Precedence.product : precedence
      return Piece(primitive.name + operands[0].enclosed(below: least), min(least, precedence))
    case .infix(let precedence, _):
      let isTight = precedence >= Precedence.product
      let separator = isTight ? primitive.name : " \(primitive.name) "
      guard precedence <= Precedence.comparison else {
        return .infix(operands, precedence, rightAssociative: false) { _ in separator }
      }
      // Nothing is chained or mixed that compilers warn of: `(a < b) == c`, `(a && b) || c`.
      let least = Precedence.comparison + (precedence == Precedence.comparison ? 1 : 0)
      let parts = operands.map { operand in
        let isNegated = precedence == Precedence.comparison && operand.text.hasPrefix("!")
        return Piece(isNegated ? "(\(operand.text))" : operand.enclosed(below: least))
      }
      return .infix(parts, precedence, rightAssociative: false) { _ in separator }
    }
  }
}

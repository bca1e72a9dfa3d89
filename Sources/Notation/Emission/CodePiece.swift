import Calculus

/// A part of an expression of a programming language.
struct CodePiece {
  var text: String
  /// How tightly its outermost operator binds: as `Precedence`, or `conditional`.
  var precedence: Int
  /// Whether it is a truth value, and no number.
  var isCondition = false

  init(_ text: String, _ precedence: Int = Piece.atom, isCondition: Bool = false) {
    self.text = text
    self.precedence = precedence
    self.isCondition = isCondition
  }

  /// `a ? b : c` binds less than everything else.
  static let conditional = 0

  /// The text, in parentheses if its operator binds less tightly than `minimum`.
  func enclosed(below minimum: Int) -> String {
    precedence < minimum ? "(" + text + ")" : text
  }
}

extension CodePiece {
  /// Two operands with an operator of C's family between them, in parentheses where they would be
  /// grouped otherwise. Truth values must have been made numbers.
  ///
  /// Signs go where people put them, `a - b` for `a + (-b)`: IEEE arithmetic gives the same bits.
  static func infix(
    _ symbol: String, _ precedence: Int, _ left: CodePiece, _ right: CodePiece
  ) -> CodePiece {
    if precedence == Precedence.sum {
      if let positive = right.withoutSign {
        return .infix(symbol == "+" ? "-" : "+", precedence, left, positive)
      }
      if symbol == "+", let positive = left.withoutSign {
        return .infix("-", precedence, right, positive)
      }
    }
    let isTight = precedence >= Precedence.product
    let isComparison = precedence == Precedence.comparison
    let first = left.enclosed(below: isComparison ? precedence + 1 : precedence)
    var second = right.enclosed(below: precedence + 1)
    if second.hasPrefix("-") { second = "(" + second + ")" }
    return CodePiece(
      first + (isTight ? symbol : " \(symbol) ") + second, precedence,
      isCondition: precedence <= Precedence.comparison)
  }

  /// The negative of a number.
  var negative: CodePiece {
    if let positive = withoutSign { return positive }
    guard precedence == Precedence.product else {
      return CodePiece("-" + enclosed(below: Precedence.sign), Precedence.sign)
    }
    // The sign of the first factor is that of the product.
    return CodePiece("-" + text, Precedence.product)
  }

  /// The text without a pair of parentheses around the whole.
  var withoutParentheses: String {
    guard text.hasPrefix("("), text.hasSuffix(")") else { return text }
    var depth = 0
    for byte in text.utf8.dropLast() {
      if byte == UInt8(ascii: "(") { depth += 1 }
      if byte == UInt8(ascii: ")") { depth -= 1 }
      if depth == 0 { return text }
    }
    return String(text.dropFirst().dropLast())
  }

  /// What a leading minus is the negative of; nil without one.
  var withoutSign: CodePiece? {
    guard text.hasPrefix("-"), precedence == Precedence.product || precedence == Precedence.sign
    else { return nil }
    let rest = String(text.dropFirst())
    return CodePiece(rest, precedence == Precedence.product ? precedence : Piece.atom)
  }
}

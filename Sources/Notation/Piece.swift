import Calculus
import Numerics

/// A written part of an expression in any notation, and how tightly its outermost operator binds.
package struct Piece {
  package var text: String
  /// As `Precedence`, `conditional` or `atom`.
  package var precedence: Int
  /// Whether a programming language reads it as a truth value, and not as a number.
  var isCondition = false
  /// Of parts side by side: what stands between the brackets, for a matrix of several rows.
  var row: String?

  package init(_ text: String, _ precedence: Int = Piece.atom) {
    self.text = text
    self.precedence = precedence
  }

  /// Parts side by side in brackets.
  init(_ text: String, row: String) {
    self.init(text)
    self.row = row
  }

  /// A number as digits, which may have a sign.
  package init(number text: String) {
    self.init(text, text.hasPrefix("-") ? Precedence.sign : Piece.atom)
  }

  /// A finite number as programming languages read it: with a point or an exponent.
  static func decimal(_ value: Double) -> Piece {
    let text = DecimalWriter.text(value)
    let isWhole = !text.utf8.contains { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "e") }
    return Piece(number: isWhole ? text + ".0" : text)
  }

  /// Names, numbers and calls bind tighter than any operator.
  package static let atom = 100
  /// `a ? b : c` binds less than everything else.
  static let conditional = 0

  /// A function of operands that stand between commas.
  static func call(_ name: String, _ arguments: [String], _ brackets: Brackets = .round) -> Piece {
    Piece(name + brackets.around(arguments.joined(separator: ", ")))
  }

  /// The text, in brackets if its operator binds less tightly than `minimum`.
  func enclosed(below minimum: Int, _ brackets: Brackets = .round) -> String {
    precedence < minimum ? brackets.around(text) : text
  }
}

/// What a notation puts around a part that would be grouped otherwise.
struct Brackets {
  let open: String
  let close: String

  static let round = Brackets(open: "(", close: ")")

  func around(_ text: String) -> String { open + text + close }
}

// MARK: - Operators

extension Piece {
  /// Joins an infix operator's operands, in brackets where the notation's reader would group
  /// otherwise.
  static func infix(
    _ operands: [Piece], _ precedence: Int, rightAssociative: Bool = false,
    associative: Bool = true, _ brackets: Brackets = .round, separator: (Piece) -> String
  ) -> Piece {
    let (left, right) = (operands[0], operands[1])
    let tighter = precedence + 1
    let first = left.enclosed(
      below: rightAssociative || !associative ? tighter : precedence, brackets)
    var second = right.enclosed(
      below: rightAssociative && associative ? precedence : tighter, brackets)
    if second.hasPrefix("-") { second = brackets.around(second) }
    return Piece(first + separator(right) + second, precedence)
  }

  /// Two numbers with an operator of a programming language between them.
  ///
  /// Signs go where people put them, `a - b` for `a + (-b)`: IEEE arithmetic gives the same bits.
  static func infix(_ symbol: String, _ precedence: Int, _ left: Piece, _ right: Piece) -> Piece {
    if precedence == Precedence.sum {
      if let positive = right.withoutSign {
        return .infix(symbol == "+" ? "-" : "+", precedence, left, positive)
      }
      if symbol == "+", let positive = left.withoutSign {
        return .infix("-", precedence, right, positive)
      }
    }
    let isTight = precedence >= Precedence.product
    var piece = Piece.infix(
      [left, right], precedence, associative: precedence != Precedence.comparison
    ) { _ in isTight ? symbol : " \(symbol) " }
    piece.isCondition = precedence <= Precedence.comparison
    return piece
  }

  /// The negative of a number.
  var negative: Piece {
    if let positive = withoutSign { return positive }
    guard precedence == Precedence.product else {
      return Piece("-" + enclosed(below: Precedence.sign), Precedence.sign)
    }
    // The sign of the first factor is that of the product.
    return Piece("-" + text, Precedence.product)
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
  var withoutSign: Piece? {
    guard text.hasPrefix("-"), precedence == Precedence.product || precedence == Precedence.sign
    else { return nil }
    let rest = String(text.dropFirst())
    return Piece(rest, precedence == Precedence.product ? precedence : Piece.atom)
  }
}

/// A whole number in generated code: a constant, or an expression of loop variables.
struct IndexText {
  private let expression: String
  private let isSum: Bool
  private let constant: Int

  init(_ constant: Int) {
    expression = ""
    isSum = false
    self.constant = constant
  }

  init(_ name: String) {
    expression = name
    isSum = false
    constant = 0
  }

  private init(_ expression: String, isSum: Bool, constant: Int) {
    self.expression = expression
    self.isSum = isSum
    self.constant = constant
  }

  var text: String {
    if expression.isEmpty { return "\(constant)" }
    if constant == 0 { return expression }
    if constant > 0, expression.hasPrefix("-") { return "\(constant) - \(expression.dropFirst())" }
    return constant > 0 ? "\(expression) + \(constant)" : "\(expression) - \(-constant)"
  }

  static func + (left: IndexText, right: IndexText) -> IndexText {
    let constant = left.constant + right.constant
    if left.expression.isEmpty {
      return IndexText(right.expression, isSum: right.isSum, constant: constant)
    }
    if right.expression.isEmpty {
      return IndexText(left.expression, isSum: left.isSum, constant: constant)
    }
    if right.expression.hasPrefix("-") {
      return IndexText(
        left.expression + " - " + right.expression.dropFirst(), isSum: true, constant: constant)
    }
    return IndexText(left.expression + " + " + right.expression, isSum: true, constant: constant)
  }

  static func * (left: IndexText, factor: Int) -> IndexText {
    if factor == 0 || left.expression.isEmpty { return IndexText(left.constant * factor) }
    if factor == 1 { return left }
    if !left.isSum, left.expression.hasPrefix("-") {
      // `--i` would be another thing in C.
      let positive = left.expression.dropFirst()
      return IndexText(String(positive), isSum: false, constant: -left.constant) * -factor
    }
    let base = left.isSum ? "(" + left.expression + ")" : left.expression
    let product = factor == -1 ? "-" + base : "\(factor)*" + base
    return IndexText(product, isSum: false, constant: left.constant * factor)
  }

  func divided(by divisor: Int) -> IndexText { combined("/", divisor) }
  func remainder(by divisor: Int) -> IndexText { combined("%", divisor) }

  private func combined(_ symbol: String, _ divisor: Int) -> IndexText {
    if expression.isEmpty {
      return IndexText(symbol == "/" ? constant / divisor : constant % divisor)
    }
    let base = isSum || constant != 0 ? "(" + text + ")" : text
    return IndexText("\(base)\(symbol)\(divisor)", isSum: true, constant: 0)
  }
}

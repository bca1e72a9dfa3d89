import Calculus
import Graph
import Numerics

/// Python with NumPy as `np`: numbers, or arrays that are worked on element by element.
struct PythonSyntax: ExpressionSyntax {
  var language: EmittedLanguage { .python }

  func literal(_ value: Double) -> Piece {
    if value.isNaN { return Piece("np.nan") }
    if value.isInfinite { return Piece(number: value > 0 ? "np.inf" : "-np.inf") }
    return .decimal(value)
  }

  func asNumber(_ condition: Piece) -> Piece {
    Piece("1.0*(" + condition.text + ")", Precedence.product)
  }

  func logic(_ operation: Operation, _ conditions: [Piece]) -> Piece {
    var piece = Piece.call("np.logical_" + word(for: operation), conditions.map(\.text))
    piece.isCondition = true
    return piece
  }

  func unknownLogic(_ operation: Operation, _ numbers: [Piece]) -> Piece {
    .call("ad_" + word(for: operation), numbers.map(\.text))
  }

  func word(for operation: Operation) -> String {
    operation == .not ? "not" : operation == .and ? "and" : "or"
  }

  func choice(_ condition: Piece, _ branch: Piece, _ other: Piece) -> Piece {
    .call("np.where", [condition.text, branch.text, other.text])
  }

  func unknownChoice(_ test: Piece, _ branch: Piece, _ other: Piece) -> Piece {
    let test = test.enclosed(below: Precedence.sum)
    return .call(
      "np.where",
      ["\(test) == 0.0", other.text, "np.where(np.isnan(\(test)), np.nan, \(branch.text))"])
  }

  func call(_ primitive: Primitive, _ operands: [Piece]) -> Piece? {
    guard let template = template(primitive) else { return nil }
    guard template.isHelper else { return template.filled(operands) }
    let (name, texts) = (helperName(primitive), operands.map(\.text))
    return isFlatFold(primitive, operands.count)
      ? .call("functools.reduce", [name, Piece.call("", texts).text]) : .call(name, texts)
  }

  /// Whether a function of two is applied to so many operands, one after the other.
  func isFlatFold(_ primitive: Primitive, _ operandCount: Int) -> Bool {
    primitive.isVariadic && operandCount > 2
  }

  /// How Python writes a function: as its rule says, or with the name of C's function.
  func template(_ primitive: Primitive) -> CodeTemplate? {
    if let python = primitive.python { return CodeTemplate(python) }
    switch primitive.c {
    case .function(let name):
      let operands = primitive.parameters.indices.map { "#\($0 + 1)" }.joined(separator: ", ")
      return CodeTemplate("np.\(name)(\(operands))")
    case .expression(let template):
      let hasCalls = template.utf8.contains { $0 >= UInt8(ascii: "a") && $0 <= UInt8(ascii: "z") }
      return hasCalls || template.contains("?") ? nil : CodeTemplate(template)
    case .helper, .missing: return nil
    }
  }

  /// What names in the code cannot be.
  static let reserved = EmittedFunction.ownNames + words

  private static let words = """
    False None True and as assert async await break class continue def del elif else except \
    finally for from global if import in is lambda nonlocal not or pass raise return try while \
    with yield np math functools float print match case type len range \
    ValueError OverflowError
    """.split(separator: " ").map(String.init)
}

import Calculus
import Diagnostics
import Language

/// A formula in letters: its text, parsed. `Identity` says what the letters stand for.
///
/// The texts are the project's own: one that does not parse is a fault of the table.
struct Pattern: Sendable, ExpressibleByStringLiteral {
  /// What the texts name.
  enum Letter: String, Sendable, CaseIterable {
    case a, b, c, k, m, s
    case matrix = "A"
    case other = "B"

    var isNumber: Bool { self == .k || self == .m }
  }

  enum Part: Sendable {
    case letter(Letter)
    case number(Double)
    /// An array of one number, of the shape of another part.
    case filled(Letter, like: Int)
    /// An operation, with the places of its operands.
    case step(Operation, [Int])
  }

  /// Operands stand before the steps that use them.
  let parts: [Part]

  var root: Int { parts.count - 1 }

  init(stringLiteral text: String) { self.init(text) }

  init(_ text: String) {
    let source = SourceText(name: "", text)
    guard let tree = try? Parser.parse(source), let statement = tree.statements.first else {
      preconditionFailure("the formula `\(text)` does not parse")
    }
    let isOfMatrices = text.contains { $0.isUppercase }
    var parts: [Part] = []
    var stack: [Int] = []
    for index in statement.body {
      let node = tree.nodes[Int(index)]
      let (part, count) = Pattern.part(node, tree, source, stack, parts, isOfMatrices)
      stack.removeLast(count)
      stack.append(parts.count)
      parts.append(part)
    }
    self.parts = parts
  }

  /// What a node of the syntax tree stands for, and how many operands it takes from the stack.
  private static func part(
    _ node: SyntaxTree.Node, _ tree: SyntaxTree, _ source: SourceText, _ stack: [Int],
    _ parts: [Part], _ isOfMatrices: Bool
  ) -> (Part, taken: Int) {
    if node.kind == .number { return (.number(tree.numbers[Int(node.payload)]), 0) }
    if node.kind == .name {
      let name = tree.name(node.payload, in: source)
      if let letter = Letter(rawValue: name) { return (.letter(letter), 0) }
      guard let number = LanguageWords.constant(name) else {
        preconditionFailure("a formula in letters uses the unknown name \(name)")
      }
      return (.number(number), 0)
    }
    let (operation, count) = operation(node, tree, source, isOfMatrices)
    let operands = Array(stack.suffix(count))
    if operation == .expand, count == 2, case .letter(let letter) = parts[operands[0]],
      letter.isNumber
    {
      return (.filled(letter, like: operands[1]), count)
    }
    return (.step(operation, operands), count)
  }

  private static func operation(
    _ node: SyntaxTree.Node, _ tree: SyntaxTree, _ source: SourceText, _ isOfMatrices: Bool
  ) -> (Operation, count: Int) {
    if node.kind == .transpose { return (.transpose, 1) }
    if node.kind == .matrix { return (.stack, Int(node.payload)) }
    if node.kind == .row { return (.beside, Int(node.payload)) }
    if node.kind == .multiply, isOfMatrices { return (.product, 2) }
    if node.kind == .call {
      let call = tree.calls[Int(node.payload)]
      let name = tree.name(call.function, in: source)
      let array = ArrayRegistry.index(inRules: name).map { Operation(array: $0) }
      guard let operation = Operation.named(name) ?? array else {
        preconditionFailure("a formula in letters uses the unknown function \(name)")
      }
      return (operation, Int(call.count))
    }
    guard let (operation, count) = Operation.written(node.kind) else {
      preconditionFailure("a formula in letters uses syntax that such formulas do not have")
    }
    return (operation, Int(count))
  }
}

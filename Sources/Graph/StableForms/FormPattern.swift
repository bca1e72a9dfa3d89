import Calculus
import Diagnostics
import Language

/// A formula in letters: its text, parsed.
///
/// The texts are the project's own: one that does not parse is a fault of the table.
struct FormPattern: Sendable {
  enum Part: Sendable {
    case letter(String)
    case number(Double)
    /// An operation, with the places of its operands.
    case step(Operation, [Int])
  }

  /// Operands stand before the steps that use them.
  let parts: [Part]

  var root: Int { parts.count - 1 }

  init(_ text: String) {
    let source = SourceText(name: "", text)
    guard let tree = try? Parser.parse(source), let statement = tree.statements.first else {
      preconditionFailure("the form `\(text)` does not parse")
    }
    var parts: [Part] = []
    var stack: [Int] = []
    for index in statement.body {
      let node = tree.nodes[Int(index)]
      switch node.kind {
      case .number: parts.append(.number(tree.numbers[Int(node.payload)]))
      case .name: parts.append(.letter(tree.name(node.payload, in: source)))
      default:
        let (operation, count) = FormPattern.operation(node, tree, source)
        parts.append(.step(operation, Array(stack.suffix(count))))
        stack.removeLast(count)
      }
      stack.append(parts.count - 1)
    }
    self.parts = parts
  }

  private static func operation(
    _ node: SyntaxTree.Node, _ tree: SyntaxTree, _ source: SourceText
  ) -> (Operation, count: Int) {
    if node.kind == .call {
      let call = tree.calls[Int(node.payload)]
      guard let operation = Operation.named(tree.name(call.function, in: source)) else {
        preconditionFailure("forms call functions of numbers")
      }
      return (operation, Int(call.count))
    }
    guard let (operation, count) = Operation.written(node.kind) else {
      preconditionFailure("forms have operators and functions of numbers")
    }
    return (operation, Int(count))
  }
}

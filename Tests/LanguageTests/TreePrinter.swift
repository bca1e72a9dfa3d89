import Diagnostics
import Language

/// A parsed program in prefix notation: `(+ a (* b c))`, one line for each statement.
///
/// Definitions are `(= name …)`, functions `(= (f a b) …)`; everything else stands as the program
/// has it.
func tree(_ text: String) throws -> String {
  let source = SourceText(name: "test", text)
  let tree = try Parser.parse(source)
  return tree.statements.map { TreePrinter(tree: tree, source: source).print($0) }
    .joined(separator: "\n")
}

struct TreePrinter {
  let tree: SyntaxTree
  let source: SourceText

  func print(_ statement: SyntaxTree.Statement) -> String {
    var stack: [String] = []
    for index in statement.body {
      let node = tree.nodes[Int(index)]
      let count = operandCount(node)
      let operands = stack.suffix(count)
      stack.removeLast(count)
      stack.append(text(node, Array(operands)))
    }
    let body = stack.joined(separator: " ")
    switch statement.kind {
    case .output: return body
    case .definition: return "(= \(tree.name(statement.symbol, in: source)) \(body))"
    case .function:
      let name = tree.name(statement.symbol, in: source)
      let parameters = statement.parameters.map {
        tree.name(tree.parameters[Int($0)].symbol, in: source)
      }
      return "(= (\(([name] + parameters).joined(separator: " "))) \(body))"
    }
  }

  private func operandCount(_ node: SyntaxTree.Node) -> Int {
    switch node.kind {
    case .number, .name, .localName, .functionName, .allIndices, .lastIndex, .columnName: 0
    case .negate, .not, .transpose, .localDefinition: 1
    case .add, .subtract, .multiply, .divide, .elementMultiply, .elementDivide, .leftDivide,
      .power, .elementPower, .less, .lessOrEqual, .greater, .greaterOrEqual, .equal, .notEqual,
      .and, .or:
      2
    case .call: Int(tree.calls[Int(node.payload)].count)
    case .range, .row, .matrix, .block: Int(node.payload)
    case .index: Int(node.payload) + 1
    }
  }

  private func text(_ node: SyntaxTree.Node, _ operands: [String]) -> String {
    let head: String
    switch node.kind {
    case .number:
      let value = tree.numbers[Int(node.payload)]
      return value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)"
    case .name: return tree.name(node.payload, in: source)
    case .localName: return "%" + tree.name(tree.locals[Int(node.payload)].symbol, in: source)
    case .localDefinition:
      return "(= \(tree.name(tree.locals[Int(node.payload)].symbol, in: source)) \(operands[0]))"
    case .block: return "{" + operands.joined(separator: " ") + "}"
    case .functionName: return "#" + tree.name(node.payload, in: source)
    case .allIndices: return ":"
    case .lastIndex: return "end"
    case .columnName:
      let span = tree.columnNames[Int(node.payload)].span
      return "\"" + String(decoding: source.bytes[Int(span.start)..<Int(span.end)], as: UTF8.self)
        + "\""
    case .call: head = tree.name(tree.calls[Int(node.payload)].function, in: source)
    case .row: return operands.joined(separator: " ")
    case .matrix: return "[" + operands.joined(separator: " | ") + "]"
    case .range: head = ":"
    case .index: head = "at"
    default: head = TreePrinter.symbols[node.kind] ?? "?"
    }
    return "(" + ([head] + operands).joined(separator: " ") + ")"
  }

  private static let symbols: [SyntaxTree.Kind: String] = [
    .negate: "-", .not: "!", .add: "+", .subtract: "-", .multiply: "*", .divide: "/",
    .elementMultiply: ".*", .elementDivide: "./", .leftDivide: "\\", .power: "^",
    .elementPower: ".^", .less: "<", .lessOrEqual: "<=", .greater: ">", .greaterOrEqual: ">=",
    .equal: "==", .notEqual: "!=", .and: "&&", .or: "||", .transpose: "'",
  ]
}

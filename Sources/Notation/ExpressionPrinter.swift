import Calculus
import Graph

/// A function or an operator of numbers as a notation sees it.
package struct NumberStep {
  let operation: Operation
  /// Whether a product, a quotient or a power is of arrays, element by element.
  var isDotted = false
  /// Whether the operands that are read as truth values are 0 or 1, never nan, which is neither.
  var readsTruths = true

  package init(_ operation: Operation) { self.operation = operation }

  init(_ node: Node, in graph: ExpressionGraph) {
    let record = graph[node]
    operation = record.operation
    switch operation {
    case .and, .or, .not:
      readsTruths = graph.operands(of: node).allSatisfy { graph.isTruthValue($0.index) }
    case .select: readsTruths = graph.isTruthValue(record.a)
    case .multiply, .divide, .power: isDotted = NumberStep.isDotted(record, in: graph)
    default: break
    }
  }

  var primitive: Primitive { operation.primitive }

  /// Whether `*`, `/` or `^` needs its dot to mean what the node does.
  private static func isDotted(
    _ record: ExpressionGraph.Record, in graph: ExpressionGraph
  ) -> Bool {
    guard record.shape != 0 else { return false }
    let (left, right) = (graph.records[Int(record.a)].shape, graph.records[Int(record.b)].shape)
    switch record.operation {
    case .multiply: return left != 0 && right != 0
    case .divide: return right != 0
    default: return true
    }
  }
}

/// How a notation writes the parts of an expression.
package protocol Spelling {
  func number(_ value: Double) -> Piece
  func name(_ name: String) -> Piece
  func apply(_ step: NumberStep, _ operands: [Piece]) -> Piece
  func apply(_ step: ArrayStep, _ operands: [Piece]) -> Piece
}

/// Writes a node as an expression in a notation. Nodes with a name are atoms.
///
/// A node that is used twice is written twice: this is for rules and single steps. What is too
/// long to be read, such as the ties of a maximum of a thousand operands, is written `…`.
package struct ExpressionPrinter<Style: Spelling> {
  private let graph: ExpressionGraph
  private let style: Style
  private let name: (Node) -> String?

  package init(_ graph: ExpressionGraph, _ style: Style, name: @escaping (Node) -> String?) {
    self.graph = graph
    self.style = style
    self.name = name
  }

  /// How many names, numbers and operations an expression may have.
  private static var mostPieces: Int { 2000 }

  /// The node's expression, its own name if it has one.
  package func print(_ node: Node) -> Piece {
    if let piece = leaf(node) { return piece }
    return printOperation(node)
  }

  /// The operation that makes the node, even where the node has a name: the trace's operation
  /// column.
  package func printOperation(_ root: Node) -> Piece {
    var done: [Piece] = []
    // A node is met twice: first to put its operands on the stack, then to join their pieces.
    var pending: [(node: Node, joins: Bool)] = [(root, false)]
    var pieceCount = 0
    while let (node, joins) = pending.popLast() {
      pieceCount += 1
      guard pieceCount <= ExpressionPrinter.mostPieces else { return Piece("…") }
      if !joins, let piece = node == root ? graph.constantValue(node).map(style.number) : leaf(node)
      {
        done.append(piece)
        continue
      }
      let operands = writtenOperands(of: node)
      if joins || operands.isEmpty {
        let pieces = Array(done.suffix(operands.count))
        done.removeLast(operands.count)
        done.append(
          operands.isEmpty ? Piece("input") : join(node, pieces))
      } else {
        pending.append((node, true))
        pending += operands.reversed().map { ($0, false) }
      }
    }
    return done[0]
  }

  private func writtenOperands(of node: Node) -> [Node] {
    let operands = graph.operands(of: node)
    let operation = graph[node].operation
    return operation.isArray ? ArrayStep.written(operands, operation.array) : operands
  }

  private func join(_ node: Node, _ pieces: [Piece]) -> Piece {
    graph[node].operation.isPrimitive
      ? style.apply(NumberStep(node, in: graph), pieces)
      : style.apply(ArrayStep(node, in: graph), pieces)
  }

  private func leaf(_ node: Node) -> Piece? {
    if let name = name(node) { return style.name(name) }
    return graph.constantValue(node).map { style.number($0) }
  }
}

import Calculus
import Graph

/// A printed part of an expression, and how tightly its outermost operator binds.
package struct Piece {
  package var text: String
  package var precedence: Int
  /// Of parts side by side: what stands between the brackets, for a matrix of several rows.
  let row: String?

  package init(_ text: String, _ precedence: Int = Piece.atom, row: String? = nil) {
    self.text = text
    self.precedence = precedence
    self.row = row
  }

  /// The precedence of names, numbers and calls: tighter than any operator.
  package static let atom = 100

  /// The text, in parentheses if its operator binds less tightly than `precedence`.
  func enclosed(below minimum: Int, _ open: String = "(", _ close: String = ")") -> String {
    precedence < minimum ? open + text + close : text
  }
}

/// How a notation writes the parts of an expression.
package protocol Spelling {
  func number(_ value: Double) -> Piece
  func name(_ name: String) -> Piece
  /// - Parameter isDotted: whether a product, a quotient or a power is of arrays, element by
  ///   element.
  func apply(_ primitive: Primitive, _ operands: [Piece], isDotted: Bool) -> Piece
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
    let operation = graph[node].operation
    guard operation.isPrimitive else { return style.apply(ArrayStep(node, in: graph), pieces) }
    return style.apply(operation.primitive, pieces, isDotted: isDotted(node))
  }

  /// Whether `*`, `/` or `^` needs its dot to mean what the node does.
  private func isDotted(_ node: Node) -> Bool {
    let record = graph[node]
    guard record.shape != 0, record.b >= 0 else { return false }
    let (left, right) = (graph.records[Int(record.a)].shape, graph.records[Int(record.b)].shape)
    switch record.operation {
    case .multiply: return left != 0 && right != 0
    case .divide: return right != 0
    case .power: return true
    default: return false
    }
  }

  private func leaf(_ node: Node) -> Piece? {
    if let name = name(node) { return style.name(name) }
    return graph.constantValue(node).map { style.number($0) }
  }
}

extension Piece {
  /// Joins an infix operator's operands, in parentheses where the notation's reader would group
  /// otherwise.
  static func infix(
    _ operands: [Piece], _ precedence: Int, rightAssociative: Bool, associative: Bool = true,
    _ open: String = "(", _ close: String = ")", separator: (Piece) -> String
  ) -> Piece {
    let (left, right) = (operands[0], operands[1])
    let tighter = precedence + 1
    let first = left.enclosed(
      below: rightAssociative || !associative ? tighter : precedence, open, close)
    var second = right.enclosed(
      below: rightAssociative && associative ? precedence : tighter, open, close)
    if second.hasPrefix("-") { second = open + second + close }
    return Piece(first + separator(right) + second, precedence)
  }
}

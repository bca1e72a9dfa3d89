import Calculus
import Numerics

/// Arrays put together of columns, rows and single elements.
extension ArrayRules {
  /// All elements as a column.
  package func vector(_ node: Node) -> Node {
    builder.step(.reshape, [node.index], Shape(graph.shape(of: node).count, 1))
  }

  /// The transpose.
  package func transpose(_ node: Node) -> Node { builder.transpose(node.index) }

  /// At least one column, side by side.
  package func beside(_ columns: [Node], _ shape: Shape) -> Node {
    columns.count == 1 ? columns[0] : graph.makeArray(.beside, columns.map(\.index), shape)
  }

  /// At least one row, one below the other.
  package func stacked(_ rows: [Node], _ shape: Shape) -> Node {
    rows.count == 1 ? rows[0] : graph.makeArray(.stack, rows.map(\.index), shape)
  }
}

extension ExpressionGraph {
  /// Zeros of a shape.
  package func zeros(_ shape: Shape) -> Node {
    shape.isScalar ? constant(0) : makeArray(.expand, [constant(0).index], shape)
  }

  /// Whether a node is the number 0, or an array of it that `zeros` made.
  package func isZero(_ node: Node) -> Bool {
    let record = self[node]
    return constantValue(record.operation == .expand ? Node(record.a) : node) == 0
  }

  /// An array with a 1 in one place, by its number in the order of `vec`; a scalar is 1.
  package func unit(_ element: Int, _ shape: Shape) -> Node {
    guard !shape.isScalar else { return constant(1) }
    return makeArray(
      .place, [constant(1).index], shape,
      parameters: Picks(row: element % shape.rows, column: element / shape.rows).parameters)
  }
}

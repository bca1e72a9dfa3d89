import Calculus
import Numerics

/// A node that applies a body again and again to its own result.
///
/// Its operands are the body's number, the number of steps, the start values and the captures; its
/// value is a column of the last states' elements, one state after the other.
package struct Loop {
  package let body: Body
  package let count: Int
  package let starts: [Node]
  package let captures: [Node]

  package init(_ body: Body, count: Int, starts: [Node], captures: [Node]) {
    self.body = body
    self.count = count
    self.starts = starts
    self.captures = captures
  }

  /// What a node's record says.
  package init(of record: ExpressionGraph.Record, in graph: ExpressionGraph) {
    let operands = graph.operands(of: record)
    body = Loop.body(of: record, in: graph)
    count = graph.wholeNumber(operands[1])
    let first = 2 + body.states.count
    starts = Array(operands[2..<first])
    captures = Array(operands[first...])
  }

  static func body(of record: ExpressionGraph.Record, in graph: ExpressionGraph) -> Body {
    graph.bodies[graph.wholeNumber(Node(record.a))]
  }
}

/// A node that goes back through a loop: from the adjoints of its last states to those of its start
/// values and captures.
///
/// Its operands are the number of the body's step backwards, the number of steps, the start values
/// and the captures of the loop, the adjoints of the last states, and what the captures' adjoints
/// begin with; its value is a column of adjoints, the start values' first.
package struct ReverseLoop {
  package let reverse: ReverseBody
  package let count: Int
  package let starts: [Node]
  package let captures: [Node]
  /// The adjoints of the last states, of those that have some.
  package let weights: [Node]
  /// What the adjoints of the captures begin with.
  package let sums: [Node]

  package init(
    _ reverse: ReverseBody, count: Int, starts: [Node], captures: [Node], weights: [Node],
    sums: [Node]
  ) {
    self.reverse = reverse
    self.count = count
    self.starts = starts
    self.captures = captures
    self.weights = weights
    self.sums = sums
  }

  /// What a node's record says.
  package init(of record: ExpressionGraph.Record, in graph: ExpressionGraph) {
    let all = graph.operands(of: record)
    var operands = all.dropFirst(2)
    reverse = ReverseLoop.reverse(of: record, in: graph)
    count = graph.wholeNumber(all[1])
    func next(_ count: Int) -> [Node] {
      defer { operands = operands.dropFirst(count) }
      return Array(operands.prefix(count))
    }
    starts = next(reverse.body.states.count)
    captures = next(reverse.body.captures.count)
    weights = next(reverse.states.count)
    sums = next(reverse.captures.count)
  }

  static func reverse(
    of record: ExpressionGraph.Record, in graph: ExpressionGraph
  ) -> ReverseBody {
    graph.reverseBodies[graph.wholeNumber(Node(record.a))]
  }
}

extension ExpressionGraph {
  /// A constant that is a whole number.
  fileprivate func wholeNumber(_ node: Node) -> Int { Int(constantValue(node) ?? 0) }

  /// The last states of a loop, each of its shape.
  package func make(_ loop: Loop) -> [Node] {
    let operands =
      [constant(Double(number(of: loop.body))), constant(Double(loop.count))] + loop.starts
      + loop.captures
    return parts(.loop, operands, loop.body.shapes)
  }

  /// The adjoints of a loop's start values and captures, each of its shape.
  package func make(_ loop: ReverseLoop) -> (states: [Node], captures: [Node]) {
    let operands =
      [constant(Double(number(of: loop.reverse))), constant(Double(loop.count))] + loop.starts
      + loop.captures + loop.weights + loop.sums
    let parts = parts(.reverseLoop, operands, loop.reverse.shapes)
    let count = loop.reverse.states.count
    return (Array(parts[..<count]), Array(parts[count...]))
  }

  /// The parts of a node's column.
  private func parts(_ operation: ArrayOperation, _ operands: [Node], _ shapes: [Shape]) -> [Node] {
    let total = shapes.reduce(0) { $0 + $1.count }
    let column = makeArray(.array(operation), operands.map(\.index), Shape(total, 1))
    return parts(ofColumn: column, shapes)
  }

  /// A column taken apart.
  package func parts(ofColumn column: Node, _ shapes: [Shape]) -> [Node] {
    let builder = ArrayBuilder(self, simplifies: true)
    var start = 0
    return shapes.map { shape in
      defer { start += shape.count }
      let part = builder.part(column.index, rows: start..<start + shape.count, columns: 0..<1)
      return builder.step(.reshape, [part.index], shape)
    }
  }

  /// Arrays below each other in a column, each column after column.
  package func column(of parts: [Node]) -> Node {
    let builder = ArrayBuilder(self, simplifies: true)
    let columns = parts.map {
      builder.step(.reshape, [$0.index], Shape(shape(of: $0).count, 1)).index
    }
    guard columns.count > 1 else { return Node(columns[0]) }
    let total = columns.reduce(0) { $0 + shape(at: $1).count }
    return makeArray(.stack, columns, Shape(total, 1))
  }
}

import Calculus
import Graph
import Numerics

/// What depends on the input at the point of a series: behind an operand that a selection leaves,
/// coefficients are 0 by structure, and no infinite slope is multiplied by them.
extension PowerSeries {
  /// Which elements of a step depend on the input; those of its operands are known.
  func movingElements(of node: Int32) -> [Bool] {
    let record = graph.records[Int(node)]
    let count = graph.shape(of: record).count
    let operands = graph.operands(of: Node(node))
    if record.operation.isArray {
      if record.operation.structure.addsElements {
        let masks = operands.map { operand in
          let shape = graph.shape(of: operand)
          return Matrix(shape, (0..<shape.count).map { moves(operand.index, $0) ? 1 : 0 })
        }
        return graph.apply(record, to: masks).elements.map { $0 != 0 }
      }
      let isMoving = operands.contains { operand in
        (0..<graph.shape(of: operand).count).contains { moves(operand.index, $0) }
      }
      return Array(repeating: isMoving, count: count)
    }
    return (0..<count).map { element in
      operands.enumerated().contains { position, operand in
        guard depends.contains(operand.index) else { return false }
        let arc = arcs[node]?[position]
        if let arc, arc.partial == .none || !isTaken(arc.reach, element) { return false }
        return moves(operand.index, element)
      }
    }
  }
}

import Algebra
import Graph

extension Program {
  /// The numbers that the outputs consist of, where each is computed from numbers alone: outputs
  /// that are numbers, and the elements of matrices that are written out. nil for other programs.
  var scalarElements: [Node]? {
    var elements: [Node] = []
    for output in outputs {
      guard let parts = scalarElements(of: output.node) else { return nil }
      elements += parts
    }
    return elements.allSatisfy { SymbolicDerivative.isScalar($0, in: graph) } ? elements : nil
  }

  /// Column after column.
  private func scalarElements(of node: Node) -> [Node]? {
    if graph.shape(of: node).isScalar { return [node] }
    let operation = graph[node].operation
    guard operation.isArray else { return nil }
    let operands = graph.operands(of: node)
    let parts = operands.compactMap { scalarElements(of: $0) }
    guard parts.count == operands.count else { return nil }
    if operation == .beside { return parts.flatMap { $0 } }
    guard operation == .stack else { return nil }
    // Parts below each other have the same columns.
    let columns = graph.shape(of: node).columns
    return (0..<columns).flatMap { column in
      zip(operands, parts).flatMap { operand, part in
        let height = graph.shape(of: operand).rows
        return part[column * height..<(column + 1) * height]
      }
    }
  }
}

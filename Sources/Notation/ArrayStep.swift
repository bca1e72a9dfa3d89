import Calculus
import Graph
import Numerics

/// A step on arrays as a notation sees it: the operation, and the shapes and whole numbers that say
/// what it does.
package struct ArrayStep {
  let operation: ArrayOperation
  let shape: Shape
  /// Of the operands that are written, a factorisation left out.
  let operands: [Shape]
  let parameters: [Int32]
  /// The number that all elements of an operand are, where it is a constant.
  let constants: [Double?]

  init(_ node: Node, in graph: ExpressionGraph) {
    let record = graph[node]
    operation = record.operation.array
    shape = graph.shape(of: record)
    parameters = graph.parameters(of: record)
    let written = ArrayStep.written(graph.operands(of: node), operation)
    operands = written.map { graph.shape(of: $0) }
    let isRange = operation.name == "ramp"
    constants = written.map {
      isRange
        ? graph.matrixWithoutInputs($0)?.elements.first : ArrayStep.constant($0, in: graph)
    }
  }

  /// The constant that a node is, or repeats.
  private static func constant(_ node: Node, in graph: ExpressionGraph) -> Double? {
    let record = graph[node]
    return graph.constantValue(record.operation.name == "expand" ? Node(record.a) : node)
  }

  /// The operands without the factorisation that stands second.
  static func written(_ operands: [Node], _ operation: ArrayOperation) -> [Node] {
    operation.factor == nil ? operands : [operands[0]] + operands.dropFirst(2)
  }

  /// The dimension of a reduction: 1, 2, or 0 where everything is reduced.
  var reducedDimension: Int {
    if shape.isScalar { return 0 }
    return shape.rows == 1 ? 1 : 2
  }

  /// The dimension of an operation along one, where it is not the one that is meant without a word.
  var writtenDimension: Int? {
    guard let dimension = parameters.first else { return nil }
    return Int(dimension) == (operands[0].rows == 1 ? 2 : 1) ? nil : Int(dimension)
  }

  /// The indices as they are written: `2:3, :`, or one for a vector.
  func indices(of indexed: Shape) -> String {
    let count = Int(parameters[0])
    let rows = parameters[1...].prefix(count)
    let columns = parameters[1...].dropFirst(count)
    // One index of a number gives what has the index's own form.
    guard !indexed.isScalar else { return text(rows, 1) + ", " + text(columns, 1) }
    if indexed.columns == 1, columns.count == 1 { return text(rows, indexed.rows) }
    if indexed.rows == 1, rows.count == 1 { return text(columns, indexed.columns) }
    return text(rows, indexed.rows) + ", " + text(columns, indexed.columns)
  }

  private func text(_ places: ArraySlice<Int32>, _ count: Int) -> String {
    guard let first = places.first, let last = places.last else { return "1:0" }
    if places.count == 1 { return "\(first + 1)" }
    let isRun = zip(places, places.dropFirst()).allSatisfy { $1 == $0 + 1 }
    if isRun { return places.count == count ? ":" : "\(first + 1):\(last + 1)" }
    let shown = places.prefix(ArrayStep.mostPlaces).map { "\($0 + 1)" }
    return "[" + shown.joined(separator: ", ")
      + (places.count > ArrayStep.mostPlaces ? ", …" : "") + "]"
  }

  private static let mostPlaces = 1000
}

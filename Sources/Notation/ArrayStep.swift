import Calculus
import Graph
import Numerics

/// A step on arrays as notations and emitters see it: the operation, its operands, and the shapes
/// and whole numbers that say what it does.
package struct ArrayStep {
  let operation: ArrayOperation
  let shape: Shape
  /// All of them: a factorisation stands second.
  let operands: [Int32]
  let shapes: [Shape]
  let parameters: [Int32]
  private let graph: ExpressionGraph

  init(_ node: Node, in graph: ExpressionGraph) {
    let record = graph[node]
    operation = record.operation.array
    shape = graph.shape(of: record)
    parameters = graph.parameters(of: record)
    operands = graph.operands(of: node).map(\.index)
    shapes = operands.map { graph.shape(at: $0) }
    self.graph = graph
  }

  /// The operands without the factorisation.
  var written: [Int32] { ArrayStep.written(operands, operation) }

  static func written<Operand>(_ operands: [Operand], _ operation: ArrayOperation) -> [Operand] {
    operation.factor == nil ? operands : [operands[0]] + operands.dropFirst(2)
  }

  /// The number that all elements of an operand are, where it is a constant or repeats one.
  func constant(_ operand: Int) -> Double? {
    let record = graph.records[Int(operands[operand])]
    return graph.constantValue(
      Node(record.operation == .expand ? record.a : operands[operand]))
  }

  /// The number that an operand without inputs comes to.
  func number(_ operand: Int) -> Double? {
    graph.matrixWithoutInputs(Node(operands[operand]))?.elements.first
  }

  var picks: Picks { Picks(parameters) }

  // MARK: - Whole numbers behind the operands

  /// The dimension that the step goes along; nil where it takes all elements together, or knows
  /// none.
  var dimension: Dimension? {
    guard operation.constants.contains(.dimension) else { return nil }
    if case .reduction = operation.structure { return shape.reducedDimension }
    return Dimension(ofStep: parameters[0])
  }

  /// What must be said behind the operands: a dimension that is not the one that is meant without a
  /// word, or a diagonal that is not the main one.
  var said: Int? {
    guard let constant = operation.constants.first else { return nil }
    switch constant {
    case .dimension:
      if case .reduction = operation.structure { return dimension?.rawValue }
      if case .columnwise = operation.structure { return nil }
      return dimension == .usual(of: shapes[0]) ? nil : dimension?.rawValue
    case .diagonal: return parameters[0] == 0 ? nil : Int(parameters[0])
    case .size: return nil
    }
  }

  // MARK: - Places

  /// The indices as they are written: `2:3, :`, or one for a vector.
  func indices(of indexed: Shape) -> String {
    let picks = self.picks
    let rows = text(picks.rows, indexed.isScalar ? 1 : indexed.rows)
    let columns = text(picks.columns, indexed.isScalar ? 1 : indexed.columns)
    // One index of a number gives what has the index's own form.
    guard !indexed.isScalar else { return rows + ", " + columns }
    if indexed.columns == 1, picks.columns.count == 1 { return rows }
    if indexed.rows == 1, picks.rows.count == 1 { return columns }
    return rows + ", " + columns
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

import Calculus
import Graph

/// What of a function's graph is computed, and what of that hangs on no input.
struct Liveness {
  let graph: ExpressionGraph
  /// Whether arrays are computed element by element, and not by operations on whole arrays.
  let hasLoops: Bool
  /// Which nodes the results are computed from.
  let isLive: [Bool]
  /// Which are arrays that hang on no input, and are written down element by element: what they are
  /// computed from is not needed.
  let isTable: [Bool]
  /// Which depend on no input.
  let isConstant: [Bool]
  /// Constant conditions that are truth values.
  private let knownBooleans: Set<Int32>

  init(_ function: EmittedFunction, hasLoops: Bool) {
    graph = function.graph
    self.hasLoops = hasLoops
    let roots = function.roots
    let last = Node(roots.map(\.index).max() ?? -1)
    isConstant = graph.dependents(of: function.program.inputs.map(\.node), upTo: last).map { !$0 }
    (isLive, isTable) = Liveness.needed(roots, graph, isConstant, hasLoops: hasLoops)
    var booleans: Set<Int32> = []
    for index in isLive.indices where isLive[index] {
      let record = graph.records[index]
      guard record.operation == .select, isConstant[Int(record.a)] else { continue }
      let elements = graph.matrixWithoutInputs(Node(record.a))?.elements ?? [.nan]
      if elements.allSatisfy({ $0 == 0 || $0 == 1 }) { booleans.insert(record.a) }
    }
    knownBooleans = booleans
  }

  /// Whether a node's value is 0 or 1, never nan.
  func isBoolean(_ node: Int32) -> Bool {
    graph.isTruthValue(node, isKnown: knownBooleans.contains)
  }

  func isLeaf(_ node: Int32) -> Bool { !graph.records[Int(node)].operation.isComputed }

  /// Whether a step reads no numbers: it is written down, or hangs on its operands' shapes alone.
  func readsNothing(_ node: Int32) -> Bool {
    isTable[Int(node)]
      || hasLoops && Liveness.hangsOnShapes(graph.records[Int(node)], graph)
  }

  /// Calls `body` with the operands whose numbers a step reads.
  func forEachRead(of record: ExpressionGraph.Record, _ body: (Int32) -> Void) {
    Liveness.forEachRead(of: record, graph, hasLoops, body)
  }

  // MARK: - What is needed

  private static func needed(
    _ roots: [Node], _ graph: ExpressionGraph, _ isConstant: [Bool], hasLoops: Bool
  ) -> (isLive: [Bool], isTable: [Bool]) {
    var isLive = [Bool](repeating: false, count: isConstant.count)
    var isTable = isLive
    var isRead = isLive
    for root in roots { isLive[Int(root.index)] = true }
    for index in isLive.indices.reversed() where isLive[index] {
      let record = graph.records[index]
      guard record.operation.isComputed else { continue }
      if hasLoops, hangsOnShapes(record, graph) { continue }
      if hasLoops, record.shape != 0 {
        let count = graph.shape(of: record).count
        let isShown = StepKind(record, in: graph) != .view || isRead[index]
        if isConstant[index], isShown, count <= longestTable {
          isTable[index] = true
          continue
        }
      }
      let readsMemory = record.operation.isArray && record.operation.structure.needsMemory
      forEachRead(of: record, graph, hasLoops) { operand in
        isLive[Int(operand)] = true
        if readsMemory { isRead[Int(operand)] = true }
      }
    }
    return (isLive, isTable)
  }

  /// Longer constant arrays are computed.
  private static let longestTable = 100_000

  /// With loops, of a matrix that has been factored only the factors are read; without, only the
  /// matrix.
  private static func forEachRead(
    of record: ExpressionGraph.Record, _ graph: ExpressionGraph, _ hasLoops: Bool,
    _ body: (Int32) -> Void
  ) {
    if record.operation.isPassedThrough { return body(record.a) }
    let hasFactor = record.operation.isArray && record.operation.array.factor != nil
    var position = 0
    graph.forEachOperand(of: record) { operand in
      if !hasFactor || position != (hasLoops ? 0 : 1) { body(operand) }
      position += 1
    }
  }

  /// Whether a step hangs on its operands' shapes alone: it is empty, or the share of one number.
  private static func hangsOnShapes(
    _ record: ExpressionGraph.Record, _ graph: ExpressionGraph
  ) -> Bool {
    guard record.shape == 0 else { return graph.shape(of: record).count == 0 }
    guard record.operation.isArray, case .columnwise = record.operation.structure else {
      return false
    }
    return true
  }
}

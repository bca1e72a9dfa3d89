import Calculus
import Graph
import Numerics

/// Which steps of a function become statements, and which are written inside others.
///
/// A step is a statement if it is used twice, has a name of the program's own, is an array that
/// must lie in memory, or if the expression that it would stand in grew too long to read. Everything
/// else is written where it is used, so that nothing is computed twice and nothing is nested deeply.
struct EmissionPlan {
  let graph: ExpressionGraph
  /// Which nodes the results are computed from.
  let isLive: [Bool]
  /// Which are arrays that hang on no input, and are written down element by element: what they are
  /// computed from is not needed.
  let isTable: [Bool]
  /// Which of the live nodes are statements.
  var isStatement: [Bool]
  /// By sum: the terms of which some go to places of their own.
  var gathered: [Int32: [GatheredTerm]] = [:]
  /// Constant conditions that are truth values.
  private var knownBooleans: Set<Int32> = []
  /// Which depend on no input.
  let isConstant: [Bool]
  /// How often a node is read.
  let uses: [Int32]
  private let hasLoops: Bool
  private let owned: Set<Int32>
  /// How many operations are written in a node's expression.
  private var cost: [Int32]

  /// - Parameters:
  ///   - named: the nodes that have names.
  ///   - longest: how many operations an expression may have.
  ///   - hasLoops: whether arrays are computed element by element; else operations on whole arrays
  ///     are written like those on numbers.
  init(
    _ function: EmittedFunction, named: [Int32: String], longest: Int, hasLoops: Bool = true
  ) {
    let graph = function.graph
    self.graph = graph
    let roots = function.roots
    self.hasLoops = hasLoops
    owned = Set(named.keys)
    let last = Node(roots.map(\.index).max() ?? -1)
    let depends = graph.dependents(of: function.program.inputs.map(\.node), upTo: last)
    isConstant = depends.map { !$0 }
    (isLive, isTable) = EmissionPlan.needed(roots, graph, isConstant, hasLoops: hasLoops)
    isStatement = Array(repeating: false, count: isLive.count)
    cost = Array(repeating: 0, count: isLive.count)
    var uses = [Int32](repeating: 0, count: isLive.count)
    for index in isLive.indices
    where isLive[index] && !isTable[index] && graph.records[index].operation.isComputed {
      if hasLoops, EmissionPlan.readsNothing(graph.records[index], graph) { continue }
      EmissionPlan.forEachRead(of: graph.records[index], graph, hasLoops) { uses[Int($0)] += 1 }
    }
    for root in roots { uses[Int(root.index)] += 1 }
    for index in isLive.indices.reversed()
    where isLive[index] && graph.records[index].operation.isPassedThrough {
      uses[Int(graph.records[index].a)] += max(0, uses[index] - 1)
    }
    self.uses = uses
    for index in isLive.indices where isLive[index] {
      let record = graph.records[index]
      guard record.operation == .select, isConstant[Int(record.a)] else { continue }
      let elements = graph.matrixWithoutInputs(Node(record.a))?.elements ?? [.nan]
      if elements.allSatisfy({ $0 == 0 || $0 == 1 }) { knownBooleans.insert(record.a) }
    }
    for index in isLive.indices where isLive[index] && graph.records[index].operation.isComputed {
      if isTable[index] || hasLoops && EmissionPlan.readsNothing(graph.records[index], graph) {
        isStatement[index] = true
        continue
      }
      decide(Int32(index), isNamed: named[Int32(index)] != nil, longest: Int32(longest))
    }
  }

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
      if hasLoops, EmissionPlan.readsNothing(record, graph) { continue }
      if hasLoops, record.shape != 0 {
        let count = graph.shape(of: record).count
        let isShown = StepKind(record, in: graph) != .view || isRead[index]
        if isConstant[index], isShown, count <= longestTable {
          isTable[index] = true
          continue
        }
      }
      let readsMemory = record.operation.isArray && record.operation.array.needsMemory
      EmissionPlan.forEachRead(of: record, graph, hasLoops) { operand in
        isLive[Int(operand)] = true
        if readsMemory { isRead[Int(operand)] = true }
      }
    }
    return (isLive, isTable)
  }

  /// Calls `body` with the operands whose numbers a step reads: with loops, of a matrix that has been
  /// factored only the factors; without, only the matrix.
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
  private static func readsNothing(
    _ record: ExpressionGraph.Record, _ graph: ExpressionGraph
  ) -> Bool {
    if record.shape == 0 {
      guard record.operation.isArray, case .columnwise = record.operation.structure else {
        return false
      }
      return true
    }
    return graph.shape(of: record).count == 0
  }

  /// Longer constant arrays are computed.
  private static let longestTable = 100_000

  /// A maximum of more operands than this is taken one after the other.
  static let mostFoldOperands = 6

  /// Whether a node has a name of the program's own.
  func isOwned(_ node: Int32) -> Bool { owned.contains(node) }

  /// Whether a node is computed, and lies behind a name.
  func isStatement(_ node: Int32) -> Bool { isStatement[Int(node)] }

  /// Whether an input is read at all.
  func isRead(_ input: Program.Input) -> Bool {
    Int(input.node.index) < uses.count && uses[Int(input.node.index)] > 0
      && input.shape.count > 0
  }

  private func isLeaf(_ node: Int32) -> Bool { !graph.records[Int(node)].operation.isComputed }

  private mutating func decide(_ node: Int32, isNamed: Bool, longest: Int32) {
    let record = graph.records[Int(node)]
    if isAlias(record) {
      isStatement[Int(node)] = isNamed
      cost[Int(node)] = isLeaf(record.a) || isStatement(record.a) ? 0 : cost[Int(record.a)]
      return
    }
    var operands: [Int32] = []
    EmissionPlan.forEachRead(of: record, graph, hasLoops) { operands.append($0) }
    let kind = hasLoops ? StepKind(record, in: graph) : .elementwise
    if kind == .step, record.operation.array.needsMemory {
      for operand in operands where !isLeaf(operand) { isStatement[Int(operand)] = true }
    }
    for (position, operand) in operands.enumerated() where !isLeaf(operand) {
      if needsName(operand, of: record, kind, position, operands) { store(operand) }
    }
    var total: Int32 = 1
    for operand in operands where !isStatement(operand) { total += cost[Int(operand)] }
    while total > longest {
      guard
        let longestOperand = operands.filter({ !isStatement($0) && cost[Int($0)] > 0 }).max(by: {
          cost[Int($0)] < cost[Int($1)]
        })
      else { break }
      let removed = cost[Int(longestOperand)]
      if kind == .view { break }
      store(longestOperand)
      total = max(1, total - removed)
    }
    cost[Int(node)] = total
    switch kind {
    case .elementwise:
      isStatement[Int(node)] =
        isNamed || uses[Int(node)] > 1 || operands.count > EmissionPlan.mostFoldOperands
    case .view:
      // A view costs nothing, however often it is read, as long as what it shows lies in memory.
      isStatement[Int(node)] = record.shape == 0 && isNamed
      if uses[Int(node)] > 1 || isNamed || total > longest {
        operands.forEach { store($0) }
        cost[Int(node)] = 1
      }
    case .step: isStatement[Int(node)] = true
    }
    if hasLoops, record.shape != 0 { gather(node, record, operands, isNamed) }
  }

  /// Whether a step is another under its own name.
  private func isAlias(_ record: ExpressionGraph.Record) -> Bool {
    record.operation.isPassedThrough && record.shape == graph.records[Int(record.a)].shape
  }

  /// Gives a node a statement, or what it shows where it is a view.
  mutating func store(_ node: Int32) {
    var node = node
    while !isLeaf(node), !isStatement(node) {
      let record = graph.records[Int(node)]
      if isAlias(record) {
        node = record.a
        continue
      }
      let isMoved =
        record.shape != 0 || record.operation.isArray && graph.records[Int(record.a)].shape == 0
      guard isMoved, StepKind(record, in: graph) == .view else {
        isStatement[Int(node)] = true
        return
      }
      node = record.a
    }
  }

  /// Whether an operand must lie behind a name for this step.
  private func needsName(
    _ operand: Int32, of record: ExpressionGraph.Record, _ kind: StepKind, _ position: Int,
    _ operands: [Int32]
  ) -> Bool {
    let shape = graph.records[Int(operand)].shape
    switch kind {
    case .elementwise:
      if hasLoops, record.shape != 0, shape == 0 { return true }
      let operation = record.operation
      if operation.isArray { return false }
      if operation == .power {
        return position == 0
          && PowerForm(exponent: graph.constantValue(Node(operands[1]))).repeatsBase
      }
      if operation == .select {
        return position == 0 && !isBoolean(operand) && !isConstant[Int(operand)]
      }
      if operation == .and || operation == .or || operation == .not {
        return !operands.allSatisfy { isBoolean($0) }
      }
      return operation.primitive.name == "square"
    case .view:
      return record.operation.array.name == "expand"
        && graph.shape(of: record) != graph.shape(at: operand)
    case .step:
      return !(record.operation.array.readsOnce && shape != 0)
    }
  }

  /// Whether a node's value is 0 or 1, never nan.
  func isBoolean(_ node: Int32) -> Bool { graph.isBoolean(node, knowing: knownBooleans) }
}

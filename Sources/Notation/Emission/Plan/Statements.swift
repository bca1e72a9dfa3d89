import Calculus
import Graph

/// Which steps of a function become statements, and which are written inside others.
///
/// A step is a statement if it is used twice, has a name of the program's own, is an array that
/// must lie in memory, or if the expression that it would stand in grew too long to read.
/// Everything else is written where it is used, so that nothing is computed twice and nothing is
/// nested deeply.
struct Statements {
  private let liveness: Liveness
  private let sharing: Sharing
  /// The nodes that have a name of the program's own.
  private let named: Set<Int32>
  /// How many operations an expression may have.
  private let longest: Int32
  /// Which of the live nodes are statements.
  private(set) var isStatement: [Bool]
  /// By sum: the terms of which some go to places of their own.
  private(set) var gathered: [Int32: [GatheredTerm]] = [:]
  /// How many operations are written in a node's expression.
  private var cost: [Int32]

  private var graph: ExpressionGraph { liveness.graph }

  init(_ liveness: Liveness, _ sharing: Sharing, named: Set<Int32>, longest: Int32) {
    self.liveness = liveness
    self.sharing = sharing
    self.named = named
    self.longest = longest
    isStatement = Array(repeating: false, count: liveness.isLive.count)
    cost = Array(repeating: 0, count: liveness.isLive.count)
    for index in liveness.isLive.indices where liveness.isLive[index] {
      let node = Int32(truncatingIfNeeded: index)
      guard !liveness.isLeaf(node) else { continue }
      if liveness.readsNothing(node) {
        isStatement[index] = true
      } else {
        decide(node)
      }
    }
  }

  /// A maximum of more operands than this is taken one after the other.
  static let mostFoldOperands = 6

  private func isStatement(_ node: Int32) -> Bool { isStatement[Int(node)] }

  private mutating func decide(_ node: Int32) {
    let record = graph.records[Int(node)]
    let isNamed = named.contains(node)
    if isAlias(record) {
      isStatement[Int(node)] = isNamed
      cost[Int(node)] = liveness.isLeaf(record.a) || isStatement(record.a) ? 0 : cost[Int(record.a)]
      return
    }
    var operands: [Int32] = []
    liveness.forEachRead(of: record) { operands.append($0) }
    let kind = liveness.hasLoops ? StepKind(record, in: graph) : .elementwise
    if kind == .step, record.operation.structure.needsMemory {
      for operand in operands where !liveness.isLeaf(operand) { isStatement[Int(operand)] = true }
    }
    for (position, operand) in operands.enumerated() where !liveness.isLeaf(operand) {
      if needsName(operand, of: record, kind, position, operands) { store(operand) }
    }
    let total = shorten(operands, kind)
    cost[Int(node)] = total
    switch kind {
    case .elementwise:
      isStatement[Int(node)] =
        isNamed || sharing.isShared(node) || operands.count > Statements.mostFoldOperands
    case .view:
      // A view costs nothing, however often it is read, as long as what it shows lies in memory.
      isStatement[Int(node)] = record.shape == 0 && isNamed
      if sharing.isShared(node) || isNamed || total > longest {
        operands.forEach { store($0) }
        cost[Int(node)] = 1
      }
    case .step: isStatement[Int(node)] = true
    }
    if liveness.hasLoops, record.shape != 0 { gather(node, record, operands) }
  }

  /// How many operations a step's expression has, after the longest of its operands have become
  /// statements where there were too many.
  private mutating func shorten(_ operands: [Int32], _ kind: StepKind) -> Int32 {
    var total: Int32 = 1
    for operand in operands where !isStatement(operand) { total += cost[Int(operand)] }
    while total > longest, kind != .view {
      guard
        let longestOperand = operands.filter({ !isStatement($0) && cost[Int($0)] > 0 }).max(by: {
          cost[Int($0)] < cost[Int($1)]
        })
      else { break }
      let removed = cost[Int(longestOperand)]
      store(longestOperand)
      total = max(1, total - removed)
    }
    return total
  }

  /// Whether a step is another under its own name.
  private func isAlias(_ record: ExpressionGraph.Record) -> Bool {
    record.operation.isPassedThrough && record.shape == graph.records[Int(record.a)].shape
  }

  /// Gives a node a statement, or what it shows where it is a view.
  private mutating func store(_ node: Int32) {
    var node = node
    while !liveness.isLeaf(node), !isStatement(node) {
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
      if liveness.hasLoops, record.shape != 0, shape == 0 { return true }
      switch record.operation {
      case _ where record.operation.isArray: return false
      case .power:
        return position == 0
          && PowerForm(exponent: graph.constantValue(Node(operands[1]))).repeatsBase
      case .select:
        return position == 0 && !liveness.isBoolean(operand)
          && !liveness.isConstant[Int(operand)]
      case .and, .or, .not: return !operands.allSatisfy(liveness.isBoolean)
      default: return record.operation == .square
      }
    case .view:
      return record.operation == .expand
        && graph.shape(of: record) != graph.shape(at: operand)
    case .step:
      return !(record.operation.structure.readsOnce && shape != 0)
    }
  }

  // MARK: - Sums of elements in places of their own

  /// Makes one statement of a sum of arrays in which elements go to places of their own: the
  /// adjoint of an array whose parts were used apart. All terms are added up in the same memory.
  private mutating func gather(
    _ node: Int32, _ record: ExpressionGraph.Record, _ operands: [Int32]
  ) {
    guard record.operation == .add || record.operation == .subtract else { return }
    var terms: [GatheredTerm] = []
    for (position, operand) in operands.enumerated() {
      let isNegative = position == 1 && record.operation == .subtract
      if let inner = gathered[operand], isOwnPart(operand) {
        terms += inner.map {
          GatheredTerm(
            node: $0.node, isNegative: $0.isNegative != isNegative, isPlaced: $0.isPlaced)
        }
      } else {
        terms.append(
          GatheredTerm(node: operand, isNegative: isNegative, isPlaced: isPlaced(operand)))
      }
    }
    guard terms.contains(where: \.isPlaced), terms.count <= Statements.mostTerms else { return }
    for operand in operands where gathered[operand] != nil && isOwnPart(operand) {
      gathered[operand] = nil
      isStatement[Int(operand)] = false
    }
    for term in terms where term.isPlaced { isStatement[Int(term.node)] = false }
    gathered[node] = terms
    isStatement[Int(node)] = true
  }

  /// Whether an operand is read by one step alone, and has no name of its own.
  private func isOwnPart(_ operand: Int32) -> Bool {
    sharing.isReadOnce(operand) && !named.contains(operand)
  }

  /// Whether an operand is elements put in their places, for this sum alone.
  private func isPlaced(_ operand: Int32) -> Bool {
    graph.records[Int(operand)].operation == .place && isOwnPart(operand)
      && !liveness.isTable[Int(operand)]
  }

  /// More terms than this are added up in several statements.
  private static let mostTerms = 1000
}

/// A term of a sum of arrays, some of which go to places of their own.
struct GatheredTerm {
  let node: Int32
  let isNegative: Bool
  /// Whether it is the step `place`, whose operand is added where its elements belong.
  let isPlaced: Bool
}

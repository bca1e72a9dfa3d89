import Calculus
import Numerics

/// What identities do that no pattern can say.
extension Rewriter {
  // MARK: - Choices inside choices

  /// A choice in whose branches choices by the same condition are made; nil where there are none.
  mutating func assumed(_ step: Step) -> Int32? {
    guard !step.isAssumed else { return nil }
    let condition = step.operands[0]
    let operands = [
      condition, assuming(condition, isTrue: true, step.operands[1], 0),
      assuming(condition, isTrue: false, step.operands[2], 0),
    ]
    return operands == step.operands
      ? nil : made(.select, operands, isGuard: step.isGuard, isAssumed: true)
  }

  /// A step where a condition is known: choices by the same condition are made.
  private mutating func assuming(
    _ condition: Int32, isTrue: Bool, _ node: Int32, _ depth: Int
  ) -> Int32 {
    let record = graph.records[Int(node)]
    let operation = record.operation
    guard Int(node) >= first, depth < Rewriter.mostDepth else { return node }
    if operation == .select, record.a == condition {
      let taken = graph.operands(of: Node(node))[isTrue ? 1 : 2].index
      guard graph.records[Int(taken)].shape == record.shape else { return node }
      return assuming(condition, isTrue: isTrue, taken, depth + 1)
    }
    guard operation.isOfFactors else { return node }
    var operands: [Int32] = []
    graph.forEachOperand(of: record) { operands.append($0) }
    let changed = operands.map { assuming(condition, isTrue: isTrue, $0, depth + 1) }
    return changed == operands ? node : fitted(made(operation, changed), graph.shape(of: record))
  }

  /// How deep in products the same condition is looked for.
  private static let mostDepth = 6

  // MARK: - Blocks

  /// Elements that are put into a matrix of zeros, as blocks: `[zeros(2, 1); x; zeros(3, 1)]`; nil
  /// where they are no block.
  func blocks(_ step: Step) -> Int32? {
    guard step.origin >= 0 else { return nil }
    let picks = graph.picks(of: graph.records[Int(step.origin)])
    guard let rows = run(picks.rows), let columns = run(picks.columns) else { return nil }
    let (height, shape) = (rows.count, step.shape)
    let wide = joined(
      .beside, step.operands[0], columns, shape.columns, Shape(height, shape.columns)
    ) { Shape(height, $0) }
    return joined(.stack, wide, rows, shape.rows, shape) { Shape($0, shape.columns) }
  }

  /// Indices that follow each other.
  private func run(_ places: ArraySlice<Int32>) -> Range<Int>? {
    guard let first = places.first, let last = places.last,
      zip(places, places.dropFirst()).allSatisfy({ $1 == $0 + 1 })
    else { return nil }
    return Int(first)..<Int(last) + 1
  }

  private func joined(
    _ operation: Operation, _ node: Int32, _ range: Range<Int>, _ count: Int, _ shape: Shape,
    block: (Int) -> Shape
  ) -> Int32 {
    var parts: [Int32] = []
    let zero = graph.constant(0).index
    if range.lowerBound > 0 { parts.append(fitted(zero, block(range.lowerBound))) }
    parts.append(node)
    if range.upperBound < count {
      parts.append(fitted(zero, block(count - range.upperBound)))
    }
    return parts.count == 1 ? node : graph.makeArray(operation, parts, shape).index
  }
}

extension Operation {
  /// Whether operands are factors, or the sign of one: a choice of a factor is a choice of
  /// products.
  fileprivate var isOfFactors: Bool { self == .multiply || self == .divide || self == .negate }
}

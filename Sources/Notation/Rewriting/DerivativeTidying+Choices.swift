import Calculus
import Graph
import Numerics

/// Choices of derivatives: what a condition decides already is decided once.
extension DerivativeTidying {
  /// - Parameter isGuard: whether it is a rule's guard, and stays one.
  func choice(_ operands: [Int32], _ shape: Shape, isGuard: Bool = false) -> Node {
    var (condition, branch, other) = (operands[0], operands[1], operands[2])
    let record = graph.records[Int(condition)]
    if record.operation == .not, graph.shape(at: condition) == graph.shape(at: record.a) {
      (condition, branch, other) = (record.a, other, branch)
      uses.add(.choiceByOpposite)
    }
    if let value = number(condition), !value.isNaN {
      return by(.knownChoice, arrays.expand(Node(value == 0 ? other : branch), to: shape))
    }
    if branch == condition, number(other) == 0, graph.shape(at: branch) == shape,
      isConstantMask(condition)
    {
      return by(.choiceOfCondition, Node(branch))
    }
    branch = assuming(condition, isTrue: true, branch, 0)
    other = assuming(condition, isTrue: false, other, 0)
    if branch == other, graph.shape(at: branch) == shape, graph.isBoolean(condition) {
      return by(.sameBranches, Node(branch))
    }
    let chosen = [condition, branch, other]
    return isGuard
      ? chosen.withUnsafeBufferPointer { graph.makeGuard(operands: $0) }
      : graph.make(.select, operands: chosen[...])
  }

  /// Both of two conditions, of which one may be known.
  func conjunction(_ a: Int32, _ b: Int32) -> Node {
    for (known, other) in [(a, b), (b, a)] where graph.isBoolean(other) {
      guard let value = number(known), !value.isNaN else { continue }
      if value != 0 { return by(.knownCondition, spread(other, like: known)) }
      let zero = spread(graph.constant(0).index, like: known)
      return by(.knownCondition, spread(zero.index, like: other))
    }
    return graph.make(.and, a, b)
  }

  /// Whether a step hangs on no input and is 0 or 1 everywhere, as the direction of a derivative.
  private func isConstantMask(_ node: Int32) -> Bool {
    let elements = graph.matrixWithoutInputs(Node(node))?.elements ?? [.nan]
    return elements.allSatisfy { $0 == 0 || $0 == 1 }
  }

  /// `if(c, a, 0) + if(c, 0, b)` as one choice.
  func joined(_ a: Int32, _ b: Int32) -> Node? {
    let (left, right) = (graph.records[Int(a)], graph.records[Int(b)])
    guard left.operation == .select, right.operation == .select, left.shape == right.shape,
      left.a == right.a, Int(a) >= first, Int(b) >= first
    else { return nil }
    let operands = zip(graph.operands(of: Node(a)), graph.operands(of: Node(b)))
    var branches: [Int32] = []
    for (one, other) in operands.dropFirst() {
      if graph.constantValue(one) == 0 {
        branches.append(other.index)
      } else if graph.constantValue(other) == 0 {
        branches.append(one.index)
      } else {
        return nil
      }
    }
    guard branches.contains(where: { graph.records[Int($0)].shape == left.shape }) else {
      return nil
    }
    return by(.sumOfChoices, graph.make(.select, operands: ([left.a] + branches)[...]))
  }

  /// A step where a condition is known: choices by the same condition are made.
  private func assuming(
    _ condition: Int32, isTrue: Bool, _ node: Int32, _ depth: Int
  ) -> Int32 {
    let record = graph.records[Int(node)]
    guard Int(node) >= first, depth < DerivativeTidying.mostDepth else { return node }
    let operands = graph.operands(of: Node(node)).map(\.index)
    switch record.operation {
    case .select where operands[0] == condition:
      let taken = operands[isTrue ? 1 : 2]
      guard graph.records[Int(taken)].shape == record.shape else { return node }
      uses.add(.choiceInside)
      return assuming(condition, isTrue: isTrue, taken, depth + 1)
    case .multiply, .divide, .negate:
      let changed = operands.map { assuming(condition, isTrue: isTrue, $0, depth + 1) }
      return changed == operands
        ? node : step(record.operation, changed, graph.shape(of: record)).index
    default: return node
    }
  }

  /// How deep in products the same condition is looked for.
  private static let mostDepth = 6
}

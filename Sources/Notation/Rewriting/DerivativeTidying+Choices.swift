import Calculus
import Graph
import Numerics

/// Choices of derivatives: what a condition decides already is decided once.
extension DerivativeTidying {
  func choice(_ operands: [Int32], _ shape: Shape) -> Node {
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
    let zeros = zeros(where: condition)
    branch = assuming(condition, isTrue: true, branch, zeros, 0)
    other = assuming(condition, isTrue: false, other, [], 0)
    if branch == other, graph.shape(at: branch) == shape, graph.isBoolean(condition) {
      return by(.sameBranches, Node(branch))
    }
    return graph.make(.select, operands: [condition, branch, other][...])
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

  /// What is 0 where a condition holds that a step is: the step, and of a root of squares all that
  /// is squared.
  private func zeros(where condition: Int32) -> [Int32] {
    let record = graph.records[Int(condition)]
    guard record.operation == .equal, graph.constantValue(Node(record.b)) == 0 else { return [] }
    let zero = graph.records[Int(record.a)]
    guard zero.operation.isComputed, zero.operation.traits.hasSquare else { return [record.a] }
    return [record.a] + graph.operands(of: Node(record.a)).map(\.index)
  }

  /// Whether a step is 0 where some are: these, their sums, and their products with numbers.
  private func isZero(_ node: Int32, where zeros: [Int32], _ depth: Int) -> Bool {
    if zeros.contains(node) { return true }
    let record = graph.records[Int(node)]
    guard depth < DerivativeTidying.mostDepth, record.operation.isPrimitive else { return false }
    let operands = graph.operands(of: Node(node)).map(\.index)
    func isZero(_ place: Int) -> Bool { self.isZero(operands[place], where: zeros, depth + 1) }
    switch record.operation {
    case .negate: return isZero(0)
    case .add, .subtract: return isZero(0) && isZero(1)
    case .multiply:
      return number(operands[0])?.isFinite ?? false && isZero(1)
        || number(operands[1])?.isFinite ?? false && isZero(0)
    default: return false
    }
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

  /// A step where a condition is known: choices by the same condition are made, and what is 0 then
  /// is none.
  private func assuming(
    _ condition: Int32, isTrue: Bool, _ node: Int32, _ zeros: [Int32], _ depth: Int
  ) -> Int32 {
    let record = graph.records[Int(node)]
    guard Int(node) >= first, depth < DerivativeTidying.mostDepth else { return node }
    if !zeros.isEmpty, record.operation.isComputed, isZero(node, where: zeros, depth) {
      uses.add(.zeroBranch)
      return arrays.expand(graph.constant(0), to: graph.shape(of: record)).index
    }
    let operands = graph.operands(of: Node(node)).map(\.index)
    switch record.operation {
    case .select where operands[0] == condition:
      let taken = operands[isTrue ? 1 : 2]
      guard graph.records[Int(taken)].shape == record.shape else { return node }
      uses.add(.choiceInside)
      return assuming(condition, isTrue: isTrue, taken, zeros, depth + 1)
    case .multiply, .divide, .negate:
      // The sign of a zero divisor is that of an infinity.
      let changed = operands.enumerated().map { position, operand in
        let isDivisor = record.operation == .divide && position == 1
        return assuming(condition, isTrue: isTrue, operand, isDivisor ? [] : zeros, depth + 1)
      }
      return changed == operands
        ? node : step(record.operation, changed, graph.shape(of: record)).index
    default: return node
    }
  }

  /// How deep in products the same condition is looked for.
  private static let mostDepth = 6
}

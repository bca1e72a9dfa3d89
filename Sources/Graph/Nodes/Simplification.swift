import Calculus

/// Node creation for derivatives: drops what changes no bit, and computes what is constant.
///
/// Only identities that hold for every operand, inf and nan included, are used: x·1, x/1, x^1,
/// −(−x), signs of factors (see `Simplification+Signs.swift`), a selection by a
/// constant, a condition that is met twice or with its opposite, and comparisons of small
/// expressions without inputs. Algebra such as 0·x = 0 belongs to printed forms, never to what is
/// evaluated. Where an array comes out as the same number in every element, the number stands for
/// it: what a derivative is multiplied by may be a scalar.
extension ExpressionGraph {
  /// The node for an operation of any number of operands.
  package func makeSimplified(_ operation: Operation, operands: ArraySlice<Int32>) -> Node {
    operands.withUnsafeBufferPointer { makeSimplified(operation, operands: $0) }
  }

  /// The same for operands on a stack.
  func makeSimplified(_ operation: Operation, operands: UnsafeBufferPointer<Int32>) -> Node {
    switch operands.count {
    case 1:
      return simplified(operation, operands[0], -1)
    case 2:
      return simplified(operation, operands[0], operands[1])
    default:
      return decided(operation, operands) ?? make(operation, operands: operands)
    }
  }

  /// A rule's guard, unless its condition is known.
  func makeSimplifiedGuard(operands: UnsafeBufferPointer<Int32>) -> Node {
    decided(.select, operands) ?? makeGuard(operands: operands)
  }

  func makeSimplifiedGuard(_ condition: Node, _ special: Node, _ formula: Node) -> Node {
    withUnsafeTemporaryAllocation(of: Int32.self, capacity: 3) { operands in
      operands[0] = condition.index
      operands[1] = special.index
      operands[2] = formula.index
      return makeSimplifiedGuard(operands: UnsafeBufferPointer(operands))
    }
  }

  /// What is known of a function of three numbers or more: its value, or the branch that is taken.
  private func decided(_ operation: Operation, _ operands: UnsafeBufferPointer<Int32>) -> Node? {
    if operands.allSatisfy({ records[Int($0)].operation == .constant }) {
      let values = operands.map { records[Int($0)].constant }
      return constant(operation.primitive.value.apply(values))
    }
    guard operation == .select, let condition = constantValue(Node(operands[0])), !condition.isNaN
    else { return nil }
    let taken = operands[condition == 0 ? 2 : 1]
    let left = operands[condition == 0 ? 1 : 2]
    return records[Int(taken)].shape != 0 || records[Int(left)].shape == 0 ? Node(taken) : nil
  }

  /// The node for an operation of one or two operands.
  package func simplified(_ operation: Operation, _ a: Int32, _ b: Int32) -> Node {
    if operation.isComparison, let value = comparison(operation, a, b) { return constant(value) }
    let left = records[Int(a)]
    if left.operation == .constant {
      if b < 0 { return constant(operation.primitive.value.apply(left.constant)) }
      let right = records[Int(b)]
      if right.operation == .constant {
        return constant(operation.primitive.value.apply(left.constant, right.constant))
      }
      return simplified(operation, constant: left.constant, b) ?? make(operation, a, b)
    }
    if b >= 0, records[Int(b)].operation == .constant {
      return simplified(operation, a, constant: records[Int(b)].constant) ?? make(operation, a, b)
    }
    switch operation {
    case .negate: return negative(of: Node(a))
    case .multiply, .divide:
      if let node = withoutSigns(operation, a, b) { return node }
      return make(operation, a, b)
    case .add, .subtract: return sum(operation, a, b)
    case .and, .or: return logic(operation, a, b)
    default:
      return make(operation, a, b)
    }
  }

  private func simplified(_ operation: Operation, constant value: Double, _ b: Int32) -> Node? {
    switch operation {
    case .multiply:
      if value == 1 { return Node(b) }
      if value == -1 { return simplified(.negate, b, -1) }
      return product(value, b)
    case .and:
      if value == 0 { return constant(0) }
      if value != 0, !value.isNaN, records[Int(b)].operation.yieldsTruth { return Node(b) }
    case .or:
      if value != 0, !value.isNaN { return constant(1) }
      if value == 0, records[Int(b)].operation.yieldsTruth { return Node(b) }
    default:
      break
    }
    return nil
  }

  private func simplified(_ operation: Operation, _ a: Int32, constant value: Double) -> Node? {
    switch operation {
    case .multiply, .and, .or:
      return simplified(operation, constant: value, a)
    case .divide:
      if value == 1 { return Node(a) }
      if records[Int(a)].operation == .negate {
        return make(.divide, records[Int(a)].a, constant(-value).index)
      }
    case .power:
      if value == 1 { return Node(a) }
      if value == 0 { return constant(1) }
    default:
      break
    }
    return nil
  }

  /// The outcome of a comparison of small expressions without inputs, such as the exponent `1/3`
  /// with 0: a guard that it decides need not be kept.
  private func comparison(_ operation: Operation, _ a: Int32, _ b: Int32) -> Double? {
    let limit = 16
    guard let left = valueWithoutInputs(Node(a), limit: limit),
      let right = valueWithoutInputs(Node(b), limit: limit)
    else { return nil }
    return operation.primitive.value.apply(left, right)
  }

  /// `c && c` is c, and so is `c && d && c` as `c && d`.
  private func logic(_ operation: Operation, _ a: Int32, _ b: Int32) -> Node {
    if holds(b, inside: a, operation) { return Node(a) }
    if holds(a, inside: b, operation) { return Node(b) }
    if isOpposite(a, b) || isOpposite(b, a) { return constant(operation == .or ? 1 : 0) }
    return make(operation, a, b)
  }

  private func holds(_ part: Int32, inside whole: Int32, _ operation: Operation) -> Bool {
    guard records[Int(whole)].operation.yieldsTruth else { return false }
    let record = records[Int(whole)]
    let isContained = record.operation == operation && (record.a == part || record.b == part)
    return whole == part || isContained && records[Int(part)].operation.yieldsTruth
  }

  /// Whether a node is the opposite of a comparison, which is never nan: one of the two holds.
  private func isOpposite(_ node: Int32, _ comparison: Int32) -> Bool {
    let record = records[Int(node)]
    return record.operation == .not && record.a == comparison
      && records[Int(comparison)].operation.isComparison
  }
}

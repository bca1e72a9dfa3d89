/// Signs and powers of two in products, which move without changing a bit of the result.
///
/// Rounding to nearest is symmetric, so −(x·y) is (−x)·y; and a factor 2ᵏ, k ≥ 0, of what is
/// multiplied by a number of magnitude 1 or more is exact or overflows as the whole does. Signs go
/// outwards, where a sum takes them up as a difference.
extension ExpressionGraph {
  /// −x.
  func negative(of node: Node) -> Node {
    let record = self[node]
    if record.operation == .constant { return constant(-record.constant) }
    return record.operation == .negate ? Node(record.a) : make(.negate, node.index)
  }

  /// A sum or a difference, in which no operand is negated.
  func sum(_ operation: Operation, _ a: Int32, _ b: Int32) -> Node {
    let (left, right) = (records[Int(a)], records[Int(b)])
    let isMinus = (right.operation == .negate) != (operation == .subtract)
    let y = right.operation == .negate ? right.a : b
    guard left.operation == .negate else { return make(isMinus ? .subtract : .add, a, y) }
    return isMinus ? negativeSum(left.a, y) : make(.subtract, y, left.a)
  }

  /// -x - y, the sign given to a constant factor of one of them. It is not -(x + y), whose zero has
  /// the other sign.
  func negativeSum(_ x: Int32, _ y: Int32) -> Node {
    for (first, second) in [(x, y), (y, x)] {
      let record = records[Int(first)]
      if record.operation == .multiply, let factor = constantValue(Node(record.a)) {
        let negative = make(.multiply, constant(-factor).index, record.b)
        return make(.subtract, negative.index, second)
      }
    }
    return make(.subtract, negative(of: Node(x)).index, y)
  }

  /// A product or a quotient one or both of whose operands are negated; nil for all others.
  func withoutSigns(_ operation: Operation, _ a: Int32, _ b: Int32) -> Node? {
    let (left, right) = (records[Int(a)], records[Int(b)])
    switch (left.operation == .negate, right.operation == .negate) {
    case (true, true): return simplified(operation, left.a, right.a)
    case (true, false): return negative(of: simplified(operation, left.a, b))
    case (false, true): return negative(of: simplified(operation, a, right.a))
    case (false, false): return nil
    }
  }

  /// factor·x where x is negated or itself a multiple; nil for all others.
  func product(_ factor: Double, _ node: Int32) -> Node? {
    let record = records[Int(node)]
    if record.operation == .negate {
      return simplified(.multiply, constant(-factor).index, record.a)
    }
    guard record.operation == .multiply, let inner = constantValue(Node(record.a)),
      inner.magnitude >= 1, inner.significand == 1, factor.magnitude >= 1, (factor * inner).isFinite
    else { return nil }
    return make(.multiply, constant(factor * inner).index, record.b)
  }
}

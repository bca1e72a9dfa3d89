/// What nodes are made from.
extension ExpressionGraph {
  /// The node's operands, in order, chained ones included; none for constants and inputs.
  package func operands(of node: Node) -> [Node] { operands(of: self[node]) }

  /// The same from its record.
  package func operands(of record: Record) -> [Node] {
    var found: [Node] = []
    forEachOperand(of: record) { found.append(Node($0)) }
    return found
  }

  /// Calls `body` with the index of every operand, in order.
  @inline(__always)
  package func forEachOperand(of record: Record, _ body: (Int32) -> Void) {
    guard record.operation.rawValue >= Operation.list.rawValue else { return }
    if record.a >= 0 { body(record.a) }
    var tail = record.b
    guard tail >= 0 else { return }
    while records[Int(tail)].operation == .list {
      body(records[Int(tail)].a)
      tail = records[Int(tail)].b
    }
    body(tail)
  }

  /// The number that a node holds if it is a constant.
  package func constantValue(_ node: Node) -> Double? {
    let record = self[node]
    return record.operation == .constant ? record.constant : nil
  }
}

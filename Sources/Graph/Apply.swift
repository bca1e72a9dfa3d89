import Calculus
import Numerics

extension Primitive.Value {
  /// The value at one point.
  package func apply(_ operands: [Double]) -> Double {
    var result = 0.0
    operands.withUnsafeBufferPointer { buffer in
      guard let x = buffer.baseAddress else { return }
      switch self {
      case .unary(let kernel): kernel(x, &result, 1)
      case .binary(let kernel): kernel(x, 0, x + 1, 0, &result, 1)
      case .ternary(let kernel): kernel(x, 0, x + 1, 0, x + 2, 0, &result, 1)
      case .fold(let kernel):
        result = buffer[0]
        for index in 1..<buffer.count {
          var folded = 0.0
          kernel(&result, 0, x + index, 0, &folded, 1)
          result = folded
        }
      }
    }
    return result
  }
}

extension ExpressionGraph {
  /// The value of a node that depends on no input; nil if it depends on one, or if more than
  /// `limit` steps lie below it.
  ///
  /// Cost: linear in the part of the graph below the node.
  package func valueWithoutInputs(_ node: Node, limit: Int = .max) -> Double? {
    if let value = constantValue(node) { return value }
    var known: [Double] = []
    var seen: [Int32: Int] = [:]
    var pending = [node.index]
    while let top = pending.last {
      let record = records[Int(top)]
      guard seen[top] == nil else {
        pending.removeLast()
        continue
      }
      guard record.operation == .constant || record.operation.isPrimitive,
        known.count + pending.count <= limit
      else { return nil }
      var values: [Double] = []
      var missing: [Int32] = []
      forEachOperand(of: record) { operand in
        if let place = seen[operand] {
          values.append(known[place])
        } else {
          missing.append(operand)
        }
      }
      guard missing.isEmpty else {
        pending += missing
        continue
      }
      seen[top] = known.count
      let value =
        record.operation == .constant
        ? record.constant : record.operation.primitive.value.apply(values)
      known.append(value)
      pending.removeLast()
    }
    return known.last
  }
}

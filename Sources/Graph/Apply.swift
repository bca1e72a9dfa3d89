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
  /// The value of a node that depends on no input; nil if it depends on one.
  ///
  /// Cost: linear in the part of the graph below the node.
  package func valueWithoutInputs(_ node: Node) -> Double? {
    var known: [Int32: Double] = [:]
    var pending = [node.index]
    while let top = pending.last {
      let record = records[Int(top)]
      switch record.operation {
      case .constant:
        known[top] = record.constant
        pending.removeLast()
      case .input, .list:
        return nil
      default:
        var values: [Double] = []
        var missing: [Int32] = []
        forEachOperand(of: record) { operand in
          if let value = known[operand] { values.append(value) } else { missing.append(operand) }
        }
        guard missing.isEmpty else {
          pending += missing
          continue
        }
        known[top] = record.operation.primitive.value.apply(values)
        pending.removeLast()
      }
    }
    return known[node.index]
  }
}

import Calculus

/// Which steps may keep one value on a whole piece of the domain though they hang on inputs, as
/// `relu(x)`, `floor(x)` and `tril(A)` do.
///
/// A class: what is found of a step is kept for those that use it. Cost: linear in the graph.
package final class FlatSteps {
  private enum Kind {
    case constant, flat, varying
  }

  private let graph: ExpressionGraph
  private let isNumber: (Int) -> Bool
  /// By node, as far as somebody has asked.
  private var kinds: [Kind] = []

  /// - Parameter isNumber: whether the input with an index stands for a number.
  package init(_ graph: ExpressionGraph, isNumber: @escaping (Int) -> Bool = { _ in false }) {
    self.graph = graph
    self.isNumber = isNumber
  }

  /// Whether a condition of equations may hold on such a piece; else it does at single points, or
  /// everywhere and nowhere.
  package func mayHold(_ condition: Node) -> Bool {
    while kinds.count <= Int(condition.index) { kinds.append(kind(graph.records[kinds.count])) }
    return holds(condition.index)
  }

  private func holds(_ node: Int32) -> Bool {
    let record = graph.records[Int(node)]
    switch record.operation {
    case .and: return holds(record.a) && holds(record.b)
    case .or: return holds(record.a) || holds(record.b)
    case .not: return holds(record.a)
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual:
      let both = [kinds[Int(record.a)], kinds[Int(record.b)]]
      return both.contains(.flat) && !both.contains(.varying)
    case let operation where operation.isArray && !operation.isFactor: return holds(record.a)
    case _: return kinds[Int(node)] == .flat
    }
  }

  private func kind(_ record: ExpressionGraph.Record) -> Kind {
    let operation = record.operation
    if operation == .constant { return .constant }
    if operation == .input { return isNumber(Int(record.a)) ? .constant : .varying }
    if operation.isPassedThrough { return kinds[Int(record.a)] }
    var operands: [Kind] = []
    graph.forEachOperand(of: record) { operands.append(kinds[Int($0)]) }
    if operands.allSatisfy({ $0 == .constant }) { return .constant }
    let isUnary = operands.count == 1
    if operation.isArray {
      if case .assembly = operation.structure {
        return isUnary || operands.contains { $0 != .varying } ? .flat : .varying
      }
      return operands.contains(.flat) ? .flat : .varying
    }
    let traits = operation.traits
    if traits.isPiecewiseConstant { return .flat }
    if traits.selects {
      let branches = operation == .select ? operands.dropFirst() : operands[...]
      return isUnary || branches.contains { $0 != .varying } ? .flat : .varying
    }
    // A factor that is 0 makes the product 0.
    if operation == .multiply || operation == .divide || operation == .power {
      return operands.contains(.flat) ? .flat : .varying
    }
    return operands.contains(.varying) ? .varying : .flat
  }
}

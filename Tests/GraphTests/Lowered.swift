import Calculus
import Graph
import ProgramSupport

extension Program {
  /// The nodes of the outputs.
  var roots: [Node] { outputs.map(\.node) }

  /// How many nodes apply a primitive.
  var operationCount: Int {
    (0..<graph.count).count { graph.records[$0].operation.isPrimitive }
  }

  /// The value of the first output, node by node and without the evaluator.
  func value(_ inputs: [String: Double] = [:]) -> Double {
    let point = inputNames.map { inputs[$0] ?? .nan }
    return graph.values(at: point)[Int(roots[0].index)]
  }
}

extension ExpressionGraph {
  /// The values of all nodes, each by its primitive's kernel.
  func values(at inputs: [Double]) -> [Double] {
    var values: [Double] = []
    for index in 0..<count {
      let record = records[index]
      switch record.operation {
      case .constant: values.append(record.constant)
      case .input: values.append(inputs[Int(record.a)])
      case .list: values.append(.nan)
      default:
        let operands = operands(of: Node(index)).map { values[Int($0.index)] }
        values.append(record.operation.primitive.value.apply(operands))
      }
    }
    return values
  }
}

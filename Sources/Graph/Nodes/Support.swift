import Calculus
import Numerics

/// Which elements of a node may differ from 0, as far as that is known from how it is made: the
/// adjoint of an array of which a program reads a few elements.
struct Support {
  /// In the order of `vec`; nil for all.
  let elements: Set<Int>?

  /// More steps than this are not looked through.
  private static let mostSteps = 1000

  init(of node: Node, in graph: ExpressionGraph) {
    var found: Set<Int> = []
    var pending = [node.index]
    var stepCount = 0
    while let next = pending.popLast() {
      stepCount += 1
      let record = graph.records[Int(next)]
      switch record.operation {
      case .constant where record.constant == 0: continue
      case .add, .subtract: pending += [record.a, record.b]
      case .negate, .reshape: pending.append(record.a)
      case .place:
        graph.picks(of: record).forEachPlace(height: graph.shape(of: record).rows) {
          found.insert($0)
        }
      default:
        elements = nil
        return
      }
      guard stepCount < Support.mostSteps else {
        elements = nil
        return
      }
    }
    elements = found
  }
}

extension ArrayRules {
  /// The columns of an adjoint that may differ from 0, or the elements of a vector's, as an index
  /// from 1; the mark for `:` where they are all.
  func usedColumns(of adjoint: Node) -> Int32 {
    let shape = graph.shape(of: adjoint)
    guard let elements = Support(of: adjoint, in: graph).elements, !elements.isEmpty else {
      return ArrayBuilder.allIndices
    }
    let height = shape.columns == 1 ? 1 : shape.rows
    let used = Set(elements.map { $0 / height }).sorted()
    guard used.count < shape.count / height else { return ArrayBuilder.allIndices }
    let numbers = used.map { graph.constant(Double($0 + 1)).index }
    return numbers.count == 1
      ? numbers[0] : graph.makeArray(.beside, numbers, Shape(1, numbers.count)).index
  }
}

import Calculus
import Graph

/// A term of a sum of arrays, some of which go to places of their own.
struct GatheredTerm {
  let node: Int32
  let isNegative: Bool
  /// Whether it is the step `place`, whose operand is added where its elements belong.
  let isPlaced: Bool
}

extension EmissionPlan {
  /// Makes one statement of a sum of arrays in which elements go to places of their own: the adjoint
  /// of an array whose parts were used apart. All terms are added up in the same memory.
  mutating func gather(
    _ node: Int32, _ record: ExpressionGraph.Record, _ operands: [Int32], _ isNamed: Bool
  ) {
    guard record.operation == .add || record.operation == .subtract else { return }
    var terms: [GatheredTerm] = []
    for (position, operand) in operands.enumerated() {
      let isNegative = position == 1 && record.operation == .subtract
      if uses[Int(operand)] == 1, let inner = gathered[operand], !isOwned(operand) {
        terms += inner.map {
          GatheredTerm(
            node: $0.node, isNegative: $0.isNegative != isNegative, isPlaced: $0.isPlaced)
        }
      } else {
        terms.append(
          GatheredTerm(
            node: operand, isNegative: isNegative, isPlaced: isPlaced(operand)))
      }
    }
    guard terms.contains(where: \.isPlaced), terms.count <= EmissionPlan.mostTerms else { return }
    for operand in operands where gathered[operand] != nil && !isOwned(operand) {
      if uses[Int(operand)] == 1 {
        gathered[operand] = nil
        isStatement[Int(operand)] = false
      }
    }
    for term in terms where term.isPlaced { isStatement[Int(term.node)] = false }
    gathered[node] = terms
    isStatement[Int(node)] = true
  }

  /// Whether an operand is elements put in their places, for this sum alone.
  private func isPlaced(_ operand: Int32) -> Bool {
    let operation = graph.records[Int(operand)].operation
    return operation.isArray && operation.array.name == "place" && uses[Int(operand)] == 1
      && !isTable[Int(operand)] && !isOwned(operand)
  }

  /// More terms than this are added up in several statements.
  private static let mostTerms = 1000
}

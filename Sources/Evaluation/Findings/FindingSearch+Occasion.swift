import Calculus
import Graph

/// At which of many points there may be findings although everything is finite.
extension FindingSearch {
  /// The points that deserve a second look.
  package enum Occasion: Sendable {
    case never
    /// Where a node of the program's graph, a number, is not 0.
    case atMark(Node)
    case always
  }

  /// Where a step of the program is at a kink, reached or not; everywhere where a step, such as the
  /// solution of a system, has no condition that tells.
  ///
  /// Cost: a pass over the program.
  package static func occasion(in program: Program) -> Occasion {
    let graph = program.graph
    var rules = RuleExpansion(graph)
    var mark: Node?
    for index in 0..<program.nodeCount where graph.records[index].operation.isComputed {
      let node = Node(index)
      guard graph[node].operation.traits.hasKink, !graph.hasEqualOperands(node),
        !program.ruleComparisons.contains(node.index)
      else { continue }
      guard let kink = rules.expand(.kink, of: node) else { return .always }
      let met = rules.arrays.any(kink)
      mark = mark.map { rules.arrays.elementwise(.or, $0, met) } ?? met
    }
    return mark.map { .atMark($0) } ?? .never
  }
}

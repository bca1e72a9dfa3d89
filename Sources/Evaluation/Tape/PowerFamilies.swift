import Graph
import Numerics

/// Powers of one base with several exponents: `x^5`, `x^-1.5` and the `x^-2.5` of its derivative.
///
/// Each is computed from the logarithm of the base, which one step does for all. Only exponents
/// that are constants of the program count, because those of small whole powers, which are
/// products, must be told from the others before anything is computed.
struct PowerFamilies {
  /// Powers of one base that vary, in the order of the graph.
  struct Family {
    fileprivate(set) var powers: [Int32] = []
    fileprivate(set) var exponents: [Double] = []
  }

  /// By the first power of each.
  private var families: [Int32: Family] = [:]

  init(_ graph: ExpressionGraph, needed: [Bool], varies: [Bool]) {
    // By base: the first of its powers.
    var first: [Int32: Int32] = [:]
    for index in needed.indices where needed[index] && varies[index] {
      let record = graph.records[index]
      guard record.operation == .power, record.shape == 0,
        let exponent = graph.constantValue(Node(record.b)),
        !Elementary.isProduct(exponent: exponent)
      else { continue }
      let node = Int32(truncatingIfNeeded: index)
      let head = first[record.a] ?? node
      first[record.a] = head
      families[head, default: Family()].powers.append(node)
      families[head, default: Family()].exponents.append(exponent)
    }
    families = families.filter { $0.value.powers.count > 1 }
  }

  /// The family whose first power a node is.
  subscript(node: Int32) -> Family? { families[node] }

  /// The powers that are computed together with an earlier one.
  var later: some Sequence<Int32> { families.values.lazy.flatMap { $0.powers.dropFirst() } }
}

import Calculus

extension ExpressionGraph {
  /// Nodes written out in another graph, where some nodes stand for the inputs.
  package func written(
    _ nodes: [Node], _ inputs: [Node], as replacements: [Node], in target: ExpressionGraph
  ) -> [Node] {
    var copy = GraphCopy(from: self, to: target)
    for (input, replacement) in zip(inputs, replacements) { copy.replace(input, by: replacement) }
    return copy.nodes(nodes)
  }
}

/// Writes steps of one graph into another, as they are: what is equal there is shared.
struct GraphCopy {
  private let source: ExpressionGraph
  private let target: ExpressionGraph
  /// By node of the source: its node in the target.
  private var known: [Int32: Int32] = [:]

  init(from source: ExpressionGraph, to target: ExpressionGraph) {
    self.source = source
    self.target = target
  }

  /// What stands for a node of the source; inputs that are reached need it.
  mutating func replace(_ node: Node, by replacement: Node) {
    known[node.index] = replacement.index
  }

  /// The nodes that stand for some of the source. They are made in the order of the source, in
  /// which derivatives are added up.
  mutating func nodes(_ roots: [Node]) -> [Node] {
    var missing: Set<Int32> = []
    var pending = roots.map(\.index)
    while let next = pending.popLast() {
      guard known[next] == nil, missing.insert(next).inserted else { continue }
      source.forEachOperand(of: source.records[Int(next)]) { pending.append($0) }
    }
    for index in missing.sorted() {
      let record = source.records[Int(index)]
      var operands: [Int32] = []
      source.forEachOperand(of: record) { operands.append(known[$0] ?? -1) }
      known[index] = made(record, operands).index
    }
    return roots.map { Node(known[$0.index] ?? -1) }
  }

  private func made(_ record: ExpressionGraph.Record, _ operands: [Int32]) -> Node {
    let operation = record.operation
    if operation == .constant { return target.constant(record.constant) }
    precondition(operation.isComputed, "an input of a copied graph has a replacement")
    guard operation.isArray else {
      return operands.withUnsafeBufferPointer {
        record.isGuard ? target.makeGuard(operands: $0) : target.make(operation, operands: $0)
      }
    }
    var operands = operands
    if case .body(let part) = operation.structure {
      let number =
        switch part {
        case .loop: target.number(of: Loop.body(of: record, in: source))
        case .reverseLoop: target.number(of: ReverseLoop.reverse(of: record, in: source))
        }
      operands[0] = target.constant(Double(number)).index
    }
    return target.makeArray(
      operation, operands, source.shape(of: record), parameters: source.parameters(of: record))
  }
}

import Diagnostics
import Language

/// Where an operation stands in a program, with its operands: what a message about shapes points
/// at.
package struct SyntaxLocation: Equatable, Sendable {
  package let span: Span
  package let operands: [Span]
  package let kind: SyntaxTree.Kind
}

extension SyntaxLocation {
  /// The place of a node of the syntax tree, by its number among all of the program. Reads the
  /// program again, as far as that place.
  init(ofOrigin origin: Int32, in source: SourceText) {
    var location = SyntaxLocation(span: Span(0, 0), operands: [], kind: .name)
    try? Parser.forEachStatement(of: source) { tree, _ in
      let index = Int(origin - tree.firstNode)
      guard index < tree.nodes.count else { return true }
      location = SyntaxLocation(index, tree)
      return false
    }
    self = location
  }

  private init(_ index: Int, _ tree: SyntaxTree) {
    span = tree.nodes[index].span
    operands = tree.children(of: index).map { tree.nodes[$0].span }
    kind = tree.nodes[index].kind
  }
}

extension SyntaxTree {
  /// The nodes of a node's children, in order.
  ///
  /// Cost: linear in what stands below the node.
  func children(of index: Int) -> [Int] {
    var children: [Int] = []
    var child = index - 1
    for _ in 0..<childCount(index) {
      children.append(child)
      child = start(ofSubtree: child) - 1
    }
    return children.reversed()
  }

  /// How many children a node has; they stand before it, each behind its own children.
  fileprivate func childCount(_ index: Int) -> Int {
    let node = nodes[index]
    switch node.kind {
    case .number, .name, .functionName, .allIndices, .lastIndex, .columnName: return 0
    case .negate, .not, .transpose: return 1
    case .call: return Int(calls[Int(node.payload)].count)
    case .range, .row, .matrix: return Int(node.payload)
    case .index: return Int(node.payload) + 1
    case .add, .subtract, .multiply, .divide, .elementMultiply, .elementDivide, .leftDivide, .power,
      .elementPower, .less, .lessOrEqual, .greater, .greaterOrEqual, .equal, .notEqual, .and, .or:
      return 2
    }
  }

  /// The first node of the subtree whose root is given.
  fileprivate func start(ofSubtree root: Int) -> Int {
    var missing = 1
    var index = root
    while true {
      missing += childCount(index) - 1
      if missing == 0 { return index }
      index -= 1
    }
  }
}

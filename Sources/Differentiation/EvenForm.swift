import Calculus
import Graph

/// Some nodes without the kinks that even functions do not have: `abs(x)^2` as `x^2`,
/// `cos(k*hypot(x, y))` as a function of `k^2*(x^2 + y^2)`.
///
/// Differentiated step by step, such a function goes through the kink of `abs` or `hypot`, where the
/// slope is a convention and a second derivative does not exist. Its own exists. With q = u^2, where
/// q is smooth, an even f(u) is a smooth function of q with the slope f'(u)/(2u), at u = 0 the limit
/// f''(0)/2. The value is left as it is.
///
/// This is known of powers of 2 and more and of functions whose rule says so; `u*sin(u)` is even
/// too, and nobody sees it.
package struct EvenForm {
  private let graph: ExpressionGraph
  private var rules: RuleExpansion
  /// By node: what stands for it.
  private var forms: [Int32] = []
  /// By node that bends where it is 0, as its square does not: a node of the same magnitude whose
  /// square is known; -1 for all others.
  private var roots: [Int32] = []
  /// What the forms of the outputs are computed from; empty where nothing was changed.
  private var needed: [Bool] = []

  /// Cost: a pass over the steps of the outputs, where one of them bends; else only a look at each.
  package init(of outputs: [Node], in graph: ExpressionGraph) {
    self.graph = graph
    rules = RuleExpansion(graph)
    let own = graph.ancestors(of: outputs)
    guard own.indices.contains(where: { own[$0] && hasSquare(graph.records[$0]) }) else { return }
    forms = own.indices.map { Int32(truncatingIfNeeded: $0) }
    roots = Array(repeating: -1, count: own.count)
    for index in own.indices where own[index] { visit(index) }
    if outputs.contains(where: { self[$0] != $0 }) {
      needed = smoothAncestors(of: outputs.map { self[$0] })
    }
  }

  /// What stands for a node.
  package subscript(node: Node) -> Node {
    Int(node.index) < forms.count ? Node(forms[Int(node.index)]) : node
  }

  /// Whether the outputs' forms are computed without a node.
  package func avoids(_ node: Node) -> Bool {
    guard !needed.isEmpty else { return false }
    return ![node, self[node]].contains { Int($0.index) < needed.count && needed[Int($0.index)] }
  }

  private func hasSquare(_ record: ExpressionGraph.Record) -> Bool {
    record.operation.isComputed && record.operation.traits.hasSquare
  }

  private mutating func visit(_ index: Int) {
    let record = graph.records[index]
    // A name that is held as independent stays the node that it is.
    guard record.operation.isComputed, record.operation != .hold else { return }
    let operands = graph.operands(of: Node(index))
    if operands.contains(where: { self[$0] != $0 }) {
      forms[index] = copy(record, operands.map { forms[Int($0.index)] })
    }
    if let root = root(index, record, operands) { roots[index] = root.index }
    if let form = smoothForm(index, record, operands) { forms[index] = form.index }
  }

  private func copy(_ record: ExpressionGraph.Record, _ operands: [Int32]) -> Int32 {
    guard record.operation.isArray else {
      return graph.make(record.operation, operands: operands[...]).index
    }
    return graph.makeArray(
      record.operation, operands, graph.shape(of: record),
      parameters: graph.parameters(of: record)
    ).index
  }

  /// What the forms' slopes hang on: what is lifted, on its square alone.
  private func smoothAncestors(of outputs: [Node]) -> [Bool] {
    var needed = [Bool](repeating: false, count: (outputs.map { Int($0.index) }.max() ?? -1) + 1)
    for output in outputs { needed[Int(output.index)] = true }
    for index in needed.indices.reversed() where needed[index] {
      let operands = graph.operands(of: Node(index))
      let isLifted = graph.records[index].operation == .lift
      for operand in isLifted ? operands.suffix(1) : operands[...] {
        needed[Int(operand.index)] = true
      }
    }
    return needed
  }

  // MARK: - Roots

  /// What bends and has a step's magnitude: a root itself, or one of its multiples, with the factor
  /// inside, so that nothing overflows which did not before.
  private mutating func root(
    _ index: Int, _ record: ExpressionGraph.Record, _ operands: [Node]
  ) -> Node? {
    if hasSquare(record) { return self[Node(index)] }
    switch record.operation {
    case .negate: return root(of: operands[0])
    case .multiply:
      if let left = root(of: operands[0]) {
        return scaled(left, .multiply, by: magnitude(operands[1]))
      }
      return root(of: operands[1]).flatMap { scaled($0, .multiply, by: self[operands[0]]) }
    case .divide:
      return root(of: operands[0]).flatMap { scaled($0, .divide, by: magnitude(operands[1])) }
    default: return nil
    }
  }

  private func root(of node: Node) -> Node? {
    roots[Int(node.index)] < 0 ? nil : Node(roots[Int(node.index)])
  }

  /// k·hypot(x, y) has the magnitude of hypot(k·x, k·y), and so for every root.
  private func scaled(_ root: Node, _ operation: Operation, by factor: Node) -> Node? {
    let record = graph[root]
    let shape = graph.shape(of: factor)
    guard shape.isScalar || shape == graph.shape(of: root) else { return nil }
    let operands = graph.operands(of: root).map {
      rules.arrays.elementwise(operation, $0, factor).index
    }
    return Node(copy(record, operands))
  }

  /// A node, or what has its magnitude and does not bend.
  private mutating func magnitude(_ node: Node) -> Node {
    root(of: node).flatMap { rules.expand(.square, of: $0) }.flatMap(base) ?? self[node]
  }

  /// What a square is the square of, where that is a node: of `abs(x)` it is x.
  private func base(of square: Node) -> Node? {
    let record = graph[square]
    guard record.operation == .power, graph.constantValue(Node(record.b)) == 2 else { return nil }
    return Node(record.a)
  }

  // MARK: - Even functions

  /// An even function of what bends, smooth; nil for anything else.
  private mutating func smoothForm(
    _ index: Int, _ record: ExpressionGraph.Record, _ operands: [Node]
  ) -> Node? {
    guard record.operation.isPrimitive, let root = root(of: operands[0]),
      let square = rules.expand(.square, of: root)
    else { return nil }
    if record.operation == .multiply { return operands[0] == operands[1] ? square : nil }
    if record.operation == .power {
      return graph.constantValue(operands[1]).flatMap { power(index, square, $0) }
    }
    guard record.operation.primitive.curvature != nil else { return nil }
    if let base = base(of: square) { return graph.make(record.operation, base.index) }
    return lifted(index, of: self[operands[0]], square)
  }

  /// |u|^p as a power of u^2, where p is even, and else with the slope p/2*|u|^(p - 2).
  private func power(_ index: Int, _ square: Node, _ exponent: Double) -> Node? {
    guard exponent >= 2 else { return nil }
    if exponent == 2 { return square }
    if exponent.truncatingRemainder(dividingBy: 2) == 0 {
      return base(of: square).map { power($0, exponent) } ?? power(square, exponent / 2)
    }
    let root = Node(graph[self[Node(index)]].a)
    let slope = rules.arrays.multiply(graph.constant(exponent / 2), power(root, exponent - 2))
    return lift(self[Node(index)], slope, square)
  }

  /// f(u) with the slope f'(u)/(2u) by u^2. Where u is 0 that is the limit, of which no more is known
  /// than that its own slope by u is 0.
  private mutating func lifted(_ index: Int, of root: Node, _ square: Node) -> Node? {
    let value = self[Node(index)]
    guard case .node(let slope) = rules.partial(of: value, operand: 0),
      let curvature = rules.expand(.curvature, of: value)
    else { return nil }
    let arrays = rules.arrays
    let half = graph.constant(0.5)
    let ratio = arrays.elementwise(
      .divide, slope, arrays.multiply(graph.constant(2), root))
    let isZero = arrays.elementwise(.equal, root, graph.constant(0))
    let unknown = arrays.elementwise(.jump, graph.constant(0), isZero, root)
    let limit = lift(arrays.multiply(half, curvature), unknown, square)
    return lift(value, arrays.elementwise(.select, isZero, limit, ratio), square)
  }

  private func power(_ base: Node, _ exponent: Double) -> Node {
    rules.arrays.elementwise(.power, base, graph.constant(exponent))
  }

  private func lift(_ value: Node, _ slope: Node, _ square: Node) -> Node {
    rules.arrays.elementwise(.lift, value, slope, square)
  }
}

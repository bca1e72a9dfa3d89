import Calculus
import Graph

/// Some nodes without the kinks that even functions do not have: `abs(x)^2` as `x^2`,
/// `cos(k*hypot(x, y))` as a function of `k^2*(x^2 + y^2)`.
///
/// Differentiated step by step, such a function goes through the kink of `abs` or `hypot`, where
/// the slope is a convention and a second derivative does not exist. Its own exists. With q = u^2,
/// where q is smooth, an even f(u) is a smooth function of q with the slope f'(u)/(2u), at u = 0
/// the limit f''(0)/2. The value is left as it is.
///
/// This is known of powers of 2 and more, of functions whose rule says so, and of products of two
/// odd functions (see `EvenForm+Odd.swift`).
package struct EvenForm {
  let graph: ExpressionGraph
  var rules: RuleExpansion
  /// What stays as it is.
  private let held: Set<Node>
  /// By node that changed: what stands for it.
  private var forms: [Node: Node] = [:]
  /// By node that bends where it is 0, as its square does not: a node of the same magnitude whose
  /// square is known.
  private(set) var roots: [Node: Node] = [:]
  /// By root: its square.
  private(set) var squares: [Node: Node] = [:]
  /// By node that is odd in what bends: what it is without the bend.
  var unbent: [Node: Unbent] = [:]
  /// By node that is an odd function of a root: the root, and the slope by it.
  var oddSlopes: [Node: (root: Node, slope: Node)] = [:]

  /// - Parameters:
  ///   - independents: what the outputs are differentiated by.
  ///   - held: nodes that count as independent of them.
  /// Cost: a look at the steps between them; a pass over these where one of them bends.
  package init(
    of outputs: [Node], by independents: [Node], holding held: [Node] = [],
    in graph: ExpressionGraph
  ) {
    self.graph = graph
    self.held = Set(held)
    rules = RuleExpansion(graph)
    let steps = NodesBetween(independents, and: outputs, in: graph, side: .ancestors)
    var bends = false
    steps.forEach { if hasSquare(graph.records[$0]) { bends = true } }
    if bends { steps.forEach { visit(Node($0)) } }
  }

  /// What stands for a node.
  package subscript(node: Node) -> Node { forms[node] ?? node }

  /// What stands for a node, as a formula to be read: where no more than squares is needed.
  package func readable(_ node: Node) -> Node {
    let steps = graph.ancestors(of: [self[node]])
    let isLifted = steps.indices.contains {
      steps[$0] && graph.records[$0].operation.isPassedThrough
    }
    return isLifted ? node : self[node]
  }

  /// Tells which nodes the slopes of some outputs' forms do not hang on.
  package func avoided(by outputs: [Node]) -> (Node) -> Bool {
    guard outputs.contains(where: { self[$0] != $0 }) else { return { _ in false } }
    let needed = graph.slopeAncestors(of: outputs.map { self[$0] })
    return { node in
      ![node, self[node]].contains { Int($0.index) < needed.count && needed[Int($0.index)] }
    }
  }

  func hasSquare(_ record: ExpressionGraph.Record) -> Bool {
    record.operation.isComputed && record.operation.traits.hasSquare
  }

  private mutating func visit(_ node: Node) {
    let record = graph[node]
    // A name that is held as independent stays the node that it is.
    guard record.operation.isComputed, !record.operation.isHold, !held.contains(node) else {
      return
    }
    let operands = graph.operands(of: node)
    if operands.contains(where: { forms[$0] != nil }) {
      forms[node] = graph.copy(of: record, operands.map { self[$0] })
    }
    if let root = root(node, record, operands) {
      roots[node] = root
      squares[root] = squares[root] ?? square(of: root)
    }
    appendOdd(node, record, operands)
    if let form = smoothForm(node, record, operands) ?? evenForm(node, record, operands) {
      forms[node] = form
    }
  }

  // MARK: - Roots

  /// What bends and has a step's magnitude: a root itself, or one of its multiples, with the factor
  /// inside, so that nothing overflows which did not before.
  private mutating func root(
    _ node: Node, _ record: ExpressionGraph.Record, _ operands: [Node]
  ) -> Node? {
    if hasSquare(record) {
      // hypot(abs(x), y) has the magnitude of hypot(x, y).
      let inner = operands.map { magnitude($0) }
      return inner == operands.map { self[$0] } ? self[node] : graph.copy(of: record, inner)
    }
    switch record.operation {
    case .negate: return roots[operands[0]]
    case .multiply:
      if let left = roots[operands[0]] {
        return scaled(left, .multiply, by: magnitude(operands[1]))
      }
      return roots[operands[1]].flatMap { scaled($0, .multiply, by: self[operands[0]]) }
    case .divide:
      return roots[operands[0]].flatMap { scaled($0, .divide, by: magnitude(operands[1])) }
    default: return nil
    }
  }

  /// k·hypot(x, y) has the magnitude of hypot(k·x, k·y), and so for every root.
  private func scaled(_ root: Node, _ operation: Operation, by factor: Node) -> Node? {
    let record = graph[root]
    let shape = graph.shape(of: factor)
    guard shape.isScalar || shape == graph.shape(of: root) else { return nil }
    let operands = graph.operands(of: root).map {
      rules.arrays.elementwise(operation, $0, factor)
    }
    return graph.copy(of: record, operands)
  }

  /// A node, or what has its magnitude and does not bend.
  private mutating func magnitude(_ node: Node) -> Node {
    roots[node].flatMap { squares[$0] }.flatMap(base) ?? self[node]
  }

  /// The square of what bends, in which squares of what bends are theirs.
  private mutating func square(of root: Node) -> Node? {
    rules.expand(.square, of: root).map(smoothSquares)
  }

  /// A rule's sum of squares, each of which may be known.
  private func smoothSquares(_ sum: Node) -> Node {
    let record = graph[sum]
    if let base = base(of: sum) { return roots[base].flatMap { squares[$0] } ?? sum }
    guard record.operation == .add else { return sum }
    return rules.arrays.elementwise(
      .add, smoothSquares(Node(record.a)), smoothSquares(Node(record.b)))
  }

  /// What a square is the square of, where that is a node: of `abs(x)` it is x.
  func base(of square: Node) -> Node? {
    let record = graph[square]
    guard record.operation == .power, graph.constantValue(Node(record.b)) == 2 else { return nil }
    return Node(record.a)
  }

  // MARK: - Even functions

  /// An even function of what bends, smooth; nil for anything else.
  private mutating func smoothForm(
    _ node: Node, _ record: ExpressionGraph.Record, _ operands: [Node]
  ) -> Node? {
    guard record.operation.isPrimitive else { return nil }
    // The order of a Bessel function stands before what it is a function of.
    let position = record.operation.primitive.constantParameters.count
    guard position < operands.count, let root = roots[operands[position]],
      let square = squares[root]
    else { return nil }
    if record.operation == .multiply { return operands[0] == operands[1] ? square : nil }
    if record.operation == .power {
      return graph.constantValue(operands[1]).flatMap { smoothPower(node, square, $0) }
    }
    guard record.operation.primitive.curvature != nil else { return nil }
    return lifted(node, operand: position, of: operands.map { self[$0] }, square)
  }

  /// |u|^p as a power of u^2, where p is even, and else with the slope p/2*|u|^(p - 2).
  private func smoothPower(_ node: Node, _ square: Node, _ exponent: Double) -> Node? {
    guard exponent >= 2 else { return nil }
    if exponent == 2 { return square }
    if exponent.truncatingRemainder(dividingBy: 2) == 0 {
      return base(of: square).map { power($0, exponent) } ?? power(square, exponent / 2)
    }
    let root = Node(graph[self[node]].a)
    let slope = rules.arrays.multiply(graph.constant(exponent / 2), power(root, exponent - 2))
    return lift(
      self[node], completed(slope, at: root, with: graph.constant(0), square), square)
  }

  /// f(u) with the slope f'(u)/(2u) by u^2; where u^2 is the square of a node, f of that.
  private mutating func lifted(
    _ node: Node, operand position: Int, of operands: [Node], _ square: Node
  ) -> Node? {
    let value = self[node]
    let root = operands[position]
    guard let curvature = rules.expand(.curvature, of: value),
      graph.constantValue(curvature)?.isNaN != true
    else { return nil }
    if let base = base(of: square) {
      var operands = operands
      operands[position] = base
      return graph.copy(of: graph[value], operands)
    }
    guard case .node(let slope) = rules.partial(of: value, operand: position) else { return nil }
    let arrays = rules.arrays
    let ratio = arrays.elementwise(
      .divide, slope, arrays.multiply(graph.constant(2), root))
    let limit = arrays.multiply(graph.constant(0.5), curvature)
    return lift(value, completed(ratio, at: root, with: limit, square), square)
  }

  /// A slope by u^2 with its limit where u is 0. Of the limit no more is known than that a first
  /// derivative vanishes with u.
  func completed(
    _ slope: Node, at root: Node, with limit: Node, _ square: Node
  ) -> Node {
    let isZero = rules.arrays.elementwise(.equal, root, graph.constant(0))
    let unknown = rules.arrays.elementwise(.jump, graph.constant(0), isZero, root)
    return rules.arrays.guarded(isZero, lift(limit, unknown, square), slope)
  }

  private func power(_ base: Node, _ exponent: Double) -> Node {
    rules.arrays.elementwise(.power, base, graph.constant(exponent))
  }

  func lift(_ value: Node, _ slope: Node, _ square: Node) -> Node {
    rules.arrays.elementwise(.lift, value, slope, square)
  }
}

import Calculus
import Graph

/// Odd functions of what bends, and what is even of them: `abs(x)*tanh(abs(x))` is `x*tanh(x)`, and
/// `r*tanh(r)` with r = hypot(x, y) is a smooth function of r^2.
extension EvenForm {
  /// A node that is `sign(carrier)*node`, where `node` does not bend. Both have the same magnitude
  /// to the bit, since odd kernels keep it.
  struct Unbent {
    let carrier: Node
    let node: Node
  }

  /// Notes whether a step is odd in what bends.
  mutating func appendOdd(_ node: Node, _ record: ExpressionGraph.Record, _ operands: [Node]) {
    if let part = unbentPart(node, record, operands) { unbent[node] = part }
    if let part = oddPart(node, record, operands) { oddSlopes[node] = part }
  }

  private func unbentPart(
    _ node: Node, _ record: ExpressionGraph.Record, _ operands: [Node]
  ) -> Unbent? {
    if hasSquare(record) {
      guard let smooth = roots[node].flatMap({ squares[$0] }).flatMap(base),
        graph.shape(of: smooth) == graph.shape(of: node)
      else { return nil }
      return Unbent(carrier: smooth, node: smooth)
    }
    guard record.operation.isPrimitive, let first = operands.first else { return nil }
    let parts = operands.map { unbent[$0] }
    switch record.operation {
    case .add, .subtract:
      guard let a = parts[0], let b = parts[1], a.carrier == b.carrier else { return nil }
      return Unbent(carrier: a.carrier, node: graph.copy(of: record, [a.node, b.node]))
    case .multiply, .divide:
      return scaled(record, operands, parts)
    default:
      guard record.operation.traits.isOdd, let part = unbent[first] else { return nil }
      return Unbent(carrier: part.carrier, node: graph.copy(of: record, [part.node]))
    }
  }

  /// A multiple of what is odd.
  private func scaled(
    _ record: ExpressionGraph.Record, _ operands: [Node], _ parts: [Unbent?]
  ) -> Unbent? {
    switch (parts[0], parts[1]) {
    case (let part?, nil):
      return Unbent(
        carrier: part.carrier, node: graph.copy(of: record, [part.node, self[operands[1]]]))
    case (nil, let part?) where record.operation == .multiply:
      return Unbent(
        carrier: part.carrier, node: graph.copy(of: record, [self[operands[0]], part.node]))
    case (nil, _), (_?, _?): return nil
    }
  }

  /// A root, or a function of it that is odd and 0 at 0, with its slope.
  private mutating func oddPart(
    _ node: Node, _ record: ExpressionGraph.Record, _ operands: [Node]
  ) -> (root: Node, slope: Node)? {
    if let root = roots[node], root == self[node] { return (root, graph.constant(1)) }
    guard record.operation.isPrimitive, record.operation.traits.isOdd,
      !record.operation.traits.hasKink, let root = roots[operands[0]], root == self[operands[0]],
      record.operation.primitive.value.apply([0]) == 0,
      case .node(let slope) = rules.partial(of: self[node], operand: 0)
    else { return nil }
    return (root, slope)
  }

  /// What stands for an even function of odd ones: the product of two, or a function of one.
  mutating func evenForm(
    _ node: Node, _ record: ExpressionGraph.Record, _ operands: [Node]
  ) -> Node? {
    guard record.operation.isPrimitive, let first = operands.first else { return nil }
    switch record.operation {
    case .multiply:
      if let a = unbent[first], let b = unbent[operands[1]], a.carrier == b.carrier {
        return graph.copy(of: record, [a.node, b.node])
      }
      return liftedProduct(node, operands)
    case .power:
      guard let exponent = graph.constantValue(operands[1]), exponent >= 2,
        exponent.truncatingRemainder(dividingBy: 2) == 0, let part = unbent[first]
      else { return nil }
      return graph.copy(of: record, [part.node, operands[1]])
    default:
      guard record.operation.traits.isEven, !record.operation.traits.hasKink,
        let part = unbent[first]
      else { return nil }
      return graph.copy(of: record, [part.node])
    }
  }

  /// f(u)*g(u), both odd, with the slope (f*g)'/(2u) by u^2 and its limit f'(0)*g'(0).
  private func liftedProduct(_ node: Node, _ operands: [Node]) -> Node? {
    guard let f = oddSlopes[operands[0]], let g = oddSlopes[operands[1]], f.root == g.root,
      let square = squares[f.root]
    else { return nil }
    let arrays = rules.arrays
    let slope = arrays.elementwise(
      .add, arrays.elementwise(.multiply, f.slope, self[operands[1]]),
      arrays.elementwise(.multiply, self[operands[0]], g.slope))
    let ratio = arrays.elementwise(
      .divide, slope, arrays.multiply(graph.constant(2), f.root))
    let limit = arrays.elementwise(.multiply, f.slope, g.slope)
    return lift(self[node], completed(ratio, at: f.root, with: limit, square), square)
  }
}

import Calculus
import Diagnostics
import Language
import Numerics

/// `diff`, `grad`, `jacobian` and `hessian` inside a program.
extension Lowering {
  /// The node that stands for a name that the program differentiates by: never shared with an equal
  /// expression, so that with `a = x^2` the derivative of `x^2 + a` by `a` is 1.
  mutating func held(_ node: Node) -> Node {
    defer { heldCount += 1 }
    return graph.makeArray(
      .hold, [node.index], graph.shape(of: node), parameters: [heldCount])
  }

  /// The derivative whose arguments lie on top of the stack takes their place.
  mutating func differentiate(_ step: Step) throws(LoweringError) {
    let first = stack.count - Int(step.count)
    let (target, independent) = (Node(stack[first]), Node(stack[first + 1]))
    guard let function = DerivativeFunction(rawValue: step.payload) else { return }
    guard graph[independent].operation == .input || graph[independent].operation == .hold else {
      throw .derivativeByExpression(
        function: function.name, place(step).operands.dropFirst().first ?? place(step).span)
    }
    var known = graph.count
    heldArguments = arguments.filter { $0 != independent }
    let node = try derivative(function, target, independent, step, &known)
    innerDerivatives.append(
      .init(target: target, independent: independent, derivative: node))
    try countExpansions(graph.count - known, step)
    noteOrigin(step.origin)
    stack.removeLast(Int(step.count))
    stack.append(node.index)
  }

  /// - Parameter known: how many nodes are counted already.
  private mutating func derivative(
    _ function: DerivativeFunction, _ target: Node, _ independent: Node, _ step: Step,
    _ known: inout Int
  ) throws(LoweringError) -> Node {
    let order: Int
    do throws(ShapeError) {
      switch function {
      case .diff: order = try self.order(step, by: independent)
      case .grad: return try gradient(target, independent, function)
      case .jacobian: return try jacobian(target, independent)
      case .hessian:
        return try jacobian(try gradient(target, independent, function), independent)
      }
    } catch {
      throw .shape(error, place(step))
    }
    return try repeated(target, independent, step, order, &known)
  }

  /// The arguments of the function in whose body the derivative stands, as far as they are held: they
  /// are values, and the derivative by another name does not see what they were computed from.
  private var arguments: [Node] {
    guard let frame = frames.last else { return [] }
    return stack[frame.base..<frame.base + frame.argumentCount].map { Node($0) }
      .filter { graph[$0].operation == .hold }
  }

  private func place(_ step: Step) -> Place { Place(ofOrigin: step.origin, in: source) }

  /// The order of `diff(f, x, n)`; 1 without it.
  private func order(_ step: Step, by independent: Node) throws(ShapeError) -> Int {
    let shape = graph.shape(of: independent)
    guard shape.isScalar else { throw .notScalar(function: "diff", shape, operand: 1) }
    guard step.count == 3 else { return 1 }
    let value = graph.matrixWithoutInputs(Node(stack[stack.count - 1]))
    guard let value, value.shape.isScalar, value.elements[0] == value.elements[0].rounded(),
      value.elements[0].isFinite
    else { throw .notConstant(function: "diff", parameter: "n", operand: 2) }
    guard let order = Int(exactly: value.elements[0]), (0...Lowering.greatestOrder).contains(order)
    else {
      throw .outOfRange(
        function: "diff", parameter: "n", value.elements[0], most: Lowering.greatestOrder,
        operand: 2)
    }
    return order
  }

  private static let greatestOrder = 1000

  /// From this order on the derivative is not taken again and again.
  private static let leastHigh = 4

  /// `diff(f, x, n)`.
  ///
  /// - Parameter known: the nodes that are counted already.
  private mutating func repeated(
    _ target: Node, _ independent: Node, _ step: Step, _ order: Int, _ known: inout Int
  ) throws(LoweringError) -> Node {
    let zero = zeros(graph.shape(of: target))
    if order >= Lowering.leastHigh {
      let limit = Lowering.expansionLimit - expansionCount
      switch transforms.derivative(
        of: target, by: independent, order: order, holding: heldArguments, in: graph, limit: limit)
      {
      case .node(let node): return node ?? zero
      case .tooLarge(let count):
        throw .derivativeTooLarge(span(ofOrigin: step.origin), nodeCount: count)
      case .unknown: break
      }
    }
    let one = graph.constant(1)
    var node = target
    for _ in 0..<order {
      node =
        transforms.tangent(
          of: node, by: independent, direction: one, holding: heldArguments, in: graph) ?? zero
      try countExpansions(graph.count - known, step)
      known = graph.count
    }
    return node
  }

  private func gradient(
    _ target: Node, _ independent: Node, _ function: DerivativeFunction
  ) throws(ShapeError) -> Node {
    let shape = graph.shape(of: target)
    guard shape.isScalar else { throw .notScalar(function: function.name, shape, operand: 0) }
    return transforms.adjoint(
      of: target, by: independent, weight: graph.constant(1), holding: heldArguments, in: graph)
      ?? zeros(graph.shape(of: independent))
  }

  /// A row for each element of the target, a column for each of the independent, both in the order
  /// of `vec`: by columns or by rows, whichever are fewer.
  private func jacobian(_ target: Node, _ independent: Node) throws(ShapeError) -> Node {
    let (rows, columns) = (graph.shape(of: target).count, graph.shape(of: independent).count)
    let shape = try Shape.checked(rows, columns)
    guard rows > 0, columns > 0 else { return zeros(shape) }
    let known = graph.count
    if columns <= rows {
      let parts = try (0..<columns).map { element throws(ShapeError) in
        if isTooMuch(since: known) { return zeros(Shape(rows, 1)).index }
        let direction = unit(element, like: independent)
        let slope = transforms.tangent(
          of: target, by: independent, direction: direction, holding: heldArguments, in: graph)
        return vector(slope ?? zeros(graph.shape(of: target))).index
      }
      return try builder.join(.beside, parts[...])
    }
    let parts = try (0..<rows).map { element throws(ShapeError) in
      if isTooMuch(since: known) { return zeros(Shape(1, columns)).index }
      let weight = unit(element, like: target)
      let slope = transforms.adjoint(
        of: target, by: independent, weight: weight, holding: heldArguments, in: graph)
      return builder.transpose(vector(slope ?? zeros(graph.shape(of: independent))).index).index
    }
    return try builder.join(.stack, parts[...])
  }

  /// Whether a derivative has more steps than are allowed: the rest is then left out, and all of it
  /// refused when its steps are counted.
  private func isTooMuch(since known: Int) -> Bool {
    graph.count - known > Lowering.expansionLimit
  }

  private func zeros(_ shape: Shape) -> Node { builder.expand(graph.constant(0), to: shape) }

  private func vector(_ node: Node) -> Node {
    builder.step(.reshape, [node.index], Shape(graph.shape(of: node).count, 1))
  }

  /// An array with a 1 in one place.
  private func unit(_ element: Int, like node: Node) -> Node {
    let shape = graph.shape(of: node)
    guard !shape.isScalar else { return graph.constant(1) }
    return builder.step(
      .place, [graph.constant(1).index], shape,
      parameters: Picks(row: element % shape.rows, column: element / shape.rows).parameters)
  }
}

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
  mutating func differentiate(_ instruction: Instruction) throws(LoweringError) {
    let first = stack.count - Int(instruction.count)
    let (target, independent) = (Node(stack[first]), Node(stack[first + 1]))
    guard let function = DerivativeFunction(rawValue: instruction.payload) else {
      preconditionFailure("the instruction names one of these functions")
    }
    guard let names = graph.independentNames(independent) else {
      let span = location(instruction).operands.dropFirst().first ?? location(instruction).span
      let operation = graph[independent].operation
      throw operation == .beside || operation == .stack
        ? .derivativeByList(function: function.name, span)
        : .derivativeByExpression(function: function.name, span)
    }
    let known = graph.count
    heldArguments = arguments.filter { !names.contains($0) }
    let order: Int
    do throws(ShapeError) {
      order = try checked(function, target, independent, instruction)
    } catch {
      throw .shape(error, location(instruction))
    }
    let node: Node
    switch transforms.derivative(
      function, of: target, by: independent, order: order, holding: heldArguments, in: graph,
      limit: Lowering.expansionLimit - expansionCount)
    {
    case .node(let derivative): node = derivative
    case .tooLarge(let count):
      throw .derivativeTooLarge(span(ofOrigin: instruction.origin), nodeCount: count)
    }
    innerDerivatives.append(
      .init(
        target: target, independent: independent, derivative: node, origin: instruction.origin))
    noteComparisons(from: known)
    try countExpansions(graph.count - known, instruction)
    noteOrigin(instruction.origin)
    stack.removeLast(Int(instruction.count))
    stack.append(node.index)
  }

  private mutating func noteComparisons(from first: Int) {
    for index in first..<graph.count where graph.records[index].operation.isComparison {
      ruleComparisons.insert(Int32(truncatingIfNeeded: index))
    }
  }

  /// Checks the shapes of what is differentiated and of the result; the order, 1 for all but
  /// `diff`.
  private func checked(
    _ function: DerivativeFunction, _ target: Node, _ independent: Node, _ instruction: Instruction
  ) throws(ShapeError) -> Int {
    let (shape, own) = (graph.shape(of: target), graph.shape(of: independent))
    switch function {
    case .diff: return try order(instruction, by: independent)
    case .grad, .hessian:
      guard shape.isScalar else { throw .notScalar(function: function.name, shape, operand: 0) }
      if function == .hessian { _ = try Shape.checked(own.count, own.count) }
    case .jacobian: _ = try Shape.checked(shape.count, own.count)
    }
    return 1
  }

  /// The arguments of the function in whose body the derivative stands, as far as they are held:
  /// they are values, and the derivative by another name does not see what they were computed from.
  private var arguments: [Node] {
    guard let frame = frames.last else { return [] }
    return stack[frame.base..<frame.base + frame.argumentCount].map { Node($0) }
      .filter { graph[$0].operation.isHold }
  }

  private func location(_ instruction: Instruction) -> SyntaxLocation {
    SyntaxLocation(ofOrigin: instruction.origin, in: source)
  }

  /// The order of `diff(f, x, n)`; 1 without it.
  private func order(_ instruction: Instruction, by independent: Node) throws(ShapeError) -> Int {
    let shape = graph.shape(of: independent)
    guard shape.isScalar else { throw .notScalar(function: "diff", shape, operand: 1) }
    guard instruction.count == 3 else { return 1 }
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
}

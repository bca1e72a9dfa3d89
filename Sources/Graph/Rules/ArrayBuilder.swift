import Calculus
import Numerics

/// Builds nodes with the meaning that the language gives to operators and functions of arrays.
///
/// Lowering builds the user's program with it, as written; rule expansion builds derivatives, where
/// what changes no bit is left out.
package struct ArrayBuilder {
  package let graph: ExpressionGraph
  /// Whether nodes are simplified by the identities that keep every bit.
  let simplifies: Bool
  /// Whether a formula is being executed, whose own numbers are computed at once: `n - 1`.
  private var isInFormula = false
  /// While a loop's body is made: the number of the step, which places may hang on.
  var step: StepNumber?
  /// The formulas of array operations, translated when first used.
  private var formulas: [Int32: Template] = [:]

  package init(_ graph: ExpressionGraph, simplifies: Bool) {
    self.graph = graph
    self.simplifies = simplifies
  }

  func shape(_ node: Int32) -> Shape { graph.shape(at: node) }

  // MARK: - Element by element

  /// A primitive applied element by element; dimensions of 1 are repeated.
  ///
  /// - Parameter isGuard: whether it is a rule's guard, and no `if` of its own.
  package func elementwise(
    _ operation: Operation, _ operands: ArraySlice<Int32>, isGuard: Bool = false
  ) throws(ShapeError) -> Node {
    var result = Shape.scalar
    var shaper = operands.startIndex
    for index in operands.indices {
      let shape = shape(operands[index])
      guard let common = result.broadcast(with: shape) else {
        throw .elementwise(
          self.shape(operands[shaper]), shape,
          operands: [shaper - operands.startIndex, index - operands.startIndex])
      }
      if common != result { shaper = index }
      result = common
    }
    let spread = simplifies ? operands.map { unexpanded($0, operands) } : Array(operands)
    let expanded = try spread.map { operand throws(ShapeError) in
      let shape = shape(operand)
      return shape == result || shape.isScalar
        ? operand : try expand(Node(operand), to: .checked(result.rows, result.columns)).index
    }
    if isInFormula, !simplifies, result.isScalar {
      let numbers = expanded.compactMap { graph.constantValue(Node($0)) }
      if numbers.count == expanded.count {
        return graph.constant(operation.primitive.value.apply(numbers))
      }
    }
    if isGuard {
      return expanded.withUnsafeBufferPointer { graph.makeSimplifiedGuard(operands: $0) }
    }
    return simplifies
      ? graph.makeSimplified(operation, operands: expanded[...])
      : graph.make(operation, operands: expanded[...])
  }

  /// A scalar that was repeated can stand for itself where another operand has the full shape.
  private func unexpanded(_ operand: Int32, _ all: ArraySlice<Int32>) -> Int32 {
    let record = graph.records[Int(operand)]
    guard record.operation.isExpand, graph.records[Int(record.a)].shape == 0,
      all.contains(where: {
        let other = graph.records[Int($0)]
        return other.shape == record.shape && !other.operation.isExpand
      })
    else { return operand }
    return record.a
  }

  /// The node repeated over rows or columns, of which it has one; itself where it has the shape.
  package func expand(_ node: Node, to shape: Shape) -> Node {
    graph.shape(of: node) == shape ? node : graph.makeArray(.expand, [node.index], shape)
  }

  /// The sum over repeated rows and columns: the adjoint of `expand`.
  func sum(_ node: Node, to shape: Shape) -> Node {
    if graph.shape(of: node) == shape { return node }
    let record = graph[node]
    // The sum of what was repeated from that very shape, and only once, is itself.
    if simplifies, record.operation.isExpand, graph.shape(of: node).count == 1 {
      return Node(record.a)
    }
    return graph.makeArray(.sum, [node.index], shape)
  }

  // MARK: - Steps

  /// The node of an array operation whose shape is found by its rule.
  package func step(
    _ operation: Operation, _ operands: [Int32], constants: [Int] = []
  ) throws(ShapeError) -> Node {
    let array = operation.array
    let (shape, parameters) = try array.shape(operands.map { self.shape($0) }, constants)
    return step(operation, operands, shape, parameters: parameters)
  }

  /// The node of an array operation with a known shape; the operand itself where nothing changes.
  package func step(
    _ operation: Operation, _ operands: [Int32], _ shape: Shape, parameters: [Int32] = []
  ) -> Node {
    let array = operation.array
    if operands.count == 1, self.shape(operands[0]) == shape, operation.keepsEqualShape {
      return Node(operands[0])
    }
    var operands = operands
    if let factor = array.factor {
      operands.insert(graph.factor(factor, of: operands[0]).index, at: 1)
    }
    return graph.makeArray(operation, operands, shape, parameters: parameters)
  }

  /// A function of the language on arrays, with its arguments.
  package mutating func call(
    _ operation: Operation, _ arguments: ArraySlice<Int32>
  ) throws(ShapeError) -> Node {
    let array = operation.array
    if case .count(let count) = array.meaning {
      return graph.constant(Double(count(shape(arguments[arguments.startIndex]))))
    }
    let operands = Array(arguments.prefix(array.operandCount))
    var constants: [Int] = []
    for (index, argument) in arguments.enumerated().dropFirst(array.operandCount) {
      let value = graph.matrixWithoutInputs(Node(argument))
      guard let number = value?.elements.first, value?.shape == .scalar,
        number == number.rounded(), number.isFinite
      else {
        throw .notConstant(
          function: array.name, parameter: array.parameters[index], operand: index)
      }
      constants.append(try wholeNumber(number, array, index))
    }
    let (shape, parameters) = try array.shape(operands.map { self.shape($0) }, constants)
    switch array.meaning {
    case .step(.columnwise, _) where constants.first == Dimension.alongRows.rawValue:
      return alongRows(operation, operands[0])
    case .step(.reduction(.powerNorm), _):
      return try powerNorm(operation, operands[0], operands[1], shape)
    case .step: return step(operation, operands, shape, parameters: parameters)
    case .builtFromShape(.diagonal): return try diagonal(operands[0])
    case .builtFromShape(.product): return try product(ofElements: operands[0], shape)
    case .builtFromShape(.running(let fold)):
      return try running(fold, operands[0], along: Dimension(ofStep: parameters[0]))
    case .builtFromShape(.softmax): return softmax(operands[0], to: self.shape(operands[1]))
    case .body: preconditionFailure("a loop is made with its body")
    case .formula, .count:
      let outer = isInFormula
      isInFormula = true
      defer { isInFormula = outer }
      return try run(formula(operation, arguments.count), Array(arguments), inherited: [])
    }
  }

  /// A whole number that is given as an argument.
  private func wholeNumber(
    _ number: Double, _ array: ArrayOperation, _ index: Int
  ) throws(ShapeError) -> Int {
    if number.magnitude < 0x1p53 { return Int(number) }
    switch array.constants[index - array.operandCount] {
    // A diagonal beyond all others is like the last one.
    case .diagonal: return number < 0 ? -Shape.mostElements : Shape.mostElements
    case .dimension: throw .dimension(function: array.name, operand: index)
    case .size(let name):
      throw .outOfRange(
        function: array.name, parameter: name, number, most: Shape.mostElements, operand: index)
    }
  }

  // MARK: - Templates

  private mutating func formula(_ operation: Operation, _ count: Int) -> Template {
    let key = Int32(operation.rawValue) << 4 | Int32(truncatingIfNeeded: count)
    if let known = formulas[key] { return known }
    guard let template = RuleTemplates.template(.formula(count), of: operation, in: graph) else {
      preconditionFailure("\(operation.name) has a formula")
    }
    formulas[key] = template
    return template
  }

  /// Executes a template of a rule or a formula.
  ///
  /// - Parameter inherited: the parameters of the node whose rule it is.
  mutating func run(
    _ template: Template, _ arguments: [Int32], inherited: [Int32]
  ) throws(ShapeError) -> Node {
    var stack: [Int32] = []
    for instruction in template.instructions {
      let first = stack.count - instruction.taken
      let node: Int32
      switch instruction.kind {
      case .parameter: node = arguments[Int(instruction.payload)]
      case .node: node = instruction.payload
      case .allIndices: node = ArrayBuilder.allIndices
      case .number, .lastIndex, .apply, .syntax, .matrixOperator, .array, .guarded, .shaped,
        .inherited, .call, .iterate, .iterateBuiltin, .derivative, .local, .localDefinition,
        .block:
        node = try perform(instruction, stack[first...], inherited).index
      }
      stack.removeLast(instruction.taken)
      stack.append(node)
    }
    return Node(stack[0])
  }

  /// The mark for `:`, which is no node.
  static let allIndices: Int32 = -1

  /// What an instruction makes of its operands.
  mutating func perform(
    _ instruction: Instruction, _ operands: ArraySlice<Int32>, _ inherited: [Int32]
  ) throws(ShapeError) -> Node {
    let operation = instruction.operation
    switch instruction.kind {
    case .apply: return try elementwise(operation, operands)
    case .guarded: return try elementwise(operation, operands, isGuard: true)
    case .matrixOperator:
      let (left, right) = (operands[operands.startIndex], operands[operands.startIndex + 1])
      switch operation {
      case .multiply: return try multiply(left, right)
      case .divide: return try divide(left, right)
      default: return try power(left, right)
      }
    case .syntax:
      guard let syntax = ArraySyntax(rawValue: instruction.payload) else {
        preconditionFailure("the instruction has a syntax")
      }
      return try self.syntax(syntax, operands)
    case .array: return try call(operation, operands)
    case .shaped:
      let shape = shape(operands[operands.endIndex - 1])
      return step(
        operation, Array(operands.dropLast()), shape,
        parameters: operation == .place ? inherited : [])
    case .inherited:
      guard !inherited.isEmpty else { return try call(operation, operands) }
      let operand = operands[operands.startIndex]
      let shape =
        operation == .index ? Picks(inherited).shape : shape(operand)
      return step(operation, [operand], shape, parameters: inherited)
    case .parameter, .node, .number, .allIndices, .lastIndex, .call, .iterate, .iterateBuiltin,
      .derivative, .local, .localDefinition, .block:
      preconditionFailure("rules and formulas have no such instruction")
    }
  }

  private mutating func syntax(
    _ syntax: ArraySyntax, _ operands: ArraySlice<Int32>
  ) throws(ShapeError) -> Node {
    let first = operands.first ?? 0
    switch syntax {
    case .transpose: return transpose(first)
    case .leftDivide: return try leftDivide(first, operands[operands.startIndex + 1])
    case .range: return try range(operands)
    case .row: return try join(.beside, operands)
    case .matrix: return try join(.stack, operands)
    case .index: return try index(first, operands.dropFirst())
    }
  }
}

extension Operation {
  /// Operations that change nothing where the shape stays.
  fileprivate var keepsEqualShape: Bool {
    self == .expand || self == .sum || self == .reshape
  }
}

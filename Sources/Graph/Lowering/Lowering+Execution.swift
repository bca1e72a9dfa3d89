import Calculus
import Diagnostics
import Language
import Numerics

/// The machine that executes steps: a stack of nodes, and a stack of functions that are being
/// expanded.
extension Lowering {
  /// A function that is being expanded.
  struct Frame {
    var function: Int32
    /// The next step of the function's template.
    var position = 0
    /// Where its arguments lie: `stack[base..<base + parameters]`.
    var base: Int
    /// How many arguments it has.
    let argumentCount: Int
    /// How many more times it is applied to its own result.
    var repetitions = 0
    var key: CallKey?
    /// Of an iteration: its step, and what was counted when the function had been applied once.
    var iteration: (step: Step, count: Int, expansions: Int?)?
  }

  /// A call that was expanded: the function and its arguments.
  struct CallKey: Hashable {
    var function: Int32
    var arguments: [Int32]
  }

  mutating func execute(_ step: Step) throws(LoweringError) {
    try perform(step, base: 0)
    while let frame = frames.last {
      let steps = functions[Int(frame.function)].template.steps
      if frame.position < steps.count {
        // A body without operations costs a step too: `f(x) = x` can be repeated for ever.
        if frame.position == 0, steps.count == 1 { try countExpansions(1, steps[0]) }
        frames[frames.count - 1].position += 1
        try perform(steps[frame.position], base: frame.base)
      } else {
        try leave(frame)
      }
    }
  }

  /// The result replaces the arguments; a repeated function begins again with it.
  private mutating func leave(_ frame: Frame) throws(LoweringError) {
    let result = stack[stack.count - 1]
    stack.removeLast(stack.count - frame.base)
    stack.append(result)
    if frame.repetitions > 0 {
      try foresee(frame)
      holdArguments(of: frame.function, from: frame.base)
      frames[frames.count - 1].repetitions -= 1
      frames[frames.count - 1].position = 0
    } else {
      frames.removeLast()
      if let key = frame.key { expanded[key] = result }
    }
  }

  /// Refuses an iteration as soon as it is clear that it becomes too large: its applications make
  /// about as many operations each.
  private mutating func foresee(_ frame: Frame) throws(LoweringError) {
    guard let iteration = frame.iteration else { return }
    guard let first = iteration.expansions else {
      frames[frames.count - 1].iteration?.expansions = expansionCount
      return
    }
    let made = Double(expansionCount - first)
    guard made > Double(Lowering.trialLimit) else { return }
    let repeated = Double(iteration.count - 1 - frame.repetitions)
    let expected = Double(expansionCount) + made / repeated * Double(frame.repetitions)
    guard expected > Lowering.clearExcess * Double(Lowering.expansionLimit) else { return }
    throw .tooLarge(
      span(ofOrigin: iteration.step.origin), limit: Lowering.expansionLimit, expected: expected)
  }

  private mutating func perform(_ step: Step, base: Int) throws(LoweringError) {
    switch step.kind {
    case .parameter: stack.append(stack[base + Int(step.payload)])
    case .node: stack.append(step.payload)
    case .allIndices: stack.append(ArrayBuilder.allIndices)
    case .lastIndex: pushLastIndex(step)
    case .apply: try apply(step)
    case .matrixOperator: try apply(step, isMatrixOperator: true)
    case .syntax, .array: try build(step)
    case .number, .guarded, .shaped, .inherited: preconditionFailure("programs have no such step")
    case .call: enter(step)
    case .iterate, .iterateBuiltin: try beginIteration(step)
    case .derivative: try differentiate(step)
    }
  }

  private mutating func apply(
    _ step: Step, isMatrixOperator: Bool = false
  ) throws(LoweringError) {
    let operation = Operation(rawValue: UInt16(truncatingIfNeeded: step.payload))
    let first = stack.count - Int(step.count)
    if graph.hasArrays, stack[first...].contains(where: { graph.records[Int($0)].shape != 0 }) {
      return try build(step)
    }
    if !frames.isEmpty { try countExpansions(1, step) }
    let node: Node
    switch step.count {
    case 1: node = graph.make(operation, stack[first])
    case 2: node = graph.make(operation, stack[first], stack[first + 1])
    default:
      node = stack.withUnsafeBufferPointer {
        graph.make(operation, operands: UnsafeBufferPointer(rebasing: $0[first...]))
      }
    }
    if step.count > 1, operation.rawValue > Operation.not.rawValue {
      try checkConstants(operation, from: first, step)
    }
    noteOrigin(step.origin)
    noteWritten(node)
    for _ in 1..<step.count { stack.removeLast() }
    stack[first] = node.index
  }

  // MARK: - Arrays

  /// An operation whose meaning hangs on the shapes of its operands.
  private mutating func build(_ step: Step) throws(LoweringError) {
    let first = stack.count - step.taken
    let known = graph.count
    let node: Node
    do throws(ShapeError) {
      guard !graph.hasTooManyShapes else { throw .tooManyShapes }
      if isAlongDimension(step, first) {
        node = try alongDimension(step, first)
      } else {
        node = try builder.perform(step, Array(stack[first...])[...], [])
      }
    } catch {
      throw .shape(error, Place(ofOrigin: step.origin, in: source))
    }
    if step.kind == .apply {
      try checkConstants(
        Operation(rawValue: UInt16(truncatingIfNeeded: step.payload)), from: first, step)
    }
    if !frames.isEmpty { try countExpansions(graph.count - known, step) }
    noteOrigin(step.origin)
    noteWritten(node)
    stack.removeLast(step.taken)
    stack.append(node.index)
  }

  /// What the program compares itself is its own decision, whatever rules do.
  private mutating func noteWritten(_ node: Node) {
    if !ruleComparisons.isEmpty { ruleComparisons.remove(node.index) }
  }

  /// Whether the step is `max(A, [], 1)`: of each column.
  private func isAlongDimension(_ step: Step, _ first: Int) -> Bool {
    step.kind == .apply && step.count == 3 && reduction(step) != nil
      && graph.shape(at: stack[first + 1]) == Shape(0, 0)
  }

  private func reduction(_ step: Step) -> Operation? {
    Operation(rawValue: UInt16(truncatingIfNeeded: step.payload)).ofWholeArray
  }

  private mutating func alongDimension(_ step: Step, _ first: Int) throws(ShapeError) -> Node {
    guard let reduction = reduction(step) else { preconditionFailure("it is along a dimension") }
    do {
      return try builder.call(reduction, [stack[first], stack[first + 2]])
    } catch {
      // The dimension is the third argument as it is written.
      switch error {
      case .dimension(let function, operand: 1): throw .dimension(function: function, operand: 2)
      case .notConstant(let function, let parameter, operand: 1):
        throw .notConstant(function: function, parameter: parameter, operand: 2)
      default: throw error
      }
    }
  }

  /// `end`: how many rows, columns or elements the indexed value has.
  private mutating func pushLastIndex(_ step: Step) {
    let shape = graph.shape(at: stack[stack.count - Int(step.count)])
    let (position, count) = (step.payload >> 2, step.payload & 3)
    let last = count == 1 ? shape.count : position == 0 ? shape.rows : shape.columns
    stack.append(graph.constant(Double(last)).index)
    noteOrigin(step.origin)
  }

  /// Counts operations that expanding functions and iterations makes.
  mutating func countExpansions(_ count: Int, _ step: Step) throws(LoweringError) {
    expansionCount += count
    guard expansionCount <= allowedExpansions else {
      throw .tooLarge(
        span(ofOrigin: step.origin), limit: Lowering.expansionLimit,
        expected: isBeyondLimit ? expectedExpansions : nil)
    }
  }

  /// The order of a Bessel function and the like must be a constant whole number.
  private func checkConstants(
    _ operation: Operation, from first: Int, _ step: Step
  ) throws(LoweringError) {
    guard operation.traits.hasConstantParameters else { return }
    let primitive = operation.primitive
    for parameter in primitive.constantParameters {
      let operand = Node(stack[first + parameter])
      let value = graph.matrixWithoutInputs(operand).flatMap { $0.elements.first }
      guard let value, value == value.rounded() else {
        throw .needsConstantInteger(
          function: primitive.name, parameter: primitive.parameters[parameter],
          span(ofOrigin: step.origin))
      }
    }
  }

  private mutating func enter(_ step: Step) {
    let base = stack.count - Int(step.count)
    let key = CallKey(function: step.payload, arguments: Array(stack[base...]))
    if let known = expanded[key] {
      stack.removeLast(Int(step.count))
      stack.append(known)
    } else {
      if frames.isEmpty { expectedExpansions += functions[Int(step.payload)].size }
      holdArguments(of: step.payload, from: base)
      frames.append(
        Frame(
          function: step.payload, base: base, argumentCount: Int(step.count), key: key))
    }
  }

  /// Arguments that the function differentiates by become nodes of their own; all of them do where it
  /// differentiates by a name from outside.
  private mutating func holdArguments(of function: Int32, from base: Int) {
    guard !heldNames.isEmpty else { return }
    let name = functions[Int(function)].name
    let holdsAll = heldNames.functions.contains(name)
    for number in 0..<Int32(stack.count - base)
    where holdsAll || heldNames.contains(parameter: number, of: name) {
      stack[base + Int(number)] = held(Node(stack[base + Int(number)])).index
    }
  }

  private mutating func beginIteration(_ step: Step) throws(LoweringError) {
    // On the stack: the place of the function's name, the count, the start value.
    let start = stack.removeLast()
    let count = graph.matrixWithoutInputs(Node(stack.removeLast())).flatMap {
      $0.shape.isScalar ? $0.elements.first : nil
    }
    stack.removeLast()
    stack.append(start)
    guard let count, count == count.rounded(), count >= 0 else {
      throw .iterateNeedsCount(span(ofOrigin: step.origin))
    }
    guard count <= Double(Lowering.expansionLimit) else {
      throw .tooLarge(
        span(ofOrigin: step.origin), limit: Lowering.expansionLimit, expected: nil)
    }
    guard count > 0 else { return }
    if step.kind == .iterate {
      if frames.isEmpty { expectedExpansions += count * functions[Int(step.payload)].size }
      holdArguments(of: step.payload, from: stack.count - 1)
      frames.append(
        Frame(
          function: step.payload, base: stack.count - 1, argumentCount: 1,
          repetitions: Int(count) - 1, iteration: (step, Int(count), nil)))
      return
    }
    try countExpansions(Int(count), step)
    let operation = Operation(rawValue: UInt16(truncatingIfNeeded: step.payload))
    var node = Node(start)
    let application = Step(
      kind: operation.isArray ? .array : .apply, count: 1, payload: step.payload,
      origin: step.origin)
    for _ in 0..<Int(count) {
      if operation.isPrimitive {
        node = graph.make(operation, node.index)
      } else {
        stack[stack.count - 1] = node.index
        try build(application)
        node = Node(stack[stack.count - 1])
      }
    }
    noteOrigin(step.origin)
    stack[stack.count - 1] = node.index
  }
}

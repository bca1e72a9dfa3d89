import Calculus
import Diagnostics
import Language
import Numerics

/// Iterations that are written out step by step.
extension Lowering {
  /// Applies a function again and again to its own result: as a loop that is kept, or step by step.
  mutating func beginIteration(_ instruction: Instruction) throws(LoweringError) {
    // On the stack: the place of the function's name, the count, the start value.
    let start = stack.removeLast()
    let counted = Node(stack.removeLast())
    let count = graph.matrixWithoutInputs(counted).flatMap {
      $0.shape.isScalar ? $0.elements.first : nil
    }
    stack.removeLast()
    stack.append(start)
    guard let count, count == count.rounded(), count >= 0 else {
      if count == nil { try demandWholeNumbers(counted, instruction, operand: 1) }
      throw .iterateNeedsCount(span(ofOrigin: instruction.origin), count: count)
    }
    if instruction.kind == .iterate, beginLoop(instruction, count: count) { return }
    guard count <= Double(Lowering.expansionLimit) else {
      throw .tooLarge(
        span(ofOrigin: instruction.origin), limit: Lowering.expansionLimit, expected: nil)
    }
    guard count > 0 else { return }
    if instruction.kind == .iterate {
      if frames.isEmpty { expectedExpansions += count * functions[Int(instruction.payload)].size }
      let base = stack.count - 1
      pushStepNumber(1, of: instruction.payload)
      holdArguments(of: instruction.payload, from: base)
      frames.append(
        Frame(
          function: instruction.payload, base: base, argumentCount: stack.count - base,
          repetitions: Int(count) - 1, iteration: (instruction, Int(count), nil)))
      return
    }
    try countExpansions(Int(count), instruction)
    let operation = instruction.operation
    var node = Node(start)
    let application = Instruction(
      kind: operation.isArray ? .array : .apply, count: 1, payload: instruction.payload,
      origin: instruction.origin)
    for _ in 0..<Int(count) {
      if operation.isPrimitive {
        node = graph.make(operation, node.index)
      } else {
        stack[stack.count - 1] = node.index
        try build(application)
        node = Node(stack[stack.count - 1])
      }
    }
    noteOrigin(instruction.origin)
    stack[stack.count - 1] = node.index
  }

  /// The second argument of a function that takes the number of the step.
  mutating func pushStepNumber(_ number: Int, of function: Int32) {
    guard functions[Int(function)].parameters.count == 2 else { return }
    stack.append(graph.constant(Double(number)).index)
  }

  /// Refuses an iteration as soon as it is clear that it becomes too large: its applications make
  /// about as many operations each.
  mutating func foresee(_ frame: Frame) throws(LoweringError) {
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
      span(ofOrigin: iteration.instruction.origin), limit: Lowering.expansionLimit,
      expected: expected)
  }
}

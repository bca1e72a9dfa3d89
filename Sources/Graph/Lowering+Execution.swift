import Calculus
import Diagnostics
import Language

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
    /// How many more times it is applied to its own result.
    var repetitions = 0
    var key: CallKey?
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
        leave(frame)
      }
    }
  }

  /// The result replaces the arguments; a repeated function begins again with it.
  private mutating func leave(_ frame: Frame) {
    let result = stack[stack.count - 1]
    stack.removeLast(stack.count - frame.base)
    stack.append(result)
    if frame.repetitions > 0 {
      frames[frames.count - 1].repetitions -= 1
      frames[frames.count - 1].position = 0
    } else {
      frames.removeLast()
      if let key = frame.key { expanded[key] = result }
    }
  }

  private mutating func perform(_ step: Step, base: Int) throws(LoweringError) {
    switch step.kind {
    case .parameter: stack.append(stack[base + Int(step.payload)])
    case .node: stack.append(step.payload)
    case .apply: try apply(step)
    case .call: enter(step)
    case .iterate, .iterateBuiltin: try beginIteration(step)
    }
  }

  private mutating func apply(_ step: Step) throws(LoweringError) {
    let operation = Operation(rawValue: UInt16(truncatingIfNeeded: step.payload))
    let first = stack.count - Int(step.count)
    if !frames.isEmpty { try countExpansions(1, step) }
    let node: Node
    switch step.count {
    case 1: node = graph.make(operation, stack[first])
    case 2: node = graph.make(operation, stack[first], stack[first + 1])
    default: node = graph.make(operation, operands: stack[first...])
    }
    if step.count > 1, operation.rawValue > Operation.not.rawValue {
      try checkConstants(operation, stack[first...], step)
    }
    noteOrigin(step.origin)
    for _ in 1..<step.count { stack.removeLast() }
    stack[first] = node.index
  }

  /// Counts operations that expanding functions and iterations makes.
  private mutating func countExpansions(_ count: Int, _ step: Step) throws(LoweringError) {
    expansionCount += count
    guard expansionCount <= Lowering.expansionLimit else {
      throw .tooLarge(span(ofOrigin: step.origin), limit: Lowering.expansionLimit)
    }
  }

  /// The order of a Bessel function and the like must be a constant whole number.
  private func checkConstants(
    _ operation: Operation, _ operands: ArraySlice<Int32>, _ step: Step
  ) throws(LoweringError) {
    let primitive = operation.primitive
    for parameter in primitive.constantParameters {
      let value = graph.valueWithoutInputs(Node(operands[operands.startIndex + parameter]))
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
      frames.append(Frame(function: step.payload, base: base, key: key))
    }
  }

  private mutating func beginIteration(_ step: Step) throws(LoweringError) {
    // On the stack: the place of the function's name, the count, the start value.
    let start = stack.removeLast()
    let count = graph.valueWithoutInputs(Node(stack.removeLast()))
    stack.removeLast()
    stack.append(start)
    guard let count, count == count.rounded(), count >= 0 else {
      throw .iterateNeedsCount(span(ofOrigin: step.origin))
    }
    guard count <= Double(Lowering.expansionLimit) else {
      throw .tooLarge(span(ofOrigin: step.origin), limit: Lowering.expansionLimit)
    }
    guard count > 0 else { return }
    if step.kind == .iterate {
      frames.append(
        Frame(function: step.payload, base: stack.count - 1, repetitions: Int(count) - 1))
      return
    }
    try countExpansions(Int(count), step)
    let operation = Operation(rawValue: UInt16(truncatingIfNeeded: step.payload))
    var node = Node(start)
    for _ in 0..<Int(count) { node = graph.make(operation, node.index) }
    noteOrigin(step.origin)
    stack[stack.count - 1] = node.index
  }
}

import Calculus
import Diagnostics
import Language
import Numerics

/// The machine that executes instructions: a stack of nodes, and a stack of functions that are
/// being expanded.
extension Lowering {
  /// A function that is being expanded.
  struct Frame {
    var function: Int32
    /// The next instruction of the function's template.
    var position = 0
    /// Where its arguments lie: `stack[base..<base + parameters]`.
    var base: Int
    /// How many arguments it has.
    let argumentCount: Int
    /// How many more times it is applied to its own result.
    var repetitions = 0
    var key: CallKey?
    /// Of an iteration: its instruction, and what was counted when the function had been applied
    /// once.
    var iteration: (instruction: Instruction, count: Int, expansions: Int?)?
    /// Of a loop that is kept: the steps behind the first.
    var loop: KeptLoop?
  }

  /// A call that was expanded: the function and its arguments.
  struct CallKey: Hashable {
    var function: Int32
    var arguments: [Int32]
  }

  mutating func execute(_ instruction: Instruction) throws(LoweringError) {
    try perform(instruction, base: 0)
    try runFrames()
  }

  /// Expands what is to be expanded.
  mutating func runFrames() throws(LoweringError) {
    while let frame = frames.last {
      let instructions = functions[Int(frame.function)].template.instructions
      if frame.position < instructions.count {
        // A body without operations costs an instruction too: `f(x) = x` can be repeated for ever.
        if frame.position == 0, instructions.count == 1 { try countExpansions(1, instructions[0]) }
        frames[frames.count - 1].position += 1
        try perform(instructions[frame.position], base: frame.base)
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
      if let count = frame.iteration?.count {
        pushStepNumber(count - frame.repetitions + 1, of: frame.function)
      }
      holdArguments(of: frame.function, from: frame.base)
      frames[frames.count - 1].repetitions -= 1
      frames[frames.count - 1].position = 0
    } else {
      frames.removeLast()
      if let key = frame.key { expanded[key] = result }
      if let loop = frame.loop { finish(loop) }
    }
  }

  private mutating func perform(_ instruction: Instruction, base: Int) throws(LoweringError) {
    switch instruction.kind {
    case .parameter: stack.append(stack[base + Int(instruction.payload)])
    case .node: stack.append(captured == nil ? instruction.payload : inside(instruction.payload))
    case .allIndices: stack.append(ArrayBuilder.allIndices)
    case .lastIndex: pushLastIndex(instruction)
    case .apply: try apply(instruction)
    case .matrixOperator: try apply(instruction, isMatrixOperator: true)
    case .syntax, .array: try build(instruction)
    case .number, .guarded, .shaped, .inherited:
      preconditionFailure("programs have no such instruction")
    case .call: enter(instruction)
    case .iterate, .iterateBuiltin: try beginIteration(instruction)
    case .derivative: try differentiate(instruction)
    case .local: stack.append(stack[stack.count - Int(instruction.count)])
    case .localDefinition: noteLocal(instruction)
    case .block: closeBlock(instruction)
    }
  }

  private mutating func apply(
    _ instruction: Instruction, isMatrixOperator: Bool = false
  ) throws(LoweringError) {
    let operation = instruction.operation
    let first = stack.count - Int(instruction.count)
    if graph.hasArrays, stack[first...].contains(where: { graph.records[Int($0)].shape != 0 }) {
      return try build(instruction)
    }
    if !frames.isEmpty { try countExpansions(1, instruction) }
    let node: Node
    switch instruction.count {
    case 1: node = graph.make(operation, stack[first])
    case 2: node = graph.make(operation, stack[first], stack[first + 1])
    default:
      node = stack.withUnsafeBufferPointer {
        graph.make(operation, operands: UnsafeBufferPointer(rebasing: $0[first...]))
      }
    }
    if instruction.count > 1, operation.rawValue > Operation.not.rawValue {
      try checkConstants(operation, from: first, instruction)
    }
    noteOrigin(instruction.origin)
    noteWritten(node)
    for _ in 1..<instruction.count { stack.removeLast() }
    stack[first] = node.index
  }

  // MARK: - Arrays

  /// An operation whose meaning hangs on the shapes of its operands.
  mutating func build(_ instruction: Instruction) throws(LoweringError) {
    let first = stack.count - instruction.taken
    let known = graph.count
    let node: Node
    do throws(ShapeError) {
      guard !graph.hasTooManyShapes else { throw .tooManyShapes }
      if isAlongDimension(instruction, first) {
        node = try alongDimension(instruction, first)
      } else {
        node = try builder.perform(instruction, Array(stack[first...])[...], [])
      }
    } catch {
      throw try mistake(error, instruction, first)
    }
    if instruction.kind == .array { noteRowOfColumns(instruction, stack[first]) }
    if instruction.kind == .apply {
      try checkConstants(instruction.operation, from: first, instruction)
    }
    if !frames.isEmpty { try countExpansions(graph.count - known, instruction) }
    noteOrigin(instruction.origin)
    noteWritten(node)
    stack.removeLast(instruction.taken)
    stack.append(node.index)
  }

  /// What the program compares itself is its own decision, whatever rules do.
  private mutating func noteWritten(_ node: Node) {
    if !ruleComparisons.isEmpty { ruleComparisons.remove(node.index) }
  }

  /// `softmax(x)` of a row, which is 1 everywhere; each place in the text once.
  private mutating func noteRowOfColumns(_ instruction: Instruction, _ operand: Int32) {
    let operation = instruction.operation
    let shape = graph.shape(at: operand)
    guard instruction.count == 1, shape.rows == 1, shape.columns > 1, operation.isColumnwise
    else { return }
    let span = span(ofOrigin: instruction.origin)
    guard !rowsOfColumns.contains(where: { $0.span == span }) else { return }
    rowsOfColumns.append(.init(operation: operation, shape: shape, span: span))
  }

  /// Whether the instruction is `max(A, [], 1)`: of each column.
  private func isAlongDimension(_ instruction: Instruction, _ first: Int) -> Bool {
    instruction.kind == .apply && instruction.count == 3
      && graph.shape(at: stack[first + 1]) == Shape(0, 0)
      && instruction.operation.isOfWholeArrayToo
  }

  private mutating func alongDimension(_ instruction: Instruction, _ first: Int) throws(ShapeError)
    -> Node
  {
    do {
      return try builder.call(instruction.operation.ofWholeArray, [stack[first], stack[first + 2]])
    } catch {
      // The dimension is the third argument as it is written.
      if case .dimension(let function, operand: 1) = error {
        throw .dimension(function: function, operand: 2)
      }
      if case .notConstant(let function, let parameter, operand: 1) = error {
        throw .notConstant(function: function, parameter: parameter, operand: 2)
      }
      throw error
    }
  }

  /// `end`: how many rows, columns or elements the indexed value has.
  private mutating func pushLastIndex(_ instruction: Instruction) {
    let shape = graph.shape(at: stack[stack.count - Int(instruction.count)])
    let (position, count) = (instruction.payload >> 2, instruction.payload & 3)
    let last = count == 1 ? shape.count : position == 0 ? shape.rows : shape.columns
    stack.append(graph.constant(Double(last)).index)
    noteOrigin(instruction.origin)
  }

  /// Counts operations that expanding functions and iterations makes.
  mutating func countExpansions(_ count: Int, _ instruction: Instruction) throws(LoweringError) {
    expansionCount += count
    guard expansionCount <= allowedExpansions else {
      throw .tooLarge(
        span(ofOrigin: instruction.origin), limit: Lowering.expansionLimit,
        expected: isBeyondLimit ? expectedExpansions : nil)
    }
  }

  /// The order of a Bessel function and the like must be a constant whole number.
  private mutating func checkConstants(
    _ operation: Operation, from first: Int, _ instruction: Instruction
  ) throws(LoweringError) {
    guard operation.traits.hasConstantParameters else { return }
    let primitive = operation.primitive
    for parameter in primitive.constantParameters {
      let operand = Node(stack[first + parameter])
      let value = graph.matrixWithoutInputs(operand).flatMap { $0.elements.first }
      guard let value, value == value.rounded() else {
        try demandWholeNumbers(operand, instruction, operand: parameter)
        throw .needsConstantInteger(
          function: primitive.name, parameter: primitive.parameters[parameter],
          span(ofOrigin: instruction.origin))
      }
    }
  }

  private mutating func enter(_ instruction: Instruction) {
    let base = stack.count - Int(instruction.count)
    let key = CallKey(function: instruction.payload, arguments: Array(stack[base...]))
    if let known = expanded[key] {
      stack.removeLast(Int(instruction.count))
      stack.append(known)
    } else {
      if frames.isEmpty { expectedExpansions += functions[Int(instruction.payload)].size }
      holdArguments(of: instruction.payload, from: base)
      frames.append(
        Frame(
          function: instruction.payload, base: base, argumentCount: Int(instruction.count), key: key
        ))
    }
  }

  /// Arguments that the function differentiates by become nodes of their own; all of them do where
  /// it differentiates by a name from outside.
  mutating func holdArguments(of function: Int32, from base: Int) {
    guard !heldNames.isEmpty else { return }
    let name = functions[Int(function)].name
    let holdsAll = heldNames.functions.contains(name)
    for number in 0..<Int32(stack.count - base)
    where holdsAll || heldNames.contains(parameter: number, of: name) {
      stack[base + Int(number)] = held(Node(stack[base + Int(number)])).index
    }
  }
}

/// How many operations a call of a function expands to, known before anything is expanded.
///
/// Within a body a call with the same arguments counts once, as it is expanded once. Bodies may
/// share calls with each other, so that this is the most; as a `Double`, because it may be 2¹⁰⁰.
enum ExpansionSize {
  /// What a value on the stack is: the number of the instruction that made it,
  /// equal for equal instructions.
  private typealias Value = Int32

  private struct Key: Hashable {
    let kind: UInt8
    let payload: Int32
    let operands: [Value]
  }

  /// - Parameters:
  ///   - size: that of a function's call.
  ///   - constant: the number of steps that a node gives as an iteration's count; nil where it is
  ///     not known yet.
  static func of(
    _ template: Template, size: (_ function: Int32) -> Double,
    constant: (_ node: Int32) -> Double?
  ) -> Double {
    let instructions = template.instructions
    // Without a call there is nothing to share that matters.
    guard instructions.contains(where: { isExpanded($0) }) else {
      return Double(instructions.count { !isPushed($0) })
    }
    var known: [Key: Value] = [:]
    var stack: [Value] = []
    // By value: the node that an instruction pushed; -1 for others.
    var nodes: [Int32] = []
    var total = 0.0
    for instruction in instructions {
      let first = max(0, stack.count - instruction.taken)
      let operands = Array(stack[first...])
      stack.removeLast(stack.count - first)
      // An `end` is that of the value below it.
      let read =
        instruction.kind == .lastIndex ? [stack[stack.count - Int(instruction.count)]] : operands
      let key = Key(kind: instruction.kind.rawValue, payload: instruction.payload, operands: read)
      if let value = known[key] {
        stack.append(value)
        continue
      }
      let value = Value(truncatingIfNeeded: nodes.count)
      known[key] = value
      nodes.append(instruction.kind == .node ? instruction.payload : -1)
      stack.append(value)
      switch instruction.kind {
      case .call: total += size(instruction.payload)
      case .iterate, .iterateBuiltin:
        let count = operands.count == 3 ? nodes[Int(operands[1])] : -1
        let steps = count >= 0 ? constant(count) ?? 0 : 0
        total += steps * (instruction.kind == .iterate ? size(instruction.payload) : 1)
      case .parameter, .node, .number, .allIndices, .lastIndex: break
      case .apply, .syntax, .matrixOperator, .array, .guarded, .shaped, .inherited, .derivative:
        total += 1
      }
    }
    return total
  }

  private static func isExpanded(_ instruction: Instruction) -> Bool {
    switch instruction.kind {
    case .call, .iterate, .iterateBuiltin: true
    case .parameter, .node, .number, .allIndices, .lastIndex, .apply, .syntax, .matrixOperator,
      .array, .guarded, .shaped, .inherited, .derivative:
      false
    }
  }

  private static func isPushed(_ instruction: Instruction) -> Bool {
    switch instruction.kind {
    case .parameter, .node, .number, .allIndices, .lastIndex: true
    case .call, .iterate, .iterateBuiltin, .apply, .syntax, .matrixOperator, .array, .guarded,
      .shaped, .inherited, .derivative:
      false
    }
  }
}

/// How many operations a call of a function expands to, known before anything is expanded.
///
/// Within a body a call with the same arguments counts once, as it is expanded once. Bodies may share
/// calls with each other, so that this is the most; as a `Double`, because it may be 2¹⁰⁰.
enum ExpansionSize {
  /// What a value on the stack is: the number of the step that made it, equal for equal steps.
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
    let steps = template.steps
    // Without a call there is nothing to share that matters.
    guard steps.contains(where: { isExpanded($0) }) else {
      return Double(steps.count { !isPushed($0) })
    }
    var known: [Key: Value] = [:]
    var stack: [Value] = []
    // By value: the node that a step pushed; -1 for others.
    var nodes: [Int32] = []
    var total = 0.0
    for step in steps {
      let first = max(0, stack.count - step.taken)
      let operands = Array(stack[first...])
      stack.removeLast(stack.count - first)
      // An `end` is that of the value below it.
      let read = step.kind == .lastIndex ? [stack[stack.count - Int(step.count)]] : operands
      let key = Key(kind: step.kind.rawValue, payload: step.payload, operands: read)
      if let value = known[key] {
        stack.append(value)
        continue
      }
      let value = Value(truncatingIfNeeded: nodes.count)
      known[key] = value
      nodes.append(step.kind == .node ? step.payload : -1)
      stack.append(value)
      switch step.kind {
      case .call: total += size(step.payload)
      case .iterate, .iterateBuiltin:
        let count = operands.count == 3 ? nodes[Int(operands[1])] : -1
        let steps = count >= 0 ? constant(count) ?? 0 : 0
        total += steps * (step.kind == .iterate ? size(step.payload) : 1)
      case .parameter, .node, .number, .allIndices, .lastIndex: break
      case .apply, .syntax, .matrixOperator, .array, .guarded, .shaped, .inherited, .derivative:
        total += 1
      }
    }
    return total
  }

  private static func isExpanded(_ step: Step) -> Bool {
    switch step.kind {
    case .call, .iterate, .iterateBuiltin: true
    case .parameter, .node, .number, .allIndices, .lastIndex, .apply, .syntax, .matrixOperator,
      .array, .guarded, .shaped, .inherited, .derivative:
      false
    }
  }

  private static func isPushed(_ step: Step) -> Bool {
    switch step.kind {
    case .parameter, .node, .number, .allIndices, .lastIndex: true
    case .call, .iterate, .iterateBuiltin, .apply, .syntax, .matrixOperator, .array, .guarded,
      .shaped, .inherited, .derivative:
      false
    }
  }
}

import Diagnostics

/// What stands before a `=`: a name, or a function's name with its parameters.
extension Parser {
  /// `=`: what was read so far must be a name, or a function's name with its parameters.
  mutating func assign(_ token: Token) throws(LanguageError) {
    if let frame = frames.last {
      if frame.kind == .group { return try beginLocal(token) }
      throw crossedLine
        ? .unclosed(frame.open, end: afterPrevious)
        : .assignInsideBrackets(token.span, isCall: frame.kind == .call)
    }
    guard definition == nil else { throw .secondAssign(token.span) }
    let isPlain = operators.isEmpty && operands.count == 1 && !operands[0].isEnclosed
    guard isPlain, let root = tree.nodes.last else { throw .notDefinable(token.span) }
    if root.kind == .name, tree.nodes.count == bodyStart + 1 {
      definition = (.definition, root.payload, root.span, 0..<0)
    } else if root.kind == .call {
      let call = tree.calls[Int(root.payload)]
      guard call.count > 0, isSignature,
        tree.nodes.count == bodyStart + Int(call.count) + 1
      else {
        throw .notDefinable(token.span)
      }
      let first = Int32(truncatingIfNeeded: tree.parameters.count)
      for node in tree.nodes[bodyStart..<tree.nodes.count - 1] {
        guard node.kind == .name || node.kind == .functionName else {
          throw .notDefinable(token.span)
        }
        if let earlier = tree.parameter(named: node.payload, among: first..<Int32.max) {
          throw .duplicateParameter(node.span, first: tree.parameters[Int(earlier)].span)
        }
        tree.append(.init(symbol: node.payload, span: node.span))
      }
      definition = (
        .function, call.function, call.nameSpan,
        first..<Int32(truncatingIfNeeded: tree.parameters.count)
      )
      tree.calls.removeLast()
    } else {
      throw .notDefinable(token.span)
    }
    tree.nodes.removeLast(tree.nodes.count - bodyStart)
    operands.removeAll()
    statementStart = -1
    expectsOperand = true
  }
}

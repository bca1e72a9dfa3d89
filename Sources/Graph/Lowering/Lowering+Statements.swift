import Calculus
import Diagnostics
import Language

/// A statement: its steps and its name, or the function that it defines.
extension Lowering {
  mutating func lower(_ statement: SyntaxTree.Statement) throws(LoweringError) {
    while values.count < tree.symbols.count {
      noteLetter(of: tree.symbols.range(of: Int32(truncatingIfNeeded: values.count)))
      values.append(-1)
      callees.append(.unresolved)
    }
    defined = statement.symbol
    depth = 0
    bodyStart = Int(statement.body.lowerBound)
    depths.removeAll(keepingCapacity: true)
    if statement.kind == .function { return try define(statement) }
    for index in statement.body {
      let instruction = try translate(tree.nodes[Int(index)], tree.firstNode + index)
      try execute(instruction)
    }
    euler.endStatement()
    var node = Node(stack.removeLast())
    if statement.kind == .definition {
      if !heldNames.isEmpty, heldNames.definitions.contains(statement.symbol) {
        node = held(node)
        noteOrigin(tree.firstNode + statement.body.upperBound - 1)
      }
      if values[Int(statement.symbol)] >= 0 { throw conflict(statement) }
      if let first = locals.firstSpan(of: statement.symbol) {
        throw .duplicateDefinition(
          name: shown(statement.symbol), statement.nameSpan, first: first)
      }
      values[Int(statement.symbol)] = node.index
      definitions.append(.init(nameSpan: statement.nameSpan, node: node))
    } else {
      outputs.append(.init(nameSpan: nil, span: statement.span, node: node))
    }
  }

  /// Why a name cannot be defined that has a meaning already.
  private func conflict(_ statement: SyntaxTree.Statement) -> LoweringError {
    let name = shown(statement.symbol)
    func isSame(_ span: Span) -> Bool {
      let bytes = source.bytes[Int(span.start)..<Int(span.end)]
      return bytes.elementsEqual(source.bytes[tree.symbols.range(of: statement.symbol)])
    }
    if let first = definitions.first(where: { isSame($0.nameSpan) }) {
      return .duplicateDefinition(name: name, statement.nameSpan, first: first.nameSpan)
    }
    let use =
      (inputs.first { isSame($0.span) }?.span ?? wholeNumbers.span(where: isSame))
      ?? constants.first { $0.symbol == statement.symbol }?.span ?? statement.nameSpan
    return use.start >= statement.span.start
      ? .selfReference(name: name, use)
      : .usedBeforeDefinition(name: name, use, definition: statement.nameSpan)
  }

  private mutating func define(_ statement: SyntaxTree.Statement) throws(LoweringError) {
    let name = name(statement.symbol)
    if Operation.named(name) != nil || name == LanguageWords.iterate
      || DerivativeFunction(named: name) != nil
      || ArrayRegistry.index(named: name) != nil
    {
      throw .redefinesBuiltin(name: name, statement.nameSpan)
    }
    if case .user(let index) = callees[Int(statement.symbol)] {
      throw .duplicateDefinition(
        name: name, statement.nameSpan, first: functions[Int(index)].nameSpan)
    }
    var function = Function(
      name: statement.symbol, nameSpan: statement.nameSpan, parameters: statement.parameters)
    parameters = statement.parameters
    defer { parameters = 0..<0 }
    for index in statement.body {
      function.template.instructions.append(
        try translate(tree.nodes[Int(index)], tree.firstNode + index))
    }
    euler.endStatement()
    function.size = ExpansionSize.of(
      function.template, size: { functions[Int($0)].size },
      constant: { graph.constantValue(Node($0)) })
    callees[Int(statement.symbol)] = .user(Int32(truncatingIfNeeded: functions.count))
    functions.append(function)
  }
}

import Calculus
import Diagnostics
import Language

/// From a node of the syntax tree to an instruction: what its name means, and whether it has the
/// right number of arguments.
extension Lowering {
  mutating func translate(
    _ node: SyntaxTree.Node, _ origin: Int32
  ) throws(LoweringError) -> Instruction {
    let instruction = try instruction(for: node, origin)
    if !euler.isEmpty, node.kind == .power || node.kind == .elementPower { euler.note(node) }
    depth += 1 - instruction.taken
    if !tree.lastIndices.isEmpty || !tree.locals.isEmpty { depths.append(depth) }
    return instruction
  }

  private mutating func instruction(
    for node: SyntaxTree.Node, _ origin: Int32
  ) throws(LoweringError) -> Instruction {
    if let instruction = Instruction.written(node, origin: origin) { return instruction }
    switch node.kind {
    case .number:
      let number = graph.constant(tree.numbers[Int(node.payload)])
      noteOrigin(origin)
      return Instruction(kind: .node, payload: number.index, origin: origin)
    case .name: return try value(node, origin)
    case .functionName: return Instruction(kind: .node, payload: -1, origin: origin)
    case .localName, .localDefinition, .block: return try localInstruction(node, origin)
    case .call: return try call(tree.calls[Int(node.payload)], origin)
    case .lastIndex:
      let last = tree.lastIndices[Int(node.payload)]
      let below = depth - depths[Int(last.value) - bodyStart] + 1
      return Instruction(
        kind: .lastIndex, count: Int32(below), payload: last.position << 2 | min(last.count, 3),
        origin: origin)
    case .columnName:
      let number = try columnNumber(tree.columnNames[Int(node.payload)])
      let constant = graph.constant(Double(number))
      noteOrigin(origin)
      return Instruction(kind: .node, payload: constant.index, origin: origin)
    case .negate, .not, .add, .subtract, .multiply, .divide, .elementMultiply, .elementDivide,
      .leftDivide, .power, .elementPower, .less, .lessOrEqual, .greater, .greaterOrEqual, .equal,
      .notEqual, .and, .or, .transpose, .range, .row, .matrix, .index, .allIndices:
      preconditionFailure("operators and brackets have an instruction without a name")
    }
  }

  /// The number of a column, from 1, in the file that its value is bound to.
  private func columnNumber(
    _ column: SyntaxTree.ColumnName
  ) throws(LoweringError) -> Int {
    let value = values[Int(column.symbol)]
    let isParameter = tree.parameter(named: column.symbol, among: parameters) != nil
    // A definition may be another name of an input.
    let input = isParameter ? nil : inputs.first { $0.node.index == value }
    guard let input, let file = columns(text(input.span)) else {
      let name = name(column.symbol)
      throw .columnOfNoFile(
        name: name, column.valueSpan, point: Span(column.span.start - 1, column.span.start),
        isBound: isParameter || isBound(name) || input == nil)
    }
    return try file.number(of: text(column.span), column.span)
  }

  // MARK: - Values

  private mutating func value(
    _ node: SyntaxTree.Node, _ origin: Int32
  ) throws(LoweringError) -> Instruction {
    let symbol = node.payload
    if let index = tree.parameter(named: symbol, among: parameters) {
      euler.variableCount += 1
      return Instruction(kind: .parameter, payload: index - parameters.lowerBound, origin: origin)
    }
    let known = values[Int(symbol)]
    if known >= 0 {
      if symbol == euler.symbol {
        euler.add(node)
      } else if !constants.contains(where: { $0.symbol == symbol }) {
        euler.variableCount += 1
      }
      return Instruction(kind: .node, payload: known, origin: origin)
    }
    let found = try resolve(node, symbol)
    values[Int(symbol)] = found.index
    noteOrigin(origin)
    return Instruction(kind: .node, payload: found.index, origin: origin)
  }

  private mutating func resolve(
    _ node: SyntaxTree.Node, _ symbol: Int32
  ) throws(LoweringError) -> Node {
    if case .user = callees[Int(symbol)], !isBound(name(symbol)) {
      throw .functionWithoutArguments(name: shown(symbol), node.span)
    }
    if let whole = wholeNumber(named: symbol) {
      euler.variableCount += 1
      return graph.constant(whole)
    }
    // Constants have at most three letters; longer names are inputs without a further look.
    if tree.symbols.range(of: symbol).count <= 3 {
      let name = name(symbol)
      if let constant = LanguageWords.constant(name), !isBound(name) {
        constants.append(NamedConstant(symbol: symbol, span: node.span))
        if constant == LanguageWords.euler {
          euler.symbol = symbol
          euler.add(node)
        }
        return graph.constant(constant)
      }
    }
    if let definition = locals.firstSpan(of: symbol) {
      throw .localOutside(name: shown(symbol), node.span, definition: definition)
    }
    euler.variableCount += 1
    return addInput(name(symbol), node.span)
  }

  /// - Parameter span: where its name stands.
  @discardableResult
  mutating func addInput(_ name: String, _ span: Span) -> Node {
    let shape = shapes(name) ?? .scalar
    let input = graph.makeInput(shape)
    inputs.append(.init(span: span, node: input, shape: shape, offset: coordinateCount))
    coordinateCount += shape.count
    return input
  }

  /// Remembers what a node was made for, if it is new.
  @inline(__always)
  mutating func noteOrigin(_ origin: Int32) {
    while origins.count < graph.count { origins.append(origin) }
  }

  // MARK: - Functions

  private mutating func call(
    _ call: SyntaxTree.Call, _ origin: Int32
  ) throws(LoweringError) -> Instruction {
    if case .unresolved = callees[Int(call.function)] {
      callees[Int(call.function)] = resolveFunction(call.function)
    }
    switch callees[Int(call.function)] {
    case .user(let index):
      let expected = functions[Int(index)].parameters
      guard call.count == Int32(expected.count) else {
        throw arity(call, expected.map { shown(tree.parameters[Int($0)].symbol) }, false)
      }
      return Instruction(kind: .call, count: call.count, payload: index, origin: origin)
    case .builtin(let operation, let parameterCount):
      guard call.count == parameterCount else {
        throw arity(call, operation.primitive.parameters, false)
      }
      return Instruction(
        kind: .apply, count: call.count, payload: Int32(operation.rawValue), origin: origin)
    case .array(let operation):
      let array = operation.array
      guard array.argumentCounts.contains(Int(call.count)) else {
        throw arity(call, array.parameters, false, optional: array.optionalCount)
      }
      return Instruction(
        kind: .array, count: call.count, payload: Int32(operation.rawValue), origin: origin)
    case .extreme(let operation):
      guard call.count > 0 else { throw arity(call, ["A"], true) }
      return call.count == 1
        ? Instruction(
          kind: .array, count: 1, payload: Int32(operation.ofWholeArray.rawValue), origin: origin)
        : Instruction(
          kind: .apply, count: call.count, payload: Int32(operation.rawValue), origin: origin)
    case .iterate:
      return try iterate(call, origin)
    case .derivative(let function):
      guard call.count == 2 || call.count == 3 && function == .diff else {
        throw arity(
          call, function == .diff ? ["f", "x", "n"] : ["f", "x"], false,
          optional: function == .diff ? 1 : 0)
      }
      return Instruction(
        kind: .derivative, count: call.count, payload: function.rawValue, origin: origin)
    case .unresolved, .unknown:
      throw unknown(call)
    }
  }

  private func arity(
    _ call: SyntaxTree.Call, _ parameters: [String], _ isVariadic: Bool, optional: Int = 0
  ) -> LoweringError {
    .wrongArity(
      name: shown(call.function), call.nameSpan, parameters: parameters, isVariadic: isVariadic,
      optional: optional, given: Int(call.count))
  }

  private func resolveFunction(_ symbol: Int32) -> Callee {
    let operation = source.bytes[tree.symbols.range(of: symbol)].withUnsafeBufferPointer {
      Operation.named($0)
    }
    if let operation {
      return operation.isOfWholeArrayToo
        ? .extreme(operation)
        : .builtin(operation, parameterCount: Int32(operation.primitive.parameters.count))
    }
    let name = name(symbol)
    if name == LanguageWords.iterate { return .iterate }
    if let index = ArrayRegistry.index(named: name) { return .array(Operation(array: index)) }
    return DerivativeFunction(named: name).map { .derivative($0) } ?? .unknown
  }

  private func unknown(_ call: SyntaxTree.Call) -> LoweringError {
    let symbol = Int(call.function)
    if call.function == defined, !parameters.isEmpty {
      return .selfReference(name: shown(call.function), call.nameSpan)
    }
    if let definition = laterDefinition(of: call.function) {
      return .usedBeforeDefinition(
        name: shown(call.function), call.nameSpan, definition: definition)
    }
    let isValue =
      values[symbol] >= 0 || isBound(name(call.function))
      || locals.firstSpan(of: call.function) != nil
    return .unknownFunction(
      name: shown(call.function), call.nameSpan,
      known: functions.prefix(1000).map { shown($0.name) },
      isValue: isValue)
  }

  /// Where a function is defined that was not known yet; nil where it is not.
  private func laterDefinition(of symbol: Int32) -> Span? {
    var found: Span?
    try? Parser.forEachStatement(of: source) { _, statement in
      if statement.kind == .function, statement.symbol == symbol { found = statement.nameSpan }
      return found == nil
    }
    return found
  }

  private mutating func iterate(
    _ call: SyntaxTree.Call, _ origin: Int32
  ) throws(LoweringError) -> Instruction {
    guard call.count == 3 else { throw arity(call, ["f", "n", "x0"], false) }
    guard call.functionArgument >= 0 else { throw .iterateNeedsFunction(call.nameSpan) }
    let node = tree.nodes[Int(call.functionArgument)]
    let symbol = node.payload
    if case .unresolved = callees[Int(symbol)] { callees[Int(symbol)] = resolveFunction(symbol) }
    switch callees[Int(symbol)] {
    case .user(let index) where 1...2 ~= functions[Int(index)].parameters.count:
      return Instruction(kind: .iterate, payload: index, origin: origin)
    case .builtin(let operation, parameterCount: 1):
      return Instruction(kind: .iterateBuiltin, payload: Int32(operation.rawValue), origin: origin)
    case .array(let operation) where operation.array.argumentCounts.contains(1):
      return Instruction(kind: .iterateBuiltin, payload: Int32(operation.rawValue), origin: origin)
    case .extreme(let operation):
      return Instruction(
        kind: .iterateBuiltin, payload: Int32(operation.ofWholeArray.rawValue), origin: origin)
    case .user, .builtin, .array, .iterate, .derivative:
      throw .iterateNeedsFunction(node.span)
    case .unresolved, .unknown:
      throw unknown(
        SyntaxTree.Call(function: symbol, count: 1, nameSpan: node.span))
    }
  }
}

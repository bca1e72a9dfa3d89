import Diagnostics
import Language
import Numerics

/// Definitions inside parentheses: their values lie on the stack until the parentheses end, so that
/// every application of a function has its own.
extension Lowering {
  /// The definitions in parentheses that were read so far.
  struct Locals {
    /// One of them, as an instruction names it.
    struct Name: BitwiseCopyable {
      let symbol: Int32
      let span: Span
      /// Whether the program differentiates by it.
      let isHeld: Bool
    }

    private(set) var names = FlatArray<Name>()
    /// What was given a name, in the order in which it was made: many nodes for one name where a
    /// function is applied many times.
    var steps = FlatArray<Program.Definition>()
    private var firstSpans: [Int32: Span] = [:]

    /// Where they are defined.
    var spans: FlatArray<Span> { FlatArray(names.map(\.span)) }

    /// Where a name is defined first; nil where it is no local one.
    func firstSpan(of symbol: Int32) -> Span? { names.isEmpty ? nil : firstSpans[symbol] }

    /// - Returns: its number in `names`.
    mutating func add(_ name: Name) -> Int32 {
      if firstSpans[name.symbol] == nil { firstSpans[name.symbol] = name.span }
      names.append(name)
      return Int32(truncatingIfNeeded: names.count - 1)
    }
  }

  /// The instruction of a local name, its definition or the parentheses around it.
  mutating func localInstruction(
    _ node: SyntaxTree.Node, _ origin: Int32
  ) throws(LoweringError) -> Instruction {
    if node.kind == .block {
      return Instruction(kind: .block, count: node.payload, payload: 0, origin: origin)
    }
    let local = tree.locals[Int(node.payload)]
    if node.kind == .localName {
      euler.variableCount += 1
      let below = depth - depths[Int(local.node) - bodyStart] + 1
      return Instruction(kind: .local, count: Int32(below), payload: 0, origin: origin)
    }
    try checkIsNew(local)
    let number = locals.add(
      .init(
        symbol: local.symbol, span: local.span,
        isHeld: !heldNames.isEmpty && heldNames.locals.contains(origin)))
    return Instruction(kind: .localDefinition, count: 1, payload: number, origin: origin)
  }

  /// A local name is that of nothing else which is known where it is defined.
  private func checkIsNew(_ local: SyntaxTree.Local) throws(LoweringError) {
    let (symbol, name) = (local.symbol, shown(local.symbol))
    func hides(_ kind: LoweringError.NameKind, _ first: Span?) -> LoweringError {
      .localHides(name: name, local.span, kind, first: first)
    }
    if let parameter = tree.parameter(named: symbol, among: parameters) {
      throw hides(.parameter, tree.parameters[Int(parameter)].span)
    }
    if case .user(let function) = callees[Int(symbol)] {
      throw hides(.function, functions[Int(function)].nameSpan)
    }
    let text = self.name(symbol)
    if LanguageWords.constant(text) != nil, !isBound(text), definition(named: text) == nil {
      throw hides(.constant, nil)
    }
    guard values[Int(symbol)] >= 0 else { return }
    if let definition = definition(named: text) { throw hides(.definition, definition) }
    guard
      let use = inputs.first(where: { self.text($0.span) == text })?.span
        ?? wholeNumbers.named(text)?.span
    else { return }
    if use.start > local.span.start { throw .selfReference(name: name, use) }
    if use.start > local.open.start {
      throw .usedBeforeDefinition(name: name, use, definition: local.span)
    }
    throw hides(.input, use)
  }

  private func definition(named name: String) -> Span? {
    definitions.first { text($0.nameSpan) == name }?.nameSpan
  }

  /// Notes what the topmost node is called.
  mutating func noteLocal(_ instruction: Instruction) {
    let name = locals.names[Int(instruction.payload)]
    var node = Node(stack[stack.count - 1])
    if name.isHeld {
      node = held(node)
      noteOrigin(instruction.origin)
      stack[stack.count - 1] = node.index
    }
    locals.steps.append(.init(nameSpan: name.span, node: node))
  }

  /// The value of parentheses takes the place of their definitions.
  mutating func closeBlock(_ instruction: Instruction) {
    let value = stack.removeLast()
    stack.removeLast(Int(instruction.count) - 1)
    stack.append(value)
  }
}

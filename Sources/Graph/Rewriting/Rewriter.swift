import Calculus
import Numerics

/// Rewrites the steps of a graph by the table of identities, from the operands up.
///
/// What stands for a step is a node of the same shape. New steps are made as those of derivatives
/// are: by the identities first, and by node creation, which keeps every bit. Cost: linear in the
/// number of steps.
package struct Rewriter {
  let graph: ExpressionGraph
  let use: Identity.Use
  /// The first step of the derivative: the ones before are the program's.
  let first: Int
  var builder: ArrayBuilder
  /// By operation, what is tried, as far as such steps were met.
  private var table: [[IdentityTable.Entry]?]
  /// How often each identity was used, in the order of `Identity.all`.
  package private(set) var counts: [Int]
  /// The first step that is rewritten.
  private var start = 0
  /// From `start` on: what stands for a step.
  private var replacements: [Int32] = []
  /// Of the steps that were there at the start: whether they depend on an input.
  private var depends: [Bool] = []
  private(set) var readers: Readers?
  let flatSteps: FlatSteps

  /// A rewriter of a graph whose nodes from `first` on are those of a derivative.
  package init(_ graph: ExpressionGraph, for use: Identity.Use, derivativeFrom first: Int) {
    self.graph = graph
    self.use = use
    self.first = first
    builder = ArrayBuilder(graph, simplifies: true)
    flatSteps = FlatSteps(graph)
    table = [[IdentityTable.Entry]?](repeating: nil, count: Int(Operation.endOfAll))
    counts = [Int](repeating: 0, count: Identity.all.count)
  }

  /// Rewrites the needed ones of the steps from `start` on.
  ///
  /// - Parameters:
  ///   - roots: what the steps are needed for.
  ///   - inputs: what steps depend on that are no constants.
  package mutating func rewrite(
    _ needed: [Bool], for roots: [Node], from start: Int, inputs: [Node]
  ) {
    self.start = start
    guard needed.count > start else { return }
    readers = Readers(of: graph, needed, roots: roots, from: start)
    depends = graph.dependents(of: inputs, upTo: Node(needed.count - 1))
    replacements = (start..<needed.count).map { Int32(truncatingIfNeeded: $0) }
    for index in start..<needed.count where needed[index] {
      let record = graph.records[index]
      guard record.operation.isComputed else { continue }
      let node = Int32(truncatingIfNeeded: index)
      replacements[index - start] = rewritten(node, record)
      readers?.move(from: node, to: replacements[index - start])
    }
  }

  /// What stands for a node.
  package subscript(node: Node) -> Node { Node(replacement(node.index)) }

  private func replacement(_ node: Int32) -> Int32 {
    Int(node) < start || Int(node) - start >= replacements.count
      ? node : replacements[Int(node) - start]
  }

  private mutating func rewritten(_ node: Int32, _ record: ExpressionGraph.Record) -> Int32 {
    if let known = constant(node) { return known }
    var operands: [Int32] = []
    var isChanged = false
    graph.forEachOperand(of: record) { operand in
      operands.append(replacement(operand))
      if replacement(operand) != operand { isChanged = true }
    }
    let shape = graph.shape(of: record)
    if record.operation.isPassedThrough { return fitted(operands[0], shape) }
    let step = Step(
      record.operation, operands, shape, isGuard: record.isGuard, origin: node)
    if let found = byIdentity(step) { return found }
    guard isChanged || isSimplified(step) else { return node }
    return tried(created(step, graph.parameters(of: record)), insteadOf: step)
  }

  /// Whether a step is made anew though nothing has changed: in formulas, where a program may say
  /// `1*x`. A quotient of numbers stays as it is written.
  private func isSimplified(_ step: Step) -> Bool {
    switch use {
    case .code, .arrayCode, .display: false
    case .formulas:
      step.operation.isPrimitive
        && !step.operands.allSatisfy { graph.constantValue(Node($0)) != nil }
    }
  }

  // MARK: - Steps

  /// A step that may not be a node.
  struct Step {
    let operation: Operation
    let operands: [Int32]
    let shape: Shape
    /// Whether it is a rule's guard.
    let isGuard: Bool
    /// The node that it is or was; -1: none.
    let origin: Int32
    /// Whether it is a choice in whose branches its condition is not asked again.
    let isAssumed: Bool

    init(
      _ operation: Operation, _ operands: [Int32], _ shape: Shape, isGuard: Bool,
      origin: Int32 = -1, isAssumed: Bool = false
    ) {
      self.isGuard = isGuard
      self.isAssumed = isAssumed
      self.operation = operation
      self.operands = operands
      self.shape = shape
      self.origin = origin
    }
  }

  /// What the first identity that fits makes of a step; nil if none does.
  mutating func byIdentity(_ step: Step) -> Int32? {
    for entry in entries(of: step.operation) {
      guard let node = applied(entry, to: step) else { continue }
      counts[entry.place] += 1
      return fitted(node, step.shape)
    }
    return nil
  }

  private mutating func entries(of operation: Operation) -> [IdentityTable.Entry] {
    if let known = table[Int(operation.rawValue)] { return known }
    let entries = IdentityTable.entries(of: operation, for: use)
    table[Int(operation.rawValue)] = entries
    return entries
  }

  /// A new step of functions of numbers, by the identities.
  mutating func made(
    _ operation: Operation, _ operands: [Int32], isGuard: Bool = false, isAssumed: Bool = false
  ) -> Int32 {
    let shape = operands.reduce(Shape.scalar) { shape, operand in
      shape.broadcast(with: graph.shape(at: operand)) ?? shape
    }
    let step = Step(operation, operands, shape, isGuard: isGuard, isAssumed: isAssumed)
    return byIdentity(step) ?? tried(created(step, []), insteadOf: step)
  }

  /// What node creation has made of a step: by the identities, where it is not the step itself, of
  /// which they know nothing.
  private mutating func tried(_ made: Int32, insteadOf step: Step) -> Int32 {
    let record = graph.records[Int(made)]
    var place = 0
    var isSame = record.operation == step.operation
    graph.forEachOperand(of: record) { operand in
      isSame = isSame && place < step.operands.count && operand == step.operands[place]
      place += 1
    }
    return isSame ? made : again(made)
  }

  /// A node that was made otherwise, by the identities.
  mutating func again(_ node: Int32) -> Int32 {
    let record = graph.records[Int(node)]
    guard record.operation.isComputed else { return node }
    // Node creation takes signs out of products and quotients.
    if record.operation == .negate, Int(record.a) >= first {
      let inner = again(record.a)
      if inner != record.a { return made(.negate, [inner]) }
    }
    var operands: [Int32] = []
    graph.forEachOperand(of: record) { operands.append($0) }
    let step = Step(
      record.operation, operands, graph.shape(of: record), isGuard: record.isGuard)
    return byIdentity(step) ?? node
  }

  /// A step as node creation makes it.
  private func created(_ step: Step, _ parameters: [Int32]) -> Int32 {
    let (operation, operands) = (step.operation, step.operands)
    if operation.isPrimitive {
      guard graph.hasArrays else {
        if step.isGuard {
          return operands.withUnsafeBufferPointer {
            graph.makeSimplifiedGuard(operands: $0).index
          }
        }
        return graph.makeSimplified(operation, operands: operands[...]).index
      }
      return fitted(elementwise(step).index, step.shape)
    }
    if operation == .transpose { return builder.transpose(operands[0]).index }
    let keeps = operands.count == 1 && graph.shape(at: operands[0]) == step.shape
    if keeps, operation == .sum || operation == .expand || operation == .reshape {
      return operands[0]
    }
    return graph.makeArray(operation, operands, step.shape, parameters: parameters).index
  }

  private func elementwise(_ step: Step) -> Node {
    do {
      return try builder.elementwise(
        step.operation, step.operands[...], isGuard: step.isGuard)
    } catch {
      preconditionFailure("the operands of a step fit: \(error)")
    }
  }

  /// A node repeated to a shape.
  func fitted(_ node: Int32, _ shape: Shape) -> Int32 {
    builder.expand(Node(node), to: shape).index
  }

  // MARK: - Numbers

  /// Whether a node is known to hang on no input.
  func isConstant(_ node: Int32) -> Bool { Int(node) < depends.count && !depends[Int(node)] }

  /// Where programs are written out a step that hangs on no input is a number, or an array of one
  /// number: where that is whole, so that nothing is lost for people who read it.
  private func constant(_ node: Int32) -> Int32? {
    guard use != .formulas, isConstant(node) else { return nil }
    let shape = graph.shape(at: node)
    guard shape.count > 0, shape.count <= Rewriter.mostElements,
      let elements = graph.matrixWithoutInputs(Node(node))?.elements, let value = elements.first,
      value == value.rounded(), value.magnitude < 0x1p53,
      elements.allSatisfy({ $0 == value })
    else { return nil }
    return fitted(graph.constant(value).index, shape)
  }

  /// Larger constants are computed by the code.
  private static let mostElements = 100_000
}

extension Operation {
  /// Behind the last operation.
  fileprivate static let endOfAll = numberCount + UInt16(ArrayRegistry.operations.count)
}

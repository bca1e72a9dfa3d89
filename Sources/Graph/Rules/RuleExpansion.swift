import Calculus
import Numerics

/// Expands the text of rules as graph: the partial derivative of a node by one of its operands, the
/// condition under which that operand is reached, those for kinks and singular points, and squares.
///
/// A rule's text is parsed once a process (see `RuleTemplates`), and has its instructions and the
/// nodes of its numbers here from when an operation that has it is first met.
package struct RuleExpansion {
  let graph: ExpressionGraph
  /// Whether what is made is differentiated again: slopes then keep that they jump at kinks (see
  /// `DerivativeSteps`).
  package let isDifferentiatedAgain: Bool
  /// Whether slopes are made of steps whose own slopes do not cancel.
  private let isRefined: Bool
  /// Where what is differentiated are derivatives: what is known of these.
  let earlier: EarlierSlopes?
  /// The rules of operations on arrays.
  package var arrays: ArrayRules
  /// The instructions of the templates, one after the other.
  private var instructions = FlatArray<Instruction>()
  private var templates = FlatArray<RuleTemplates.Range>()
  /// By operation and text: an index into `templates`, or one of the marks below.
  private var known: FlatArray<Int16>
  private var stack = FlatArray<Int32>()
  /// What the parameters of the template that is being expanded stand for.
  private var arguments = FlatArray<Int32>()
  /// The fold that was asked for last, with what all its operands share.
  private var fold: (node: Node, operands: [Node], ties: Node?) = (Node(-1 as Int32), [], nil)

  /// What a text is, where it is no template.
  private enum Mark {
    static let unseen: Int16 = -1
    static let none: Int16 = -2
    static let one: Int16 = -3
    static let minusOne: Int16 = -4
    /// The text is the name of an operand: this less its number.
    static let operand: Int16 = -5
  }

  /// - Parameter isRefined: whether slopes are made of steps whose own slopes do not cancel; as a
  ///   rule where they are differentiated again.
  package init(
    _ graph: ExpressionGraph, isDifferentiatedAgain: Bool = false,
    after earlier: EarlierSlopes? = nil, isRefined: Bool? = nil
  ) {
    self.graph = graph
    self.isDifferentiatedAgain = isDifferentiatedAgain
    self.earlier = earlier
    self.isRefined = isRefined ?? isDifferentiatedAgain
    arrays = ArrayRules(graph, isRefined: self.isRefined)
    known = FlatArray(repeating: Mark.unseen, count: Registry.count * Text.count)
  }

  /// ∂(node)/∂(operand number `index`).
  package mutating func partial(of node: Node, operand index: Int) -> Partial {
    let partial = smoothPartial(of: factor(node), operand: index)
    if earlier != nil, graph[node].operation == .jump, index == 0 { return jumpedPartial(of: node) }
    guard mayJump(node) else {
      if index == 0, graph[node].operation == .power { return powerPartial(partial, of: node) }
      return partial == .none && logicReach(of: node, operand: index) != nil ? .one : partial
    }
    if hasEdge(node) {
      return expand(.reach(index), of: node).map { edgePartial(partial, taken: $0, of: node) }
        ?? partial
    }
    switch partial {
    case .none: return jumpPartial(of: node)
    case .linear: return partial
    case .one: return .node(bent(graph.constant(1), of: node))
    case .minusOne: return .node(bent(graph.constant(-1), of: node))
    case .node(let slope): return .node(bent(slope, of: node))
    }
  }

  private mutating func smoothPartial(of node: Node, operand index: Int) -> Partial {
    let record = graph[node]
    if record.operation.isArray { return .linear }
    // x^0 is 1 everywhere: 0*x^(-1) would be nan where x^(-1) overflows.
    if record.operation == .power, index == 0, graph.constantValue(Node(record.b)) == 0 {
      return .none
    }
    if record.operation.traits.isFold { return foldPartial(of: node, record, operand: index) }
    let isRefined = isRefined && record.operation.traits.hasRefinedSlopes
    switch look(record.operation, isRefined ? .again(index) : .partial(index)) {
    case Mark.none: return .none
    case Mark.one: return .one
    case Mark.minusOne: return .minusOne
    case let entry where entry < 0:
      return .node(operand(Int(Mark.operand - entry), of: record))
    case let entry:
      setArguments(of: node, record)
      let partial = expand(templates[Int(entry)])
      // `1/y` with y = 1: a factor that changes nothing is none.
      switch graph.constantValue(partial) {
      case 1: return .one
      case -1: return .minusOne
      default: return .node(partial)
      }
    }
  }

  /// The condition under which an operand is taken by a function that selects; nil: always.
  package mutating func reach(of node: Node, operand index: Int) -> Node? {
    let record = graph[node]
    guard record.operation.traits.selects else {
      guard mayJump(node) else { return logicReach(of: node, operand: index) }
      return record.operation.traits.isPiecewiseConstant ? kinkReach(of: node, beside: nil) : nil
    }
    if record.operation.isArray { return arrays.reach(of: node) }
    if record.operation.traits.isFold {
      return foldReach(record.operation, operand: operands(ofFold: node)[index], result: node)
    }
    guard let taken = expand(.reach(index), of: node) else { return nil }
    return mayJump(node) && hasEdge(node) ? kinkReach(of: node, beside: taken) : taken
  }

  /// The node for one of the texts of a node's operation; nil where it has none.
  package mutating func expand(_ text: Text, of node: Node) -> Node? {
    let record = graph[node]
    if record.operation.isArray {
      switch text {
      case .kink: return arrays.kink(of: node)
      case .square: return arrays.square(of: node)
      case .partial, .again, .reach, .domain, .singular, .complexReal, .complexImaginary,
        .curvature:
        return nil
      }
    }
    guard let template = template(record.operation, text) else { return nil }
    if record.operation.traits.isFold {
      let ties = ties(of: node, record).index
      setArguments(node.index, node.index, ties)
    } else {
      setArguments(of: node, record)
    }
    return expand(template)
  }

  /// A complex rule's node: the operands' real and imaginary parts are given, and `re`, the real
  /// part.
  package mutating func expandComplex(
    _ operation: Operation, _ text: Text, real: [Node], imaginary: [Node], result: Node?
  ) -> Node? {
    guard let template = template(operation, text) else { return nil }
    arguments.removeAll()
    for node in real { arguments.append(node.index) }
    for node in imaginary { arguments.append(node.index) }
    arguments.append(result?.index ?? -1)
    return expand(template)
  }

  // MARK: - Folds

  private mutating func foldPartial(
    of node: Node, _ record: ExpressionGraph.Record, operand index: Int
  ) -> Partial {
    let operand = operands(ofFold: node)[index]
    guard let template = template(record.operation, .partial(0)) else { return .none }
    let ties = ties(of: node, record)
    setArguments(operand.index, node.index, ties.index)
    return .node(expand(template))
  }

  private mutating func foldReach(
    _ operation: Operation, operand: Node, result: Node
  ) -> Node? {
    guard let template = template(operation, .reach(0)) else { return nil }
    setArguments(operand.index, result.index, -1)
    return expand(template)
  }

  private mutating func operands(ofFold node: Node) -> [Node] {
    if fold.node != node { fold = (node, graph.operands(of: node), nil) }
    return fold.operands
  }

  /// The number of operands that a fold's result was taken from.
  private mutating func ties(of node: Node, _ record: ExpressionGraph.Record) -> Node {
    let operands = operands(ofFold: node)
    if let known = fold.ties { return known }
    var sum: Node?
    for operand in operands {
      guard let taken = foldReach(record.operation, operand: operand, result: node) else { break }
      sum = sum.map { graph.simplified(.add, $0.index, taken.index) } ?? taken
    }
    let ties = sum ?? graph.constant(1)
    fold.ties = ties
    return ties
  }

  // MARK: - Templates

  private func operand(_ index: Int, of record: ExpressionGraph.Record) -> Node {
    if index == 0 { return Node(record.a) }
    let second = graph.records[Int(record.b)]
    guard second.operation == .list else { return Node(record.b) }
    return Node(index == 1 ? second.a : second.b)
  }

  private mutating func setArguments(of node: Node, _ record: ExpressionGraph.Record) {
    arguments.removeAll()
    arguments.append(record.a)
    if record.b >= 0 {
      let second = graph.records[Int(record.b)]
      if second.operation == .list {
        arguments.append(second.a)
        arguments.append(second.b)
      } else {
        arguments.append(record.b)
      }
    }
    arguments.append(node.index)
  }

  private mutating func setArguments(_ first: Int32, _ second: Int32, _ third: Int32) {
    arguments.removeAll()
    arguments.append(first)
    arguments.append(second)
    arguments.append(third)
  }

  private mutating func template(
    _ operation: Operation, _ text: Text
  ) -> RuleTemplates.Range? {
    let entry = look(operation, text)
    return entry >= 0 ? templates[Int(entry)] : nil
  }

  /// What is known of a text; it is translated when it is first asked for.
  private mutating func look(_ operation: Operation, _ text: Text) -> Int16 {
    let slot = operation.primitiveIndex * Text.count + text.index
    if known[slot] == Mark.unseen { known[slot] = prepare(operation, text) }
    return known[slot]
  }

  private mutating func prepare(_ operation: Operation, _ text: Text) -> Int16 {
    let primitive = operation.primitive
    if case .partial(let index) = text, !primitive.isVariadic, let rule = primitive.partial(index) {
      if rule == "1" { return Mark.one }
      if rule == "-1" { return Mark.minusOne }
      if let number = primitive.parameters.firstIndex(of: rule) {
        return Mark.operand - Int16(truncatingIfNeeded: number)
      }
    }
    guard let template = RuleTemplates.append(text, of: operation, to: &instructions, in: graph)
    else {
      return Mark.none
    }
    templates.append(template)
    return Int16(truncatingIfNeeded: templates.count - 1)
  }

  private mutating func expand(_ template: RuleTemplates.Range) -> Node {
    stack.removeAll()
    for place in template.start..<template.start + template.count {
      let instruction = instructions[Int(place)]
      switch instruction.kind {
      case .parameter: stack.append(arguments[Int(instruction.payload)])
      case .node: stack.append(instruction.payload)
      case .guarded:
        let first = stack.count - 3
        let node = stack.withUnsafeBufferPointer {
          graph.makeSimplifiedGuard(operands: UnsafeBufferPointer(rebasing: $0[first...]))
        }
        stack.removeLast()
        stack.removeLast()
        stack[first] = node.index
      case .apply:
        let operation = instruction.operation
        let first = stack.count - Int(instruction.count)
        let node: Node
        switch instruction.count {
        case 1: node = graph.simplified(operation, stack[first], -1)
        case 2: node = graph.simplified(operation, stack[first], stack[first + 1])
        default:
          node = stack.withUnsafeBufferPointer {
            graph.makeSimplified(operation, operands: UnsafeBufferPointer(rebasing: $0[first...]))
          }
        }
        for _ in 1..<instruction.count { stack.removeLast() }
        stack[first] = node.index
      case .number, .allIndices, .lastIndex, .syntax, .matrixOperator, .array, .shaped, .inherited,
        .call, .iterate, .iterateBuiltin, .derivative:
        preconditionFailure("rules of functions of numbers have no such instruction")
      }
    }
    return Node(stack[stack.count - 1])
  }
}

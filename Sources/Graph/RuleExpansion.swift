import Calculus
import Diagnostics
import Language

/// Expands the text of rules as graph: the partial derivative of a node by one of its operands, the condition
/// under which that operand is reached, and the conditions for kinks and singular points.
///
/// A rule's text is parsed once for each graph, when an operation that has it is first met.
package struct RuleExpansion {
  /// A partial derivative.
  package enum Partial: Equatable {
    /// The function is piecewise constant in the operand: there is no arc.
    case none
    case one
    case minusOne
    case node(Node)
  }

  /// Which text of a primitive.
  package enum Text: Hashable {
    case partial(Int)
    case reach(Int)
    case domain, kink, singular
    case complexReal, complexImaginary
  }

  private struct Key: Hashable {
    let operation: Operation
    let text: Text
  }

  private let graph: ExpressionGraph
  private var templates: [Key: Template?] = [:]
  /// By operation and operand, for the first three operands: what is known without a look-up.
  private var partials: [CachedPartial]
  private var stack: [Int32] = []

  private enum CachedPartial {
    case unknown, none, one, minusOne, operand(Int)
    case template(Template)
  }

  package init(_ graph: ExpressionGraph) {
    self.graph = graph
    partials = Array(repeating: .unknown, count: (Registry.primitives.count + 3) * 3)
  }

  /// ∂(node)/∂(operand number `index`).
  package mutating func partial(of node: Node, operand index: Int) -> Partial {
    let record = graph[node]
    if record.operation.traits.isFold { return foldPartial(of: node, record, operand: index) }
    let slot = Int(record.operation.rawValue) * 3 + index
    if case .unknown = partials[slot] {
      partials[slot] = prepare(record.operation, record.operation.primitive, operand: index)
    }
    switch partials[slot] {
    case .unknown, .none: return .none
    case .one: return .one
    case .minusOne: return .minusOne
    case .operand(let number): return .node(operand(number, of: record))
    case .template(let template):
      return .node(expand(template, arguments: arguments(of: node, record)))
    }
  }

  /// The condition under which an operand is taken by a function that selects; nil: always.
  package mutating func reach(of node: Node, operand index: Int) -> Node? {
    let record = graph[node]
    guard record.operation.traits.selects else { return nil }
    if record.operation.traits.isFold {
      let operands = graph.operands(of: node)
      return foldReach(record.operation, operand: operands[index], result: node)
    }
    return expand(.reach(index), of: node)
  }

  /// The node for one of the conditions or complex rules of a node's operation; nil where it has none.
  package mutating func expand(_ text: Text, of node: Node) -> Node? {
    let record = graph[node]
    guard let template = template(record.operation, text) else { return nil }
    var arguments = arguments(of: node, record)
    if record.operation.traits.isFold {
      arguments = [node.index, node.index, ties(of: node, record).index]
    }
    return expand(template, arguments: arguments)
  }

  /// A complex rule's node: the operands' real and imaginary parts are given, and `re`, the real part.
  package mutating func expandComplex(
    _ operation: Operation, _ text: Text, real: [Node], imaginary: [Node], result: Node?
  ) -> Node? {
    guard let template = template(operation, text) else { return nil }
    let arguments =
      real.map(\.index) + imaginary.map(\.index) + [result?.index ?? -1]
    return expand(template, arguments: arguments)
  }

  // MARK: - Folds

  private mutating func foldPartial(
    of node: Node, _ record: ExpressionGraph.Record, operand index: Int
  ) -> Partial {
    let operand = graph.operands(of: node)[index]
    guard let template = template(record.operation, .partial(0)) else { return .none }
    let ties = ties(of: node, record)
    return .node(expand(template, arguments: [operand.index, node.index, ties.index]))
  }

  private mutating func foldReach(
    _ operation: Operation, operand: Node, result: Node
  ) -> Node? {
    guard let template = template(operation, .reach(0)) else { return nil }
    return expand(template, arguments: [operand.index, result.index, -1])
  }

  /// The number of operands that a fold's result was taken from.
  private mutating func ties(of node: Node, _ record: ExpressionGraph.Record) -> Node {
    var sum: Node?
    for operand in graph.operands(of: node) {
      guard let taken = foldReach(record.operation, operand: operand, result: node) else { break }
      sum = sum.map { graph.simplified(.add, $0.index, taken.index) } ?? taken
    }
    return sum ?? graph.constant(1)
  }

  // MARK: - Templates

  private func operand(_ index: Int, of record: ExpressionGraph.Record) -> Node {
    if index == 0 { return Node(record.a) }
    let second = graph.records[Int(record.b)]
    guard second.operation == .list else { return Node(record.b) }
    return Node(index == 1 ? second.a : second.b)
  }

  private func arguments(of node: Node, _ record: ExpressionGraph.Record) -> [Int32] {
    guard record.b >= 0 else { return [record.a, node.index] }
    let second = graph.records[Int(record.b)]
    guard second.operation == .list else { return [record.a, record.b, node.index] }
    return [record.a, second.a, second.b, node.index]
  }

  private mutating func prepare(
    _ operation: Operation, _ primitive: Primitive, operand index: Int
  ) -> CachedPartial {
    guard let text = primitive.partials[index] else { return .none }
    if text == "1" { return .one }
    if text == "-1" { return .minusOne }
    if let number = primitive.parameters.firstIndex(of: text) { return .operand(number) }
    return template(operation, .partial(index)).map { .template($0) } ?? .none
  }

  private mutating func template(_ operation: Operation, _ text: Text) -> Template? {
    let key = Key(operation: operation, text: text)
    if let known = templates[key] { return known }
    let template = RuleTranslation.translate(text, of: operation.primitive, graph)
    templates[key] = .some(template)
    return template
  }

  private mutating func expand(_ template: Template, arguments: [Int32]) -> Node {
    stack.removeAll(keepingCapacity: true)
    for step in template.steps {
      switch step.kind {
      case .parameter: stack.append(arguments[Int(step.payload)])
      case .node: stack.append(step.payload)
      default:
        let operation = Operation(rawValue: UInt16(truncatingIfNeeded: step.payload))
        let first = stack.count - Int(step.count)
        let node: Node
        switch step.count {
        case 1: node = graph.simplified(operation, stack[first], -1)
        case 2: node = graph.simplified(operation, stack[first], stack[first + 1])
        default: node = graph.makeSimplified(operation, operands: stack[first...])
        }
        stack.removeLast(Int(step.count))
        stack.append(node.index)
      }
    }
    return Node(stack[stack.count - 1])
  }
}

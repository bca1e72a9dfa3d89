import Calculus
import Graph
import Numerics

/// Which elements of the steps of an array program hang on what moves along a line, as graph:
/// numbers that are 0 where an element does not.
struct DependenceMasks {
  private enum Mask {
    case none, all
    case node(Node)
  }

  /// The subject with the masks of the inputs bound.
  let subject: Subject
  private var masks: [Mask]
  private var rules: ArrayRules

  init(of subject: Subject, along line: Line) {
    let program = subject.program
    let graph = subject.graph
    rules = ArrayRules(graph)
    masks = Array(repeating: .none, count: Int(subject.target.index) + 1)
    var bindings: [(node: Node, elements: [Double])] = []
    for (index, components) in zip(line.inputs, line.components(in: program)) {
      let input = program.inputs[index]
      guard Int(input.node.index) < masks.count else { continue }
      if components.contains(0) {
        let mask = graph.makeInput(input.shape)
        bindings.append((mask, components.map { $0 == 0 ? 0 : 1 }))
        masks[Int(input.node.index)] = .node(mask)
      } else {
        masks[Int(input.node.index)] = .all
      }
    }
    self.subject = subject.with(subject.target, binding: bindings)
    guard !bindings.isEmpty else { return }
    let independent = Set(line.inputs.map { program.inputs[$0].node })
    for index in masks.indices where !independent.contains(Node(index)) {
      if graph.records[index].operation.isComputed { masks[index] = join(Node(index)) }
    }
  }

  /// A mask of a step's elements, or a scalar for all of them; nil: all hang on what moves.
  func mask(of node: Node) -> Node? {
    if case .node(let mask) = masks[Int(node.index)] { return mask }
    return nil
  }

  /// The mask of a step from those of its operands.
  private mutating func join(_ node: Node) -> Mask {
    let graph = subject.graph
    let operation = graph[node].operation
    var joined: Mask = .none
    for (position, operand) in graph.operands(of: node).enumerated() {
      var mask = masks[Int(operand.index)]
      if operation.isArray, case .node(let known) = mask {
        let whole = rules.expand(known, to: graph.shape(of: operand))
        mask = .node(
          rules.resultReach(of: node, operand: position, whole) ?? rules.any(whole))
      }
      switch (joined, mask) {
      case (.all, _), (_, .all): return .all
      case (.none, _): joined = mask
      case (_, .none): break
      case (.node(let first), .node(let second)):
        joined = .node(rules.elementwise(.or, first, second))
      }
    }
    return joined
  }
}

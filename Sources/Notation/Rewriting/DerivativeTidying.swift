import Calculus
import Graph
import Numerics

/// Rewrites the steps of derivatives as a person would write them, before they become code: signs
/// where they are read, no factors of 1, constants as numbers, no choice inside the same choice.
///
/// `Identity` lists what is used, and what each keeps of the numbers. Steps of the program itself
/// stay what they are. Cost: linear in the number of steps.
struct DerivativeTidying {
  private let function: EmittedFunction
  let graph: ExpressionGraph
  let arrays: ArrayRules
  /// The first step of a derivative.
  let first: Int
  /// Whether the formulas of guards stand for them: where people read them.
  private let leavesGuards: Bool
  /// Which identities were used.
  let uses = IdentityUses()
  /// By step of a derivative, from `first`: what stands for it.
  private var replacements: [Int32] = []

  init(_ function: EmittedFunction, leavesGuards: Bool = false) {
    self.function = function
    self.leavesGuards = leavesGuards
    graph = function.graph
    arrays = ArrayRules(graph)
    first = function.program.nodeCount
  }

  /// The same function with tidied derivatives, whose steps are new in the graph.
  mutating func tidied() -> EmittedFunction {
    run()
    return function.replacing(nodes: { node($0) })
  }

  /// What stands for a step by an identity.
  func by(_ identity: Identity, _ node: Node) -> Node {
    uses.add(identity)
    return node
  }

  private mutating func run() {
    let roots = function.roots
    let live = graph.sources(of: roots)
    guard live.count > first else { return }
    let depends = graph.dependents(
      of: function.program.inputs.map(\.node), upTo: Node(live.count - 1))
    replacements = (first..<live.count).map { Int32(truncatingIfNeeded: $0) }
    for index in first..<live.count where live[index] {
      let record = graph.records[index]
      guard record.operation.isComputed else { continue }
      let constant = depends[index] ? nil : constant(Int32(truncatingIfNeeded: index))
      replacements[index - first] = constant ?? rebuilt(index, record)
    }
  }

  private func node(_ node: Node) -> Node { Node(replacement(node.index)) }

  private func replacement(_ node: Int32) -> Int32 {
    Int(node) < first || Int(node) - first >= replacements.count
      ? node : replacements[Int(node) - first]
  }

  // MARK: - Constants

  /// A constant step as a number, or as an array of one number: where the number is whole, so that
  /// nothing is lost for people who read it.
  private func constant(_ node: Int32) -> Int32? {
    let shape = graph.shape(at: node)
    guard shape.count > 0, shape.count <= DerivativeTidying.mostElements,
      let elements = graph.matrixWithoutInputs(Node(node))?.elements, let value = elements.first,
      value == value.rounded(), value.magnitude < 0x1p53,
      elements.allSatisfy({ $0 == value })
    else { return nil }
    return arrays.expand(graph.constant(value), to: shape).index
  }

  /// Larger constants are computed by the code.
  private static let mostElements = 100_000

  /// The number that a step is in every element, directly or seen through a few views.
  func number(_ node: Int32) -> Double? {
    var record = graph.records[Int(node)]
    for _ in 0..<DerivativeTidying.mostViews where record.operation.isArray {
      guard StepKind(record, in: graph) == .view else { return nil }
      record = graph.records[Int(record.a)]
    }
    return record.operation == .constant ? record.constant : nil
  }

  /// As deep as views lie above each other in derivatives of parts of arrays.
  private static let mostViews = 4

  // MARK: - Steps

  private func rebuilt(_ index: Int, _ record: ExpressionGraph.Record) -> Int32 {
    let operands = graph.operands(of: Node(index)).map { replacement($0.index) }
    guard record.operation.isPrimitive else {
      return graph.makeArray(
        record.operation, operands, graph.shape(of: record),
        parameters: graph.parameters(of: record)
      ).index
    }
    if record.operation.isPassedThrough {
      return arrays.expand(Node(operands[0]), to: graph.shape(of: record)).index
    }
    if record.isGuard {
      let shape = graph.shape(of: record)
      return leavesGuards
        ? arrays.expand(Node(operands[2]), to: shape).index
        : choice(operands, shape, isGuard: true).index
    }
    // What a convention was a factor of.
    if leavesGuards, record.operation == .multiply, operands.contains(where: { number($0) == 0 }) {
      return arrays.expand(graph.constant(0), to: graph.shape(of: record)).index
    }
    return step(record.operation, operands, graph.shape(of: record)).index
  }
}

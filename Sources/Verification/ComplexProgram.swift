import Calculus
import Graph

/// A program over complex numbers as real graph: the real and imaginary parts of its steps.
///
/// A step that depends on none of the independents is real, and has no imaginary part to compute.
struct ComplexProgram {
  enum ImaginaryPart {
    case zero
    case node(Node)
    /// A step on the way applies a function without complex rule.
    case unavailable(String)
  }

  private let graph: ExpressionGraph
  private let independents: [Node]
  /// The independents' imaginary parts: inputs of the graph, to be bound.
  let imaginaryInputs: [Node]

  init(_ program: Program, independents: [Node]) {
    graph = program.graph
    self.independents = independents
    let graph = program.graph
    imaginaryInputs = independents.map { _ in graph.makeInput() }
  }

  /// Builds both parts of everything between the independents and the target.
  ///
  /// Cost: a small multiple of the steps that depend on the independents, in time and in new nodes.
  func imaginaryPart(of target: Node) -> ImaginaryPart {
    let needed = graph.ancestors(of: [target])
    let depends = graph.dependents(of: independents, upTo: target)
    let count = needed.count
    // By node: its real part; and its imaginary part, nil while it is 0.
    var real = (0..<count).map { Node($0) }
    var imaginary = [Node?](repeating: nil, count: count)
    for (node, part) in zip(independents, imaginaryInputs) where Int(node.index) < count {
      imaginary[Int(node.index)] = part
    }
    var rules = RuleExpansion(graph)
    let zero = graph.constant(0)
    for index in 0..<count where needed[index] && depends[index] {
      let operation = graph.records[index].operation
      guard operation.isPrimitive else { continue }
      let operands = graph.operands(of: Node(index)).map { Int($0.index) }
      // The operands may be new nodes although all of them are real: those of a comparison.
      let isReal = operands.allSatisfy { imaginary[$0] == nil }
      if isReal, operands.allSatisfy({ real[$0].index == $0 }) { continue }
      let realOperands = operands.map { real[$0] }
      if isReal {
        real[index] = graph.make(operation, operands: realOperands.map(\.index)[...])
        continue
      }
      let imaginaryOperands = operands.map { imaginary[$0] ?? zero }
      guard
        let realPart = rules.expandComplex(
          operation, .complexReal, real: realOperands, imaginary: imaginaryOperands, result: nil),
        let imaginaryPart = rules.expandComplex(
          operation, .complexImaginary, real: realOperands, imaginary: imaginaryOperands,
          result: realPart)
      else { return .unavailable(operation.primitive.name) }
      real[index] = realPart
      imaginary[index] = imaginaryPart == zero ? nil : imaginaryPart
    }
    return imaginary[Int(target.index)].map { .node($0) } ?? .zero
  }
}

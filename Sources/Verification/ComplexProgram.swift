import Calculus
import Graph

/// A program over complex numbers as real graph: the real and imaginary parts of its steps.
///
/// A step that depends on none of the independents is real, and has no imaginary part to compute.
struct ComplexProgram {
  enum ImaginaryPart {
    case zero
    /// Where elements of arrays meet a function without complex rule they become nan, unless their
    /// own imaginary part is 0; `obstacle` is the first such function.
    case node(Node, obstacle: String?)
    /// A step on the way applies a function without complex rule.
    case unavailable(String)
  }

  /// The real part of a value, and its imaginary part, nil while it is 0.
  struct Parts {
    var real: Node
    var imaginary: Node?
  }

  private let graph: ExpressionGraph
  private let independents: [Node]
  /// The independents' imaginary parts: inputs of the graph, to be bound.
  let imaginaryInputs: [Node]

  init(_ graph: ExpressionGraph, independents: [Node]) {
    self.graph = graph
    self.independents = independents
    imaginaryInputs = independents.map { graph.makeInput(graph.shape(of: $0)) }
  }

  /// Builds both parts of everything between the independents and the target.
  ///
  /// Cost: a small multiple of the steps that depend on the independents, in time and in new nodes.
  ///
  /// - Parameter movesAll: whether all elements of the independents get an imaginary part. Then a
  ///   function without complex rule ends it; else, in arrays, only for the elements that it meets.
  func imaginaryPart(of target: Node, movesAll: Bool) -> ImaginaryPart {
    let needed = graph.ancestors(of: [target])
    let depends = graph.dependents(of: independents, upTo: target)
    let count = needed.count
    var parts = (0..<count).map { Parts(real: Node($0), imaginary: nil) }
    for (node, part) in zip(independents, imaginaryInputs) where Int(node.index) < count {
      parts[Int(node.index)].imaginary = part
    }
    var arithmetic = ComplexArithmetic(graph)
    var obstacle: String?
    for index in 0..<count where needed[index] && depends[index] {
      let operation = graph.records[index].operation
      guard operation.isComputed else { continue }
      let node = Node(index)
      let operands = graph.operands(of: node).map { parts[Int($0.index)] }
      let isReal = operands.allSatisfy { $0.imaginary == nil }
      if isReal || operation.isFactor {
        // The operands may be new nodes although all of them are real: those of a comparison.
        parts[index].real = arithmetic.again(node, operands.map(\.real))
        continue
      }
      if let result = arithmetic.apply(node, operands) {
        parts[index] = result
        continue
      }
      guard graph.hasArrays, !movesAll else { return .unavailable(operation.name) }
      obstacle = obstacle ?? operation.name
      parts[index] = arithmetic.withoutRule(node, operands)
    }
    return parts[Int(target.index)].imaginary.map { .node($0, obstacle: obstacle) } ?? .zero
  }
}

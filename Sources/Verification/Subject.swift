import Evaluation
import Graph
import Numerics

/// A number that is computed by a program's graph, at a point: what a check looks at.
package struct Subject {
  let program: Program
  /// A scalar: an output, the weighted sum of an output's elements, or a derivative.
  let target: Node
  /// The elements of all inputs of the program.
  let point: [Double]
  /// The values of inputs that the graph has beside those of the program.
  private var others: [(node: Node, elements: [Double])] = []

  /// One output of a program; one that is an array is contracted with fixed random weights of
  /// magnitude ½ to 1, to the number ⟨w, F⟩.
  ///
  /// The derivatives of ⟨w, F⟩ are Jᵀw. An error in an element of J changes them unless the weights
  /// happen to be orthogonal to it.
  package init(_ program: Program, output: Int = 0, at point: [Double]) {
    let graph = program.graph
    let node = program.outputs[output].node
    let shape = graph.shape(of: node)
    self.program = program
    self.point = point
    guard !shape.isScalar else {
      target = node
      return
    }
    let weights = graph.makeInput(shape)
    let rules = ArrayRules(graph)
    target = rules.sum(rules.multiply(weights, node), to: .scalar)
    var random = SplitMix(seed: 0)
    others = [(weights, (0..<shape.count).map { _ in random.nextWeight() })]
  }

  /// Another node of the same graph at the same point.
  ///
  /// - Parameter bindings: the values of inputs that were made for it.
  func with(_ target: Node, binding bindings: [(node: Node, elements: [Double])] = []) -> Subject {
    Subject(program: program, target: target, point: point, others: others + bindings)
  }

  private init(
    program: Program, target: Node, point: [Double], others: [(node: Node, elements: [Double])]
  ) {
    self.program = program
    self.target = target
    self.point = point
    self.others = others
  }

  var graph: ExpressionGraph { program.graph }

  /// Binds all inputs of the graph, the same in every lane.
  func bind(_ evaluator: Evaluator) {
    evaluator.bind(program, to: point)
    for other in others { evaluator.bind(other.node, to: other.elements[...]) }
  }

  /// The target's value.
  var value: Double {
    let evaluator = Evaluator(graph, roots: [target])
    bind(evaluator)
    evaluator.run()
    return evaluator.value(target)
  }

  // MARK: - Lanes

  /// The lanes of all arrays together have at most this many numbers: they stay in the cache, and a
  /// large array is quicker by itself than with its lanes between its elements.
  private static let mostNumbers = 1 << 16

  /// How many points can be evaluated at once without using much memory; results do not depend on
  /// it.
  ///
  /// - Parameters:
  ///   - wanted: as many as are of use.
  ///   - roots: what is to be evaluated.
  func lanes(_ wanted: Int, for roots: [Node]) -> Int {
    guard graph.hasArrays else { return wanted }
    let needed = graph.ancestors(of: roots)
    var count = 0
    for index in needed.indices where needed[index] && graph.records[index].shape != 0 {
      count += graph.shape(at: Int32(truncatingIfNeeded: index)).count
    }
    return max(1, min(wanted, Subject.mostNumbers / max(1, count)))
  }
}

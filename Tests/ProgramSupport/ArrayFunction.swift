import Calculus
import Differentiation
import Evaluation
import Graph
import Numerics

/// A function of arrays as a node of a graph, at a point, with its derivatives by independent ways.
///
/// What is differentiated is φ = ⟨w, f⟩, the sum of the result's elements with weights.
package struct ArrayFunction {
  package let graph: ExpressionGraph
  package let inputs: [Node]
  package let output: Node
  package let point: [Matrix]
  package let weights: Matrix

  /// The input that is bound to the weights.
  package let weightInput: Node

  package init(
    graph: ExpressionGraph, inputs: [Node], output: Node, at point: [Matrix], seed: UInt64
  ) {
    self.graph = graph
    self.inputs = inputs
    self.output = output
    self.point = point
    var random = RandomPrograms(seed: seed)
    weights = random.matrix(graph.shape(of: output))
    weightInput = graph.makeInput(weights.shape)
  }

  /// The value of the function.
  package var value: Matrix { values([output], at: point)[0] }

  /// ⟨w, f⟩.
  package func weighted(at point: [Matrix]) -> Double {
    weights.dot(values([output], at: point)[0])
  }

  package func values(_ nodes: [Node], at point: [Matrix], _ more: [(Node, Matrix)] = [])
    -> [Matrix]
  {
    let evaluator = Evaluator(graph, roots: nodes)
    for (node, value) in zip(inputs, point) + more + [(weightInput, weights)] {
      evaluator.bind(node, to: value.elements[...])
    }
    evaluator.run()
    return nodes.map { evaluator.matrix($0) }
  }

  // MARK: - First derivatives

  /// The adjoints of the inputs, as nodes; nil where the output does not hang on one.
  package func adjointNodes() -> [Node?] {
    let adjoint = Adjoint(of: output, independents: inputs, in: graph, seed: weightInput)
    return inputs.map { adjoint[$0] }
  }

  private func values(
    _ nodes: [Node?], at point: [Matrix], _ more: [(Node, Matrix)] = []
  ) -> [Matrix] {
    var found = values(nodes.compactMap { $0 }, at: point, more)[...]
    return zip(nodes, inputs).map { node, input in
      node == nil ? Matrix(graph.shape(of: input)) : found.removeFirst()
    }
  }

  /// ∂φ by the inputs, in reverse mode.
  package func reverse() -> [Matrix] { values(adjointNodes(), at: point) }

  /// ∂φ by the inputs in forward mode: one sweep for each element.
  package func forward() -> [Matrix] {
    let seeds = inputs.map { graph.makeInput(graph.shape(of: $0)) }
    let tangent = Tangent(of: [output], seeds: pair(seeds), in: graph)[output]
    return point.indices.map { input in
      Matrix(
        point[input].shape,
        point[input].elements.indices.map { element in
          let directions = point.indices.map { index in
            index == input
              ? point[index].oneHot(element) : Matrix(point[index].shape)
          }
          guard let tangent else { return 0 }
          return weights.dot(values([tangent], at: point, Array(zip(seeds, directions)))[0])
        })
    }
  }

  /// ∂φ by the inputs by differences of fourth order.
  package func differences() -> [Matrix] {
    point.indices.map { input in
      Matrix(
        point[input].shape,
        point[input].elements.indices.map { element in
          quotient { offset in
            var moved = point
            moved[input].elements[element] += offset
            return weighted(at: moved)
          }
        })
    }
  }

  private func pair(_ seeds: [Node]) -> [Seed] {
    zip(inputs, seeds).map { Seed($0, $1) }
  }

  // MARK: - Second derivatives

  /// The Hessian of φ times a direction, in three orders of differentiation.
  package func hessianProducts(_ direction: [Matrix]) -> [(order: String, product: [Matrix])] {
    let seeds = inputs.map { graph.makeInput(graph.shape(of: $0)) }
    let bound = Array(zip(seeds, direction))
    let adjoints = adjointNodes()
    let rules = ArrayRules(graph)
    var slope: Node?
    for (adjoint, seed) in zip(adjoints, seeds) {
      guard let adjoint else { continue }
      let share = rules.sum(rules.elementwise(.multiply, seed, adjoint), to: .scalar)
      slope = slope.map { rules.elementwise(.add, $0, share) } ?? share
    }
    let twice = slope.map { Adjoint(of: $0, independents: inputs, in: graph) }
    let reverseOverReverse = inputs.map { twice?[$0] }

    let tangents = Tangent(of: adjoints.compactMap { $0 }, seeds: pair(seeds), in: graph)
    let forwardOverReverse = adjoints.map { node in node.flatMap { tangents[$0] } }

    let tangent = Tangent(of: [output], seeds: pair(seeds), in: graph)[output]
    let mixed = tangent.map {
      Adjoint(of: $0, independents: inputs, in: graph, seed: weightInput)
    }
    let reverseOverForward = inputs.map { mixed?[$0] }
    return [
      ("reverse over reverse", values(reverseOverReverse, at: point, bound)),
      ("forward over reverse", values(forwardOverReverse, at: point, bound)),
      ("reverse over forward", values(reverseOverForward, at: point, bound)),
    ]
  }

  /// The same by differences of the reverse mode's gradients.
  package func hessianDifferences(_ direction: [Matrix]) -> [Matrix] {
    let adjoints = adjointNodes()
    func gradient(_ offset: Double) -> [Matrix] {
      values(adjoints, at: zip(point, direction).map { $0.adding(offset, $1) })
    }
    let h = ArrayFunction.step
    let gradients = [-2 * h, -h, h, 2 * h].map(gradient)
    return point.indices.map { input in
      Matrix(
        point[input].shape,
        point[input].elements.indices.map { element in
          let g = gradients.map { $0[input].elements[element] }
          return (8 * (g[2] - g[1]) - (g[3] - g[0])) / (12 * h)
        })
    }
  }

  private static let step = 0x1p-12

  private func quotient(_ function: (Double) -> Double) -> Double {
    let h = ArrayFunction.step
    return (8 * (function(h) - function(-h)) - (function(2 * h) - function(-2 * h))) / (12 * h)
  }
}

extension ArrayFunction {
  /// A program of one output at a point.
  package init(_ text: String, _ bindings: [(name: String, value: Matrix)], seed: UInt64 = 1) throws
  {
    let program = try Program(text, bindings)
    self.init(
      graph: program.graph, inputs: program.inputs.map(\.node), output: program.outputs[0].node,
      at: program.arguments(bindings), seed: seed)
  }
}

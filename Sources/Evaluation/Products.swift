import Differentiation
import Graph
import Numerics

/// Products of derivatives with a direction or a weight, at the cost of a few evaluations.
package enum DerivativeProduct {
  /// The outputs, and their tangents in a direction (JVP).
  ///
  /// - Parameter direction: like the point, element by element.
  package static func tangents(
    of program: Program, at point: [Double], direction: [Double]
  ) -> (values: [Matrix], tangents: [Matrix]) {
    let outputs = program.outputs.map(\.node)
    let tangents = directional(outputs, program, point, direction)
    return (program.values(at: point), tangents)
  }

  /// The outputs, and the adjoints of some inputs for weights of the outputs (VJP).
  ///
  /// - Parameter weights: one for each output, of its shape.
  package static func adjoints(
    of program: Program, by inputs: [Int], at point: [Double], weights: [Matrix]
  ) -> (values: [Matrix], adjoints: [Matrix]) {
    let graph = program.graph
    let outputs = program.outputs.map(\.node)
    let independents = inputs.map { program.inputs[$0].node }
    func run(isMasked: Bool) -> [Matrix] {
      let seeds = outputs.map { node in
        let weight = graph.makeInput(graph.shape(of: node))
        return Adjoint.Seed(output: node, weight: weight, mask: isMasked ? weight : nil)
      }
      let adjoint = Adjoint(of: seeds, independents: independents, in: graph)
      let evaluator = Evaluator(graph, roots: independents.compactMap { adjoint[$0] })
      evaluator.bind(program, to: point)
      for (seed, weight) in zip(seeds, weights) {
        if let node = seed.weight { evaluator.bind(node, to: weight.elements[...]) }
      }
      evaluator.run()
      return independents.map { node in
        adjoint[node].map { evaluator.matrix($0) } ?? Matrix(graph.shape(of: node))
      }
    }
    let adjoints = run(isMasked: false)
    let isFine = adjoints.allSatisfy(\.isFinite)
    return (program.values(at: point), isFine ? adjoints : run(isMasked: true))
  }

  /// The value of a scalar output, and the product of its Hessian with a direction (HVP), forward
  /// over reverse.
  package static func hessian(
    of program: Program, by inputs: [Int], at point: [Double], direction: [Double]
  ) -> (value: Double, products: [Matrix]) {
    let output = program.outputs[0].node
    let gradient = GradientGraph(
      of: output, by: inputs.map { program.inputs[$0].node }, in: program.graph)
    return (
      program.number(of: output, at: point),
      directional(gradient.nodes, program, point, direction, after: gradient.earlier)
    )
  }

  /// The tangents of some nodes. What comes out not finite is computed once more with only the arcs
  /// that the direction's elements reach.
  private static func directional(
    _ nodes: [Node], _ program: Program, _ point: [Double], _ direction: [Double],
    after earlier: EarlierSlopes? = nil
  ) -> [Matrix] {
    let graph = program.graph
    func run(isMasked: Bool) -> [Matrix] {
      let moved = program.inputs.filter { input in
        direction[input.coordinates].contains { $0 != 0 }
      }
      let seeds = moved.map { input in
        let tangent = graph.makeInput(input.shape)
        return Tangent.Seed(
          independent: input.node, tangent: tangent, mask: isMasked ? tangent : nil)
      }
      let tangent = Tangent(
        of: nodes, seeds: seeds, in: graph, followsSelections: isMasked, after: earlier)
      let evaluator = Evaluator(graph, roots: nodes.compactMap { tangent[$0] })
      evaluator.bind(program, to: point)
      for (seed, input) in zip(seeds, moved) {
        evaluator.bind(seed.tangent, to: direction[input.coordinates])
      }
      evaluator.run()
      return nodes.map { node in
        tangent[node].map { evaluator.matrix($0) } ?? Matrix(graph.shape(of: node))
      }
    }
    let tangents = run(isMasked: false)
    return tangents.allSatisfy(\.isFinite) ? tangents : run(isMasked: true)
  }
}

import Differentiation
import Graph

/// Which sweep computes a gradient.
package enum DifferentiationMode: String, Sendable, CaseIterable {
  case forward, reverse
}

/// The value of a program's output at a point, with its partial derivatives by some of the inputs.
package struct Gradient {
  package let value: Double
  /// In the order of the inputs asked for.
  package let partials: [Double]
  package let mode: DifferentiationMode

  /// - Parameters:
  ///   - output: the output's index.
  ///   - inputs: the indices of the inputs to differentiate by.
  ///   - point: the values of all inputs.
  ///
  /// Cost: reverse mode takes a small multiple of the evaluation whatever the number of inputs;
  /// forward mode one such multiple for each input, in blocks of lanes.
  package init(
    of program: Program, output: Int = 0, by inputs: [Int], at point: [Double],
    mode: DifferentiationMode
  ) {
    self.mode = mode
    switch mode {
    case .reverse:
      (value, partials) = Gradient.reverse(program, program.outputs[output].node, inputs, point)
    case .forward:
      (value, partials) = Gradient.forward(program, program.outputs[output].node, inputs, point)
    }
  }

  private static func reverse(
    _ program: Program, _ output: Node, _ inputs: [Int], _ point: [Double]
  ) -> (Double, [Double]) {
    let independents = inputs.map { program.inputs[$0].node }
    let adjoint = Adjoint(of: output, independents: independents, in: program.graph)
    let roots = independents.compactMap { adjoint[$0] }
    let evaluator = Evaluator(program.graph, roots: [output] + roots)
    evaluator.bind(program, to: point)
    evaluator.run()
    let partials = independents.map { node in adjoint[node].map { evaluator.value($0) } ?? 0 }
    return (evaluator.value(output), partials)
  }

  // MARK: - Forward mode

  /// How many directions are swept at once. A block of this size keeps the live slots in the cache.
  private static let directionsAtOnce = 64

  /// Every direction is a lane with a one-hot seed; the primal values are uniform.
  ///
  /// In the lane of one input the tangents of the others are 0, not absent, and 0 times an infinite
  /// slope is nan. So a direction that comes out not finite is swept again alone, where only the
  /// arcs exist that its own seed reaches. Each such direction costs a sweep over the program.
  private static func forward(
    _ program: Program, _ output: Node, _ inputs: [Int], _ point: [Double]
  ) -> (Double, [Double]) {
    guard inputs.count > 1 else {
      let value = inputs.map { direction(program, output, $0, point) }
      return (value.first?.value ?? program.value(of: output, at: point), value.map(\.tangent))
    }
    let graph = program.graph
    let seeds = inputs.map { (independent: program.inputs[$0].node, tangent: graph.makeInput()) }
    let tangent = Tangent(of: [output], seeds: seeds, in: graph)
    let roots = [output] + (tangent[output].map { [$0] } ?? [])
    let lanes = min(directionsAtOnce, inputs.count)
    let evaluator = Evaluator(graph, roots: roots, varying: seeds.map(\.tangent), lanes: lanes)
    evaluator.bind(program, to: point)
    for seed in seeds { evaluator.bind(seed.tangent, to: 0) }

    var partials: [Double] = []
    for start in stride(from: 0, to: inputs.count, by: lanes) {
      let block = start..<min(start + lanes, inputs.count)
      for index in block {
        evaluator.bind(seeds[index].tangent, lane: index - start, to: 1)
      }
      evaluator.run()
      for index in block {
        let slope = tangent[output].map { evaluator.value($0, lane: index - start) } ?? 0
        partials.append(
          slope.isFinite ? slope : direction(program, output, inputs[index], point).tangent)
        evaluator.bind(seeds[index].tangent, to: 0)
      }
    }
    return (evaluator.value(output), partials)
  }

  /// The value and the tangent in the direction of one input.
  private static func direction(
    _ program: Program, _ output: Node, _ input: Int, _ point: [Double]
  ) -> (value: Double, tangent: Double) {
    let graph = program.graph
    let seed = (independent: program.inputs[input].node, tangent: graph.constant(1))
    let tangent = Tangent(of: [output], seeds: [seed], in: graph)[output]
    let evaluator = Evaluator(graph, roots: [output] + (tangent.map { [$0] } ?? []))
    evaluator.bind(program, to: point)
    evaluator.run()
    return (evaluator.value(output), tangent.map { evaluator.value($0) } ?? 0)
  }
}

extension Evaluator {
  /// Binds all inputs of a program, each to one number.
  package func bind(_ program: Program, to point: [Double]) {
    for (input, value) in zip(program.inputs, point) { bind(input.node, to: value) }
  }
}

extension Program {
  /// The values of all outputs at a point.
  package func values(at point: [Double]) -> [Double] {
    let evaluator = Evaluator(graph, roots: outputs.map(\.node))
    evaluator.bind(self, to: point)
    evaluator.run()
    return outputs.map { evaluator.value($0.node) }
  }

  /// The value of one node at a point.
  package func value(of node: Node, at point: [Double]) -> Double {
    let evaluator = Evaluator(graph, roots: [node])
    evaluator.bind(self, to: point)
    evaluator.run()
    return evaluator.value(node)
  }
}

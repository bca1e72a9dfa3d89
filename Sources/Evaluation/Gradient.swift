import Differentiation
import Graph

/// Which sweep computes a gradient.
package enum DifferentiationMode: String, Sendable, CaseIterable {
  case forward, reverse
}

/// The value of a program's output at a point, with its partial derivatives by some of the inputs.
package struct Gradient {
  package let value: Double
  /// In the order of the inputs asked for, all elements of each.
  package let partials: [Double]
  package let mode: DifferentiationMode

  /// - Parameters:
  ///   - output: the output's index; it is a scalar.
  ///   - inputs: the indices of the inputs to differentiate by.
  ///   - point: the values of all inputs, element by element.
  ///
  /// Cost: reverse mode takes a small multiple of the evaluation whatever the number of inputs;
  /// forward mode one such multiple for each element, in blocks of lanes.
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
    var partials: [Double] = []
    for node in independents {
      if program.graph[node].shape == 0 {
        partials.append(adjoint[node].map { evaluator.value($0) } ?? 0)
      } else {
        let count = program.graph.shape(of: node).count
        partials +=
          adjoint[node].map { evaluator.elements($0) } ?? Array(repeating: 0, count: count)
      }
    }
    return (evaluator.value(output), partials)
  }

  // MARK: - Forward mode

  /// How many directions are swept at once. A block of this size keeps the live slots in the cache.
  private static let directionsAtOnce = 64
  /// The lanes of one array have at most this many numbers.
  private static let mostNumbersAtOnce = 1 << 22

  /// Every direction is a lane with a one-hot seed; the primal values are uniform.
  ///
  /// In the lane of one input the tangents of the others are 0, not absent, and 0 times an infinite
  /// slope is nan. So a direction that comes out not finite is swept again alone, where only the
  /// arcs exist that its own seed reaches. Each such direction costs a sweep over the program.
  private static func forward(
    _ program: Program, _ output: Node, _ inputs: [Int], _ point: [Double]
  ) -> (Double, [Double]) {
    let coordinates = program.coordinates(of: inputs)
    guard coordinates.count > 1 else {
      let value = coordinates.map { coordinate in
        let plain = direction(program, output, coordinate, point)
        return plain.tangent.isFinite
          ? plain : direction(program, output, coordinate, point, followsSelections: true)
      }
      return (value.first?.value ?? program.number(of: output, at: point), value.map(\.tangent))
    }
    let graph = program.graph
    var seeds: [Node?] = Array(repeating: nil, count: program.inputs.count)
    for input in inputs { seeds[input] = graph.makeInput(program.inputs[input].shape) }
    let tangents = seeds.compactMap { $0 }
    let tangent = Tangent(
      of: [output],
      seeds: zip(program.inputs, seeds).compactMap { input, seed in
        seed.map { Tangent.Seed(independent: input.node, tangent: $0) }
      }, in: graph, followsSelections: false)
    let roots = [output] + (tangent[output].map { [$0] } ?? [])
    let largest = inputs.map { program.inputs[$0].shape.count }.max() ?? 1
    let lanes = min(
      directionsAtOnce, coordinates.count, max(2, mostNumbersAtOnce / max(1, largest)))
    let evaluator = Evaluator(graph, roots: roots, varying: tangents, lanes: lanes)
    evaluator.bind(program, to: point)
    for seed in tangents { evaluator.bind(seed, to: 0) }
    func seed(_ coordinate: Int, lane: Int, to value: Double) {
      let (input, element) = program.element(at: coordinate)
      if let node = seeds[input] {
        evaluator.bind(node, element: element, lane: lane, to: value)
      }
    }

    var partials: [Double] = []
    for start in stride(from: 0, to: coordinates.count, by: lanes) {
      let block = start..<min(start + lanes, coordinates.count)
      for index in block { seed(coordinates[index], lane: index - start, to: 1) }
      evaluator.run()
      for index in block {
        let slope = tangent[output].map { evaluator.value($0, lane: index - start) } ?? 0
        partials.append(
          slope.isFinite
            ? slope
            : direction(program, output, coordinates[index], point, followsSelections: true)
              .tangent)
        seed(coordinates[index], lane: index - start, to: 0)
      }
    }
    return (evaluator.value(output), partials)
  }

  /// The value and the tangent in the direction of one element of an input.
  private static func direction(
    _ program: Program, _ output: Node, _ coordinate: Int, _ point: [Double],
    followsSelections: Bool = false
  ) -> (value: Double, tangent: Double) {
    let seed = OneHotSeed(program, coordinate)
    let tangent = Tangent(
      of: [output], seeds: [seed.seed], in: program.graph, followsSelections: followsSelections)[
        output]
    let evaluator = Evaluator(program.graph, roots: [output] + (tangent.map { [$0] } ?? []))
    evaluator.bind(program, to: point)
    seed.bind(evaluator)
    evaluator.run()
    return (evaluator.value(output), tangent.map { evaluator.value($0) } ?? 0)
  }
}

/// The seed of one direction alone, with only the arcs that it reaches: a constant 1, or an array
/// with a 1 in one place and nothing elsewhere.
package struct OneHotSeed {
  package let seed: Tangent.Seed
  private let elements: [Double]?

  package init(_ program: Program, _ coordinate: Int) {
    let (input, element) = program.element(at: coordinate)
    let shape = program.inputs[input].shape
    let independent = program.inputs[input].node
    guard !shape.isScalar else {
      seed = .init(independent: independent, tangent: program.graph.constant(1))
      elements = nil
      return
    }
    let hot = program.graph.makeInput(shape)
    seed = .init(independent: independent, tangent: hot, mask: hot)
    elements = (0..<shape.count).map { $0 == element ? 1 : 0 }
  }

  package func bind(_ evaluator: Evaluator) {
    if let elements { evaluator.bind(seed.tangent, to: elements[...]) }
  }
}

extension Program {
  /// The value of a scalar node at a point.
  package func number(of node: Node, at point: [Double]) -> Double {
    value(of: node, at: point).elements[0]
  }
}

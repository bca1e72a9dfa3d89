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

  init(value: Double, partials: [Double], mode: DifferentiationMode) {
    self.value = value
    self.partials = partials
    self.mode = mode
  }

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

  /// The Jacobian of one row: every direction is a lane; the primal values are uniform.
  private static func forward(
    _ program: Program, _ output: Node, _ inputs: [Int], _ point: [Double]
  ) -> (Double, [Double]) {
    let sweep = Sweep(
      .forward, of: [output], by: inputs.map { program.inputs[$0].node }, in: program.graph
    ) { $0.bind(program, to: point) }
    var partials: [Double] = []
    let value = sweep.run(sweep.elements, alongside: [output]) { partials.append($1[0]) }
    return (value[0].elements[0], partials)
  }
}

extension Program {
  /// The value of a scalar node at a point.
  package func number(of node: Node, at point: [Double]) -> Double {
    value(of: node, at: point).elements[0]
  }
}

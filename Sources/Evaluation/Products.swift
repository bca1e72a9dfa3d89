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
    let sweep = Sweep(
      .reverse, of: program.outputs.map(\.node), by: inputs.map { program.inputs[$0].node },
      in: program.graph
    ) { $0.bind(program, to: point) }
    let shapes = inputs.map { program.inputs[$0].shape }
    var adjoints: [Matrix] = []
    let values = sweep.run(
      [.components(weights.map(\.elements))], alongside: program.outputs.map(\.node)
    ) { adjoints = matrices(shapes, $1) }
    return (values, adjoints)
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
      directional(
        gradient.nodes, program, point, direction, after: gradient.earlier(in: program, at: point))
    )
  }

  /// The tangents of some nodes.
  private static func directional(
    _ nodes: [Node], _ program: Program, _ point: [Double], _ direction: [Double],
    after earlier: EarlierSlopes? = nil
  ) -> [Matrix] {
    let sweep = Sweep(
      .forward, of: nodes, by: program.inputs.map(\.node), in: program.graph, after: earlier
    ) { $0.bind(program, to: point) }
    let components = program.inputs.map { Array(direction[$0.coordinates]) }
    var tangents: [Matrix] = []
    sweep.run([.components(components)]) {
      tangents = matrices(nodes.map { program.graph.shape(of: $0) }, $1)
    }
    return tangents
  }

  /// Elements that stand one node after the other.
  private static func matrices(_ shapes: [Shape], _ elements: [Double]) -> [Matrix] {
    var start = 0
    return shapes.map { shape in
      defer { start += shape.count }
      return Matrix(shape, Array(elements[start..<start + shape.count]))
    }
  }
}

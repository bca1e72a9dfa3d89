import Differentiation
import Evaluation
import Graph

/// The derivatives of a subject by both modes of differentiation.
struct Slopes {
  let subject: Subject

  /// Reverse mode: the derivatives by all elements of some inputs, placed like a point; 0 for the
  /// elements of the others.
  func gradient(by inputs: [Int]) -> [Double] {
    let program = subject.program
    let independents = inputs.map { program.inputs[$0].node }
    let adjoint = Adjoint(of: subject.target, independents: independents, in: program.graph)
    let evaluator = Evaluator(program.graph, roots: independents.compactMap { adjoint[$0] })
    subject.bind(evaluator)
    evaluator.run()
    var gradient = [Double](repeating: 0, count: program.coordinateCount)
    for input in inputs.map({ program.inputs[$0] }) {
      guard let node = adjoint[input.node] else { continue }
      if input.shape.isScalar {
        gradient[input.offset] = evaluator.value(node)
      } else {
        gradient.replaceSubrange(input.coordinates, with: evaluator.elements(node))
      }
    }
    return gradient
  }

  /// Forward mode: the derivative along each line, which is a lane.
  func tangents(along lines: [Line]) -> [Double] {
    let program = subject.program
    let target = subject.target
    let sweep = Sweep(
      .forward, of: [target], by: program.inputs.map(\.node), in: program.graph,
      lanes: subject.lanes(min(Sweep.mostLanes, lines.count), for: [target]), bind: subject.bind)
    var slopes: [Double] = []
    sweep.run(lines.map { $0.seed(in: program) }) { slopes.append($1[0]) }
    return slopes
  }
}

/// The derivative along one line as graph.
enum DirectionalDerivative {
  /// In forward mode; nil where nothing that moves is reached.
  static func tangent(of subject: Subject, along line: Line) -> Subject? {
    let program = subject.program
    let graph = program.graph
    var bindings: [(node: Node, elements: [Double])] = []
    func bound(_ elements: [Double], _ input: Program.Input) -> Node {
      bindings.append((graph.makeInput(input.shape), elements))
      return bindings[bindings.count - 1].node
    }
    let seeds = zip(line.inputs, line.components(in: program)).map { index, components in
      let input = program.inputs[index]
      if components == [1] {
        return Seed(input.node, graph.constant(1))
      }
      return Seed(
        input.node, bound(components, input),
        reach: components.contains(0)
          ? bound(components.map { $0 == 0 ? 0 : 1 }, input) : nil)
    }
    let tangent = Tangent(
      of: [subject.target], seeds: seeds, in: graph)
    return tangent[subject.target].map { subject.with($0, binding: bindings) }
  }

  /// In reverse mode; nil where nothing that moves is reached.
  static func adjoint(of subject: Subject, along line: Line, in adjoint: Adjoint) -> Subject? {
    let program = subject.program
    let graph = program.graph
    let rules = ArrayRules(graph)
    var sum: Node?
    var bindings: [(node: Node, elements: [Double])] = []
    for (index, components) in zip(line.inputs, line.components(in: program)) {
      let input = program.inputs[index]
      guard let factor = adjoint[input.node] else { continue }
      var share = factor
      if components != [1] {
        let direction = graph.makeInput(input.shape)
        bindings.append((direction, components))
        // What does not move does not count, even where its derivative is infinite.
        share = rules.sum(
          rules.gate(rules.multiply(factor, direction), by: direction), to: .scalar)
      }
      sum = sum.map { rules.elementwise(.add, $0, share) } ?? share
    }
    return sum.map { subject.with($0, binding: bindings) }
  }
}

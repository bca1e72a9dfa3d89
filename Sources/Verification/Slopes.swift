import Differentiation
import Evaluation
import Graph

/// The derivatives of a subject by both modes of differentiation.
struct Slopes {
  let subject: Subject

  /// How many lines are swept at once.
  private static let linesAtOnce = 64

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
  ///
  /// In the lane of one element the tangents of the others are 0, not absent, and 0 times an
  /// infinite slope is nan. So a line whose slope comes out not finite is swept again alone.
  func tangents(along lines: [Line]) -> [Double] {
    guard lines.count > 1 else { return lines.map(tangent) }
    let program = subject.program
    let graph = program.graph
    var seeds: [Node?] = Array(repeating: nil, count: program.inputs.count)
    for input in lines.flatMap(\.inputs) where seeds[input] == nil {
      seeds[input] = graph.makeInput(program.inputs[input].shape)
    }
    let tangent = Tangent(
      of: [subject.target],
      seeds: zip(program.inputs, seeds).compactMap { input, seed in
        seed.map { Tangent.Seed(independent: input.node, tangent: $0) }
      }, in: graph, followsSelections: false)
    guard let root = tangent[subject.target] else { return lines.map { _ in 0 } }
    let varying = seeds.compactMap { $0 }
    let evaluator = Evaluator(
      graph, roots: [root], varying: varying,
      lanes: subject.lanes(min(Slopes.linesAtOnce, lines.count), for: [root]))
    subject.bind(evaluator)
    for seed in varying { evaluator.bind(seed, to: 0) }

    var slopes: [Double] = []
    for start in stride(from: 0, to: lines.count, by: evaluator.lanes) {
      let block = start..<min(start + evaluator.lanes, lines.count)
      func seed(_ index: Int, _ factor: Double) {
        lines[index].bindComponents(
          evaluator, seeds, in: program, lane: index - start, times: factor)
      }
      for index in block { seed(index, 1) }
      evaluator.run()
      for index in block {
        let slope = evaluator.value(root, lane: index - start)
        slopes.append(slope.isFinite ? slope : self.tangent(along: lines[index]))
        seed(index, 0)
      }
    }
    return slopes
  }

  /// The derivative along one line alone, with only the arcs that what moves on it reaches.
  private func tangent(along line: Line) -> Double {
    guard let tangent = DirectionalDerivative.tangent(of: subject, along: line) else { return 0 }
    return tangent.value
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
        return Tangent.Seed(independent: input.node, tangent: graph.constant(1))
      }
      return Tangent.Seed(
        independent: input.node, tangent: bound(components, input),
        mask: components.contains(0)
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

import Differentiation
import Evaluation
import Graph
import Notation
import ProgramSupport

/// A program with derivatives, written out in a language, at a point.
struct EmittedCase {
  let label: String
  let program: Program
  let point: [Double]
  let kind: GraphResult.Kind
  private let built: (results: [GraphResult], names: [(node: Node, name: String)])

  init(_ label: String, _ program: Program, at point: [Double], _ kind: GraphResult.Kind) {
    self.label = label
    self.program = program
    self.point = point
    self.kind = kind
    built = DerivativeGraph(program, by: Array(program.inputs.indices)).results(kind)
  }

  func function(named name: String) -> EmittedFunction {
    EmittedFunction(
      name: name, program: program, independents: Array(program.inputs.indices),
      results: built.results, names: built.names)
  }

  /// What the generated function calls the inputs, of programs without names that it must change.
  var parameterNames: [String] { program.inputNames }

  var returnsNumber: Bool {
    program.outputs.count == 1 && program.graph.shape(of: program.outputs[0].node).isScalar
  }

  /// How many numbers each result has.
  var counts: [(name: String, count: Int)] {
    built.results.map { ($0.kind.rawValue, $0.shape.count) }
  }

  /// The numbers that the evaluator gives, in the order of the results.
  var expected: [Double] { expected(at: point) }

  func expected(at point: [Double]) -> [Double] {
    let nodes = built.results.flatMap { $0.parts.map(\.node) }
    let evaluator = Evaluator(program.graph, roots: nodes)
    evaluator.bind(program, to: point)
    evaluator.run()
    return built.results.flatMap { result in
      var elements = [Double](repeating: 0, count: result.shape.count)
      for part in result.parts {
        for (index, value) in evaluator.elements(part.node).enumerated() {
          elements[part.offset + index * part.stride] = value
        }
      }
      return elements
    }
  }

  // MARK: - Rounding

  /// What a rounding error of one unit in every step can do to each number of a program of numbers:
  /// Σ |∂result/∂step|·|step|·2⁻⁵³ over the steps below the result.
  func roundingBounds() -> [Double] {
    let graph = program.graph
    return built.results.flatMap { result in
      var bounds = [Double](repeating: 0, count: result.shape.count)
      for part in result.parts where graph.shape(of: part.node).isScalar {
        bounds[part.offset] = bound(part.node)
      }
      return bounds
    }
  }

  private func bound(_ root: Node) -> Double {
    let graph = program.graph
    let adjoint = Adjoint(of: root, independents: program.inputs.map(\.node), in: graph)
    let steps = (0...Int(root.index)).map { Node($0) }.filter {
      adjoint[$0] != nil && graph[$0].shape == 0
    }
    let adjoints = steps.compactMap { adjoint[$0] }
    let evaluator = Evaluator(graph, roots: steps + adjoints)
    evaluator.bind(program, to: point)
    evaluator.run()
    return zip(steps, adjoints).reduce(0) { sum, pair in
      let share = abs(evaluator.value(pair.0) * evaluator.value(pair.1)) * 0x1p-53
      return sum + (share.isFinite ? share : 0)
    }
  }

  /// The largest number that occurs in a step.
  var largestStep: Double {
    let graph = program.graph
    let roots = built.results.flatMap { $0.parts.map(\.node) }
    let live = graph.ancestors(of: roots)
    let steps = live.indices.filter { live[$0] && graph.records[$0].operation.isComputed }
      .map { Node($0) }
    let evaluator = Evaluator(graph, roots: steps)
    evaluator.bind(program, to: point)
    evaluator.run()
    return steps.reduce(0) { largest, step in
      evaluator.elements(step).reduce(largest) { $1.isFinite ? max($0, abs($1)) : $0 }
    }
  }

  /// Whether a step is 0/0 or inf/inf, which printed formulas have cancelled: they take x/x for 1.
  var hasIndefiniteQuotient: Bool {
    let graph = program.graph
    let live = graph.ancestors(of: program.outputs.map(\.node))
    return live.indices.contains { index in
      let record = graph.records[index]
      guard live[index], record.operation == .divide else { return false }
      let nodes = [Node(Int32(index)), Node(record.a), Node(record.b)]
      let evaluator = Evaluator(graph, roots: nodes)
      evaluator.bind(program, to: point)
      evaluator.run()
      let isNaN = nodes.map { node in evaluator.elements(node).contains { $0.isNaN } }
      return isNaN[0] && !isNaN[1] && !isNaN[2]
    }
  }
}

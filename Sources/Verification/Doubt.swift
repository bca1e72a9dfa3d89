import Differentiation
import Evaluation
import Graph

/// What is asked of the program only where the numbers do not fit together: how exact its derivatives are, and
/// whether the point is a special one.
final class Doubt {
  private let program: Program
  private let output: Node
  private let inputs: [Int]
  private let point: [Double]
  private lazy var adjoint = Adjoint(
    of: output, independents: inputs.map { program.inputs[$0].node }, in: program.graph)

  init(program: Program, output: Node, inputs: [Int], point: [Double]) {
    self.program = program
    self.output = output
    self.inputs = inputs
    self.point = point
  }

  /// A bound on the rounding errors of the derivative by an input, as forward and as reverse mode compute it,
  /// from the adjoints of the derivatives' own graphs.
  func roundingError(ofDerivativeBy input: Int) -> Double {
    let graph = program.graph
    let node = program.inputs[input].node
    let seed = (independent: node, tangent: graph.constant(1))
    let tangent = Tangent(of: [output], seeds: [seed], in: graph)
    let bounds = [tangent[output], adjoint[node]].map { derivative in
      derivative.map {
        RoundingError(
          of: $0, dependingOn: Array(program.inputs.indices), in: program, at: point
        ).bound(along: input)
      } ?? 0
    }
    return max(bounds[0], bounds[1])
  }

  /// How much the derivative by an input bends between x - step and x + step: the largest second difference
  /// |f'(x+t) + f'(x-t) - 2f'(x)|. Ends at which it is not finite do not count.
  func bend(ofDerivativeBy input: Int, within step: Double) -> Double {
    let node = program.inputs[input].node
    guard let derivative = adjoint[node] else { return 0 }
    let distances = [step, 0.61 * step, 0.23 * step]
    let abscissas = [point[input]] + distances.flatMap { [point[input] + $0, point[input] - $0] }
    let slopes = values(of: [derivative], along: input, at: abscissas).map { $0[0] }
    var largest = 0.0
    for index in stride(from: 1, to: slopes.count, by: 2) {
      let difference = (slopes[index] + slopes[index + 1] - 2 * slopes[0]).magnitude
      if difference.isFinite { largest = max(largest, difference) }
    }
    return largest
  }

  /// Whether a piecewise constant step (`floor`, a comparison) jumps between x - step and x + step: then
  /// differences belong to other pieces of the function than the derivative.
  func jumps(along input: Int, within step: Double) -> Bool {
    let graph = program.graph
    let depends = graph.dependents(of: [program.inputs[input].node], upTo: output)
    let needed = graph.ancestors(of: [output])
    let steps = needed.indices.filter { index in
      let operation = graph.records[index].operation
      return needed[index] && depends[index] && operation.isPrimitive
        && operation.primitive.partials.allSatisfy { $0 == nil }
    }.map { Node($0) }
    guard !steps.isEmpty else { return false }
    let x = point[input]
    let seen = values(of: steps, along: input, at: [x, x + step, x - step])
    return seen.contains { $0 != seen[0] }
  }

  /// The values of some steps where one input has other values.
  private func values(of steps: [Node], along input: Int, at abscissas: [Double]) -> [[Double]] {
    let node = program.inputs[input].node
    let evaluator = Evaluator(
      program.graph, roots: steps, varying: [node], lanes: abscissas.count)
    evaluator.bind(program, to: point)
    for (lane, abscissa) in abscissas.enumerated() {
      evaluator.bind(node, lane: lane, to: abscissa)
    }
    evaluator.run()
    return abscissas.indices.map { lane in steps.map { evaluator.value($0, lane: lane) } }
  }

  func complexStepResolves(_ derivative: Double, by input: Int) -> Bool {
    ComplexStep.resolves(derivative, at: point[input])
  }

  /// Whether a step of which the slope jumps is at its jump.
  func isKink(along input: Int) -> Bool { isMet(.kink, along: input) }

  /// Whether a step is at a point where its slope is infinite or does not exist.
  func isSingular(along input: Int) -> Bool { isMet(.singular, along: input) }

  /// Whether one of the steps between input and output meets the condition that its primitive states.
  private func isMet(_ condition: RuleExpansion.Text, along input: Int) -> Bool {
    let graph = program.graph
    let depends = graph.dependents(of: [program.inputs[input].node], upTo: output)
    let needed = graph.ancestors(of: [output])
    var rules = RuleExpansion(graph)
    var conditions: [Node] = []
    for index in needed.indices where needed[index] && depends[index] {
      guard graph.records[index].operation.isPrimitive else { continue }
      if let node = rules.expand(condition, of: Node(index)) { conditions.append(node) }
    }
    let evaluator = Evaluator(graph, roots: conditions)
    evaluator.bind(program, to: point)
    evaluator.run()
    return conditions.contains { evaluator.value($0) == 1 }
  }
}

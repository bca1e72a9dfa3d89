import Differentiation
import Evaluation
import Graph

/// What is asked of the program only where the numbers do not fit together: how exact its
/// derivatives are, and whether the point is a special one.
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

  /// A bound on the rounding errors of the derivative by an input, as forward and as reverse mode
  /// compute it, from the adjoints of the derivatives' own graphs.
  func roundingError(ofDerivativeBy input: Int) -> Double {
    let graph = program.graph
    let node = program.inputs[input].node
    let seed = Tangent.Seed(independent: node, tangent: graph.constant(1))
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

  /// How much the derivative by an input varies between x - step and x + step beyond a straight
  /// line: the largest |f'(x+t) + f'(x-t) - 2f'(x)|; of one side alone, where the other is not
  /// finite, |f'(x±t) - f'(x)|.
  func variation(ofDerivativeBy input: Int, within step: Double) -> Double {
    guard let derivative = adjoint[program.inputs[input].node] else { return 0 }
    let x = point[input]
    let distances = [step, 0.61 * step, 0.23 * step]
    let section = Section(
      of: [derivative], in: program, along: input, through: point, lanes: 7)
    let slopes = section.values(at: [x] + distances.flatMap { [x + $0, x - $0] })
    var largest = 0.0
    for index in stride(from: 1, to: slopes.count, by: 2) {
      let ends = slopes[index...(index + 1)].filter(\.isFinite).map { $0 - slopes[0] }
      largest = max(largest, ends.reduce(0, +).magnitude)
    }
    return largest
  }

  /// Whether piecewise constant steps (`floor`, a comparison) jump on both sides of x within a
  /// step: then differences belong to other pieces of the function than the derivative.
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
    let section = Section(of: steps, in: program, along: input, through: point, lanes: 3)
    let seen = section.map([x, x + step, x - step]) { evaluator, lane in
      steps.map { evaluator.value($0, lane: lane) }
    }
    return seen[1] != seen[0] && seen[2] != seen[0]
  }

  func complexStepResolves(_ derivative: Double, by input: Int) -> Bool {
    ComplexStep.resolves(derivative, at: point[input])
  }

  /// Whether a step of which the slope jumps is at its jump.
  func isKink(along input: Int) -> Bool { isMet(.kink, along: input) }

  /// Whether a step is at a point where its slope is infinite or does not exist.
  func isSingular(along input: Int) -> Bool { isMet(.singular, along: input) }

  /// Whether one of the steps between input and output meets the condition that its primitive
  /// states.
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

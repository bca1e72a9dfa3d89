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

  /// A bound on the rounding error of the derivative by an input, from the adjoints of the derivative's own
  /// graph.
  func roundingError(ofDerivativeBy input: Int) -> Double {
    guard let derivative = adjoint[program.inputs[input].node] else { return 0 }
    return RoundingError(
      of: derivative, dependingOn: Array(program.inputs.indices), in: program, at: point
    ).bound
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

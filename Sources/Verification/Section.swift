import Evaluation
import Graph

/// Some steps of a program as functions of one input, where all others stay as they are.
///
/// All points go through the lanes of one evaluator, in which only the steps that depend on the
/// input are computed for each point. Making one costs a few passes over the program.
package final class Section {
  private let input: Node
  private let steps: [Node]
  private let evaluator: Evaluator
  private let lanes: Int

  /// - Parameters:
  ///   - steps: the steps whose values are wanted.
  ///   - input: the index of the input that varies.
  ///   - lanes: how many points are evaluated at once, two at least.
  package init(
    of steps: [Node], in program: Program, along input: Int, through point: [Double], lanes: Int
  ) {
    self.input = program.inputs[input].node
    self.steps = steps
    self.lanes = lanes
    evaluator = Evaluator(program.graph, roots: steps, varying: [self.input], lanes: lanes)
    evaluator.bind(program, to: point)
  }

  /// The values of the first step where the input has the given values.
  package func values(at abscissas: [Double]) -> [Double] {
    map(abscissas) { evaluator, lane in evaluator.value(steps[0], lane: lane) }
  }

  /// For each of the given values of the input, what `body` makes of the steps' values in a lane of
  /// the evaluator.
  func map<Result>(_ abscissas: [Double], _ body: (Evaluator, _ lane: Int) -> Result) -> [Result] {
    var results: [Result] = []
    results.reserveCapacity(abscissas.count)
    for start in stride(from: 0, to: abscissas.count, by: lanes) {
      let block = start..<min(start + lanes, abscissas.count)
      for index in block { evaluator.bind(input, lane: index - start, to: abscissas[index]) }
      evaluator.run()
      for index in block { results.append(body(evaluator, index - start)) }
    }
    return results
  }
}

import Evaluation
import Graph

/// Some steps of a graph along a line, as functions of one number.
///
/// All points go through the lanes of one evaluator, in which only the steps that depend on what
/// moves are computed for each point. Making one costs a few passes over the graph.
package final class Section {
  private let line: Line
  private let subject: Subject
  private let steps: [Node]
  private let evaluator: Evaluator

  /// - Parameters:
  ///   - steps: the steps whose values are wanted.
  ///   - lanes: how many points are evaluated at once; large arrays make it fewer.
  init(of steps: [Node], in subject: Subject, along line: Line, lanes: Int) {
    self.line = line
    self.subject = subject
    self.steps = steps
    evaluator = Evaluator(
      subject.graph, roots: steps, varying: line.inputs.map { subject.program.inputs[$0].node },
      lanes: subject.lanes(lanes, for: steps))
    subject.bind(evaluator)
  }

  /// The values of the first step where the line's number has the given values.
  func values(at abscissas: [Double]) -> [Double] {
    map(abscissas) { evaluator, lane in evaluator.value(steps[0], lane: lane) }
  }

  /// For each of the given values, what `body` makes of the steps' values in a lane of the
  /// evaluator.
  func map<Result>(_ abscissas: [Double], _ body: (Evaluator, _ lane: Int) -> Result) -> [Result] {
    var results: [Result] = []
    results.reserveCapacity(abscissas.count)
    for start in stride(from: 0, to: abscissas.count, by: evaluator.lanes) {
      let block = start..<min(start + evaluator.lanes, abscissas.count)
      for index in block {
        line.move(evaluator, subject, lane: index - start, to: abscissas[index])
      }
      evaluator.run()
      for index in block { results.append(body(evaluator, index - start)) }
    }
    return results
  }
}

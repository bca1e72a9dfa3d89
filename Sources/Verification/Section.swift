import Evaluation
import Graph

/// A program's output along the axes through one point: the function of one input that is left when all others
/// stay where they are.
///
/// All points of one axis go through the lanes of one evaluator, made once for all inputs. It costs one
/// evaluation of the program for each lane; setting up an axis costs nothing.
package final class Section {
  private let program: Program
  private let output: Node
  private let point: [Double]
  private let evaluator: Evaluator
  private let lanes: Int
  /// The output's value at the point itself.
  package let value: Double

  /// - Parameters:
  ///   - inputs: the indices of the inputs along which points will be asked for.
  ///   - lanes: how many points are evaluated at once, two at least.
  package init(
    of program: Program, output: Int = 0, along inputs: [Int], through point: [Double],
    lanes: Int = 2 * DifferenceQuotient.stepsPerWindow
  ) {
    self.program = program
    self.output = program.outputs[output].node
    self.point = point
    self.lanes = lanes
    value = program.value(of: self.output, at: point)
    evaluator = Evaluator(
      program.graph, roots: [self.output], varying: inputs.map { program.inputs[$0].node },
      lanes: lanes)
    evaluator.bind(program, to: point)
  }

  /// The output's values where one input has the given values.
  package func values(along input: Int, at abscissas: [Double]) -> [Double] {
    let node = program.inputs[input].node
    // An input that the output does not need has no place in the evaluator.
    guard program.graph.dependents(of: [node], upTo: output)[Int(output.index)] else {
      return abscissas.map { _ in value }
    }
    var values: [Double] = []
    values.reserveCapacity(abscissas.count)
    for start in stride(from: 0, to: abscissas.count, by: lanes) {
      let block = start..<min(start + lanes, abscissas.count)
      for index in block {
        evaluator.bind(node, lane: index - start, to: abscissas[index])
      }
      evaluator.run()
      for index in block { values.append(evaluator.value(output, lane: index - start)) }
    }
    evaluator.bind(node, to: point[input])
    return values
  }
}

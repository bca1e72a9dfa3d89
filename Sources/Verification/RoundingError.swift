import Differentiation
import Evaluation
import Graph
import Numerics

/// How far rounding may carry a step's value from the exact one, to first order.
///
/// Every step v that the target is computed from is rounded by up to 2⁻⁵³·|v|, and moves the target by its
/// adjoint times that; so the adjoints give the rounding error of the whole computation (Linnainmaa 1976,
/// doi:10.1007/BF01931367; Griewank & Walther, *Evaluating Derivatives*, §3.4). Difference quotients need it,
/// because 4ε·|f| knows nothing of cancellation inside f: `1e16 + x - 1e16` is a staircase in x, and its
/// quotients are 0 without any scatter that a table of differences would show.
final class RoundingError {
  private let program: Program
  private let target: Node
  private let point: [Double]
  /// The steps that are rounded, with their adjoints.
  private let steps: [(step: Node, adjoint: Node)]
  private let evaluator: Evaluator
  /// In the order of `steps`, at the point.
  private let contributions: [Double]

  /// - Parameters:
  ///   - target: the step in question; it may itself be a derivative.
  ///   - inputs: indices. Steps that depend on none of them are left out: every evaluation makes the same
  ///     error there.
  init(of target: Node, dependingOn inputs: [Int], in program: Program, at point: [Double]) {
    self.program = program
    self.target = target
    self.point = point
    let graph = program.graph
    let adjoint = Adjoint(
      of: target, independents: inputs.map { program.inputs[$0].node }, in: graph)
    var steps: [(step: Node, adjoint: Node)] = []
    for index in 0...Int(target.index) where RoundingError.isRounded(graph.records[index].operation)
    {
      if let factor = adjoint[Node(index)] { steps.append((Node(index), factor)) }
    }
    self.steps = steps
    evaluator = Evaluator(graph, roots: [target] + steps.map(\.adjoint))
    evaluator.bind(program, to: point)
    evaluator.run()
    contributions = RoundingError.contributions(of: steps, evaluator)
  }

  private static func isRounded(_ operation: Operation) -> Bool {
    operation.isPrimitive && operation != .negate && !operation.traits.selects
  }

  /// |adjoint|·|rounding| of every step: half a unit in the last place, of subnormal numbers one.
  private static func contributions(
    of steps: [(step: Node, adjoint: Node)], _ evaluator: Evaluator
  ) -> [Double] {
    steps.map { step, adjoint in
      let rounding = max(0x1p-53 * evaluator.value(step).magnitude, .leastNonzeroMagnitude)
      return evaluator.value(adjoint).magnitude * rounding
    }
  }

  /// The sum of all contributions that different ways to the target's value do not share, which no combination
  /// of roundings exceeds. Contributions that are not finite (at a singular point) are left out.
  ///
  /// Steps of the program itself that do not depend on the input are the same in forward and reverse mode,
  /// in difference quotients and in the complex step.
  func bound(along input: Int) -> Double {
    let depends = program.graph.dependents(of: [program.inputs[input].node], upTo: target)
    var sum = 0.0
    for (index, contribution) in contributions.enumerated() where contribution.isFinite {
      let step = Int(steps[index].step.index)
      if depends[step] || step >= program.nodeCount { sum += contribution }
    }
    return sum
  }

  /// What roundings that are independent of each other come to, in steps that depend on one input: four times
  /// the root of the sum of squares, or the bound if that is less.
  ///
  /// - Parameter abscissa: where that input is moved to; nil: the point itself.
  func typical(along input: Int, at abscissa: Double? = nil) -> Double {
    let node = program.inputs[input].node
    let depends = program.graph.dependents(of: [node], upTo: target)
    var contributions = contributions
    if let abscissa {
      evaluator.bind(node, to: abscissa)
      evaluator.run()
      contributions = RoundingError.contributions(of: steps, evaluator)
      evaluator.bind(node, to: point[input])
    }
    var sum = 0.0
    var largest = 0.0
    for (index, contribution) in contributions.enumerated()
    where contribution.isFinite && depends[Int(steps[index].step.index)] {
      sum += contribution
      largest = max(largest, contribution)
    }
    guard largest > 0 else { return 0 }
    var squares = 0.0
    for (index, contribution) in contributions.enumerated()
    where contribution.isFinite && depends[Int(steps[index].step.index)] {
      // Scaled by the largest: squares of small contributions would underflow.
      squares += (contribution / largest) * (contribution / largest)
    }
    return min(sum, 4 * largest * squares.squareRoot())
  }
}

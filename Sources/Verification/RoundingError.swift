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

  /// How many abscissas are looked at together.
  private static let lanes = 6

  /// - Parameters:
  ///   - target: the step in question; it may itself be a derivative.
  ///   - inputs: indices. Steps that depend on none of them are left out: every evaluation makes the same
  ///     error there.
  init(of target: Node, dependingOn inputs: [Int], in program: Program, at point: [Double]) {
    self.program = program
    self.target = target
    self.point = point
    let graph = program.graph
    let independents = inputs.map { program.inputs[$0].node }
    let adjoint = Adjoint(of: target, independents: independents, in: graph)
    var steps: [(step: Node, adjoint: Node)] = []
    for index in 0...Int(target.index) where RoundingError.isRounded(graph.records[index].operation)
    {
      if let factor = adjoint[Node(index)] { steps.append((Node(index), factor)) }
    }
    self.steps = steps
    evaluator = Evaluator(
      graph, roots: [target] + steps.map(\.step) + steps.map(\.adjoint), varying: independents,
      lanes: RoundingError.lanes)
    evaluator.bind(program, to: point)
    evaluator.run()
  }

  private static func isRounded(_ operation: Operation) -> Bool {
    operation.isPrimitive && operation != .negate && !operation.traits.selects
  }

  /// |adjoint|·|rounding| of a step: half a unit in the last place, of subnormal numbers one. A contribution that is
  /// not finite (at a singular point) does not count.
  private func contribution(_ index: Int, lane: Int) -> Double {
    let (step, adjoint) = steps[index]
    let rounding = max(
      0x1p-53 * evaluator.value(step, lane: lane).magnitude, .leastNonzeroMagnitude)
    let contribution = evaluator.value(adjoint, lane: lane).magnitude * rounding
    return contribution.isFinite ? contribution : 0
  }

  /// The sum of all contributions that different ways to the target's value do not share, which no combination
  /// of roundings exceeds.
  ///
  /// Steps of the program itself that do not depend on the input are the same in forward and reverse mode,
  /// in difference quotients and in the complex step.
  func bound(along input: Int) -> Double {
    let depends = program.graph.dependents(of: [program.inputs[input].node], upTo: target)
    var sum = 0.0
    for index in steps.indices {
      let step = Int(steps[index].step.index)
      if depends[step] || step >= program.nodeCount { sum += contribution(index, lane: 0) }
    }
    return sum
  }

  /// What roundings that are independent of each other come to, in steps that depend on one input: four times
  /// the root of the sum of squares, or the whole sum if that is less.
  ///
  /// - Parameter abscissas: where that input is moved to.
  func typical(along input: Int, at abscissas: [Double]) -> [Double] {
    let node = program.inputs[input].node
    let depends = program.graph.dependents(of: [node], upTo: target)
    let counted = steps.indices.filter { depends[Int(steps[$0].step.index)] }
    guard !counted.isEmpty else { return abscissas.map { _ in 0 } }
    var found: [Double] = []
    for start in stride(from: 0, to: abscissas.count, by: RoundingError.lanes) {
      let block = abscissas[start..<min(start + RoundingError.lanes, abscissas.count)]
      for (lane, abscissa) in block.enumerated() {
        evaluator.bind(node, lane: lane, to: abscissa)
      }
      evaluator.run()
      for lane in block.indices { found.append(typical(counted, lane: lane - start)) }
    }
    evaluator.bind(node, to: point[input])
    return found
  }

  private func typical(_ counted: [Int], lane: Int) -> Double {
    let contributions = counted.map { contribution($0, lane: lane) }
    let largest = contributions.reduce(0, max)
    guard largest > 0 else { return 0 }
    // Scaled by the largest: squares of small contributions would underflow.
    let squares = contributions.reduce(0) { $0 + ($1 / largest) * ($1 / largest) }
    return min(contributions.reduce(0, +), 4 * largest * squares.squareRoot())
  }
}

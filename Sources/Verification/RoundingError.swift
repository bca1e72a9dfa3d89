import Differentiation
import Evaluation
import Graph
import Numerics

/// How far rounding may carry a step's value from the exact one, to first order.
///
/// Every step v that the target is computed from is rounded by up to 2⁻⁵³·|v|, and moves the target
/// by its adjoint times that; so the adjoints give the rounding error of the whole computation
/// (Linnainmaa 1976, doi:10.1007/BF01931367; Griewank & Walther, *Evaluating Derivatives*, §3.4).
/// Difference quotients need it, because 4ε·|f| knows nothing of cancellation inside f: `1e16 + x -
/// 1e16` is a staircase in x, and its quotients are 0 without any scatter that a table of
/// differences would show.
struct RoundingError {
  private let program: Program
  private let target: Node
  private let point: [Double]
  /// The steps that are rounded, with their adjoints.
  private let steps: [Contributor]

  private struct Contributor {
    let step: Node
    let adjoint: Node

    /// |adjoint|·|rounding|: half a unit in the last place, of subnormal numbers one. What is not
    /// finite (at a singular point) does not count.
    func contribution(_ evaluator: Evaluator, lane: Int) -> Double {
      let rounding = max(
        0x1p-53 * evaluator.value(step, lane: lane).magnitude, .leastNonzeroMagnitude)
      let contribution = evaluator.value(adjoint, lane: lane).magnitude * rounding
      return contribution.isFinite ? contribution : 0
    }
  }

  /// - Parameters:
  ///   - target: the step in question; it may itself be a derivative.
  ///   - inputs: indices. Steps that depend on none of them are left out: every evaluation makes
  ///     the same error there.
  init(of target: Node, dependingOn inputs: [Int], in program: Program, at point: [Double]) {
    self.program = program
    self.target = target
    self.point = point
    let graph = program.graph
    let independents = inputs.map { program.inputs[$0].node }
    let adjoint = Adjoint(of: target, independents: independents, in: graph)
    var steps: [Contributor] = []
    for index in 0...Int(target.index) where RoundingError.isRounded(graph.records[index].operation)
    {
      if let factor = adjoint[Node(index)] {
        steps.append(Contributor(step: Node(index), adjoint: factor))
      }
    }
    self.steps = steps
  }

  private static func isRounded(_ operation: Operation) -> Bool {
    operation.isPrimitive && operation != .negate && !operation.traits.selects
  }

  /// The sum of all contributions that different ways to the target's value do not share, which no
  /// combination of roundings exceeds.
  ///
  /// Steps of the program itself that do not depend on the input are the same in forward and
  /// reverse mode, in difference quotients and in the complex step.
  func bound(along input: Int) -> Double {
    let depends = dependents(of: input)
    let counted = steps.filter { depends[Int($0.step.index)] || $0.step.index >= program.nodeCount }
    let evaluator = Evaluator(program.graph, roots: counted.flatMap { [$0.step, $0.adjoint] })
    evaluator.bind(program, to: point)
    evaluator.run()
    return counted.reduce(0) { $0 + $1.contribution(evaluator, lane: 0) }
  }

  /// What roundings that are independent of each other come to, in steps that depend on one input,
  /// as a function of that input: four times the root of the sum of squares, or the whole sum if
  /// that is less.
  func typical(along input: Int) -> ([Double]) -> [Double] {
    let depends = dependents(of: input)
    let counted = steps.filter { depends[Int($0.step.index)] }
    guard !counted.isEmpty else { return { $0.map { _ in 0 } } }
    let section = Section(
      of: counted.flatMap { [$0.step, $0.adjoint] }, in: program, along: input, through: point,
      lanes: RoundingError.lanes)
    return { abscissas in
      section.map(abscissas) { evaluator, lane in
        RoundingError.typical(counted.map { $0.contribution(evaluator, lane: lane) })
      }
    }
  }

  /// As many abscissas are looked at together.
  private static let lanes = 8

  private static func typical(_ contributions: [Double]) -> Double {
    let largest = contributions.reduce(0, max)
    guard largest > 0 else { return 0 }
    // Scaled by the largest: squares of small contributions would underflow.
    let squares = contributions.reduce(0) { $0 + ($1 / largest) * ($1 / largest) }
    return min(contributions.reduce(0, +), 4 * largest * squares.squareRoot())
  }

  private func dependents(of input: Int) -> [Bool] {
    program.graph.dependents(of: [program.inputs[input].node], upTo: target)
  }
}

import Differentiation
import Evaluation
import Graph
import Numerics

/// How far rounding may carry a step's value from the exact one, to first order.
///
/// Every step v that the target is computed from is rounded by at most about 2⁻⁵³·|v|, and moves the
/// target by its adjoint times that; so the adjoints give the rounding error of the whole computation
/// (Linnainmaa 1976, doi:10.1007/BF01931367; Griewank & Walther, *Evaluating Derivatives*, §3.4). Difference
/// quotients need it, because 4ε·|f| knows nothing of cancellation inside f: `1e16 + x - 1e16` is a
/// staircase in x, and its quotient is 0 without any scatter that would show in a table of differences.
package struct RoundingError {
  private let graph: ExpressionGraph
  private let target: Node
  /// By node: |adjoint|·|rounding|; 0 for steps that are exact.
  private let contributions: [Double]

  /// What one rounding may change a value by: half a unit in the last place, of subnormal numbers one.
  private static func rounding(of value: Double) -> Double {
    max(0x1p-53 * value.magnitude, .leastNonzeroMagnitude)
  }

  /// - Parameters:
  ///   - target: the step in question; it may itself be a derivative.
  ///   - inputs: indices. Steps that depend on none of them are left out: every evaluation makes the same
  ///     error there.
  package init(of target: Node, dependingOn inputs: [Int], in program: Program, at point: [Double])
  {
    let graph = program.graph
    self.graph = graph
    self.target = target
    let independents = inputs.map { program.inputs[$0].node }
    let adjoint = Adjoint(of: target, independents: independents, in: graph)
    let steps = (0...Int(target.index)).filter { index in
      let operation = graph.records[index].operation
      return operation.isPrimitive && operation != .negate && !operation.traits.selects
        && adjoint[Node(index)] != nil
    }
    let evaluator = Evaluator(graph, roots: [target] + steps.compactMap { adjoint[Node($0)] })
    evaluator.bind(program, to: point)
    evaluator.run()
    var contributions = [Double](repeating: 0, count: Int(target.index) + 1)
    for index in steps {
      guard let factor = adjoint[Node(index)] else { continue }
      contributions[index] =
        evaluator.value(factor).magnitude
        * RoundingError.rounding(of: evaluator.value(Node(index)))
    }
    self.contributions = contributions
  }

  /// The sum of all contributions, which no combination of roundings exceeds.
  package var bound: Double { contributions.reduce(0, +) }

  /// What roundings that are independent of each other come to: four times the root of the sum of squares,
  /// or the bound if that is less. Only steps that depend on the input count; contributions that are not
  /// finite (at a singular point) are left out.
  package func typical(along input: Node) -> Double {
    let depends = graph.dependents(of: [input], upTo: target)
    var sum = 0.0
    var largest = 0.0
    for index in contributions.indices where depends[index] && contributions[index].isFinite {
      sum += contributions[index]
      largest = max(largest, contributions[index])
    }
    guard largest > 0 else { return 0 }
    var squares = 0.0
    for index in contributions.indices where depends[index] && contributions[index].isFinite {
      // Scaled by the largest: squares of small contributions would underflow.
      let scaled = contributions[index] / largest
      squares += scaled * scaled
    }
    return min(sum, 4 * largest * squares.squareRoot())
  }
}

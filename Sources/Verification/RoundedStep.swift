import Calculus
import Evaluation
import Graph
import Numerics

/// A step that is rounded: what it contributes to the rounding error of a target.
struct RoundedStep {
  let step: Node
  /// What is rounded; a scalar where all elements are rounded alike.
  let value: Node
  /// The target's derivatives by the elements that are rounded.
  let adjoint: Node
  /// How much of |value| the rounding is.
  private let relative: Double
  private let valueCount: Int
  private let adjointCount: Int

  /// Half a unit in the last place.
  static let unit = 0x1p-53

  init(
    step: Node, value: Node, adjoint: Node, units: Double = 1, in graph: ExpressionGraph
  ) {
    self.step = step
    self.value = value
    self.adjoint = adjoint
    relative = units * RoundedStep.unit
    valueCount = graph.shape(of: value).count
    adjointCount = graph.shape(of: adjoint).count
  }

  /// |adjoint|·|rounding| of each element: of subnormal numbers the rounding is a whole unit. What
  /// is not finite (at a singular point) does not count.
  @inline(__always)
  func forEachContribution(_ evaluator: Evaluator, lane: Int, _ body: (Double) -> Void) {
    guard valueCount != 1 || adjointCount != 1 else {
      return body(
        contribution(
          evaluator.value(value, lane: lane), evaluator.value(adjoint, lane: lane)))
    }
    let values = evaluator.elements(value, lane: lane)
    let adjoints = evaluator.elements(adjoint, lane: lane)
    for element in 0..<max(values.count, adjoints.count) {
      body(
        contribution(
          values[values.count == 1 ? 0 : element], adjoints[adjoints.count == 1 ? 0 : element]))
    }
  }

  @inline(__always)
  private func contribution(_ value: Double, _ adjoint: Double) -> Double {
    let rounding = max(relative * value.magnitude, .leastNonzeroMagnitude)
    let contribution = adjoint.magnitude * rounding
    return contribution.isFinite ? contribution : 0
  }
}

/// Says how the operations round.
///
/// A primitive rounds each element of its result. Sums are compensated and rounded once; what only
/// moves or selects elements rounds nothing. A matrix product rounds each element by 2⁻⁵³·√k times
/// the product of the absolute values, k being the number of terms: their roundings are independent
/// of each other (Higham, *Accuracy and Stability of Numerical Algorithms*, §3.5). Factorisations
/// and what is computed with them are as exact as if the elements of the matrix had been rounded by
/// a small multiple of 2⁻⁵³ times the largest of them (§9.3, §10.1.1).
struct RoundedStepMaker {
  private let graph: ExpressionGraph
  private var rules: ArrayRules

  init(_ graph: ExpressionGraph) {
    self.graph = graph
    rules = ArrayRules(graph)
  }

  mutating func append(_ node: Node, adjoint: Node, to steps: inout [RoundedStep]) {
    let operation = graph[node].operation
    guard operation.isArray else {
      if operation != .negate, !operation.traits.selects {
        steps.append(RoundedStep(step: node, value: node, adjoint: adjoint, in: graph))
      }
      return
    }
    func appendOwn() {
      steps.append(RoundedStep(step: node, value: node, adjoint: adjoint, in: graph))
    }
    switch operation.structure {
    case .view, .assembly(.stacked), .assembly(.beside), .assembly(.diagonal),
      .assembly(.lowerTriangle), .assembly(.upperTriangle), .reduction(.greatest),
      .reduction(.least):
      break
    // The norm is as exact as its own rounding.
    case .assembly(.placed), .reduction(.sum), .scan, .reduction(.norm): appendOwn()
    // Powers and roots round too.
    case .reduction(.powerNorm):
      steps.append(RoundedStep(step: node, value: node, adjoint: adjoint, units: 3, in: graph))
    case .contraction:
      let operands = graph.operands(of: node)
      let terms = graph.shape(of: operands[0]).columns
      let product = graph.makeArray(
        .product, operands.map { magnitude($0).index }, graph.shape(of: node))
      steps.append(
        RoundedStep(
          step: node, value: product, adjoint: adjoint, units: Double(terms).squareRoot(),
          in: graph))
    case .reduction(.logarithmOfExponentials), .columnwise, .besideShares, .system, .inverse,
      .determinant, .factorisation, .spectrum, .ofMatrices, .body, .table:
      appendOwn()
      appendBackward(node, adjoint, &steps)
    }
  }

  private func magnitude(_ node: Node) -> Node {
    graph.make(.abs, node.index)
  }

  /// The roundings inside an operation on a whole array, as roundings of its first operand.
  private mutating func appendBackward(
    _ node: Node, _ adjoint: Node, _ steps: inout [RoundedStep]
  ) {
    let operand = graph.operands(of: node)[0]
    guard graph.shape(of: operand).count > 0,
      let share = rules.adjoint(of: node, operand: 0, adjoint)
    else { return }
    let largest = graph.makeArray(
      .array(.greatest), [magnitude(operand).index], .scalar)
    let size = Double(graph.shape(of: operand).rows)
    steps.append(
      RoundedStep(
        step: node, value: largest, adjoint: share, units: size.squareRoot(),
        in: graph))
  }
}

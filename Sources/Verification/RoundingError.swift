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
  private let subject: Subject
  /// The steps that are rounded, with their adjoints.
  private let steps: [RoundedStep]
  /// The inputs with their adjoints: where many move at once, each place is rounded.
  private let inputs: [RoundedStep]

  /// - Parameters:
  ///   - subject: its target is the step in question; it may itself be a derivative.
  ///   - inputs: indices. Steps that depend on none of them are left out: every evaluation makes
  ///     the same error there.
  init(of subject: Subject, dependingOn inputs: [Int]) {
    self.subject = subject
    let graph = subject.graph
    let target = subject.target
    let independents = inputs.map { subject.program.inputs[$0].node }
    let adjoint = Adjoint(of: target, independents: independents, in: graph)
    var makers = RoundedStepMaker(graph)
    var steps: [RoundedStep] = []
    for index in 0...Int(target.index) where graph.records[index].operation.isComputed {
      if let factor = adjoint[Node(index)] {
        makers.append(Node(index), adjoint: factor, to: &steps)
      }
    }
    self.steps = steps
    self.inputs = independents.compactMap { node in
      adjoint[node].map { RoundedStep(step: node, value: node, adjoint: $0, in: graph) }
    }
  }

  /// The sum of all contributions that different ways to the target's value do not share, which no
  /// combination of roundings exceeds.
  ///
  /// Steps of the program itself that do not depend on what moves are the same in forward and
  /// reverse mode, in difference quotients and in the complex step.
  func bound(along line: Line) -> Double {
    let depends = dependents(of: line)
    let counted = steps.filter {
      depends[Int($0.step.index)] || $0.step.index >= subject.program.nodeCount
    }
    let evaluator = Evaluator(subject.graph, roots: counted.flatMap { [$0.value, $0.adjoint] })
    subject.bind(evaluator)
    evaluator.run()
    var sum = 0.0
    for step in counted { step.forEachContribution(evaluator, lane: 0) { sum += $0 } }
    return sum
  }

  /// What roundings that are independent of each other come to, in steps that depend on what moves,
  /// as a function of the line's number: four times the root of the sum of squares, or the whole
  /// sum if that is less.
  func typical(along line: Line) -> ([Double]) -> [Double] {
    let depends = dependents(of: line)
    let counted =
      (line.isElement ? [] : inputs).filter { depends[Int($0.step.index)] }
      + steps.filter { depends[Int($0.step.index)] }
    guard !counted.isEmpty else { return { $0.map { _ in 0 } } }
    let section = Section(
      of: counted.flatMap { [$0.value, $0.adjoint] }, in: subject, along: line,
      lanes: RoundingError.lanes)
    return { abscissas in
      section.map(abscissas) { evaluator, lane in
        RoundingError.typical(counted, evaluator, lane)
      }
    }
  }

  /// As many abscissas are looked at together.
  private static let lanes = 8

  private static func typical(
    _ steps: [RoundedStep], _ evaluator: Evaluator, _ lane: Int
  ) -> Double {
    var largest = 0.0
    var sum = 0.0
    for step in steps {
      step.forEachContribution(evaluator, lane: lane) {
        largest = max(largest, $0)
        sum += $0
      }
    }
    guard largest > 0 else { return 0 }
    // Scaled by the largest: squares of small contributions would underflow.
    var squares = 0.0
    for step in steps {
      step.forEachContribution(evaluator, lane: lane) { squares += ($0 / largest) * ($0 / largest) }
    }
    return min(sum, 4 * largest * squares.squareRoot())
  }

  private func dependents(of line: Line) -> [Bool] {
    subject.graph.dependents(
      of: line.inputs.map { subject.program.inputs[$0].node }, upTo: subject.target)
  }
}

import Differentiation
import Evaluation
import Graph

/// What is asked of the program only where the numbers do not fit together: how exact its
/// derivatives are, and whether the point is a special one.
final class Doubt {
  let subject: Subject
  private let inputs: [Int]
  private lazy var adjoint = Adjoint(
    of: subject.target, independents: inputs.map { subject.program.inputs[$0].node },
    in: subject.graph)

  init(_ subject: Subject, inputs: [Int]) {
    self.subject = subject
    self.inputs = inputs
  }

  /// A bound on the rounding errors of the derivative along a line, as forward and as reverse mode
  /// compute it, from the adjoints of the derivatives' own graphs.
  func roundingError(ofDerivativeAlong line: Line) -> Double {
    let derivatives = [
      DirectionalDerivative.tangent(of: subject, along: line),
      DirectionalDerivative.adjoint(of: subject, along: line, in: adjoint),
    ]
    let bounds = derivatives.map { derivative in
      derivative.map {
        RoundingError(of: $0, dependingOn: Array(subject.program.inputs.indices))
          .bound(along: line)
      } ?? 0
    }
    return max(bounds[0], bounds[1])
  }

  /// How much the derivative along a line varies between x - step and x + step beyond a straight
  /// line: the largest |f'(x+t) + f'(x-t) - 2f'(x)|; of one side alone, where the other is not
  /// finite, |f'(x±t) - f'(x)|.
  func variation(ofDerivativeAlong line: Line, within step: Double) -> Double {
    guard
      let derivative = DirectionalDerivative.adjoint(of: subject, along: line, in: adjoint)
    else { return 0 }
    let x = line.origin
    let distances = [step, 0.61 * step, 0.23 * step]
    let section = Section(of: [derivative.target], in: derivative, along: line, lanes: 7)
    let slopes = section.values(at: [x] + distances.flatMap { [x + $0, x - $0] })
    var largest = 0.0
    for index in stride(from: 1, to: slopes.count, by: 2) {
      let ends = slopes[index...(index + 1)].filter(\.isFinite).map { $0 - slopes[0] }
      largest = max(largest, ends.reduce(0, +).magnitude)
    }
    return largest
  }

  /// Whether piecewise constant steps (`floor`, a comparison) jump on both sides of x within a
  /// step: then differences belong to other pieces of the function than the derivative.
  func jumps(along line: Line, within step: Double) -> Bool {
    let steps = steps(along: line).filter { node in
      let operation = subject.graph[node].operation
      return operation.isPrimitive && operation.primitive.partials.allSatisfy { $0 == nil }
    }
    guard !steps.isEmpty else { return false }
    let x = line.origin
    let section = Section(of: steps, in: subject, along: line, lanes: 3)
    let seen = section.map([x, x + step, x - step]) { evaluator, lane in
      steps.map { evaluator.elements($0, lane: lane) }
    }
    return seen[1] != seen[0] && seen[2] != seen[0]
  }

  func complexStepResolves(_ derivative: Double, along line: Line) -> Bool {
    ComplexStep.resolves(derivative, at: line.origin)
  }

  /// The computed steps of the target that depend on what moves.
  func steps(along line: Line) -> [Node] {
    let graph = subject.graph
    let depends = graph.dependents(
      of: line.inputs.map { subject.program.inputs[$0].node }, upTo: subject.target)
    let needed = graph.ancestors(of: [subject.target])
    return needed.indices.filter {
      needed[$0] && depends[$0] && graph.records[$0].operation.isComputed
    }.map { Node($0) }
  }

  // MARK: - Special points

  /// Whether a step of which the slope jumps is at its jump.
  func isKink(along line: Line) -> Bool {
    count(.kink, along: line) > 0 || hasEqualEigenvalues(along: line)
  }

  /// Whether a step is at a point where its slope is infinite or does not exist.
  func isSingular(along line: Line) -> Bool {
    count(.singular, along: line) > 0 || hasEqualEigenvalues(along: line)
  }

  /// Whether the convention at a kink may lie outside the interval of the slopes on both sides:
  /// where several elements of arrays are at a kink, each has a convention of its own.
  func hasSeveralKinks(along line: Line) -> Bool {
    subject.graph.hasArrays
      && (count(.kink, along: line) > 1 || hasEqualEigenvalues(along: line))
  }

  /// How many elements of the steps between what moves and the target meet the condition that their
  /// operation states.
  private func count(_ condition: RuleExpansion.Text, along line: Line) -> Int {
    let graph = subject.graph
    var rules = RuleExpansion(graph)
    var conditions: [(step: Node, condition: Node)] = []
    for step in steps(along: line) {
      if let node = rules.expand(condition, of: step) { conditions.append((step, node)) }
    }
    guard !conditions.isEmpty else { return 0 }
    let masks = DependenceMasks(of: subject, along: line)
    let shown = conditions.map { masks.mask(of: $0.step) }
    let evaluator = Evaluator(
      graph, roots: conditions.map(\.condition) + shown.compactMap { $0 })
    masks.subject.bind(evaluator)
    evaluator.run()
    var count = 0
    for ((_, condition), mask) in zip(conditions, shown) {
      let moves = mask.map { evaluator.elements($0) } ?? [1]
      for (element, value) in evaluator.elements(condition).enumerated()
      where value == 1 && moves[moves.count == 1 ? 0 : element] != 0 {
        count += 1
      }
    }
    return count
  }

  /// Eigenvalues closer than this, relative to the largest, count as equal.
  private static let equalEigenvalues = 1e-13

  private func hasEqualEigenvalues(along line: Line) -> Bool {
    guard subject.graph.hasArrays else { return false }
    // Their factorisation has the eigenvalues in its last column.
    let spectra = steps(along: line).compactMap { node -> Node? in
      let operation = subject.graph[node].operation
      guard operation.isArray, operation.array.obstacle == .repeatedEigenvalue else { return nil }
      return subject.graph.operands(of: node)[1]
    }
    guard !spectra.isEmpty else { return false }
    let evaluator = Evaluator(subject.graph, roots: spectra)
    subject.bind(evaluator)
    evaluator.run()
    return spectra.contains { node in
      let values = evaluator.elements(node).suffix(subject.graph.shape(of: node).rows)
      let largest = values.reduce(0) { max($0, $1.magnitude) }
      return zip(values, values.dropFirst()).contains {
        $1 - $0 <= Doubt.equalEigenvalues * largest
      }
    }
  }
}

import Calculus
import Evaluation
import Graph

/// Derivatives by the complex step: f'(x) = Im f(x + i·h)/h, with an h so small that the error, of
/// order h², is below rounding; there is no subtraction and so no cancellation (Squire & Trapp
/// 1998, doi:10.1137/S003614459631241X).
///
/// The program over complex numbers is a real graph again: every step that depends on the input
/// gets a real and an imaginary part, from the primitives' complex rules. It knows nothing of the
/// rules for partial derivatives, so that the two check each other.
package struct ComplexStep {
  /// What the complex step gave.
  package enum Outcome: Equatable, Sendable {
    /// The derivative; nan where two steps do not give the same.
    case value(Double)
    /// The function that has no complex rule, being none of complex analysis, such as `abs`.
    case unavailable(String)
    /// The program's own values contradict the complex one: it lies on another branch.
    case contradicted

    /// The derivative, where there is one.
    package var derivative: Double? {
      if case .value(let value) = self, !value.isNaN { return value }
      return nil
    }
  }

  /// Up to this many numbers that move each get a graph of their own, made of the steps that depend
  /// on that number.
  private static let separateInputs = 16
  /// Points that are evaluated at once in a graph for all.
  private static let pointsAtOnce = 128

  /// The steps, relative to x; several, because a result that hangs on the step is none. With the
  /// coarser ones less is lost to underflow, the finer ones are small beside functions that vary
  /// fast.
  private static let steps = [0x1p-40, 0x1p-70, 0x1p-100, 0x1p-130]
  /// Two results count as equal up to this relative difference.
  private static let equality = 1e-9
  /// Closer to 0 than this, steps of the scale of x, and their products, leave the range of
  /// doubles.
  private static let leastScale = 0x1p-500
  /// An imaginary part below this may have lost digits to underflow on its way.
  private static let leastImaginaryPart = 0x1p-960

  /// The derivatives along some lines.
  ///
  /// With few scalars a line whose steps are all analytic has a result even where another's are
  /// not; the elements of an array share a graph, and with it the steps of the whole array.
  package static func derivatives(of subject: Subject, along lines: [Line]) -> [Outcome] {
    let areScalars = lines.allSatisfy { line in
      line.isElement && line.movesAll(in: subject.program)
    }
    if areScalars, lines.count > separateInputs {
      return derivatives(together: lines, of: subject)
    }
    var outcomes: [Outcome] = []
    var start = 0
    while start < lines.count {
      // Lines of the same inputs that follow each other.
      var end = start + 1
      while end < lines.count, lines[end].inputs == lines[start].inputs { end += 1 }
      outcomes += derivatives(together: Array(lines[start..<end]), of: subject)
      start = end
    }
    return outcomes
  }

  private static func derivatives(
    together lines: [Line], of subject: Subject
  ) -> [Outcome] {
    let program = subject.program
    let inputs = Set(lines.flatMap(\.inputs)).sorted()
    let complex = ComplexProgram(
      program.graph, independents: inputs.map { program.inputs[$0].node })
    let part = complex.imaginaryPart(
      of: subject.target, movesAll: lines.allSatisfy { $0.movesAll(in: program) })
    switch part {
    case .unavailable(let name): return lines.map { _ in .unavailable(name) }
    case .zero: return lines.map { _ in .value(0) }
    case .node(let imaginary, let obstacle):
      var nodes: [Node?] = Array(repeating: nil, count: program.inputs.count)
      for (input, node) in zip(inputs, complex.imaginaryInputs) { nodes[input] = node }
      let found = outcomes(imaginary, nodes, lines, subject)
      return found.map { outcome in
        outcome.derivative == nil ? obstacle.map { .unavailable($0) } ?? outcome : outcome
      }
    }
  }

  /// The derivatives from the imaginary part of the target.
  ///
  /// - Parameter nodes: by input, where its own imaginary part is bound.
  private static func outcomes(
    _ imaginary: Node, _ nodes: [Node?], _ lines: [Line], _ subject: Subject
  ) -> [Outcome] {
    let varying = nodes.compactMap { $0 }
    let count = lines.count * steps.count
    let evaluator = Evaluator(
      subject.graph, roots: [imaginary], varying: varying,
      lanes: subject.lanes(min(pointsAtOnce, count), for: [imaginary]))
    subject.bind(evaluator)
    for input in varying { evaluator.bind(input, to: 0) }

    var slopes: [Double] = []
    slopes.reserveCapacity(count)
    for start in stride(from: 0, to: count, by: evaluator.lanes) {
      let block = start..<min(start + evaluator.lanes, count)
      func bind(_ index: Int, isSet: Bool) -> Double {
        let line = lines[index / steps.count]
        let size = steps[index % steps.count] * scale(line.origin)
        line.bindComponents(
          evaluator, nodes, in: subject.program, lane: index - start, times: isSet ? size : 0)
        return size
      }
      let sizes = block.map { bind($0, isSet: true) }
      evaluator.run()
      for (index, size) in zip(block, sizes) {
        slopes.append(evaluator.value(imaginary, lane: index - start) / size)
        _ = bind(index, isSet: false)
      }
    }
    return lines.indices.map { index in
      outcome(
        Array(slopes[index * steps.count..<(index + 1) * steps.count]), at: lines[index].origin)
    }
  }

  /// A power of two of the size of x: multiplying and dividing by the steps is exact.
  private static func scale(_ x: Double) -> Double {
    x.magnitude >= leastScale && x.isFinite ? x.binade.magnitude : 1
  }

  /// Whether a derivative of this size along a line from x gets through without underflow.
  static func resolves(_ derivative: Double, at x: Double) -> Bool {
    derivative == 0
      || derivative.magnitude * scale(x) * (steps.min() ?? 0) >= leastImaginaryPart
  }

  /// The finer one of the first two results that are equal.
  private static func outcome(_ slopes: [Double], at x: Double) -> Outcome {
    guard x == 0 || x.magnitude >= leastScale else { return .value(.nan) }
    for (coarse, fine) in zip(slopes, slopes.dropFirst()) where coarse.isFinite && fine.isFinite {
      let largest = max(coarse.magnitude, fine.magnitude)
      if (coarse - fine).magnitude <= equality * largest { return .value(fine) }
    }
    return .value(.nan)
  }
}

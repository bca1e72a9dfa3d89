import Calculus
import Evaluation
import Foundation
import Graph
import Notation
import Numerics
import ProgramSupport
import TestSupport
import Testing

/// Generated C, compiled strictly and run, beside the evaluator.
@Suite("Generated C", .enabled(if: CCompiler.isInstalled, "there is no C compiler (`cc`) here"))
struct EmissionTests {
  /// Checks programs of numbers: within a few units of what rounding errors in all steps can do.
  ///
  /// - Parameter factor: the C library's functions are as much as 4 units off, products for powers
  ///   3.
  private func check(_ cases: [EmittedCase], factor: Double = 16) throws {
    let results = try EmissionBatch(cases: cases).runC()
    for (item, numbers) in zip(cases, results) {
      let expected = item.expected
      try #require(numbers.count == expected.count, "\(item.label)")
      let hasClose = zip(numbers, expected).allSatisfy { ulps($0, $1) <= 8 }
      if hasClose { continue }
      let bounds = item.roundingBounds()
      for (index, (number, value)) in zip(numbers, expected).enumerated() {
        #expect(
          agrees(number, value, within: factor * bounds[index] + 8 * value.ulp),
          """
          number \(index) of \(item.label): C gives \(number), not \(value), \
          bound \(bounds[index])
          """)
      }
    }
  }

  @Test("Every function of numbers, with its gradient, at ordinary and far points")
  func everyPrimitive() throws {
    try check(
      RulePoint.all.map { point in
        let subject = try point.primitive.subject(at: point.operands)
        return EmittedCase(
          point.description, subject.program,
          at: subject.point(point.primitive.values(at: point.operands)), .gradient)
      }, factor: 64)
  }

  @Test("Random programs: value and gradient", arguments: 1...4)
  func randomPrograms(_ seed: Int) throws {
    var random = RandomPrograms(seed: UInt64(seed) &+ 100)
    try check(
      (0..<Sampling.count(40, whole: 150)).map { _ in
        let text = random.program()
        let values = random.point()
        let subject = try Subject(text)
        return EmittedCase(
          "\(text) at \(values)", subject.program, at: subject.point(values), .gradient)
      }.filter { item in
        // Where a function jumps, a rounding error decides.
        !item.label.contains(/floor|ceil|round|trunc|sign|heaviside|mod|rem/)
          && item.expected.allSatisfy(\.isFinite)
      }, factor: 64)
  }

  @Test("Hessians and Jacobians of numbers")
  func secondDerivatives() throws {
    let programs: [(String, GraphResult.Kind)] = [
      ("x^2*y + sin(x*y)", .hessian), ("v = exp(x)*y; v^3 + log(v)", .hessian),
      ("x*y; sin(x); y^2*x; x", .jacobian), ("x/y; 3; hypot(x, y)", .jacobian),
      ("max(x, y)^2", .hessian), ("x; y", .value),
    ]
    try check(
      programs.map { text, kind in
        let subject = try Subject(text)
        return EmittedCase(text, subject.program, at: subject.point(["x": 1.25, "y": 0.7]), kind)
      })
  }

  // MARK: - Arrays

  /// Checks programs of arrays: relative to the largest number that occurs, because a sum in
  /// another order has another error.
  private func checkArrays(_ cases: [EmittedCase]) throws -> Int {
    let results = try EmissionBatch(cases: cases).runC()
    var count = 0
    for (item, numbers) in zip(cases, results) {
      if numbers.isEmpty, !item.expected.isEmpty { continue }
      count += 1
      let expected = item.expected
      try #require(numbers.count == expected.count, "\(item.label)")
      let tolerance = 1e-13 * max(1, item.largestStep)
      for (index, (number, value)) in zip(numbers, expected).enumerated() {
        #expect(
          agrees(number, value, within: tolerance),
          "number \(index) of \(item.label): C gives \(number), not \(value)")
      }
    }
    return count
  }

  @Test("Every operation on arrays that programs may use, in all shapes")
  func everyArrayOperation() throws {
    // Every third keeps every operation, in a third of the shapes.
    let cases = try ArrayCase.all.sampled(every: 3).compactMap { item -> EmittedCase? in
      guard case .text(let text) = item.form else { return nil }
      let bindings = zip(item.operands, item.point(seed: 5)).map { (name: $0.name, value: $1) }
      let whole = try Program(text, bindings)
      let count = whole.graph.shape(of: whole.outputs[0].node).count
      let isNumber = whole.graph.shape(of: whole.outputs[0].node).isScalar
      // The gradient of a sum with different weights; of an empty array there is none.
      let kind: GraphResult.Kind = count == 0 ? .value : .gradient
      let program =
        isNumber || count == 0
        ? whole
        : try Program("y = \(text)\nsum(sin(y + reshape(1:\(count), rows(y), cols(y))))", bindings)
      return EmittedCase(item.description, program, at: program.point(bindings), kind)
    }
    #expect(try checkArrays(cases) == cases.count)
  }

  @Test("Places turned round twice and selected from what was selected")
  func places() throws {
    let programs = [
      "sum(flip(flip(x)).*(1:4)')", "y = x[end:-1:1]\nsum(y[end:-1:1]./y)",
      "y = flip(x)\nsum(y[2:2:4].^2.*flip(y[1:2:3]))",
      "A = [x, 2*x, x.^2]\nsum(flip(flip(A, 2), 2)*(1:3)')",
      "y = x[4:-1:1]\nz = y[3:-1:2]\nsum(flip(z).*x[2:3])", "sum((flip(x) < flip(flip(x))).*x)",
      "y = x[1]\nsum((y[[1, 1, 1], :])[[3, 1, 3], :])",
    ]
    let bindings: [(name: String, value: Matrix)] = [("x", .column(0.75, -1.25, 2.5, 0.3))]
    let cases = try programs.map { text in
      let program = try Program(text, bindings)
      return EmittedCase(text, program, at: program.point(bindings), .gradient)
    }
    #expect(try checkArrays(cases) == cases.count)
  }

  @Test("Random programs of arrays: value and gradient")
  func randomArrays() throws {
    var random = ArrayRandomPrograms(seed: 11)
    let cases = try (0..<Sampling.count(100, whole: 300)).map { _ in
      let (text, bindings) = random.next()
      let program = try Program(text, bindings)
      return EmittedCase("\(text)\n\(bindings)", program, at: program.point(bindings), .gradient)
    }.filter { item in item.expected.allSatisfy(\.isFinite) && item.largestStep < 1e6 }
    // Second derivatives of eigenvectors and determinants inside are refused by name.
    #expect(try checkArrays(cases) > cases.count * 9 / 10)
  }

  @Test("Jacobians and Hessians of arrays")
  func arrayJacobians() throws {
    let programs: [(String, GraphResult.Kind)] = [
      ("A*x; x.^2", .jacobian), ("tanh(A*x)", .jacobian), ("sum(x.^3) + x[1]*x[2]", .hessian),
      ("x'*A*x", .hessian), ("softmax(x)", .jacobian), ("x[1]*A", .jacobian),
    ]
    let bindings: [(name: String, value: Matrix)] = [
      ("A", Matrix([[1.5, -2], [0.25, 3]])), ("x", .column(0.75, -1.25)),
    ]
    let cases = try programs.map { text, kind in
      let used = bindings.filter { text.contains($0.name) }
      let program = try Program(text, used)
      return EmittedCase(text, program, at: program.point(used), kind)
    }
    #expect(try checkArrays(cases) == cases.count)
  }
}

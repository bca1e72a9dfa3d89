import Calculus
import Evaluation
import Foundation
import Graph
import Notation
import Numerics
import ProgramSupport
import TestSupport
import Testing

/// Generated Swift and Python beside the evaluator, where they can be run.
@Suite("Generated Swift and Python")
struct EmissionLanguageTests {
  private static func primitives() throws -> [EmittedCase] {
    try RulePoint.all.filter { point in point.primitive.samples.contains(point.operands) }
      .map { point in
        let subject = try point.primitive.subject(at: point.operands)
        return EmittedCase(
          point.description, subject.program,
          at: subject.point(point.primitive.values(at: point.operands)), .gradient)
      }
  }

  private static func arrays(_ sample: [ArrayCase]) throws -> [EmittedCase] {
    try sample.compactMap { item -> EmittedCase? in
      guard case .text(let text) = item.form,
        item.operands.allSatisfy({ $0.shape.count > 0 })
      else { return nil }
      let bindings = zip(item.operands, item.point(seed: 5)).map { (name: $0.name, value: $1) }
      // The sine of a fifth power would show nothing but its rounding.
      let program = try Program("sum(atan(\(text)))", bindings)
      return EmittedCase(item.description, program, at: program.point(bindings), .gradient)
    }
  }

  /// Jacobians of one row and of one column, by arrays.
  private static func rowsAndColumns() throws -> [EmittedCase] {
    let bindings = [(name: "A", value: Matrix([[1.5, -2], [0.25, 3]]))]
    return try ["sum(sum(A.^2))", "A[1, 2]*A[:, 1]", "A.^3"].map { text in
      let program = try Program(text, bindings)
      return EmittedCase(text, program, at: program.point(bindings), .jacobian)
    }
  }

  /// Selections of nothing, whose adjoints are zeros that nothing is added to.
  private static func emptySelections() throws -> [EmittedCase] {
    let bindings = [(name: "A", value: Matrix([[1.5, -2], [0.25, 3]]))]
    return try ["sum(sin(A[2:1, :]))", "sum(A[:, 2:1].^2)", "sum(A[4:3])"].map { text in
      let program = try Program(text, bindings)
      return EmittedCase(text, program, at: program.point(bindings), .gradient)
    }
  }

  private static func others() throws -> [EmittedCase] {
    let programs: [(String, GraphResult.Kind)] = [
      ("v = x^2*y; exp(v) + sin(x)/v", .hessian), ("x*y; x - y; 2", .jacobian),
      ("max(x, y, 1/3)*if(x > y || !(x < 1), x^-2, y^1.5)", .gradient), ("x; y", .value),
      ("if(x, y, 1) + (x && y) + (x || 0*y) + !y", .gradient),
    ]
    return try programs.map { text, kind in
      let subject = try Subject(text)
      return EmittedCase(text, subject.program, at: subject.point(["x": 1.25, "y": 0.7]), kind)
    }
  }

  @Test("The program's own products stay what they are in Python, where they may overflow")
  func ownProducts() throws {
    let subject = try Subject("x*(1/y)")
    let item = EmittedCase("", subject.program, at: [1e-300, .leastNonzeroMagnitude], .value)
    #expect(try item.function(named: "f").source(in: .python).contains("x*(1.0/y)"))
  }

  private func check(_ cases: [EmittedCase], _ results: [[Double]], atLeast: Double) throws {
    var count = 0
    for (item, numbers) in zip(cases, results) where !numbers.isEmpty {
      count += 1
      let expected = item.expected
      try #require(numbers.count == expected.count, "\(item.label)")
      let tolerance = 4e-13 * max(1, item.largestStep)
      for (index, (number, value)) in zip(numbers, expected).enumerated() {
        #expect(
          agrees(number, value, within: tolerance),
          "number \(index) of \(item.label): \(number), not \(value)")
      }
    }
    #expect(Double(count) > atLeast * Double(cases.count), "few are written: \(count)")
  }

  @Test(
    "Python with NumPy",
    .enabled(if: Interpreter.hasNumPy, "there is no Python with NumPy (`python3`) here"))
  func python() throws {
    // NumPy has no Bessel functions, polygamma, … : those are refused by name.
    let cases =
      try Self.primitives() + Self.arrays(ArrayCase.all.sampled(every: 5)) + Self.emptySelections()
      + Self.rowsAndColumns()
      + Self.others()
    try check(cases, EmissionBatch(cases: cases).runPython(), atLeast: 0.8)
  }

  @Test(
    "Swift", .enabled(if: Interpreter.hasSwift, "there is no Swift compiler (`swiftc`) here"))
  func swift() throws {
    let cases =
      try Self.primitives() + Self.arrays(ArrayCase.all.sampled(every: 60, orWhole: 12))
      + Self.emptySelections() + Self.rowsAndColumns()
      + Self.others()
    try check(cases, EmissionBatch(cases: cases).runSwift(), atLeast: 0.8)
  }

  @Test(
    "Squares of large and of tiny elements stay numbers in Python",
    .enabled(if: Interpreter.hasNumPy, "there is no Python with NumPy (`python3`) here"))
  func largeNorms() throws {
    let bindings: [(name: String, value: Matrix)] = [("x", .column(3e200, 4e200))]
    let program = try Program("norm(x)", bindings)
    for (scale, size) in [(1e200, 5e200), (1e-200, 5e-200), (0, 0)] {
      let item = EmittedCase("norm", program, at: [3 * scale, 4 * scale], .value)
      let numbers = try EmissionBatch(cases: [item]).runPython()[0]
      #expect(abs(numbers[0] - size) <= 4 * size.ulp)
    }
  }

  @Test("What a language lacks is refused by name")
  func refusal() throws {
    let subject = try Subject("digamma(x)")
    let item = EmittedCase("", subject.program, at: [1], .value)
    #expect(throws: EmissionError.missing(function: "digamma", language: .python)) {
      try item.function(named: "f").source(in: .python)
    }
    #expect(try item.function(named: "f").source(in: .c).contains("static double ad_digamma"))
  }
}

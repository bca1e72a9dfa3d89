import Differentiation
import Evaluation
import Foundation
import Graph
import Numerics
import ProgramSupport
import Testing

/// Derivatives of which a formula as in textbooks leaves nothing but rounding errors.
@Suite("Cancellation")
struct CancellationTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let text: String
    let point: [String: [Double]]
    /// To twenty digits by another way, row by row.
    let expected: [Double]
    var testDescription: String { text }

    init(_ text: String, _ point: [String: [Double]], _ expected: [Double]) {
      self.text = text
      self.point = point
      self.expected = expected
    }
  }

  private func isClose(_ found: [Double], _ expected: [Double]) -> Bool {
    found.count == expected.count
      && zip(found, expected).allSatisfy { abs($0 - $1) <= 2e-14 * abs($1) }
  }

  /// Forward and reverse over the gradient, products, and inside a program.
  private func hessians(_ text: String, _ values: [String: [Double]]) throws -> [[Double]] {
    let shapes = values.mapValues { Shape($0.count, 1) }
    let subject = try Subject(text, shapes: shapes)
    let point = subject.point(values)
    let inputs = Array(subject.program.inputs.indices)
    var found = [SweepChoice.forward, .reverse].map {
      Hessian(of: subject.program, by: inputs, at: point, choice: $0).matrix.dense.elements
    }
    if let name = values.keys.first, values.count == 1 {
      let inner = try Subject("hessian(\(text), \(name))", shapes: shapes)
      found.append(inner.program.values(at: inner.point(values)).flatMap(\.elements))
    }
    return found
  }

  // MARK: - Shares of nearly 1

  static let gradients: [Case] = [
    Case("softmax([x; 0])[1]", ["x": [50]], [1.928749847963917783e-22]),
    Case("softmax([0; x])[1]", ["x": [50]], [-1.928749847963917783e-22]),
    Case("logsoftmax([x; 0])[1]", ["x": [50]], [1.928749847963917783e-22]),
    Case("softmax([x, 0]')[1]", ["x": [50]], [1.928749847963917783e-22]),
  ]

  @Test("The slope of a share of nearly 1 is that of the others", arguments: gradients)
  func slopes(_ example: Case) throws {
    let subject = try Subject(example.text)
    for mode in DifferentiationMode.allCases {
      let found = Gradient(
        of: subject.program, by: [0], at: subject.point(example.point), mode: mode)
      #expect(isClose(found.partials, example.expected), "\(found.partials)")
    }
  }

  static let shares: [Case] = [
    Case("logsumexp([x; 0])", ["x": [25]], [1.3887943864578270625e-11]),
    Case("logsumexp([x, 0])", ["x": [50]], [1.928749847963917783e-22]),
    Case("softmax([x; 0])[1]", ["x": [50]], [-1.928749847963917783e-22]),
    Case("logsoftmax([x; 0])[2]", ["x": [50]], [-1.928749847963917783e-22]),
    Case("logsoftmax([x; 0])[1]", ["x": [50]], [-1.928749847963917783e-22]),
    Case(
      "logsumexp([x; 0])", ["x": [50, 3]],
      [
        4.0668726134835788912e-21, -3.8739976286871871129e-21, -3.8739976286871871129e-21,
        3.8739976286871871129e-21,
      ]),
    Case(
      "softmax([x; 0])[1]", ["x": [50, 3]],
      [
        -4.0668726134835788912e-21, 3.8739976286871871129e-21, 3.8739976286871871129e-21,
        -3.8739976286871871129e-21,
      ]),
    Case(
      "softmax([x; 0])[2]", ["x": [50, 3]],
      [
        3.8739976286871871129e-21, -3.8739976286871871129e-21, -3.8739976286871871129e-21,
        3.8739976286871871129e-21,
      ]),
  ]

  @Test("Second derivatives where one share is nearly 1", arguments: shares)
  func secondSlopes(_ example: Case) throws {
    for hessian in try hessians(example.text, example.point) {
      #expect(isClose(hessian, example.expected), "\(hessian)")
    }
  }

  // MARK: - Lengths

  static let lengths: [Case] = [
    Case("hypot(x, sin(x))", ["x": [1e-8]], [-7.0710678118654751759e-9]),
    Case("hypot(x, 3*x + x^3)", ["x": [0.001]], [0.0056921001045306497095]),
    Case(
      "hypot(x[1], x[2])", ["x": [1e8, 1]],
      [9.9999999999999985e-25, -9.9999999999999985e-17, -9.9999999999999985e-17, 1e-8]),
    Case(
      "norm([x; 2])", ["x": [1e8, 1]],
      [4.99999999999999625e-24, -9.9999999999999925e-17, -9.9999999999999925e-17, 1e-8]),
    Case(
      "pnorm([x; 2], 3)", ["x": [1e8, 1]],
      [1.8e-31, -2.0e-24, -2.0e-24, 2.0e-16]),
    Case("norm([sin(x); 2*x; 3*x + x^3])", ["x": [0.0001]], [0.00045434411251000676445]),
  ]

  @Test("The length of a vector that hardly turns", arguments: lengths)
  func second(_ example: Case) throws {
    for hessian in try hessians(example.text, example.point) {
      #expect(
        zip(hessian, example.expected).allSatisfy { abs($0 - $1) <= 1e-11 * abs($1) },
        "\(hessian)")
    }
  }

  @Test(
    "Along a line through the origin a length has no second derivative to speak of",
    arguments: [
      "hypot(x, 2*x)", "norm([x; 2*x; 3*x])", "norm([x, -5*x, 0.1*x])",
      "pnorm([x; 2*x; 3*x], 3)",
    ])
  func straight(_ text: String) throws {
    for x in [1e-200, 3.7e-5, 1, 1e150] {
      for hessian in try hessians(text, ["x": [x]]) {
        // A rounding error of a rounding error, by 1/x.
        #expect(hessian.allSatisfy { abs($0) <= 1e-28 / x }, "\(hessian) at \(x)")
      }
    }
  }

  // MARK: - Equal eigenvalues

  private func hessians(
    ofMatrix order: Int, _ text: String, _ elements: [Double]
  ) throws -> [[Double]] {
    let subject = try Subject(text, shapes: ["S": Shape(order, order)])
    return [SweepChoice.forward, .reverse].map {
      Hessian(of: subject.program, by: [0], at: elements, choice: $0).matrix.dense.elements
    }
  }

  private static let root = 0.125.squareRoot()
  private static let unit = [1.0, 0, 0, 1]

  /// Closed forms: tr(S²), tr(exp(S)), det(S), the root of tr(S²), 0 and (tr(S))² at the unit
  /// matrix.
  @Test(
    "A function of eigenvalues in any order is smooth where they are equal",
    arguments: [
      ("sum(eigvals(S).^2)", [2.0, 1, 1, 0]),
      ("sum(exp(eigvals(S)))", [exp(1.0), exp(1.0) / 2, exp(1.0) / 2, 0]),
      ("prod(eigvals(S))", [0, -0.5, -0.5, 1]),
      ("norm(eigvals(S))", [root, root, root, -root]),
      ("sum(eigvals(S))", [0, 0, 0, 0]), ("sum(eigvals(S))^2", [2, 0, 0, 2]),
    ])
  func symmetricFunctions(_ text: String, _ form: [Double]) throws {
    // By the elements 11 twice, 21 twice, 21 and 12, 11 and 22.
    let (own, beside, across, mixed) = (form[0], form[1], form[2], form[3])
    let expected = [
      own, 0, 0, mixed, 0, beside, across, 0, 0, across, beside, 0, mixed, 0, 0, own,
    ]
    for hessian in try hessians(ofMatrix: 2, text, CancellationTests.unit) {
      #expect(zip(hessian, expected).allSatisfy { abs($0 - $1) <= 1e-14 }, "\(hessian)")
    }
  }

  /// With the projections P and Q on the eigenspaces, Σ f[i, j]·tr(P_i·E·P_j·F).
  @Test("Eigenvalues that rounding holds apart are equal")
  func rounded() throws {
    let (small, large) = (exp(1.0), exp(4.0))
    let expected = small * 4 / 9 + large / 9 + 2 * (large - small) / 3 * 2 / 9
    for hessian in try hessians(
      ofMatrix: 3, "sum(exp(eigvals(S)))", [2, 1, 1, 1, 2, 1, 1, 1, 2])
    {
      #expect(hessian.allSatisfy { $0.isFinite })
      #expect(abs(hessian[0] - expected) <= 1e-12 * expected, "\(hessian)")
    }
  }

  @Test("Eigenvalues that nearly meet cost no digits", arguments: [1e-15, 1e-12, 1e-9, 1e-7, 0.1])
  func near(_ gap: Double) throws {
    for hessian in try hessians(ofMatrix: 2, "sum(eigvals(S).^3)", [1, 0, 0, 1 + gap]) {
      // (μ³ - λ³)' of the squares: 3(λ + μ), by the two halves of the element.
      #expect(abs(hessian[5] - 1.5 * (2 + gap)) <= 1e-7, "\(hessian)")
    }
  }

  @Test(
    "A single one of equal eigenvalues has no second derivative",
    arguments: [
      ("eigvals(S)[1]", 1.0), ("eigvals(S)[2]^2", 1), ("max(eigvals(S))", 1),
      ("eigvals(S)[1]^2", 0), ("sum([1; 2].*eigvals(S).^2)", 0), ("norm(eigvals(S))", 0),
    ])
  func single(_ text: String, _ scale: Double) throws {
    for hessian in try hessians(ofMatrix: 2, text, CancellationTests.unit.map { $0 * scale }) {
      #expect(hessian.contains { $0.isNaN }, "\(hessian)")
    }
  }

  @Test("Equal eigenvalues that nobody reads are none of the others' matter")
  func unread() throws {
    for hessian in try hessians(ofMatrix: 3, "eigvals(S)[3]", [1, 0, 0, 0, 1, 0, 0, 0, 2]) {
      #expect(hessian[2 * 9 + 2] == 0.5 && hessian.allSatisfy { $0.isFinite }, "\(hessian)")
    }
  }
}

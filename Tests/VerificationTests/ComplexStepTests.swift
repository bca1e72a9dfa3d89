import Evaluation
import Graph
import Testing

@testable import Verification

@Suite("The complex step")
struct ComplexStepTests {
  static let analytic: [(text: String, point: [Double])] = [
    ("exp(sin(x^2))*log(x)", [1.3]),
    ("x^2", [-3]),
    ("x^3 - 2*x*y + y^2", [-1.5, 2]),
    ("x^y", [1.0000000000000002, 1e16]),
    ("sin(x)", [1e22]),
    ("atan2(y, x) + sqrt(x*x + y*y)", [0.3, -0.4]),
    ("if(x > 0, x^2, -x)", [-2]),
    // On the cut, where x stays on one side of it.
    ("x*atan2(0, x)", [-0.7]),
    ("x*atan2(-0, x)", [-0.7]),
    ("x*atan2(y, x)", [-0.7, 1e-300]),
    ("(1 + x) - 1", [1e-300]),
  ]

  @Test("It agrees with reverse mode to a few units in the last place", arguments: analytic)
  func agreesWithReverseMode(_ text: String, _ point: [Double]) throws {
    let program = try program(text)
    let inputs = Array(program.inputs.indices)
    let gradient = Gradient(of: program, by: inputs, at: point, mode: .reverse)
    let outcomes = complexSteps(program, by: inputs, at: point)
    for (outcome, partial) in zip(outcomes, gradient.partials) {
      guard let derivative = outcome.derivative else { continue }
      #expect((derivative - partial).magnitude <= 1e-14 * partial.magnitude)
    }
    #expect(outcomes.contains { $0.derivative != nil } || point[0].magnitude < 1e-150)
  }

  @Test("A function that is not analytic is named")
  func namesTheObstacle() throws {
    let program = try program("sin(x)*abs(y - x^2)")
    let outcomes = complexSteps(program, by: [0, 1], at: [1, 3])
    #expect(outcomes == [.unavailable("abs"), .unavailable("abs")])
  }

  @Test("An input that does not reach it has its derivative none the less")
  func knowsWhatAnInputReaches() throws {
    let program = try program("x^2 + abs(y) + floor(z)*x")
    let outcomes = complexSteps(program, by: [0, 1], at: [3, -1, 2.5])
    #expect(outcomes == [.value(8), .unavailable("abs")])
  }

  @Test("An input that the output does not need has the derivative 0")
  func hasStructuralZeros() throws {
    let program = try program("a = x^2; y + 1")
    #expect(complexSteps(program, by: [0], at: [3, 1]) == [.value(0)])
  }

  @Test("Many inputs share one graph")
  func sharesAGraph() throws {
    let names = (0..<50).map { "x\($0)" }
    let program = try program(names.map { "sin(\($0))*x0" }.joined(separator: " + "))
    let point = names.indices.map { 0.1 + 0.07 * Double($0) }
    let inputs = Array(names.indices)
    let gradient = Gradient(of: program, by: inputs, at: point, mode: .reverse)
    let nodes = program.graph.count
    let outcomes = complexSteps(program, by: inputs, at: point)
    #expect(program.graph.count < 20 * nodes)
    for (outcome, partial) in zip(outcomes, gradient.partials) {
      let derivative = try #require(outcome.derivative)
      #expect((derivative - partial).magnitude <= 1e-13 * partial.magnitude)
    }
  }

  @Test("A result that hangs on the step is none")
  func distrustsItself() throws {
    let program = try program("sqrt(x)")
    #expect(complexSteps(program, by: [0], at: [0])[0].derivative == nil)
  }
}

/// The complex step by some elements.
private func complexSteps(
  _ program: Program, by coordinates: [Int], at point: [Double]
) -> [ComplexStep.Outcome] {
  ComplexStep.derivatives(
    of: Subject(program, at: point),
    along: coordinates.map { Line(element: $0, of: program, at: point) })
}

import Graph
import Testing

@testable import Verification

@Suite("Rounding errors")
struct RoundingErrorTests {
  private func error(_ text: String, at x: Double) throws -> Double {
    let program = try program(text)
    let error = RoundingError(of: Subject(program, at: [x]), dependingOn: [0])
    return error.typical(along: Line(element: 0, of: program, at: [x]))([x])[0]
  }

  @Test("Cancellation is seen from the adjoints: a staircase has the height of a step")
  func seesCancellation() throws {
    #expect(try error("1e16 + x - 1e16", at: 1) >= 1)
    #expect(try error("x - 1", at: 1.5) < 1e-15)
  }

  @Test("Steps that do not depend on the input are rounded alike everywhere, and do not count")
  func leavesOutConstants() throws {
    #expect(try error("(1e16 + 1/3 - 1e16) + x", at: 1) < 1e-15)
  }

  @Test("The error is computed at other abscissas too")
  func movesWithTheInput() throws {
    let program = try program("x*cosh(x) - sinh(x)")
    let along = RoundingError(of: Subject(program, at: [1e-7]), dependingOn: [0])
      .typical(along: Line(element: 0, of: program, at: [1e-7]))
    let errors = along([1e-7, 0.1, 1e-7])
    #expect(errors[1] > 1e5 * errors[0])
    #expect(errors[0] == errors[2])
  }

  @Test("Slopes that are not finite do not spoil the sum")
  func leavesOutSingularSteps() throws {
    #expect(try error("sqrt(2*x)", at: 0).isFinite)
  }
}

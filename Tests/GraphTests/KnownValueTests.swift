import Evaluation
import Numerics
import ProgramSupport
import Testing

@testable import Graph

/// Values of steps that hang on no input.
@Suite("Values without inputs")
struct KnownValueTests {
  @Test("Who asks again is told the same, of steps on the way too")
  func again() throws {
    let graph = ExpressionGraph(expectedNodes: 64)
    var steps = [graph.constant(2)]
    for _ in 0..<20 {
      steps.append(graph.make(.multiply, steps[steps.count - 1].index, steps[0].index))
    }
    for _ in 0..<2 {
      for (power, step) in steps.enumerated().reversed() {
        #expect(graph.matrixWithoutInputs(step)?.elements == [Double(2 << power)])
      }
    }
    let input = graph.makeInput()
    #expect(graph.matrixWithoutInputs(graph.make(.add, input.index, steps[3].index)) == nil)
  }

  @Test("What is too large to be kept is computed again")
  func large() {
    let graph = ExpressionGraph(expectedNodes: 64)
    let shape = Shape(1 << 11, 1 << 10)
    var steps: [Node] = []
    for value in [1.0, 2, 3] {
      steps.append(graph.makeArray(.expand, [graph.constant(value).index], shape))
    }
    for _ in 0..<2 {
      for (place, step) in steps.enumerated() {
        #expect(graph.matrixWithoutInputs(step)?.elements.last == Double(place + 1))
      }
    }
  }

  @Test("A long chain that is asked of step by step is walked once")
  func chain() throws {
    let count = 20_000
    let steps = (1...count).map { "k\($0) = k\($0 - 1)*1" }
    let picks = (1...count).map { "x[k\($0)]" }
    let text = (["k0 = 1"] + steps + [picks.joined(separator: " + ")]).joined(separator: "\n")
    let program = try Program(text, [("x", Matrix(Shape(2, 1), [1, 2]))])
    #expect(program.values(at: [1, 2])[0].elements == [Double(count)])
  }
}

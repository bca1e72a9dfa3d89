import Graph
import ProgramSupport
import Testing

/// Equal steps are one node.
@Suite("Sharing")
struct SharingTests {
  @Test(
    "Equal steps are made once",
    arguments: [
      ("sin(x)*sin(x)", 2), ("a = sin(x); b = sin(x); a + b", 2), ("(x + 1)^2 + (x + 1)", 3),
      ("x + 1; x + 1", 1), ("f(t) = exp(t); f(x) + f(x)", 2), ("max(x, y, 2) + max(x, y, 2)", 2),
      // What is written differently stays different: nothing is reordered.
      ("x + y - (y + x)", 3), ("x*2 + x*2.5", 3), ("max(x, y, 2) + max(x, y, 3)", 3),
      ("max(x, y, z) + max(x, z, y)", 3),
    ])
  func equalSteps(text: String, count: Int) throws {
    #expect(try Program(text).operationCount == count)
  }

  @Test("Constants are shared by their bits")
  func constants() {
    let graph = ExpressionGraph(expectedNodes: 8)
    #expect(graph.constant(2) == graph.constant(2))
    #expect(graph.constant(0) != graph.constant(-0.0))
    #expect(graph.constant(.nan) == graph.constant(.nan))
    let value = 0x1.23456789abcdep-700
    #expect(graph.constantValue(graph.constant(value)) == value)
  }

  @Test("A doubling written out a hundred thousand times is a hundred thousand nodes")
  func doubling() throws {
    let count = 100_000
    let steps = (1...count).map { "v\($0) = v\($0 - 1) + v\($0 - 1)" }
    let program = try Program((["v0 = x"] + steps).joined(separator: "\n"))
    #expect(program.operationCount == count)
  }

  @Test("A large graph finds every node again, whatever its table's size")
  func growth() {
    let graph = ExpressionGraph(expectedNodes: 0)
    let input = graph.makeInput()
    let count: Int32 = 20_000
    let first = (0..<count).map { graph.make(.add, input.index, graph.constant(Double($0)).index) }
    let chain = first.dropFirst().reduce(first[0]) { graph.make(.multiply, $0.index, $1.index) }
    let size = graph.count
    let second = (0..<count).map { graph.make(.add, input.index, graph.constant(Double($0)).index) }
    #expect(first == second)
    #expect(
      chain == second.dropFirst().reduce(second[0]) { graph.make(.multiply, $0.index, $1.index) })
    #expect(graph.count == size)
  }

  @Test("Operands stand before their node, in order, also where there are many")
  func operands() throws {
    let program = try Program("max(a, b, c, d, a)")
    let operands = program.graph.operands(of: program.roots[0])
    #expect(operands == [0, 1, 2, 3, 0].map { program.inputs[$0].node })
    #expect(operands.allSatisfy { $0.index < program.roots[0].index })
  }
}

import Calculus
import Graph
import ProgramSupport
import Testing

/// Simplification changes no bit of any value: neither of infinities, nor of zeros with a sign, nor
/// of nan.
@Suite("Simplification")
struct SimplificationTests {
  /// Numbers at which careless algebra goes wrong.
  private static let values: [Double] = [
    0, -0.0, 1, -1, 2, -2, 0.5, 1.0 / 3, 1e300, -1e300, .leastNonzeroMagnitude,
    -.leastNonzeroMagnitude, .infinity, -.infinity,
    .nan, .leastNormalMagnitude, .greatestFiniteMagnitude,
  ]

  /// Operations of one operand and of two.
  private static let operations: [Operation] =
    Registry.primitives.enumerated().filter { [1, 2].contains($0.element.parameters.count) }
    .map { Operation(primitive: $0.offset) }

  private enum Operand: CaseIterable { case input, negated, boolean, logic }

  /// Something to apply an operation to: an input, or an expression of one.
  private func make(_ kind: Operand, _ graph: ExpressionGraph, _ input: Node) -> Int32 {
    let zero = graph.constant(0).index
    return switch kind {
    case .input: input.index
    case .negated: graph.make(.negate, input.index).index
    case .boolean: graph.make(.less, zero, input.index).index
    case .logic: graph.make(.or, zero, input.index).index
    }
  }

  /// Compares an operation as it is written with its simplified form, at all special values.
  private func expectSame(
    _ operation: Operation, _ operands: [Int32], _ graph: ExpressionGraph, _ inputs: Int
  ) {
    let plain = graph.make(operation, operands: operands[...])
    let simplified = graph.makeSimplified(operation, operands: operands[...])
    guard plain != simplified else { return }
    for first in inputs > 0 ? Self.values : [0] {
      for second in inputs > 1 ? Self.values : [0] {
        let values = graph.values(at: [first, second])
        let (expected, found) = (values[Int(plain.index)], values[Int(simplified.index)])
        let isSame = expected.bitPattern == found.bitPattern || expected.isNaN && found.isNaN
        #expect(
          isSame, "\(operation.primitive.name) at \(first), \(second): \(found), not \(expected)")
      }
    }
  }

  @Test("A constant operand", arguments: values)
  func constantOperand(value: Double) {
    for operation in Self.operations {
      for kind in Operand.allCases {
        let graph = ExpressionGraph(expectedNodes: 16)
        let operand = make(kind, graph, graph.makeInput())
        _ = graph.makeInput()
        let constant = graph.constant(value).index
        if operation.primitive.parameters.count == 1 {
          expectSame(operation, [constant], graph, 0)
          continue
        }
        guard operation.primitive.constantParameters.isEmpty else { continue }
        expectSame(operation, [operand, constant], graph, 1)
        expectSame(operation, [constant, operand], graph, 1)
        expectSame(operation, [constant, graph.constant(3).index], graph, 0)
      }
    }
  }

  @Test("Operands of every kind")
  func operandKinds() {
    for operation in Self.operations where operation.primitive.constantParameters.isEmpty {
      for first in Operand.allCases {
        for second in Operand.allCases {
          let graph = ExpressionGraph(expectedNodes: 16)
          let inputs = [graph.makeInput(), graph.makeInput()]
          let operands = [make(first, graph, inputs[0]), make(second, graph, inputs[1])]
          let count = operation.primitive.parameters.count
          expectSame(operation, Array(operands.prefix(count)), graph, count)
        }
      }
    }
  }

  @Test("A choice with a constant condition takes the branch, and nan takes none")
  func selection() {
    let graph = ExpressionGraph(expectedNodes: 8)
    let (a, b) = (graph.makeInput(), graph.makeInput())
    func select(_ condition: Double) -> Node {
      graph.makeSimplified(
        .select, operands: [graph.constant(condition).index, a.index, b.index])
    }
    #expect(select(1) == a)
    #expect(select(-2) == a)
    #expect(select(0) == b)
    #expect(select(-0.0) == b)
    #expect(graph[select(.nan)].operation == .select)
  }

  @Test("The user's own 0*x, x - x and x/x are left alone")
  func userArithmetic() throws {
    for text in ["0*x", "x - x", "x/x", "x + 0", "x*1", "x^1", "-(-x)", "if(1, x, 2)"] {
      let program = try Program(text)
      #expect(program.graph[program.roots[0]].operation.isPrimitive, "\(text)")
    }
  }
}

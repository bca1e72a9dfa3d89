import Calculus
import Evaluation
import Graph
import Numerics
import ProgramSupport
import Testing

/// The parts of an array operation that people read, and its example.
@Suite("Examples of arrays")
struct ArrayExampleTests {
  private static let written = ArrayRegistry.operations.filter { $0.form != .hidden }

  @Test("An operation that programs may use has an example", arguments: written.map(\.name))
  func hasExample(_ name: String) throws {
    let operation = try #require(Self.written.first { $0.name == name })
    #expect(!operation.example.isEmpty)
    #expect(operation.summary.hasSuffix("."))
    #expect(!operation.latex.text.isEmpty)
    let hasPeculiarity = operation.kink != nil || operation.obstacle != nil || operation.isSymmetric
    #expect(!hasPeculiarity || operation.convention != nil, "a convention is to be stated")
  }

  @Test(
    "The example has a finite value, and a gradient that agrees", arguments: written.map(\.name))
  func example(_ name: String) throws {
    let operation = try #require(Self.written.first { $0.name == name })
    let bindings = try Program.bindings(operation.exampleBindings)
    let function = try ArrayFunction(operation.example, bindings)
    let program = try Program(operation.example, bindings)
    #expect(Set(program.inputNames) == Set(bindings.map(\.name)))
    #expect(function.value.isFinite, "\(function.value)")
    let reverse = function.reverse()
    let scale = max(1, reverse.largest)
    #expect(function.forward().distance(to: reverse) <= 1e-13 * scale)
    #expect(function.differences().distance(to: reverse) <= 1e-9 * scale)
  }

  @Test(
    "Tangent and adjoint are given for the same operands",
    arguments: ArrayRegistry.operations.map(\.name))
  func rules(_ name: String) throws {
    let operation = try #require(ArrayRegistry.operations.first { $0.name == name })
    guard operation.kernel != nil, !operation.isVariadic else { return }
    #expect(operation.tangents.count == operation.operandCount)
    #expect(operation.adjoints.map { $0 == nil } == operation.tangents.map { $0 == nil })
  }

  @Test("No two operations have one name")
  func names() {
    let names = ArrayRegistry.operations.flatMap { [$0.name] + $0.aliases }
    #expect(Set(names).count == names.count)
    let numbers = Set(Registry.primitives.filter { $0.form == .function }.map(\.name))
    // Of several arguments `max` and `min` are functions of numbers, of one array they reduce it.
    #expect(Set(names).intersection(numbers) == ["max", "min"])
  }
}

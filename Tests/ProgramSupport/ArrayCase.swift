import Calculus
import Graph
import Numerics

/// An array operation with operands of certain shapes, and what it ought to give.
package struct ArrayCase: CustomStringConvertible, Sendable {
  package struct Operand: Sendable {
    package let name: String
    package let shape: Shape
    package let kind: OperandKind

    package init(_ name: String, _ shape: Shape, _ kind: OperandKind = .general) {
      self.name = name
      self.shape = shape
      self.kind = kind
    }
  }

  package enum Form: Sendable {
    /// A program.
    case text(String)
    /// An operation that only rules use: its node on the operands.
    case node(@Sendable (inout ArrayBuilder, [Int32]) throws(ShapeError) -> Node)
  }

  package typealias Definition = @Sendable ([Matrix]) -> Matrix

  /// The element of the table that the case is for.
  package let operation: String
  package let form: Form
  package let operands: [Operand]
  /// The value, from a definition without any kernel; nil where a test of the kernel alone has it.
  package let expected: Definition?

  package init(
    _ operation: String, _ text: String, _ operands: [Operand], _ expected: @escaping Definition
  ) {
    self.operation = operation
    form = .text(text)
    self.operands = operands
    self.expected = expected
  }

  package init(
    hidden operation: String, _ operands: [Operand], _ expected: Definition?,
    node: @escaping @Sendable (inout ArrayBuilder, [Int32]) throws(ShapeError) -> Node
  ) {
    self.operation = operation
    form = .node(node)
    self.operands = operands
    self.expected = expected
  }

  package var description: String {
    let shapes = operands.map { "\($0.name) \($0.shape)" }.joined(separator: ", ")
    switch form {
    case .text(let text): return "`\(text)` with \(shapes)"
    case .node: return "\(operation) with \(shapes)"
    }
  }

  /// Random operands, the same for the same seed.
  package func point(seed: UInt64) -> [Matrix] {
    var random = RandomPrograms(seed: seed)
    return operands.map { random.matrix($0.shape, $0.kind) }
  }

  package func function(seed: UInt64 = 1) throws -> ArrayFunction {
    let point = point(seed: seed)
    switch form {
    case .text(let text):
      let bindings = zip(operands, point).map { (name: $0.name, value: $1) }
      let program = try Program(text, bindings)
      return ArrayFunction(
        graph: program.graph, inputs: program.inputs.map(\.node), output: program.outputs[0].node,
        at: program.arguments(bindings), seed: seed &+ 1)
    case .node(let build):
      let graph = ExpressionGraph(expectedNodes: 64)
      let inputs = operands.map { graph.makeInput($0.shape) }
      var builder = ArrayBuilder(graph, simplifies: false)
      let output = try build(&builder, inputs.map(\.index))
      return ArrayFunction(
        graph: graph, inputs: inputs, output: output, at: point, seed: seed &+ 1)
    }
  }
}

/// The shapes that operations are tried with: rows, columns, scalars, empty ones and others.
package enum TestShapes {
  private static let sizes = [0, 1, 2, 3, 5]

  package static let all: [Shape] = sizes.flatMap { rows in sizes.map { Shape(rows, $0) } }
  package static let squares: [Shape] = sizes.map { Shape($0, $0) }
  package static let vectors: [Shape] = all.filter(\.isVector)
}

extension ArrayCase {
  /// Cases of all operations.
  package static let all = joined(
    operators, brackets, reductions, arrangements, constants, linearAlgebra, neural,
    hiddenArrangements, hiddenLinearAlgebra, computedPlaces)

  package static func joined(_ parts: [ArrayCase]...) -> [ArrayCase] { parts.flatMap { $0 } }

  /// A program in one operand of each of some shapes.
  package static func unary(
    _ operation: String, _ text: String? = nil, _ shapes: [Shape] = TestShapes.all,
    _ kind: OperandKind = .general, _ naive: @escaping @Sendable (Matrix) -> Matrix
  ) -> [ArrayCase] {
    shapes.map { shape in
      ArrayCase(operation, text ?? "\(operation)(A)", [.init("A", shape, kind)]) { naive($0[0]) }
    }
  }

  /// An operation that only rules use, on one operand of each of some shapes.
  package static func hidden(
    _ operation: String, _ shapes: [Shape], _ kind: OperandKind = .general,
    _ naive: (@Sendable (Matrix) -> Matrix)?,
    node: @escaping @Sendable (inout ArrayBuilder, [Int32]) throws(ShapeError) -> Node
  ) -> [ArrayCase] {
    shapes.map { shape in
      var expected: Definition?
      if let naive { expected = { naive($0[0]) } }
      return ArrayCase(hidden: operation, [.init("A", shape, kind)], expected, node: node)
    }
  }

  /// The same by the operation's name alone.
  package static func hidden(
    _ operation: String, _ shapes: [Shape], _ kind: OperandKind,
    _ naive: (@Sendable (Matrix) -> Matrix)?
  ) -> [ArrayCase] {
    hidden(operation, shapes, kind, naive) { builder, operands throws(ShapeError) in
      try builder.call(.array(named: operation), operands[...])
    }
  }
}

extension Graph.Operation {
  /// An operation of the table by its name, one that only rules and formulas use too.
  package static func array(named name: String) -> Self {
    guard let index = ArrayRegistry.index(inRules: name) else {
      preconditionFailure("there is no array operation \(name)")
    }
    return Self(array: index)
  }
}

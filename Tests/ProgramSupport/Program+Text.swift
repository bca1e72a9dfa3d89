import Diagnostics
import Differentiation
import Evaluation
import Graph
import Language
import Numerics

extension Program {
  /// The program of a text.
  ///
  /// - Parameters:
  ///   - loops: what iterations become.
  ///   - shapes: that of a name which is bound, although it may be a constant's; nil where nothing
  ///     is bound: inputs are scalars then.
  package init(
    _ text: String, loops: LoopForm = .writtenOut, shapes: @escaping (String) -> Shape?
  ) throws(ProgramError) {
    self = try Lowering.lower(
      SourceText(name: "test", text), transforms: GraphTransforms(), loops: loops, shapes: shapes)
  }

  /// The program of a text whose inputs are scalars.
  ///
  /// - Parameter inputs: names that are inputs although they are constants' names.
  package init(_ text: String, inputs: Set<String> = []) throws(ProgramError) {
    try self.init(text) { inputs.contains($0) ? .scalar : nil }
  }

  /// A program whose inputs have the shapes of the values given.
  package init(_ text: String, _ bindings: [(name: String, value: Matrix)]) throws(ProgramError) {
    try self.init(text) { name in bindings.first { $0.name == name }?.value.shape }
  }

  /// The values of the inputs, in their order.
  package func arguments(_ bindings: [(name: String, value: Matrix)]) -> [Matrix] {
    inputs.map { input in
      bindings.first { $0.name == text(input.span) }?.value ?? Matrix(input.shape)
    }
  }

  /// The point that has these values.
  package func point(_ bindings: [(name: String, value: Matrix)]) -> [Double] {
    arguments(bindings).flatMap(\.elements)
  }

  /// Names with their values, from what a command line would say: `A=[1, 2]`.
  package static func bindings(
    _ texts: [String]
  ) throws(ProgramError) -> [(name: String, value: Matrix)] {
    try texts.map { text throws(ProgramError) in
      let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
      return (name: parts[0], value: try Program(parts[1]).values(at: [])[0])
    }
  }
}

import Diagnostics

/// A program as graph: its inputs, its definitions and its outputs, with the names that the user
/// gave.
package struct Program {
  /// An independent variable.
  package struct Input: Sendable {
    /// Where its name first occurs.
    package let span: Span
    package let node: Node
  }

  /// A named intermediate value.
  package struct Definition: Sendable {
    package let nameSpan: Span
    package let node: Node
  }

  package struct Output: Sendable {
    /// The name of the definition that it is; nil for a bare expression.
    package let nameSpan: Span?
    /// The expression's text.
    package let span: Span
    package let node: Node
  }

  package let source: SourceText
  package let graph: ExpressionGraph
  /// In order of first appearance.
  package let inputs: [Input]
  /// In the order of the program.
  package let definitions: [Definition]
  package internal(set) var outputs: [Output]
  /// For every node of the program, the node of the syntax tree that it was made for.
  package let origins: [Int32]
  /// The numbered names (`v2`) that the program uses itself, by their first letter.
  package let usedLetters: [UInt8]

  package func text(_ span: Span) -> String {
    String(decoding: source.bytes[Int(span.start)..<Int(span.end)], as: UTF8.self)
  }

  /// What an output is called: its definition's name, or else its text.
  package func name(of output: Output) -> String { text(output.nameSpan ?? output.span) }

  /// How many nodes the program itself has; what follows in the graph was derived from them.
  package var nodeCount: Int { origins.count }

  /// The program with the named definitions as its outputs, in the order given.
  package func selecting(_ names: [String]) throws(LoweringError) -> Program {
    var chosen: [Output] = []
    for name in names {
      if let found = definitions.first(where: { text($0.nameSpan) == name }) {
        chosen.append(Output(nameSpan: found.nameSpan, span: found.nameSpan, node: found.node))
      } else if let found = inputs.first(where: { text($0.span) == name }) {
        chosen.append(Output(nameSpan: found.span, span: found.span, node: found.node))
      } else {
        throw .unknownOutput(name, known: definitions.prefix(200).map { text($0.nameSpan) })
      }
    }
    var copy = self
    copy.outputs = chosen
    return copy
  }
}

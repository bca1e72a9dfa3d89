import Diagnostics
import Language
import Numerics

/// A program as graph: its inputs, its definitions and its outputs, with the names that the user
/// gave.
package struct Program {
  /// An independent variable.
  package struct Input: BitwiseCopyable, Sendable {
    /// Where its name first occurs.
    package let span: Span
    package let node: Node
    package let shape: Shape
    /// The place of its first element in a point, which lists the elements of all inputs.
    package let offset: Int

    /// The places of its elements in a point.
    package var coordinates: Range<Int> { offset..<offset + shape.count }
  }

  /// A named intermediate value.
  package struct Definition: BitwiseCopyable, Sendable {
    package let nameSpan: Span
    package let node: Node
  }

  /// What a program gives: a bare expression, or a definition that is taken for one.
  package struct Output: BitwiseCopyable, Sendable {
    /// The name of the definition that it is; nil for a bare expression.
    package let nameSpan: Span?
    /// The expression's text.
    package let span: Span
    package let node: Node
  }

  /// A derivative that is taken inside the program.
  package struct InnerDerivative: Sendable {
    /// What is differentiated, and by what.
    package let target: Node
    package let independent: Node
    package let derivative: Node
    /// The call, as a number of `origins`.
    let origin: Int32
  }

  /// An operation on columns whose operand is a row: each column has one element.
  package struct RowOfColumns: Sendable {
    package let operation: Operation
    package let shape: Shape
    package let span: Span
  }

  package let source: SourceText
  package let graph: ExpressionGraph
  /// In order of first appearance.
  package let inputs: FlatArray<Input>
  /// In the order of the program.
  package let definitions: FlatArray<Definition>
  package internal(set) var outputs: FlatArray<Output>
  package let innerDerivatives: [InnerDerivative]
  /// The comparisons that rules make in these derivatives, and the program nowhere: which branch of
  /// a rule holds is no decision of the program's.
  package let ruleComparisons: Set<Int32>
  /// Where what works on columns is applied to a single row without saying so.
  package let rowsOfColumns: [RowOfColumns]
  /// Where the constants that the program uses are named first.
  package let constants: FlatArray<Span>
  /// Where the constant `e` stands first and is no base of a power with something that varies in
  /// its exponent; nil where it stands nowhere so. In `e^2/(4*pi*eps*r)` it is hardly meant.
  package let lonelyE: Span?
  /// Whether the outputs were chosen by name.
  package internal(set) var isSelection = false
  /// For every node of the program, the node of the syntax tree that it was made for.
  package let origins: FlatArray<Int32>
  /// The numbered names (`v2`) that the program uses itself, by their first letter.
  package let usedLetters: [UInt8]

  /// How many numbers a point has: the elements of all inputs.
  package var coordinateCount: Int { inputs.last.map { $0.coordinates.upperBound } ?? 0 }

  /// The places in a point of the elements of some inputs, one input after the other.
  package func coordinates(of inputs: [Int]) -> [Int] {
    inputs.flatMap { self.inputs[$0].coordinates }
  }

  /// The input that a place in a point belongs to, and the element's number.
  ///
  /// Cost: logarithmic in the number of inputs.
  package func element(at coordinate: Int) -> (input: Int, element: Int) {
    var (low, high) = (0, inputs.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if inputs[middle].offset <= coordinate { low = middle } else { high = middle }
    }
    // Empty inputs have the same offset as the one behind them.
    while inputs[low].coordinates.isEmpty { low += 1 }
    return (low, coordinate - inputs[low].offset)
  }

  /// The names of the inputs, in their order.
  package var inputNames: [String] { inputs.map { text($0.span) } }

  /// The names of inputs and definitions, which stand for no constants.
  package var ownNames: Set<String> {
    Set(inputNames).union(definitions.lazy.map { text($0.nameSpan) })
  }

  /// The program's own text in a span.
  package func text(_ span: Span) -> String {
    String(decoding: source.bytes[Int(span.start)..<Int(span.end)], as: UTF8.self)
  }

  /// The index of the input with this name, by its bytes.
  package func input(named name: String) -> Int? { inputs.firstIndex { matches($0.span, name) } }

  /// The places of all inputs, for many names.
  package var inputIndices: NameIndices { NameIndices(inputs.map(\.span), in: source) }

  /// The places of all definitions, for many names.
  package var definitionIndices: NameIndices {
    NameIndices(definitions.map(\.nameSpan), in: source)
  }

  /// The index of the definition with this name, by its bytes.
  package func definition(named name: String) -> Int? {
    definitions.firstIndex { matches($0.nameSpan, name) }
  }

  private func matches(_ span: Span, _ name: String) -> Bool {
    Int(span.end - span.start) == name.utf8.count
      && source.bytes[Int(span.start)..<Int(span.end)].elementsEqual(name.utf8)
  }

  /// What an output is called: its definition's name, or else its text.
  package func name(of output: Output) -> String { text(output.nameSpan ?? output.span) }

  /// The place in the text that a step was made for. Reads the program again, as far as that place.
  package func span(of node: Node) -> Span {
    let index = Int(node.index)
    return index < origins.count
      ? Program.span(ofOrigin: origins[index], in: source) : Span(0, 0)
  }

  /// The place of the call that takes a derivative.
  package func span(of derivative: InnerDerivative) -> Span {
    Program.span(ofOrigin: derivative.origin, in: source)
  }

  /// The place of a node of the syntax tree, by its number among all of the program.
  static func span(ofOrigin origin: Int32, in source: SourceText) -> Span {
    var span = Span(0, 0)
    try? Parser.forEachStatement(of: source) { tree, _ in
      let index = Int(origin - tree.firstNode)
      guard index < tree.nodes.count else { return true }
      span = tree.nodes[index].span
      return false
    }
    return span
  }

  /// How many nodes the program itself has; what follows in the graph was derived from them.
  package var nodeCount: Int { origins.count }

  /// The program with one other node of its graph as its output, in the place of its first.
  package func with(output node: Node) -> Program {
    var copy = self
    copy.outputs = FlatArray([Output(nameSpan: nil, span: outputs[0].span, node: node)])
    return copy
  }

  /// The program with the named definitions as its outputs, in the order given.
  package func selecting(_ names: [String]) throws(LoweringError) -> Program {
    let places = NameIndices(definitions.map(\.nameSpan) + inputs.map(\.span), in: source)
    var chosen = FlatArray<Output>()
    for name in names {
      let place = places[name]
      if let place, place < definitions.count {
        let found = definitions[place]
        chosen.append(Output(nameSpan: found.nameSpan, span: found.nameSpan, node: found.node))
      } else if let place {
        let found = inputs[place - definitions.count]
        chosen.append(Output(nameSpan: found.span, span: found.span, node: found.node))
      } else {
        throw .unknownOutput(name, known: definitions.prefix(200).map { text($0.nameSpan) })
      }
    }
    var copy = self
    copy.outputs = chosen
    copy.isSelection = true
    return copy
  }
}

extension Program {
  /// The letters that steps without a name of their own are numbered with, in order of preference.
  package static let stepLetters = Array("vtsn".utf8)
}

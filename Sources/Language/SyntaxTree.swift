import Diagnostics
import Numerics

/// A parsed program: flat arrays in post-order, so that children stand before their parents and
/// nothing that reads it needs recursion.
package struct SyntaxTree {
  /// What a node of the tree is.
  package enum Kind: UInt8, BitwiseCopyable, Sendable {
    case number, name
    /// A name that is defined in parentheses around it; payload: an index into `locals`.
    case localName
    /// `name = expression;` in parentheses. Child: the expression; payload: an index into `locals`.
    case localDefinition
    /// Parentheses with definitions. Children: these and the value; payload: number of children.
    case block
    /// A function's name given as an argument: the first one of `iterate`.
    case functionName
    case negate, not
    case add, subtract, multiply, divide, elementMultiply, elementDivide, leftDivide, power,
      elementPower
    case less, lessOrEqual, greater, greaterOrEqual, equal, notEqual, and, or
    /// Children: the arguments; payload: an index into `calls`.
    case call
    case transpose
    /// Payload: 2 or 3 children.
    case range
    /// Payload: number of elements.
    case row
    /// Payload: number of rows.
    case matrix
    /// Children: the indexed value and the indices; payload: number of indices.
    case index
    /// `:` alone, inside an index.
    case allIndices
    /// `end` inside an index; payload: an index into `lastIndices`.
    case lastIndex
    /// The name of a column inside an index; payload: an index into `columnNames`.
    case columnName
  }

  /// A node: its kind, a number whose meaning hangs on it, and where it stands.
  package struct Node: BitwiseCopyable, Sendable {
    package var kind: Kind
    package var payload: Int32
    package var start: Int32
    package var end: Int32

    /// Where it stands in the program.
    package var span: Span { Span(start, end) }
  }

  /// A function's name in front of arguments.
  package struct Call: BitwiseCopyable, Sendable {
    package let function: Int32
    package let count: Int32
    package let nameSpan: Span
    /// For `iterate`: the node of the function's name; -1 where the first argument is something
    /// else.
    package let functionArgument: Int32

    /// - Parameters:
    ///   - function: the symbol of the name.
    ///   - count: how many arguments there are.
    package init(function: Int32, count: Int32, nameSpan: Span, functionArgument: Int32 = -1) {
      self.function = function
      self.count = count
      self.nameSpan = nameSpan
      self.functionArgument = functionArgument
    }
  }

  /// What an `end` inside an index is the end of.
  package struct LastIndex: BitwiseCopyable, Sendable {
    /// The node of the value that is indexed.
    package let value: Int32
    /// Which index it stands in, from 0.
    package let position: Int32
    /// How many indices there are.
    package internal(set) var count: Int32 = 0
    /// The last `end` before this one of the same value; -1 if there is none.
    let previous: Int32
  }

  /// A name that is defined inside parentheses.
  package struct Local: BitwiseCopyable, Sendable {
    package let symbol: Int32
    /// Where its name is defined.
    package let span: Span
    /// The parenthesis that opens the part of the program that knows it.
    package let open: Span
    /// The node of its definition.
    package let node: Int32
  }

  /// A column of a value that is bound to a file, by the name in its first line.
  package struct ColumnName: BitwiseCopyable, Sendable {
    /// The symbol of the value's name.
    package let symbol: Int32
    package let valueSpan: Span
    /// The name without its point or its quotation marks.
    package let span: Span
  }

  /// A parameter of a function that the program defines.
  package struct Parameter: BitwiseCopyable, Sendable {
    package let symbol: Int32
    package let span: Span
  }

  /// One statement, after it was read to its end.
  package struct Statement: BitwiseCopyable, Sendable {
    /// A bare expression, a definition, or the definition of a function.
    package enum Kind: BitwiseCopyable, Sendable { case output, definition, function }
    package let kind: Kind
    /// The defined symbol; -1 for an output.
    package let symbol: Int32
    package let nameSpan: Span
    /// From the first to the last byte of the expression, parentheses included.
    package let span: Span
    private let firstParameter: Int32
    private let lastParameter: Int32
    private let firstNode: Int32
    private let lastNode: Int32

    init(
      kind: Kind, symbol: Int32, nameSpan: Span, parameters: Range<Int32>, body: Range<Int32>,
      span: Span
    ) {
      self.kind = kind
      self.symbol = symbol
      self.nameSpan = nameSpan
      self.span = span
      (firstParameter, lastParameter) = (parameters.lowerBound, parameters.upperBound)
      (firstNode, lastNode) = (body.lowerBound, body.upperBound)
    }

    /// The function's parameters, as a range of `SyntaxTree.parameters`.
    package var parameters: Range<Int32> { firstParameter..<lastParameter }
    /// The expression's nodes, in post-order; the last one is its root.
    package var body: Range<Int32> { firstNode..<lastNode }
  }

  package internal(set) var nodes = FlatArray<Node>()
  package internal(set) var numbers = FlatArray<Double>()
  package internal(set) var calls = FlatArray<Call>()
  package internal(set) var lastIndices = FlatArray<LastIndex>()
  package internal(set) var columnNames = FlatArray<ColumnName>()
  package internal(set) var locals = FlatArray<Local>()
  package private(set) var parameters = FlatArray<Parameter>()
  /// By symbol: the last parameter with this name; -1 where there is none.
  private var parameterPlaces = FlatArray<Int32>()
  package internal(set) var statements = FlatArray<Statement>()
  var statementCount = 0
  /// How many nodes were forgotten: the number of `nodes[0]` among all nodes of the program.
  package private(set) var firstNode: Int32 = 0
  package internal(set) var symbols: SymbolTable

  /// - Parameter textLength: of the program, in bytes: how many names to expect.
  package init(textLength: Int) {
    symbols = SymbolTable(capacity: textLength < 1000 ? 64 : 4096)
  }

  mutating func append(_ parameter: Parameter) {
    while parameterPlaces.count < symbols.count { parameterPlaces.append(-1) }
    parameterPlaces[Int(parameter.symbol)] = Int32(truncatingIfNeeded: parameters.count)
    parameters.append(parameter)
  }

  /// The number in `parameters` of the one with this name among those of the function that was read
  /// last; nil where it has none.
  package func parameter(named symbol: Int32, among own: Range<Int32>) -> Int32? {
    guard Int(symbol) < parameterPlaces.count else { return nil }
    let place = parameterPlaces[Int(symbol)]
    return own.contains(place) ? place : nil
  }

  /// Drops what belongs to the statement that was read last; symbols and parameters stay.
  mutating func forgetStatement() {
    firstNode += Int32(truncatingIfNeeded: nodes.count)
    nodes.removeAll()
    numbers.removeAll()
    calls.removeAll()
    lastIndices.removeAll()
    columnNames.removeAll()
    locals.removeAll()
  }

  /// The name of a symbol, as the user typed it.
  package func name(_ symbol: Int32, in source: SourceText) -> String {
    String(decoding: source.bytes[symbols.range(of: symbol)], as: UTF8.self)
  }
}

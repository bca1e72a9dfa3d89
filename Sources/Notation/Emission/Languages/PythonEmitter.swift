import Calculus
import Graph
import Numerics

/// Writes a function in Python with NumPy: operations on whole arrays; a program of numbers also
/// takes arrays for its inputs and works element by element.
struct PythonEmitter {
  let function: EmittedFunction
  let graph: ExpressionGraph
  private let plan: EmissionPlan
  private var names: FunctionNames
  private var lines: [String] = []
  var helpers = PythonHelpers()
  let syntax = PythonSyntax()

  private static let longestExpression = 8
  /// Whole exponents beyond read better as numbers with an exponent of their own.
  private static let largestWhole = 1000.0

  init(_ function: EmittedFunction) {
    self.function = function
    graph = function.graph
    names = FunctionNames(function, reserved: PythonSyntax.reserved)
    plan = EmissionPlan(
      function, named: names.wanted, longest: PythonEmitter.longestExpression, hasLoops: false)
  }

  /// The whole text.
  func text() throws(EmissionError) -> String {
    var copy = self
    try copy.writeBody()
    return copy.assembled()
  }

  // MARK: - Body

  private mutating func writeBody() throws(EmissionError) {
    for (input, name) in zip(function.program.inputs, names.inputs)
    where plan.sharing.isRead(input) {
      let source =
        function.packsInputs
        ? input.shape.isScalar
          ? "\(EmittedFunction.packedInputs)[\(input.offset)]"
          : "\(EmittedFunction.packedInputs)[\(input.offset):\(input.offset + input.shape.count)]"
        : name
      let shape = input.shape
      write(
        name,
        "np.asarray(\(source), dtype=float)"
          + (shape.isScalar
            ? "" : ".reshape((\(shape.rows), \(shape.columns)), order=\"F\")"))
    }
    for node in plan.order {
      let name = names.statement(node)
      write(name, try number(operation(node)).text)
      names.known[node] = name
    }
    var results: [String] = []
    for result in function.results { results.append(try self.result(result)) }
    let value = results.count == 1 ? results[0] : results.joined(separator: ", ")
    lines.append("    return " + value)
  }

  /// A statement; a long one in parentheses, so that it may be broken.
  private mutating func write(_ name: String, _ value: String) {
    let line = "    \(name) = \(value)"
    if line.utf8.count <= CodeLines.longest {
      lines.append(line)
    } else {
      lines.append("    \(name) = (")
      lines.append(CodeLines.wrapped(value, indent: "        ", continued: ""))
      lines.append("    )")
    }
  }

  /// The text that stands for a result after `return`.
  private mutating func result(_ result: GraphResult) throws(EmissionError) -> String {
    let nodes = result.parts.map(\.node)
    switch result.kind {
    case .value, .gradient:
      if result.kind == .value, nodes.count == 1 { return try number(piece(nodes[0].index)).text }
      var texts: [String] = []
      for node in nodes { texts.append(try number(piece(node.index)).text) }
      let tuple = "(\(texts.joined(separator: ", "))\(texts.count == 1 ? "," : ""))"
      write(
        result.kind.rawValue, function.packsInputs ? "np.hstack(\(packed(tuple, texts)))" : tuple)
    case .jacobian, .hessian:
      let rows = result.shape.rows
      lines.append("    \(result.kind.rawValue) = np.zeros((\(rows), \(result.shape.columns)))")
      for part in result.parts { try store(part, in: result.kind.rawValue, rows) }
    }
    return result.kind.rawValue
  }

  private func packed(_ tuple: String, _ texts: [String]) -> String {
    "[np.ravel(part, order=\"F\") for part in \(tuple)]"
  }

  /// Puts a part of a row or a column of a matrix in its place; zeros are there already.
  private mutating func store(
    _ part: GraphResult.Part, in name: String, _ rows: Int
  ) throws(EmissionError) {
    guard graph.constantValue(part.node) != 0 else { return }
    let (row, column) = (part.offset % rows, part.offset / rows)
    let count = graph.shape(of: part.node).count
    let value = try number(piece(part.node.index)).text
    if graph.shape(of: part.node).isScalar {
      write("\(name)[\(row), \(column)]", value)
    } else if part.stride == 1, rows > 1 {
      write("\(name)[\(row):\(row + count), \(column)]", "np.ravel(\(value), order=\"F\")")
    } else {
      write("\(name)[\(row), \(column):\(column + count)]", "np.ravel(\(value), order=\"F\")")
    }
  }

  // MARK: - Expressions

  func number(_ piece: Piece) -> Piece { syntax.number(piece) }

  mutating func piece(_ node: Int32) throws(EmissionError) -> Piece {
    let record = graph.records[Int(node)]
    if record.operation == .constant { return syntax.literal(record.constant) }
    if let name = names[node] { return Piece(name) }
    return try operation(node)
  }

  private mutating func operation(_ node: Int32) throws(EmissionError) -> Piece {
    let record = graph.records[Int(node)]
    guard !record.operation.isArray else { return try arrayStep(node) }
    var pieces: [Piece] = []
    var operands: [Int32] = []
    graph.forEachOperand(of: record) { operands.append($0) }
    // Python's own numbers raise errors where NumPy's are inf or nan, and have complex powers.
    let isConstant = plan.liveness.isConstant[Int(node)]
    for operand in operands {
      let piece = try piece(operand)
      let isLiteral = isConstant && graph.records[Int(operand)].operation == .constant
      pieces.append(isLiteral ? .call("np.float64", [piece.text]) : piece)
    }
    if record.operation == .power { return power(operands, pieces.map { number($0) }) }
    let step = plan.step(record, operands)
    guard let piece = syntax.spelled(step, pieces) else {
      throw .missing(function: step.primitive.name, language: .python)
    }
    helpers.need(step, operandCount: operands.count, syntax)
    return piece
  }

  /// `x**0.5` and `power` are roots in NumPy, nan at -inf; of whole powers it makes products.
  private func power(_ operands: [Int32], _ pieces: [Piece]) -> Piece {
    guard let exponent = graph.constantValue(Node(operands[1])), exponent == exponent.rounded(),
      exponent.magnitude <= PythonEmitter.largestWhole
    else { return .call("np.float_power", pieces.map(\.text)) }
    let base = pieces[0].enclosed(below: Piece.atom)
    return Piece("\(base)**\(Int(exponent))", Precedence.power)
  }

  // MARK: - The whole text

  private func assembled() -> String {
    var text = EmissionHeader(function, inputNames: names.inputs).lines(isPython: true).map {
      $0.isEmpty ? "#\n" : "# \($0)\n"
    }.joined()
    text += helpers.imports + "\n\n"
    for source in helpers.sources { text += source + "\n\n" }
    let parameters = function.packsInputs ? [EmittedFunction.packedInputs] : names.inputs
    text += "@np.errstate(all=\"ignore\")\n"
    text += CodeLines.list(
      "def \(function.name)(", parameters.isEmpty ? [""] : parameters, "):\n")
    return text + lines.joined(separator: "\n") + "\n"
  }
}

import Calculus
import Graph
import Numerics

/// Writes a function in Python with NumPy: operations on whole arrays; a program of numbers also
/// takes arrays for its inputs and works element by element.
struct PythonEmitter {
  let function: EmittedFunction
  let graph: ExpressionGraph
  private let plan: EmissionPlan
  private var names: CodeNames
  private var known: [Int32: String] = [:]
  private var wanted: [Int32: String] = [:]
  private var inputNames: [String] = []
  private var lines: [String] = []
  var helpers = PythonHelpers()

  private static let longestExpression = 8
  /// Whole exponents beyond read better as numbers with an exponent of their own.
  private static let largestWhole = 1000.0

  init(_ function: EmittedFunction) {
    self.function = function
    graph = function.graph
    let program = function.program
    let userNames =
      program.inputs.map { program.text($0.span) }
      + program.definitions.map { program.text($0.nameSpan) }
    names = CodeNames(reserved: PythonEmitter.reserved + [function.name], userNames: userNames)
    for input in program.inputs {
      let name = names.identifier(for: program.text(input.span))
      inputNames.append(name)
      known[input.node.index] = name
    }
    let live = graph.sources(of: function.roots)
    let defined = program.definitions.map { ($0.node, program.text($0.nameSpan)) } + function.names
    for (node, name) in defined
    where wanted[node.index] == nil && graph[node].operation.isComputed
      && Int(node.index) < live.count && live[Int(node.index)]
    {
      wanted[node.index] = names.identifier(for: name)
    }
    plan = EmissionPlan(
      function, named: wanted, longest: PythonEmitter.longestExpression, hasLoops: false)
  }

  /// The whole text.
  func text() throws(EmissionError) -> String {
    var copy = self
    try copy.writeBody()
    return copy.assembled()
  }

  // MARK: - Body

  private mutating func writeBody() throws(EmissionError) {
    for (input, name) in zip(function.program.inputs, inputNames) where plan.isRead(input) {
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
    for index in plan.isStatement.indices where plan.isStatement[index] && plan.isLive[index] {
      let node = Int32(truncatingIfNeeded: index)
      let name = wanted[node] ?? names.temporary()
      write(name, try number(operation(node)).text)
      known[node] = name
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
    } else if part.stride == 1 {
      write("\(name)[\(row):\(row + count), \(column)]", "np.ravel(\(value), order=\"F\")")
    } else {
      write("\(name)[\(row), \(column):\(column + count)]", "np.ravel(\(value), order=\"F\")")
    }
  }

  // MARK: - Expressions

  func number(_ piece: CodePiece) -> CodePiece {
    piece.isCondition
      ? CodePiece("1.0*(" + piece.text + ")", Precedence.product) : piece
  }

  mutating func piece(_ node: Int32) throws(EmissionError) -> CodePiece {
    let record = graph.records[Int(node)]
    if record.operation == .constant { return PythonEmitter.literal(record.constant) }
    if let name = known[node] { return CodePiece(name) }
    return try operation(node)
  }

  static func literal(_ value: Double) -> CodePiece {
    if value.isNaN { return CodePiece("np.nan") }
    if value.isInfinite {
      return value > 0 ? CodePiece("np.inf") : CodePiece("-np.inf", Precedence.sign)
    }
    let piece = CSource().number(value)
    return CodePiece(piece.text, piece.precedence)
  }

  private mutating func operation(_ node: Int32) throws(EmissionError) -> CodePiece {
    let record = graph.records[Int(node)]
    guard !record.operation.isArray else { return try arrayStep(node) }
    var pieces: [CodePiece] = []
    var operands: [Int32] = []
    graph.forEachOperand(of: record) { operands.append($0) }
    // Python's own numbers raise errors where NumPy's are inf or nan, and have complex powers.
    let isConstant = plan.isConstant[Int(node)]
    for operand in operands {
      let piece = try piece(operand)
      let isLiteral = isConstant && graph.records[Int(operand)].operation == .constant
      pieces.append(isLiteral ? call("np.float64", [piece.text]) : piece)
    }
    switch record.operation {
    case .and, .or, .not: return logic(record.operation, operands, pieces)
    case .select:
      let branches = pieces.dropFirst().map { number($0).text }
      if plan.isBoolean(operands[0]) {
        return call("np.where", [condition(pieces[0])] + branches)
      }
      let test = number(pieces[0]).enclosed(below: Precedence.sum)
      return call(
        "np.where",
        ["\(test) == 0.0", branches[1], "np.where(np.isnan(\(test)), np.nan, \(branches[0]))"])
    case .multiply:
      for (position, operand) in operands.enumerated() where known[operand] == nil {
        let record = graph.records[Int(operand)]
        guard record.operation == .divide, graph.constantValue(Node(record.a)) == 1 else {
          continue
        }
        return .infix(
          "/", Precedence.product, number(pieces[1 - position]), number(try piece(record.b)))
      }
    case .power:
      // `x**0.5` and `power` are roots in NumPy, nan at -inf; of whole powers it makes products.
      guard let exponent = graph.constantValue(Node(operands[1])), exponent == exponent.rounded(),
        exponent.magnitude <= PythonEmitter.largestWhole
      else { return call("np.float_power", pieces.map { number($0).text }) }
      let base = number(pieces[0]).enclosed(below: Piece.atom)
      return CodePiece("\(base)**\(Int(exponent))", Precedence.power)
    default: break
    }
    let primitive = record.operation.primitive
    switch primitive.form {
    case .hidden: return pieces[0]
    case .prefix: return number(pieces[0]).negative
    case .infix(let precedence, _):
      return .infix(primitive.name, precedence, number(pieces[0]), number(pieces[1]))
    case .function: return try applied(primitive, pieces.map { number($0) })
    }
  }

  func call(_ name: String, _ arguments: [String]) -> CodePiece {
    CodePiece("\(name)(\(arguments.joined(separator: ", ")))")
  }

  private func condition(_ piece: CodePiece) -> String {
    piece.isCondition ? piece.text : piece.enclosed(below: Precedence.sum) + " != 0.0"
  }

  private mutating func logic(
    _ operation: Operation, _ operands: [Int32], _ pieces: [CodePiece]
  ) -> CodePiece {
    let name = operation == .not ? "not" : operation == .and ? "and" : "or"
    guard operands.allSatisfy({ plan.isBoolean($0) }) else {
      helpers.need("ad_" + name)
      return call("ad_" + name, pieces.map { number($0).text })
    }
    var piece = call("np.logical_" + name, pieces.map { condition($0) })
    piece.isCondition = true
    return piece
  }

  private mutating func applied(
    _ primitive: Primitive, _ operands: [CodePiece]
  ) throws(EmissionError) -> CodePiece {
    guard let template = PythonEmitter.template(primitive) else {
      throw .missing(function: primitive.name, language: .python)
    }
    helpers.need(in: template.text)
    guard template.isHelper else { return template.filled(operands) }
    let name = CSyntax.helperName(primitive)
    let body = template.filled(primitive.parameters.map { CodePiece($0) }).text
    helpers.add(
      name,
      "def \(name)(\(primitive.parameters.joined(separator: ", "))):\n"
        + CodeLines.wrapped("return (" + body + ")", indent: "    ") + "\n")
    // Folds of many operands stay flat.
    if primitive.isVariadic, operands.count > 2 {
      helpers.needFunctools()
      return call("functools.reduce", [name, call("", operands.map(\.text)).text])
    }
    return call(name, operands.map(\.text))
  }

  /// How Python writes a function: as its rule says, or with the name of C's function.
  private static func template(_ primitive: Primitive) -> CTemplate? {
    if let python = primitive.python { return CTemplate(python) }
    switch primitive.c {
    case .function(let name):
      let operands = primitive.parameters.indices.map { "#\($0 + 1)" }.joined(separator: ", ")
      return CTemplate("np.\(name)(\(operands))")
    case .expression(let template):
      let hasCalls = template.utf8.contains { $0 >= UInt8(ascii: "a") && $0 <= UInt8(ascii: "z") }
      return hasCalls || template.contains("?") ? nil : CTemplate(template)
    case .helper, .missing: return nil
    }
  }

  // MARK: - The whole text

  private func assembled() -> String {
    var text = EmissionHeader(function, inputNames: inputNames).lines(isPython: true).map {
      $0.isEmpty ? "#\n" : "# \($0)\n"
    }.joined()
    text += helpers.imports + "\n\n"
    for source in helpers.sources { text += source + "\n\n" }
    let parameters = function.packsInputs ? [EmittedFunction.packedInputs] : inputNames
    text += "@np.errstate(all=\"ignore\")\n"
    text += CodeLines.list(
      "def \(function.name)(", parameters.isEmpty ? [""] : parameters, "):\n")
    return text + lines.joined(separator: "\n") + "\n"
  }

  static let reserved = EmittedFunction.ownNames + words

  private static let words = """
    False None True and as assert async await break class continue def del elif else except \
    finally for from global if import in is lambda nonlocal not or pass raise return try while \
    with yield np math functools float print match case type len range \
    ValueError OverflowError
    """.split(separator: " ").map(String.init)
}

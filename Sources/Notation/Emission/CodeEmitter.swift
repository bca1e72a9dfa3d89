import Calculus
import Graph
import Numerics

/// Writes a function of numbers and loops: C or Swift.
///
/// One pass over the live steps in their order, so that everything is computed once, before it is
/// read; results are stored at the end. Cost: linear in the number of steps.
struct CodeEmitter<Syntax: CodeSyntax> {
  let function: EmittedFunction
  let syntax: Syntax
  let graph: ExpressionGraph
  let plan: EmissionPlan
  var names: CodeNames
  /// What nodes are called: inputs from the start, statements once they are written.
  var known: [Int32: String] = [:]
  /// Statements that hold a truth value, and no number.
  var conditions: Set<Int32> = []
  /// By the elements' bits: what a table of constants is called.
  private var tables: [[UInt64]: String] = [:]
  /// The names that definitions give, to be used when their statements are written.
  private let wanted: [Int32: String]
  /// The names of inputs, in order.
  let inputNames: [String]
  var lines = CodeLines(depth: 1)
  /// The functions that the code brings along, in the order of their first use.
  private(set) var helpers: [CFunction] = []
  /// How many numbers the arrays between inputs and results have, and where the next one goes in the
  /// work array, where there is one.
  let workCount: Int
  private var workUsed = 0
  /// The results that are written element by element.
  var stored: [GraphResult] = []
  /// By node: the part of a result that it is, where it can be computed there.
  let resultPlaces: [Int32: (array: String, offset: Int)]
  let loopNames: (row: String, column: String, inner: String)

  /// Arrays up to this many numbers are local; beyond, the caller lends the memory.
  private static var mostLocal: Int { 4096 }

  init(_ function: EmittedFunction, _ syntax: Syntax) {
    self.function = function
    self.syntax = syntax
    graph = function.graph
    let program = function.program
    let userNames =
      program.inputs.map { program.text($0.span) }
      + program.definitions.map { program.text($0.nameSpan) }
    var names = CodeNames(reserved: syntax.reserved + [function.name], userNames: userNames)
    var known: [Int32: String] = [:]
    var wanted: [Int32: String] = [:]
    var inputNames: [String] = []
    for input in program.inputs {
      let name = names.identifier(for: program.text(input.span))
      inputNames.append(name)
      known[input.node.index] = name
    }
    self.inputNames = inputNames
    // Of several names the first; a definition that is an input or a number needs none.
    let defined =
      program.definitions.map { ($0.node, program.text($0.nameSpan)) } + function.names
    let live = graph.sources(of: function.roots)
    for (node, name) in defined
    where wanted[node.index] == nil && graph[node].operation.isComputed
      && Int(node.index) < live.count && live[Int(node.index)]
    {
      wanted[node.index] = names.identifier(for: name)
    }
    loopNames = (
      names.identifier(for: "i"), names.identifier(for: "j"), names.identifier(for: "k")
    )
    self.names = names
    self.known = known
    self.wanted = wanted
    plan = EmissionPlan(function, named: wanted, longest: syntax.longestExpression)
    resultPlaces = Self.places(function, plan, syntax)
    var count = 0
    for index in plan.isStatement.indices where plan.isStatement[index] {
      let record = function.graph.records[index]
      guard record.shape != 0, !plan.isTable[index], resultPlaces[Int32(index)] == nil else {
        continue
      }
      count += function.graph.shape(of: record).count
      if record.operation.isArray, record.operation.array.c?.needsWork == true {
        let matrix = function.graph.shape(at: record.a)
        count += matrix.count + matrix.rows
      }
    }
    workCount = syntax.language == .c && count > Self.mostLocal ? count : 0
  }

  /// The whole text.
  func text() throws(EmissionError) -> String {
    var copy = self
    try copy.writeBody()
    return syntax.assemble(
      CodeParts(
        function: function, inputNames: inputNames, helpers: copy.helpers, body: copy.lines.text,
        workCount: workCount, stored: copy.stored,
        isRead: function.program.inputs.map { plan.isRead($0) }))
  }

  // MARK: - Body

  private mutating func writeBody() throws(EmissionError) {
    writeInputs()
    for index in plan.isStatement.indices where plan.isStatement[index] && plan.isLive[index] {
      try writeStatement(Int32(truncatingIfNeeded: index))
    }
    try writeResults()
  }

  /// Inputs that come in one array get their names.
  private mutating func writeInputs() {
    guard function.packsInputs else { return }
    for (input, name) in zip(function.program.inputs, inputNames)
    where plan.isRead(input) {
      if input.shape.isScalar {
        write(syntax.constant(name, "\(EmittedFunction.packedInputs)[\(input.offset)]"))
      } else {
        write(syntax.slice(name, of: EmittedFunction.packedInputs, input.offset, input.shape.count))
      }
    }
  }

  private mutating func writeStatement(_ node: Int32) throws(EmissionError) {
    let record = graph.records[Int(node)]
    if graph.shape(of: record).count == 0 { return }
    if record.shape == 0, !(record.operation.isArray && StepKind(record, in: graph) == .step) {
      known[node] = try writeNumber(node)
      return
    }
    let table = plan.isTable[Int(node)] ? graph.matrixWithoutInputs(Node(node))?.elements : nil
    if let table, wanted[node] == nil, let name = tables[table.map(\.bitPattern)] {
      known[node] = name
      return
    }
    let name = wanted[node] ?? names.temporary()
    if record.shape == 0 {
      try writeStep(node, name)
    } else if let table {
      write(syntax.table(name, table))
      tables[table.map(\.bitPattern)] = name
    } else {
      if let place = resultPlaces[node] {
        write(syntax.slice(name, ofResult: place.array, place.offset))
      } else {
        declareArray(name, graph.shape(of: record).count)
      }
      if let terms = plan.gathered[node] {
        try writeGathered(node, name, terms)
      } else if record.operation.isArray, StepKind(record, in: graph) == .step {
        try writeStep(node, name)
      } else {
        try writeElements(node, name)
      }
    }
    known[node] = name
  }

  /// Writes a number's statement, and returns its name.
  private mutating func writeNumber(_ node: Int32) throws(EmissionError) -> String {
    let record = graph.records[Int(node)]
    if record.operation.isPrimitive, record.operation.traits.isFold {
      var operands: [Int32] = []
      graph.forEachOperand(of: record) { operands.append($0) }
      if operands.count > EmissionPlan.mostFoldOperands {
        let first = number(try piece(operands[0], nil)).text
        let name = wanted[node] ?? names.temporary()
        write(syntax.variable(name, first))
        try writeFold(record, operands, name, nil)
        return name
      }
    }
    let value = try operationPiece(node, nil)
    let name = wanted[node] ?? names.temporary()
    if value.isCondition {
      conditions.insert(node)
      write(syntax.condition(name, value.text))
    } else {
      write(syntax.constant(name, value.text))
    }
    return name
  }

  /// A maximum or minimum of many operands, one after the other.
  mutating func writeFold(
    _ record: ExpressionGraph.Record, _ operands: [Int32], _ target: String, _ place: Place?
  ) throws(EmissionError) {
    for operand in operands.dropFirst() {
      let next = number(try piece(operand, place))
      let folded = try applied(record.operation.primitive, [CodePiece(target), next])
      write(syntax.assign(target, folded.text))
    }
  }

  mutating func declareArray(_ name: String, _ count: Int) {
    if workCount > 0 {
      write(syntax.slice(name, of: EmittedFunction.memory, workUsed, count))
      workUsed += count
    } else {
      write(syntax.array(name, max(1, count)))
    }
  }

  mutating func write(_ line: String) { lines.append(line) }

  // MARK: - Helpers

  mutating func need(_ helper: CFunction) {
    guard !helpers.contains(where: { $0.name == helper.name }) else { return }
    for needed in helper.needs { need(needed) }
    helpers.append(helper)
  }
}

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
  var names: FunctionNames
  /// Statements that hold a truth value, and no number.
  var conditions: Set<Int32> = []
  /// By the elements' bits: what a table of constants is called.
  private var tables: [[UInt64]: String] = [:]
  var lines = CodeLines(depth: 1)
  /// The functions that the code brings along, in the order of their first use.
  private(set) var helpers: [CFunction] = []
  /// How many numbers the arrays between inputs and results have, and where the next one goes in
  /// the work array, where there is one.
  private(set) var workCount: Int
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
    var names = FunctionNames(function, reserved: syntax.reserved)
    loopNames = (
      names.identifier(for: "i"), names.identifier(for: "j"), names.identifier(for: "k")
    )
    self.names = names
    plan = EmissionPlan(function, named: names.wanted, longest: syntax.longestExpression)
    resultPlaces = Self.places(function, plan, syntax)
    workCount = 0
    guard syntax.callerOwnsMemory else { return }
    let count = plan.order.reduce(0) { $0 + memoryCount(of: $1) }
    if count > Self.mostLocal { workCount = count }
  }

  /// How many numbers a statement keeps in memory of its own.
  private func memoryCount(of node: Int32) -> Int {
    let record = graph.records[Int(node)]
    guard record.shape != 0, !plan.liveness.isTable[Int(node)], resultPlaces[node] == nil else {
      return 0
    }
    let count = graph.shape(of: record).count
    guard record.operation.isArray, record.operation.array.c?.needsWork == true else {
      return count
    }
    let matrix = graph.shape(at: record.a)
    return count + matrix.count + matrix.rows
  }

  /// The whole text.
  func text() throws(EmissionError) -> String {
    var copy = self
    try copy.writeBody()
    return syntax.assemble(
      CodeParts(
        function: function, inputNames: names.inputs, helpers: copy.helpers, body: copy.lines.text,
        workCount: workCount, stored: copy.stored,
        isRead: function.program.inputs.map { plan.sharing.isRead($0) }))
  }

  // MARK: - Body

  private mutating func writeBody() throws(EmissionError) {
    writeInputs()
    for node in plan.order { try writeStatement(node) }
    try writeResults()
  }

  /// Inputs that come in one array get their names.
  private mutating func writeInputs() {
    guard function.packsInputs else { return }
    for (input, name) in zip(function.program.inputs, names.inputs)
    where plan.sharing.isRead(input) {
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
      names.known[node] = try writeNumber(node)
      return
    }
    let table =
      plan.liveness.isTable[Int(node)] ? graph.matrixWithoutInputs(Node(node))?.elements : nil
    if let table, names.wanted[node] == nil, let name = tables[table.map(\.bitPattern)] {
      names.known[node] = name
      return
    }
    let name = names.statement(node)
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
      if let terms = plan.statements.gathered[node] {
        try writeGathered(node, name, terms)
      } else if record.operation.isArray, StepKind(record, in: graph) == .step {
        try writeStep(node, name)
      } else {
        try writeElements(node, name)
      }
    }
    names.known[node] = name
  }

  /// Writes a number's statement, and returns its name.
  private mutating func writeNumber(_ node: Int32) throws(EmissionError) -> String {
    let record = graph.records[Int(node)]
    if record.operation.isPrimitive, record.operation.traits.isFold {
      var operands: [Int32] = []
      graph.forEachOperand(of: record) { operands.append($0) }
      if operands.count > Statements.mostFoldOperands {
        let first = number(try piece(operands[0], nil)).text
        let name = names.statement(node)
        write(syntax.variable(name, first))
        try writeFold(record, operands, name, nil)
        return name
      }
    }
    let value = try operationPiece(node, nil)
    let name = names.statement(node)
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
    _ record: ExpressionGraph.Record, _ operands: [Int32], _ target: String, _ place: ElementPlace?
  ) throws(EmissionError) {
    for operand in operands.dropFirst() {
      let next = number(try piece(operand, place))
      let folded = try spelled(NumberStep(record.operation), [Piece(target), next])
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

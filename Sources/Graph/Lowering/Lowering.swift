import Calculus
import Diagnostics
import Language
import Numerics

/// Turns a program into graph: gives names their meaning, expands functions, shares equal steps.
///
/// Statements are read once, in order, with a stack of nodes, and forgotten. A function's body is
/// translated to a `Template` where it is defined and expanded where it is called; a call with the
/// same arguments is expanded once.
package struct Lowering {
  /// No more operations than this are made by expanding functions and iterations.
  static let expansionLimit = 10_000_000
  /// Where far more may come than the limit allows, calls either share nearly everything or grow
  /// beyond all bounds: this tells which without making all of them.
  package static let trialLimit = 500_000
  /// So many times the limit are far more: bodies that share a call are counted once each.
  private static let farMore = 10.0
  /// An iteration that is expected to make so many times the limit is refused before it does.
  static let clearExcess = 1.05

  /// How many operations may be made, as far as what is to come is known.
  var allowedExpansions: Int {
    isBeyondLimit ? Lowering.trialLimit : Lowering.expansionLimit
  }

  /// Whether what is to come is far too much.
  var isBeyondLimit: Bool {
    expectedExpansions > Lowering.farMore * Double(Lowering.expansionLimit)
  }

  /// What a name means as a function.
  enum Callee {
    case unresolved, unknown
    case user(Int32)
    case builtin(Operation, parameterCount: Int32)
    /// A function of arrays.
    case array(Operation)
    /// `min` and `max`: of several arguments element by element, or of one array.
    case extreme(Operation)
    case iterate
    case derivative(DerivativeFunction)
  }

  /// Where a constant was used first.
  struct NamedConstant {
    let symbol: Int32
    let span: Span
  }

  struct Function {
    let name: Int32
    let nameSpan: Span
    let parameters: Range<Int32>
    var template = Template()
    /// How many operations a call expands to at most.
    var size = 0.0
  }

  let source: SourceText
  /// Of the statement that is being read.
  var tree: SyntaxTree
  let shapes: (String) -> Shape?
  let columns: (String) -> FileColumns?
  let transforms: any DerivativeTransforms
  /// What the program differentiates by.
  let heldNames: HeldNames
  var heldCount: Int32 = 0
  /// What the derivative that is being taken does not see through.
  var heldArguments: [Node] = []
  var graph: ExpressionGraph
  var builder: ArrayBuilder

  /// By symbol: the node of a definition, an input or a constant; -1 while there is none.
  var values = FlatArray<Int32>()
  var callees = FlatArray<Callee>()
  var functions: [Function] = []
  var inputs = FlatArray<Program.Input>()
  var definitions = FlatArray<Program.Definition>()
  var outputs = FlatArray<Program.Output>()
  var innerDerivatives: [Program.InnerDerivative] = []
  var ruleComparisons: Set<Int32> = []
  var rowsOfColumns: [Program.RowOfColumns] = []
  /// The constants that are not hidden by a name.
  var constants = FlatArray<NamedConstant>()
  /// Where `e` stands for the constant.
  var euler = EulerUses()
  var origins = FlatArray<Int32>()
  /// Those of the letters v, t, s, n whose numbered names occur in the program.
  var usedLetters: [UInt8] = []
  /// The symbol that the statement defines; -1 for an output.
  var defined: Int32 = -1
  /// The parameters of the function whose body is being translated.
  var parameters: Range<Int32> = 0..<0
  /// How many nodes the statement has put on the stack, and by node how many there were behind it:
  /// `end` finds the value that is indexed so.
  var depth = 0
  var depths: [Int] = []
  /// The first node of the statement's expression.
  var bodyStart = 0
  /// How many numbers the program's inputs have.
  var coordinateCount = 0

  // Loops: see Lowering+Bodies.swift.
  let loops: LoopForm
  var bodies: [BodyKey: KeptBody?] = [:]
  var captured: CapturedNodes?

  // The machine that executes instructions: see Lowering+Execution.swift.
  var stack = FlatArray<Int32>()
  var frames: [Frame] = []
  var expanded: [CallKey: Int32] = [:]
  var expansionCount = 0
  /// How many operations the calls of the program's statements expand to at most.
  var expectedExpansions = 0.0

  /// - Parameters:
  ///   - others: inputs beside those that the program names, each a name that `shapes` knows.
  ///   - transforms: what differentiates inside the program.
  ///   - loops: what iterations become.
  ///   - shapes: the shape of the value that the command line binds to a name; nil where it binds
  ///     none. A bound constant is an input; an input without a value is a scalar.
  ///   - columns: what the file of a name's value says of its columns; nil where it has none.
  package static func lower(
    _ source: SourceText, others: [String] = [], transforms: any DerivativeTransforms,
    loops: LoopForm = .writtenOut,
    columns: @escaping (String) -> FileColumns? = { _ in nil },
    shapes: @escaping (String) -> Shape?
  ) throws(ProgramError) -> Program {
    let source = others.isEmpty ? source : source.mentioning(others)
    var lowering = Lowering(source, transforms, loops, shapes, columns)
    var mistake: LoweringError?
    do {
      try Parser.forEachStatement(of: source) { tree, statement in
        swap(&tree, &lowering.tree)
        defer { swap(&tree, &lowering.tree) }
        do throws(LoweringError) {
          try lowering.lower(statement)
          return true
        } catch {
          mistake = error
          return false
        }
      }
    } catch {
      throw .language(error)
    }
    switch mistake {
    // Nobody speaks of a file: the text is none of this language.
    case .columnOfNoFile(_, _, let point, false): throw .language(.unexpectedCharacter(point))
    case let mistake?: throw .lowering(mistake)
    case nil: break
    }
    var end = Int32(truncatingIfNeeded: source.bytes.count)
    for name in others.reversed() {
      let start = end - Int32(truncatingIfNeeded: name.utf8.count)
      lowering.addInput(name, Span(start, end))
      end = start - 1
    }
    do {
      return try lowering.program()
    } catch {
      throw .lowering(error)
    }
  }

  private init(
    _ source: SourceText, _ transforms: any DerivativeTransforms, _ loops: LoopForm,
    _ shapes: @escaping (String) -> Shape?, _ columns: @escaping (String) -> FileColumns?
  ) {
    self.columns = columns
    self.loops = loops
    self.source = source
    self.transforms = transforms
    self.shapes = shapes
    heldNames = HeldNames(source)
    tree = SyntaxTree(textLength: 0)
    graph = ExpressionGraph(expectedNodes: source.bytes.count / 4)
    builder = ArrayBuilder(graph, simplifies: false)
  }

  func isBound(_ name: String) -> Bool { shapes(name) != nil }

  private mutating func lower(_ statement: SyntaxTree.Statement) throws(LoweringError) {
    while values.count < tree.symbols.count {
      noteLetter(of: tree.symbols.range(of: Int32(truncatingIfNeeded: values.count)))
      values.append(-1)
      callees.append(.unresolved)
    }
    defined = statement.symbol
    depth = 0
    bodyStart = Int(statement.body.lowerBound)
    depths.removeAll(keepingCapacity: true)
    if statement.kind == .function { return try define(statement) }
    for index in statement.body {
      let instruction = try translate(tree.nodes[Int(index)], tree.firstNode + index)
      try execute(instruction)
    }
    euler.endStatement()
    var node = Node(stack.removeLast())
    if statement.kind == .definition {
      if !heldNames.isEmpty, heldNames.definitions.contains(statement.symbol) {
        node = held(node)
        noteOrigin(tree.firstNode + statement.body.upperBound - 1)
      }
      if values[Int(statement.symbol)] >= 0 { throw conflict(statement) }
      values[Int(statement.symbol)] = node.index
      definitions.append(.init(nameSpan: statement.nameSpan, node: node))
    } else {
      outputs.append(.init(nameSpan: nil, span: statement.span, node: node))
    }
  }

  /// Why a name cannot be defined that has a meaning already.
  private func conflict(_ statement: SyntaxTree.Statement) -> LoweringError {
    let name = shown(statement.symbol)
    func isSame(_ span: Span) -> Bool {
      let bytes = source.bytes[Int(span.start)..<Int(span.end)]
      return bytes.elementsEqual(source.bytes[tree.symbols.range(of: statement.symbol)])
    }
    if let first = definitions.first(where: { isSame($0.nameSpan) }) {
      return .duplicateDefinition(name: name, statement.nameSpan, first: first.nameSpan)
    }
    let use =
      inputs.first { isSame($0.span) }?.span
      ?? constants.first { $0.symbol == statement.symbol }?.span ?? statement.nameSpan
    return use.start >= statement.span.start
      ? .selfReference(name: name, use)
      : .usedBeforeDefinition(name: name, use, definition: statement.nameSpan)
  }

  private mutating func define(_ statement: SyntaxTree.Statement) throws(LoweringError) {
    let name = name(statement.symbol)
    if Operation.named(name) != nil || name == LanguageWords.iterate
      || DerivativeFunction(named: name) != nil
      || ArrayRegistry.index(named: name) != nil
    {
      throw .redefinesBuiltin(name: name, statement.nameSpan)
    }
    if case .user(let index) = callees[Int(statement.symbol)] {
      throw .duplicateDefinition(
        name: name, statement.nameSpan, first: functions[Int(index)].nameSpan)
    }
    var function = Function(
      name: statement.symbol, nameSpan: statement.nameSpan, parameters: statement.parameters)
    parameters = statement.parameters
    defer { parameters = 0..<0 }
    for index in statement.body {
      function.template.instructions.append(
        try translate(tree.nodes[Int(index)], tree.firstNode + index))
    }
    euler.endStatement()
    function.size = ExpansionSize.of(
      function.template, size: { functions[Int($0)].size },
      constant: { graph.constantValue(Node($0)) })
    callees[Int(statement.symbol)] = .user(Int32(truncatingIfNeeded: functions.count))
    functions.append(function)
  }

  private func program() throws(LoweringError) -> Program {
    var outputs = outputs
    if outputs.isEmpty, let last = definitions.last {
      outputs.append(.init(nameSpan: last.nameSpan, span: last.nameSpan, node: last.node))
    } else if outputs.isEmpty, let function = functions.last {
      throw .noOutput(function.nameSpan, function: name(of: function))
    }
    return Program(
      source: source, graph: graph, inputs: inputs, definitions: definitions, outputs: outputs,
      innerDerivatives: innerDerivatives, ruleComparisons: ruleComparisons,
      rowsOfColumns: rowsOfColumns,
      constants: FlatArray(constants.map { $0.span }), lonelyE: euler.lonely, origins: origins,
      usedLetters: usedLetters)
  }

  /// Remembers the letter of a numbered name such as `v0` or `t12`.
  private mutating func noteLetter(of range: Range<Int>) {
    let first = source.bytes[range.lowerBound]
    guard range.count > 1, Program.stepLetters.contains(first), !usedLetters.contains(first) else {
      return
    }
    let digits = source.bytes[(range.lowerBound + 1)..<range.upperBound]
    if digits.allSatisfy({ $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }) {
      usedLetters.append(first)
    }
  }

  func name(_ symbol: Int32) -> String { tree.name(symbol, in: source) }

  /// The name for a message, cut where it is very long.
  func shown(_ symbol: Int32) -> String { source.excerpt(Span(tree.symbols.range(of: symbol))) }

  private func name(of function: Function) -> String { text(function.nameSpan) }

  func text(_ span: Span) -> String {
    String(decoding: source.bytes[Int(span.start)..<Int(span.end)], as: UTF8.self)
  }

  /// Where a step came from; its statement may be long forgotten, so the program is read again.
  func span(ofOrigin origin: Int32) -> Span { Program.span(ofOrigin: origin, in: source) }
}

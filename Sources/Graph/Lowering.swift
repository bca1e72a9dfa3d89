import Calculus
import Diagnostics
import Language

/// Turns a syntax tree into graph: gives names their meaning, expands functions, shares equal steps.
///
/// Statements are read once, in order, with a stack of nodes. A function's body is translated to a `Template`
/// where it is defined and expanded where it is called; a call with the same arguments is expanded once.
package struct Lowering {
  /// No more operations than this are made by expanding functions and iterations.
  static let expansionLimit = 10_000_000

  /// What a name means as a function.
  enum Callee {
    case unresolved, unknown
    case user(Int32)
    case builtin(Operation)
    case iterate
    case later
  }

  struct Function {
    let name: Int32
    let parameters: Range<Int32>
    var template = Template()
  }

  let source: SourceText
  var tree: SyntaxTree
  let isBound: (String) -> Bool
  let graph: ExpressionGraph

  /// By symbol: the node of a definition, an input or a constant; -1 while there is none.
  var values: [Int32]
  /// By symbol: the statement that defines it as a value; -1 for none.
  var definedBy: [Int32]
  /// By symbol: the statement that defines it as a function; -1 for none.
  var functionDefinedBy: [Int32]
  var callees: [Callee]
  var functions: [Function] = []
  var inputs: [Program.Input] = []
  var definitions: [Program.Definition] = []
  var outputs: [Program.Output] = []
  var origins: [Int32] = []
  var statement = 0
  /// The parameters of the function whose body is being translated.
  var parameters: Range<Int32> = 0..<0

  // The machine that executes steps: see Lowering+Execution.swift.
  var stack: [Int32] = []
  var frames: [Frame] = []
  var expanded: [CallKey: Int32] = [:]
  var expansionCount = 0

  /// - Parameter isBound: whether the command line binds a name; a bound constant is an input.
  package static func lower(
    _ tree: SyntaxTree, of source: SourceText, isBound: @escaping (String) -> Bool
  ) throws(LoweringError) -> Program {
    var lowering = Lowering(tree, source, isBound)
    try lowering.findDefinitions()
    for index in tree.statements.indices {
      lowering.statement = index
      try lowering.lower(tree.statements[index])
    }
    return lowering.program()
  }

  private init(_ tree: SyntaxTree, _ source: SourceText, _ isBound: @escaping (String) -> Bool) {
    self.tree = tree
    self.source = source
    self.isBound = isBound
    graph = ExpressionGraph(expectedNodes: tree.nodes.count)
    let symbolCount = tree.symbols.count
    values = Array(repeating: -1, count: symbolCount)
    definedBy = Array(repeating: -1, count: symbolCount)
    functionDefinedBy = Array(repeating: -1, count: symbolCount)
    callees = Array(repeating: .unresolved, count: symbolCount)
    origins.reserveCapacity(tree.nodes.count)
  }

  private mutating func findDefinitions() throws(LoweringError) {
    for (index, statement) in tree.statements.enumerated() where statement.kind != .output {
      let symbol = Int(statement.symbol)
      let isFunction = statement.kind == .function
      let earlier = isFunction ? functionDefinedBy[symbol] : definedBy[symbol]
      if earlier >= 0 {
        throw .duplicateDefinition(
          name: name(statement.symbol), statement.nameSpan,
          first: tree.statements[Int(earlier)].nameSpan)
      }
      if isFunction {
        let name = name(statement.symbol)
        if Operation.named(name) != nil || LanguageWords.functions.contains(name)
          || LanguageWords.later.contains(name)
        {
          throw .redefinesBuiltin(name: name, statement.nameSpan)
        }
        functionDefinedBy[symbol] = Int32(index)
      } else {
        definedBy[symbol] = Int32(index)
      }
    }
  }

  private mutating func lower(_ statement: SyntaxTree.Statement) throws(LoweringError) {
    if statement.kind == .function { return try define(statement) }
    for index in statement.body {
      let step = try translate(tree.nodes[Int(index)], index)
      try execute(step)
    }
    let node = Node(stack.removeLast())
    if statement.kind == .definition {
      values[Int(statement.symbol)] = node.index
      definitions.append(.init(nameSpan: statement.nameSpan, node: node))
    } else {
      outputs.append(.init(nameSpan: nil, span: statement.span, node: node))
    }
  }

  private mutating func define(_ statement: SyntaxTree.Statement) throws(LoweringError) {
    var function = Function(name: statement.symbol, parameters: statement.parameters)
    parameters = statement.parameters
    defer { parameters = 0..<0 }
    for index in statement.body {
      function.template.steps.append(try translate(tree.nodes[Int(index)], index))
    }
    callees[Int(statement.symbol)] = .user(Int32(truncatingIfNeeded: functions.count))
    functions.append(function)
  }

  private func program() -> Program {
    var outputs = outputs
    if outputs.isEmpty, let last = definitions.last {
      outputs = [.init(nameSpan: last.nameSpan, span: last.nameSpan, node: last.node)]
    }
    return Program(
      source: source, graph: graph, inputs: inputs, definitions: definitions, outputs: outputs,
      origins: origins, usedLetters: usedLetters())
  }

  /// The letters v, t, s, n whose numbered names (`v0`, `t12`) occur in the program.
  private func usedLetters() -> [UInt8] {
    var used: [UInt8] = []
    for symbol in 0..<Int32(truncatingIfNeeded: tree.symbols.count) {
      let range = tree.symbols.range(of: symbol)
      let first = source.bytes[range.lowerBound]
      guard range.count > 1, Program.stepLetters.contains(first) else { continue }
      let digits = source.bytes[(range.lowerBound + 1)..<range.upperBound]
      if digits.allSatisfy({ $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }) {
        if !used.contains(first) { used.append(first) }
      }
    }
    return used
  }

  func name(_ symbol: Int32) -> String { tree.name(symbol, in: source) }
}

extension Program {
  /// The letters that steps without a name of their own are numbered with, in order of preference.
  package static let stepLetters = Array("vtsn".utf8)
}

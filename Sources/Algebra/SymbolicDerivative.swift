import Graph

/// Derivatives of a scalar program as formulas.
///
/// The derivative is the graph that the transforms of `Differentiation` build; it is read as terms,
/// simplified and written into a graph of its own.
package struct SymbolicDerivative {
  /// Holds the formulas.
  package let graph: ExpressionGraph
  /// For each of the chosen inputs its derivative.
  package private(set) var formulas: [Node] = []
  /// The order that was reached: less than what was asked for where formulas became too long; there
  /// are none then.
  package private(set) var reachedOrder: Int
  /// About how many terms all formulas have, each written for itself, where those are more than are
  /// written: there are none then.
  package private(set) var excessiveSize: Int?
  /// The inputs of the program and, behind them, the differentials of the chosen inputs, as nodes
  /// of `graph`.
  package let inputs: [Node]
  /// What the program itself calls nodes of `graph`: an index of its definitions by node.
  package private(set) var definitions: [Int32: Int] = [:]

  /// Programs with more nodes keep their shape: what is simplified can be seen from single steps.
  private static let mostSimplified = 4000

  /// Whether a node is computed from numbers alone, so that its derivative can be written as terms.
  package static func isScalar(_ node: Node, in graph: ExpressionGraph) -> Bool {
    let needed = graph.ancestors(of: [node])
    return needed.indices.allSatisfy { index in
      let record = graph.records[index]
      return !needed[index]
        || record.shape == 0 && (!record.operation.isArray || record.operation.isHold)
    }
  }

  /// The derivative of a node by some inputs of its program.
  ///
  /// - Parameters:
  ///   - order: how many times it is taken by the same input; 0 is the node itself.
  ///   - isDifferential: whether the derivatives are summed, each times its input's differential,
  ///     to a single formula.
  package init(
    of output: Node, in program: Program, by chosen: [Int], order: Int = 1,
    isDifferential: Bool = false
  ) {
    graph = ExpressionGraph(expectedNodes: 1024)
    reachedOrder = order
    var nodes: [Node] = []
    for _ in 0..<program.inputs.count + chosen.count { nodes.append(graph.makeInput()) }
    inputs = nodes

    var plain: Derivation?
    if order == 1 || program.nodeCount > SymbolicDerivative.mostSimplified {
      plain = Derivation(of: output, in: program, by: chosen, mostSpread: 2)
      if order == 0 { plain?.undo() }
      reachedOrder = plain?.differentiate(by: chosen, to: order, simplifies: false) ?? order
    }
    var simplified: Derivation?
    if program.nodeCount <= SymbolicDerivative.mostSimplified {
      simplified = Derivation(of: output, in: program, by: chosen, mostSpread: 24)
      if order == 0 { simplified?.undo() }
      simplified?.simplify()
      reachedOrder = simplified?.differentiate(by: chosen, to: order, simplifies: true) ?? order
    }
    guard reachedOrder == order else { return }
    if !isDifferential, let derivation = simplified ?? plain {
      let size = derivation.size(countedUpTo: SymbolicDerivative.mostWritten)
      if size > SymbolicDerivative.mostWritten {
        excessiveSize = size
        return
      }
    }
    write(plain, simplified, program, isDifferential)
  }

  /// About a hundred megabytes of text.
  private static let mostWritten = 20_000_000

  // MARK: - Writing

  /// Writes each derivative in the form with fewer operations, counting what is shared once.
  private mutating func write(
    _ plain: Derivation?, _ simplified: Derivation?, _ program: Program, _ isDifferential: Bool
  ) {
    guard let first = simplified ?? plain else { return }
    var writer = writer(of: first, program)
    if isDifferential {
      formulas = [writer.differential(first.derivatives, firstSymbol: program.inputs.count)]
      note(program, first, writer)
      return
    }
    guard let plain, simplified != nil else {
      formulas = first.derivatives.map { writer.write($0) }
      note(program, first, writer)
      return
    }
    var plainWriter = self.writer(of: plain, program)
    for (term, other) in zip(first.derivatives, plain.derivatives) {
      let node = writer.write(term)
      if writer.cost(term) <= SymbolicDerivative.leastCompared {
        formulas.append(node)
        continue
      }
      let alternative = plainWriter.write(other)
      let isLonger =
        Naming.operationCount(of: alternative, in: graph)
        < Naming.operationCount(of: node, in: graph)
      formulas.append(isLonger ? alternative : node)
    }
    note(program, first, writer)
    note(program, plain, plainWriter)
  }

  /// Shorter formulas are taken as they are.
  private static let leastCompared = 24 * TermWriter.operationCost

  private func writer(of derivation: Derivation, _ program: Program) -> TermWriter {
    let nodes = inputs
    var writer = TermWriter(
      derivation.arena, graph, prefersDecimals: derivation.prefersDecimals,
      input: { nodes[$0] })
    writer.share(derivation.derivatives)
    writer.noteDefinitions(
      program.definitions.flatMap { derivation.terms(ofDefinition: $0.node) },
      in: derivation.derivatives)
    return writer
  }

  /// Notes which nodes the program has names for.
  private mutating func note(
    _ program: Program, _ derivation: Derivation, _ writer: TermWriter
  ) {
    for (index, definition) in program.definitions.enumerated() {
      // Two nodes, where conditions have another form of it than values.
      for node in derivation.terms(ofDefinition: definition.node).compactMap({ writer.known($0) })
      where graph[node].operation.isComputed && definitions[node.index] == nil {
        definitions[node.index] = index
      }
    }
  }
}

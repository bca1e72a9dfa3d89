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
      return !needed[index] || record.shape == 0 && (!record.operation.isArray || isHeld(record))
    }
  }

  private static func isHeld(_ record: ExpressionGraph.Record) -> Bool {
    record.operation.isArray && record.operation.name == "hold"
  }

  /// The derivative of a node by some inputs of its program.
  ///
  /// - Parameters:
  ///   - order: how many times it is taken by the same input, 1 or more.
  ///   - isDifferential: whether the derivatives are summed, each times its input's differential, to
  ///     a single formula.
  package init(
    of output: Node, in program: Program, by chosen: [Int], order: Int = 1,
    isDifferential: Bool = false
  ) {
    graph = ExpressionGraph(expectedNodes: 1024)
    var nodes: [Node] = []
    for _ in 0..<program.inputs.count + chosen.count { nodes.append(graph.makeInput()) }
    inputs = nodes

    var plain = Derivation(of: output, in: program, by: chosen, mostSpread: 2)
    for _ in 1..<max(1, order) { plain.differentiate(by: chosen) }
    var simplified: Derivation?
    if program.nodeCount <= SymbolicDerivative.mostSimplified {
      var derivation = Derivation(of: output, in: program, by: chosen, mostSpread: 24)
      derivation.simplify()
      for _ in 1..<max(1, order) {
        derivation.differentiate(by: chosen)
        derivation.simplify()
      }
      simplified = derivation
    }
    if isDifferential {
      var writer = writer(of: simplified ?? plain, program)
      formulas = [
        writer.differential(
          (simplified ?? plain).derivatives, firstSymbol: program.inputs.count)
      ]
      note(program, simplified ?? plain, writer)
    } else {
      write(plain, simplified, program)
    }
  }

  // MARK: - Writing

  /// Writes each derivative in the form with fewer operations, counting what is shared once.
  private mutating func write(
    _ plain: Derivation, _ simplified: Derivation?, _ program: Program
  ) {
    var plainWriter = writer(of: plain, program)
    guard let simplified else {
      formulas = plain.derivatives.map { plainWriter.write($0) }
      note(program, plain, plainWriter)
      return
    }
    var simplifiedWriter = writer(of: simplified, program)
    for (term, other) in zip(simplified.derivatives, plain.derivatives) {
      let node = simplifiedWriter.write(term)
      if simplifiedWriter.cost(term) <= SymbolicDerivative.leastCompared {
        formulas.append(node)
        continue
      }
      let alternative = plainWriter.write(other)
      let isLonger =
        Naming.operationCount(of: alternative, in: graph)
        < Naming.operationCount(of: node, in: graph)
      formulas.append(isLonger ? alternative : node)
    }
    note(program, simplified, simplifiedWriter)
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
      program.definitions.compactMap { derivation.term(ofDefinition: $0.node) },
      in: derivation.derivatives)
    return writer
  }

  /// Notes which nodes the program has names for.
  private mutating func note(
    _ program: Program, _ derivation: Derivation, _ writer: TermWriter
  ) {
    for (index, definition) in program.definitions.enumerated() {
      guard let term = derivation.term(ofDefinition: definition.node),
        let written = writer.known(term), graph[written].operation.isComputed,
        definitions[written.index] == nil
      else { continue }
      definitions[written.index] = index
    }
  }
}

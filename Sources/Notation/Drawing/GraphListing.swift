import Calculus
import Graph
import Numerics

/// The steps of a computational graph with their names, as text and pictures show them.
package struct GraphListing {
  /// A step: an input, or an operation on steps before it.
  package struct Step {
    package let node: Node
    package let name: String
    /// What the step does, with the names of its operands; empty for an input.
    package let operation: String
    /// Whether it belongs to a derivative, and not to the program.
    package let isDerived: Bool
    package let shape: Shape
  }

  /// What the graph is computed for: `value`, `d/dx`, `hessian[1, 2]`.
  package struct Outcome {
    package let label: String
    package let node: Node
  }

  package let graph: ExpressionGraph
  package let steps: [Step]
  package let outcomes: [Outcome]
  private let names: [Int32: String]
  private let spelling: ProgramText

  /// - Parameter names: what derivatives of named steps are called.
  package init(
    _ program: Program, by independents: [Int], _ results: [GraphResult],
    names given: [(node: Node, name: String)] = []
  ) {
    graph = program.graph
    let graph = program.graph
    let live = graph.sources(of: results.flatMap { $0.parts.map(\.node) })
    var named: [Int32: String] = [:]
    let owned =
      program.inputs.map { ($0.node, $0.span) }
      + program.definitions.map { ($0.node, $0.nameSpan) }
    for (node, span) in owned where named[node.index] == nil {
      named[node.index] = program.text(span)
    }
    for (node, name) in given where named[node.index] == nil { named[node.index] = name }
    let free = Program.stepLetters.first { !program.usedLetters.contains($0) }
    let letter = Character(Unicode.Scalar(free ?? UInt8(ascii: "v")))

    let nodes = live.indices.filter { index in
      let operation = graph.records[index].operation
      return live[index]
        && (operation == .input || operation.isComputed && !operation.isPassedThrough)
    }
    var names: [Int32: String] = [:]
    for (position, index) in nodes.enumerated() {
      let node = Int32(truncatingIfNeeded: index)
      names[node] =
        graph.constantValue(Node(node)) == nil ? named[node] ?? "\(letter)\(position)" : nil
    }
    for index in live.indices where live[index] {
      let node = graph.passedThrough(Node(index))
      if node != Node(index) { names[Int32(truncatingIfNeeded: index)] = names[node.index] }
    }
    self.names = names
    let spelling = ProgramText(taken: program.ownNames)
    self.spelling = spelling
    let printer = ExpressionPrinter(graph, spelling) { names[$0.index] }
    steps = nodes.map { index in
      let node = Node(index)
      let isInput = graph[node].operation == .input
      return Step(
        node: node, name: names[node.index] ?? "",
        operation: isInput ? "" : printer.printOperation(node).text,
        isDerived: index >= program.nodeCount, shape: graph.shape(of: node))
    }
    outcomes = results.flatMap { GraphListing.outcomes($0, program, independents) }
  }

  /// A step's name, or the number that a constant is.
  package func name(of node: Node) -> String {
    names[node.index]
      ?? ExpressionPrinter(graph, spelling) { names[$0.index] }.print(node).text
  }

  // MARK: - Outcomes

  private static func outcomes(
    _ result: GraphResult, _ program: Program, _ independents: [Int]
  ) -> [Outcome] {
    switch result.kind {
    case .value:
      return zip(program.outputs, result.parts).map { output, part in
        Outcome(
          label: program.outputs.count == 1 && output.nameSpan == nil
            ? "value" : program.name(of: output), node: program.graph.passedThrough(part.node))
      }
    case .gradient:
      return zip(independents, result.parts).map { input, part in
        Outcome(label: "d/d\(program.text(program.inputs[input].span))", node: part.node)
      }
    case .jacobian, .hessian:
      return result.parts.map { part in
        let rows = result.shape.rows
        let (row, column) = (part.offset % rows + 1, part.offset / rows + 1)
        let count = program.graph.shape(of: part.node).count
        let isRow = part.stride != 1
        let rowText = isRow || count == 1 ? "\(row)" : "\(row):\(row + count - 1)"
        let columnText = isRow && count > 1 ? "\(column):\(column + count - 1)" : "\(column)"
        return Outcome(
          label: "\(result.kind.rawValue)[\(rowText), \(columnText)]", node: part.node)
      }
    }
  }
}

/// What a listing says of a step beside its operation.
package struct StepNote {
  /// `value`, `adjoint`, `tangent x`.
  package let label: String
  package let text: String

  package init(_ label: String, _ text: String) {
    self.label = label
    self.text = text
  }
}

extension GraphListing {
  /// One line for each step, then one for each outcome. Notes stand in columns.
  ///
  /// - Parameter notes: by step; the same labels for all.
  package func text(notes: [[StepNote]] = []) -> String {
    var rows: [[String]] = steps.enumerated().map { index, step in
      let operation = step.operation.isEmpty ? "" : " = \(step.operation)"
      let shape = step.shape.isScalar ? "" : "  (\(step.shape))"
      return [step.name + operation + shape] + (notes.isEmpty ? [] : notes[index].map(\.text))
    }
    if let labels = notes.first?.map(\.label) { rows.insert(["step"] + labels, at: 0) }
    let columns = rows.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in
      rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
    }
    var text = ""
    for row in rows {
      var line = ""
      for (cell, width) in zip(row, widths) {
        line += cell + String(repeating: " ", count: width - cell.count + 2)
      }
      while line.hasSuffix(" ") { line.removeLast() }
      text += line + "\n"
    }
    text += "\n"
    for outcome in outcomes { text += "\(outcome.label) = \(name(of: outcome.node))\n" }
    return text
  }
}

import Algebra
import Graph
import Notation

/// A program's derivatives as program text, as `autodiff diff` prints them.
package struct PrintedDerivative {
  private let program: Program

  package init(_ program: Program) { self.program = program }

  /// By each input; nil where the formula gets too long, or has a step that only rules have.
  package func texts() -> [String?] {
    let inputs = Array(program.inputs.indices)
    guard SymbolicDerivative.isScalar(program.outputs[0].node, in: program.graph) else {
      return arrays(inputs)
    }
    let texts = texts(by: inputs)
    return texts.isEmpty ? inputs.map { _ in nil } : texts
  }

  /// Of a program of numbers: by some inputs, or the one differential; none where they get too
  /// long.
  package func texts(
    by inputs: [Int], order: Int = 1, isDifferential: Bool = false
  ) -> [String] {
    let derivative = SymbolicDerivative(
      of: program.outputs[0].node, in: program, by: inputs, order: order,
      isDifferential: isDifferential)
    let names = program.inputNames
    var labels: [Int32: String] = [:]
    for (node, name) in zip(derivative.inputs, names + inputs.map { "d" + names[$0] }) {
      labels[node.index] = name
    }
    let definitions = derivative.definitions.mapValues {
      program.text(program.definitions[$0].nameSpan)
    }
    return derivative.formulas.map { text($0, derivative.graph, labels, definitions) }
  }

  private func arrays(_ inputs: [Int]) -> [String?] {
    let derivative = ArrayDerivative(of: program.outputs[0].node, in: program, by: inputs)
    var labels: [Int32: String] = [:]
    for (input, name) in zip(program.inputs, program.inputNames) { labels[input.node.index] = name }
    var definitions: [Int32: String] = [:]
    for definition in program.definitions {
      let node = derivative.node(for: definition.node)
      if derivative.graph[node].operation.isComputed, definitions[node.index] == nil {
        definitions[node.index] = program.text(definition.nameSpan)
      }
    }
    return derivative.formulas.map { formula in
      derivative.unwritten(in: formula) == nil
        ? text(formula, derivative.graph, labels, definitions) : nil
    }
  }

  /// The formula below a root, after definitions of what it uses often.
  private func text(
    _ root: Node, _ graph: ExpressionGraph, _ labels: [Int32: String],
    _ definitions: [Int32: String]
  ) -> String {
    let taken = program.ownNames
    let naming = Naming(
      of: root, in: graph,
      leaf: {
        labels[$0.index]?.count
          ?? ProgramText(taken: taken).number(graph.constantValue($0) ?? 0).text.count
      },
      preferred: definitions, isTaken: taken.contains)
    let printer = ExpressionPrinter(graph, ProgramText(taken: taken)) {
      labels[$0.index] ?? naming[$0]
    }
    let statements = naming.nodes.map {
      "\(naming[$0] ?? "") = \(printer.printOperation($0).text); "
    }
    return statements.joined() + printer.print(root).text
  }
}

import Algebra
import Graph
import Notation

/// A program's derivatives as program text, as `autodiff diff` prints them.
struct PrintedDerivative {
  private let program: Program

  init(_ program: Program) { self.program = program }

  /// By each input; nil where the formula gets too long, or has a step that only rules have.
  func texts() -> [String?] {
    let inputs = Array(program.inputs.indices)
    let output = program.outputs[0].node
    guard SymbolicDerivative.isScalar(output, in: program.graph) else { return arrays(inputs) }
    let derivative = SymbolicDerivative(
      of: output, in: program, by: inputs, order: 1, isDifferential: false)
    var labels: [Int32: String] = [:]
    for (index, input) in program.inputs.enumerated() {
      labels[derivative.inputs[index].index] = program.text(input.span)
    }
    let definitions = derivative.definitions.mapValues {
      program.text(program.definitions[$0].nameSpan)
    }
    guard !derivative.formulas.isEmpty else { return inputs.map { _ in nil } }
    return derivative.formulas.map { text($0, derivative.graph, labels, definitions) }
  }

  private func arrays(_ inputs: [Int]) -> [String?] {
    let derivative = ArrayDerivative(of: program.outputs[0].node, in: program, by: inputs)
    var labels: [Int32: String] = [:]
    for input in program.inputs { labels[input.node.index] = program.text(input.span) }
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

  private func text(
    _ root: Node, _ graph: ExpressionGraph, _ labels: [Int32: String],
    _ definitions: [Int32: String]
  ) -> String {
    let taken = Set(
      program.inputs.map { program.text($0.span) }
        + program.definitions.map { program.text($0.nameSpan) })
    let naming = Naming(
      of: root, in: graph, leaf: { labels[$0.index]?.count ?? 1 }, preferred: definitions,
      isTaken: taken.contains)
    let printer = ExpressionPrinter(graph, ProgramText()) { labels[$0.index] ?? naming[$0] }
    let statements = naming.nodes.map {
      "\(naming[$0] ?? "") = \(printer.printOperation($0).text); "
    }
    return statements.joined() + printer.print(root).text
  }
}

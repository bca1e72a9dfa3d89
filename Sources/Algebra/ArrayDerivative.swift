import Differentiation
import Graph
import Numerics

/// Derivatives of an array program as formulas: its adjoints, in the arrays' own rules.
///
/// They are written as in textbooks, by the table of identities.
package struct ArrayDerivative {
  /// The program's graph, which holds the formulas too.
  package let graph: ExpressionGraph
  /// For each of the chosen inputs its derivative, of its shape.
  package let formulas: [Node]
  private let rewriter: Rewriter

  /// Differentiates an output of numbers or arrays by the inputs with the given indices.
  /// The formulas are added to the program's graph.
  package init(of output: Node, in program: Program, by chosen: [Int]) {
    let graph = program.graph
    self.graph = graph
    var rewriter = Rewriter(graph, for: .formulas, derivativeFrom: graph.count)
    let inputs = chosen.map { program.inputs[$0] }
    let independents = inputs.map(\.node)
    let form = EvenForm(of: [output], by: independents, in: graph).readable(output)
    let adjoint = Adjoint(of: form, independents: independents, in: graph)
    let roots = inputs.map { input in
      adjoint[input.node] ?? graph.zeros(input.shape)
    }
    rewriter.rewrite(
      graph.ancestors(of: roots), for: roots, from: 0, inputs: program.inputs.map(\.node))
    formulas = roots.map { rewriter[$0] }
    self.rewriter = rewriter
  }

  /// The node that a step of the program is written as.
  package func node(for step: Node) -> Node { rewriter[step] }

  /// How often each identity was used.
  package var counts: [Int] { rewriter.counts }

  // MARK: - What cannot be written

  /// The name of an operation in a formula that programs have no word for; nil if there is none.
  package func unwritten(in formula: Node) -> String? {
    let needed = graph.ancestors(of: [formula])
    for index in needed.indices where needed[index] {
      let operation = graph.records[index].operation
      guard operation.isArray, operation.array.form == .hidden, !operation.isFactor else {
        continue
      }
      switch operation.array.layout {
      case .call, .placed: return operation.name
      // Written with other words: `ones`, `A' \\ B`, `diag`.
      case .operand, .product, .solution, .solutionOfTransposed, .transpose, .row, .column,
        .element, .range, .repeated, .reshaped, .diagonalMatrix, .diagonal:
        continue
      }
    }
    return nil
  }
}

import Graph
import Numerics

/// Derivatives of a program as nodes of its graph, with the places of their elements in a vector or
/// a matrix.
package struct DerivativeGraph {
  private let program: Program
  private let inputs: [Int]
  private var graph: ExpressionGraph { program.graph }

  package init(_ program: Program, by inputs: [Int]) {
    self.program = program
    self.inputs = inputs
  }

  /// The results that an answer consists of, the value first, and names for adjoints.
  package func results(
    _ derivative: GraphResult.Kind
  ) -> (results: [GraphResult], names: [(node: Node, name: String)]) {
    switch derivative {
    case .value: return ([value], [])
    case .gradient:
      let adjoint = Adjoint(
        of: program.outputs[0].node, independents: independents, in: graph)
      return ([value, gradient(adjoint)], names(adjoint))
    case .jacobian:
      let targets = program.outputs.map(\.node)
      let parts = matrix(of: targets, byColumns: columnCount < elementCount(targets))
      return ([value, result(.jacobian, targets, parts)], [])
    case .hessian:
      let adjoint = Adjoint(
        of: program.outputs[0].node, independents: independents, in: graph,
        isDifferentiatedAgain: true)
      let gradient = gradient(adjoint)
      let nodes = gradient.parts.map(\.node)
      return (
        [
          value, gradient,
          result(.hessian, nodes, columns(of: nodes, after: adjoint.earlier(nodes))),
        ],
        names(adjoint)
      )
    }
  }

  /// How many elements a Jacobian or a Hessian has.
  package func elementCount(of derivative: GraphResult.Kind) -> Int {
    let rows = derivative == .hessian ? columnCount : elementCount(program.outputs.map(\.node))
    return rows * columnCount
  }

  private var independents: [Node] { inputs.map { program.inputs[$0].node } }
  private var columnCount: Int { program.coordinates(of: inputs).count }
  private func elementCount(_ nodes: [Node]) -> Int {
    nodes.reduce(0) { $0 + graph.shape(of: $1).count }
  }

  private var value: GraphResult {
    let nodes = program.outputs.map(\.node)
    return .init(.value, Shape(elementCount(nodes), 1), stacked(nodes))
  }

  /// One node after the other, each in the order of `vec`.
  private func stacked(_ nodes: [Node], from start: Int = 0) -> [GraphResult.Part] {
    var offset = start
    return nodes.map { node in
      defer { offset += graph.shape(of: node).count }
      return .init(node, offset: offset)
    }
  }

  private func gradient(_ adjoint: Adjoint) -> GraphResult {
    let nodes = independents.map { adjoint[$0] ?? graph.zeros(graph.shape(of: $0)) }
    return .init(.gradient, Shape(columnCount, 1), stacked(nodes))
  }

  private func result(
    _ kind: GraphResult.Kind, _ targets: [Node], _ parts: [GraphResult.Part]
  ) -> GraphResult {
    .init(kind, Shape(elementCount(targets), columnCount), parts)
  }

  /// Adjoints of definitions, and of inputs that are arrays, are called after them.
  private func names(_ adjoint: Adjoint) -> [(node: Node, name: String)] {
    let named =
      program.stepNames.map { ($0.node, program.text($0)) }
      + program.inputs.filter { !$0.shape.isScalar }.map { ($0.node, program.text($0.span)) }
    return named.compactMap { node, name in
      // An adjoint may be a step of the program itself, which needs no other name.
      adjoint[node].flatMap {
        Int($0.index) >= program.nodeCount ? ($0, name + "_bar") : nil
      }
    }
  }

  // MARK: - Matrices

  private func matrix(of targets: [Node], byColumns: Bool) -> [GraphResult.Part] {
    byColumns ? columns(of: targets) : rows(of: targets)
  }

  /// A forward sweep for each element of the inputs gives a column.
  private func columns(
    of targets: [Node], after earlier: EarlierSlopes? = nil
  ) -> [GraphResult.Part] {
    let rowCount = elementCount(targets)
    var parts: [GraphResult.Part] = []
    var column = 0
    for independent in independents {
      for element in 0..<graph.shape(of: independent).count {
        let tangent = Tangent(
          of: targets, seeds: [.unit(element, of: independent, in: graph)], in: graph,
          after: earlier)
        parts += stacked(
          targets.map { tangent[$0] ?? graph.zeros(graph.shape(of: $0)) },
          from: column * rowCount)
        column += 1
      }
    }
    return parts
  }

  /// A reverse sweep for each element of the outputs gives a row.
  private func rows(of targets: [Node]) -> [GraphResult.Part] {
    let rowCount = elementCount(targets)
    var parts: [GraphResult.Part] = []
    var row = 0
    for target in targets {
      for element in 0..<graph.shape(of: target).count {
        let adjoint = Adjoint(
          of: [.unit(element, of: target, in: graph)], independents: independents, in: graph)
        var column = 0
        for independent in independents {
          let shape = graph.shape(of: independent)
          parts.append(
            .init(
              adjoint[independent] ?? graph.zeros(shape), offset: row + column * rowCount,
              stride: rowCount))
          column += shape.count
        }
        row += 1
      }
    }
    return parts
  }
}

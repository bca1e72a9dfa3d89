import Differentiation
import Graph

/// Where a second derivative ceases to be finite although the first ones are.
extension FindingSearch {
  /// The first reached step whose own slope is finite and changes at a rate that is not, in a
  /// direction; nil where it is only their products that are not finite.
  ///
  /// - Parameters:
  ///   - coordinate: the place in the point of the element whose first derivative changes so.
  ///   - direction: the direction, like the point.
  package static func secondDerivative(
    of program: Program, by coordinate: Int, in direction: [Double], at point: [Double]
  ) -> Finding? {
    let search = FindingSearch(
      of: program, output: 0, by: [program.element(at: coordinate).input], at: point,
      troubled: coordinate)
    let graph = program.graph
    let arcs = search.slopeArcs
    let moved = program.inputs.filter { direction[$0.coordinates].contains { $0 != 0 } }
    let directions = moved.map { graph.makeInput($0.shape) }
    let seeds = zip(moved, directions).map { Seed($0.node, $1, reach: $1) }
    let tangent = Tangent(
      of: arcs.map(\.partial), seeds: seeds, in: graph)
    let evaluator = Evaluator(graph, roots: arcs.compactMap { tangent[$0.partial] })
    evaluator.bind(program, to: point)
    for (node, input) in zip(directions, moved) {
      evaluator.bind(node, to: direction[input.coordinates])
    }
    evaluator.run()
    for (arc, partial) in arcs {
      guard let change = tangent[partial] else { continue }
      let elements = evaluator.elements(change)
      let bad = elements.indices.first { element in
        !elements[element].isFinite && search.isSlopeFinite(arc, partial, at: element)
      }
      guard let bad else { continue }
      return search.finding(.secondDerivative(change: elements[bad]), arc.consumer, at: bad)
    }
    return nil
  }

  /// The reached arcs with a slope that is a number for each element, and its node.
  private var slopeArcs: [(arc: Arc, partial: Node)] {
    (adjoint?.arcs ?? []).compactMap { arc in
      guard case .node(let partial) = arc.partial, isReached(arc.consumer) else { return nil }
      return (arc, partial)
    }
  }

  private func isSlopeFinite(_ arc: Arc, _ partial: Node, at element: Int) -> Bool {
    isReached(arc.consumer, element: element) && isTaken(arc, at: element)
      && value(partial, at: element).isFinite
  }
}

import Differentiation
import Graph
import Numerics

/// Sweeps of one mode over a graph for many seeds at once: a lane is a seed.
///
/// Forward, a seed is a set of the independents' elements that move, and what comes out are the
/// targets' tangents; in reverse it is a set of the targets' elements, and what comes out are the
/// independents' adjoints. Elements are numbered one node after the other.
struct Sweep {
  let mode: DifferentiationMode
  private let graph: ExpressionGraph
  private let earlier: EarlierSlopes?
  private let bind: (Evaluator) -> Void
  /// What is seeded, and what is read.
  private let seeded: [Node]
  private let read: [Node]
  private let seedInputs: [Node]
  /// By node of `read`: its derivative; nil where it is 0.
  private let results: [Node?]
  private let evaluator: Evaluator
  /// Where the elements of each seeded node begin.
  private let offsets: [Int]

  /// How many seeds are swept at once, and how many numbers the lanes of one array may have.
  private static let mostLanes = 64
  private static let mostNumbers = 1 << 23

  /// - Parameters:
  ///   - seedCount: how many seeds there will be.
  ///   - earlier: where the targets are derivatives: what is known of these.
  ///   - bind: binds the program's inputs.
  init(
    _ mode: DifferentiationMode, of targets: [Node], by independents: [Node],
    in graph: ExpressionGraph, seedCount: Int, after earlier: EarlierSlopes? = nil,
    bind: @escaping (Evaluator) -> Void
  ) {
    self.earlier = earlier
    self.mode = mode
    self.graph = graph
    self.bind = bind
    (seeded, read) = mode == .forward ? (independents, targets) : (targets, independents)
    seedInputs = seeded.map { graph.makeInput(graph.shape(of: $0)) }
    results = Sweep.transform(mode, seeded, seedInputs, masks: nil, read, graph, earlier)
    let largest = (seeded + read).map { graph.shape(of: $0).count }.max() ?? 1
    let lanes = max(
      2, min(Sweep.mostLanes, seedCount, Sweep.mostNumbers / max(1, largest)))
    evaluator = Evaluator(
      graph, roots: results.compactMap { $0 }, varying: seedInputs, lanes: lanes)
    bind(evaluator)
    for input in seedInputs { evaluator.bind(input, to: 0) }
    var offset = 0
    offsets = seeded.map { node in
      defer { offset += graph.shape(of: node).count }
      return offset
    }
  }

  private static func transform(
    _ mode: DifferentiationMode, _ seeded: [Node], _ seeds: [Node], masks: [Node]?,
    _ read: [Node], _ graph: ExpressionGraph, _ earlier: EarlierSlopes?, isAlone: Bool = false
  ) -> [Node?] {
    switch mode {
    case .forward:
      let tangent = Tangent(
        of: read,
        seeds: seeded.indices.map {
          .init(independent: seeded[$0], tangent: seeds[$0], mask: masks?[$0])
        }, in: graph, followsSelections: isAlone, after: earlier)
      return read.map { tangent[$0] }
    case .reverse:
      let adjoint = Adjoint(
        of: seeded.indices.map {
          .init(output: seeded[$0], weight: seeds[$0], mask: masks?[$0])
        }, independents: read, in: graph, after: earlier)
      return read.map { adjoint[$0] }
    }
  }

  /// The node that an element of what is seeded belongs to, and its number there.
  private func place(_ element: Int) -> (node: Int, element: Int) {
    var (low, high) = (0, offsets.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if offsets[middle] <= element { low = middle } else { high = middle }
    }
    return (low, element - offsets[low])
  }

  /// Sweeps once for each group, whose elements are seeded with 1.
  ///
  /// - Parameter receive: is given the number of each group and the derivatives of all that is read,
  ///   one node after the other.
  func run(_ groups: [[Int32]], _ receive: (_ group: Int, _ derivatives: [Double]) -> Void) {
    for start in stride(from: 0, to: groups.count, by: evaluator.lanes) {
      let block = start..<min(start + evaluator.lanes, groups.count)
      for group in block { seed(groups[group], lane: group - start, to: 1) }
      evaluator.run()
      for group in block {
        receive(group, derivatives(evaluator, results, lane: group - start))
        seed(groups[group], lane: group - start, to: 0)
      }
    }
  }

  private func seed(_ group: [Int32], lane: Int, to value: Double) {
    for element in group {
      let place = place(Int(element))
      evaluator.bind(seedInputs[place.node], element: place.element, lane: lane, to: value)
    }
  }

  private func derivatives(_ evaluator: Evaluator, _ results: [Node?], lane: Int) -> [Double] {
    var all: [Double] = []
    for (node, result) in zip(read, results) {
      let count = graph.shape(of: node).count
      all += result.map { evaluator.elements($0, lane: lane) } ?? Array(repeating: 0, count: count)
    }
    return all
  }

  /// One sweep for one element alone, with only the arcs that it reaches: an infinite slope
  /// elsewhere is then not multiplied by 0.
  func alone(_ element: Int) -> [Double] {
    let place = place(element)
    let node = seeded[place.node]
    let shape = graph.shape(of: node)
    let hot = graph.makeInput(shape)
    let results = Sweep.transform(
      mode, [node], [hot], masks: shape.isScalar ? nil : [hot], read, graph, earlier,
      isAlone: true)
    let evaluator = Evaluator(graph, roots: results.compactMap { $0 })
    bind(evaluator)
    evaluator.bind(hot, to: (0..<shape.count).map { $0 == place.element ? 1 : 0 }[...])
    evaluator.run()
    return derivatives(evaluator, results, lane: 0)
  }
}

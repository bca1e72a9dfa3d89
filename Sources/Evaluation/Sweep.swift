import Differentiation
import Graph
import Numerics

/// Sweeps of one mode over a graph for many seeds: the one place that knows seeds, lanes, and what
/// is done where a derivative comes out not finite.
///
/// Forward, a seed vector is a direction of the independents' elements, and what comes out are the
/// targets' tangents; in reverse it is a weight of the targets' elements, and what comes out are
/// the independents' adjoints. Elements are numbered one node after the other.
package struct Sweep {
  /// What the seeded nodes start with, element by element.
  package enum SeedVector {
    /// These elements have the component 1, all others 0.
    case elements([Int32])
    /// The components of every seeded node; nil where they are all 0.
    case components([[Double]?])
  }

  /// What is structurally 0, so that an infinite slope is not multiplied by its 0.
  package enum Zeros {
    /// What hangs on no seeded node.
    case nodes
    /// Also what hangs on none of the seeded elements.
    case elements
    /// Also what a selection does not take.
    case selections
  }

  package let mode: DifferentiationMode
  private let graph: ExpressionGraph
  private let earlier: EarlierSlopes?
  private let bind: (Evaluator) -> Void
  private let seeded: [Node]
  private let read: [Node]
  /// Where the elements of each seeded node begin.
  private let offsets: [Int]
  /// How many seeds are swept at once.
  private let lanes: Int

  /// A block of this size keeps the live slots in the cache.
  package static let mostLanes = 64
  /// The lanes of one array have at most this many numbers.
  private static let mostNumbers = 1 << 23

  /// - Parameters:
  ///   - lanes: how many seeds are swept at once at most; nothing else depends on it.
  ///   - earlier: where the targets are derivatives: what is known of these.
  ///   - bind: binds all inputs of the graph but the seeds.
  package init(
    _ mode: DifferentiationMode, of targets: [Node], by independents: [Node],
    in graph: ExpressionGraph, lanes: Int = mostLanes, after earlier: EarlierSlopes? = nil,
    bind: @escaping (Evaluator) -> Void
  ) {
    self.earlier = earlier
    self.mode = mode
    self.graph = graph
    self.bind = bind
    (seeded, read) = mode == .forward ? (independents, targets) : (targets, independents)
    let largest = (seeded + read).map { graph.shape(of: $0).count }.max() ?? 1
    self.lanes = max(1, min(lanes, max(2, Sweep.mostNumbers / max(1, largest))))
    var offset = 0
    offsets = seeded.map { node in
      defer { offset += graph.shape(of: node).count }
      return offset
    }
  }

  /// A seed for each element.
  package var elements: [SeedVector] {
    let count = (offsets.last ?? 0) + (seeded.last.map { graph.shape(of: $0).count } ?? 0)
    return (0..<count).map { .elements([Int32(truncatingIfNeeded: $0)]) }
  }

  /// Sweeps for each seed; one of which something comes out not finite is swept again alone, with
  /// only the arcs that its elements reach. Each such seed costs a sweep over the program.
  ///
  /// - Parameters:
  ///   - alongside: nodes that are evaluated with the derivatives.
  ///   - receive: is given the number of each seed, and the derivatives of all that is read, one
  ///     node after the other.
  /// - Returns: the values of the nodes alongside.
  @discardableResult
  package func run(
    _ seeds: [SeedVector], alongside: [Node] = [],
    _ receive: (_ number: Int, _ derivatives: [Double]) -> Void
  ) -> [Matrix] {
    sweep(seeds, alongside: alongside) { number, derivatives in
      receive(
        number,
        derivatives.allSatisfy(\.isFinite)
          ? derivatives : alone(seeds[number], zeros: .selections))
    }
  }

  /// Sweeps once for each seed, whatever comes out.
  ///
  /// - Parameter followsReach: whether what a selection does not take is structurally 0.
  @discardableResult
  func sweep(
    _ seeds: [SeedVector], alongside: [Node] = [], followsReach: Bool = false,
    _ receive: (_ number: Int, _ derivatives: [Double]) -> Void
  ) -> [Matrix] {
    guard seeds.count > 1 else {
      let (evaluator, results) = evaluated(
        seeds.first.map { parts(of: $0, isMasked: false) } ?? [], alongside: alongside,
        followsReach: followsReach)
      if !seeds.isEmpty { receive(0, derivatives(results, evaluator)) }
      return alongside.map { evaluator.matrix($0) }
    }
    let lanes = min(self.lanes, seeds.count)
    let moved = seeded(by: seeds)
    let joint = JointDerivatives(
      mode, seeded: moved.map { seeded[$0] }, read: read, in: graph, after: earlier,
      followsReach: followsReach)
    var inputs = [Node?](repeating: nil, count: seeded.count)
    for (number, input) in zip(moved, joint.seeds) { inputs[number] = input }
    let evaluator = Evaluator(
      graph, roots: alongside + joint.results.compactMap { $0 }, varying: joint.seeds, lanes: lanes)
    bind(evaluator)
    for input in joint.seeds { evaluator.bind(input, to: 0) }
    for start in stride(from: 0, to: seeds.count, by: lanes) {
      let block = start..<min(start + lanes, seeds.count)
      for number in block {
        bind(seeds[number], to: inputs, evaluator, lane: number - start, times: 1)
      }
      evaluator.run()
      for number in block {
        receive(number, derivatives(joint.results, evaluator, lane: number - start))
        bind(seeds[number], to: inputs, evaluator, lane: number - start, times: 0)
      }
    }
    return alongside.map { evaluator.matrix($0) }
  }

  /// The derivatives of one sweep for one seed, with its own arcs only.
  func alone(_ seed: SeedVector, zeros: Zeros) -> [Double] {
    let (evaluator, results) = evaluated(
      parts(of: seed, isMasked: zeros != .nodes), followsReach: zeros == .selections)
    return derivatives(results, evaluator)
  }

  /// The derivatives by node that is read; nil where one hangs on nothing that is seeded. Where one
  /// comes out not finite, with only the arcs that selections take.
  package func derivatives(for seed: SeedVector) -> [Matrix?] {
    let parts = parts(of: seed, isMasked: true)
    func run(followsReach: Bool) -> [Matrix?] {
      let (evaluator, results) = evaluated(parts, followsReach: followsReach)
      return results.map { $0.map { evaluator.matrix($0) } }
    }
    let plain = run(followsReach: false)
    let isFinite = plain.allSatisfy { $0?.isFinite ?? true }
    return isFinite ? plain : run(followsReach: true)
  }

  // MARK: - One seed

  /// A node that a seed has components of.
  private struct Part {
    /// Its derivative is a constant 1, or an input.
    let seed: Seed
    let components: [Double]
  }

  private func parts(of seed: SeedVector, isMasked: Bool) -> [Part] {
    zip(seeded, components(of: seed)).compactMap { node, components in
      guard let components, components.contains(where: { $0 != 0 }) else { return nil }
      let derivative =
        components == [1] && graph[node].shape == 0
        ? graph.constant(1) : graph.makeInput(graph.shape(of: node))
      return Part(
        seed: Seed(node, derivative, reach: isMasked && components.contains(0) ? derivative : nil),
        components: components)
    }
  }

  private func evaluated(
    _ parts: [Part], alongside: [Node] = [], followsReach: Bool = false
  ) -> (evaluator: Evaluator, results: [Node?]) {
    let results = JointDerivatives.transform(
      mode, parts.map(\.seed), read, in: graph, after: earlier,
      followsReach: followsReach)
    let evaluator = Evaluator(graph, roots: alongside + results.compactMap { $0 })
    bind(evaluator)
    for part in parts {
      guard let seed = part.seed.derivative, graph[seed].operation == .input else { continue }
      evaluator.bind(seed, to: part.components[...])
    }
    evaluator.run()
    return (evaluator, results)
  }

  // MARK: - Binding and reading

  private func bind(
    _ seed: SeedVector, to inputs: [Node?], _ evaluator: Evaluator, lane: Int, times factor: Double
  ) {
    if case .elements(let elements) = seed, evaluator.lanes > 1 {
      for element in elements {
        let place = place(Int(element))
        guard let input = inputs[place.node] else { continue }
        evaluator.bind(input, element: place.element, lane: lane, to: factor)
      }
      return
    }
    for (input, components) in zip(inputs, components(of: seed)) {
      guard let input, let components else { continue }
      if evaluator.lanes == 1 {
        evaluator.bind(input, to: components.map { $0 * factor }[...])
      } else {
        for (element, component) in components.enumerated() {
          evaluator.bind(input, element: element, lane: lane, to: component * factor)
        }
      }
    }
  }

  /// The numbers of the nodes that some seed has components of.
  private func seeded(by seeds: [SeedVector]) -> [Int] {
    var isSeeded = [Bool](repeating: false, count: seeded.count)
    for seed in seeds {
      switch seed {
      case .elements(let elements):
        for element in elements { isSeeded[place(Int(element)).node] = true }
      case .components(let components):
        for (number, components) in components.enumerated() where components != nil {
          isSeeded[number] = true
        }
      }
    }
    return isSeeded.indices.filter { isSeeded[$0] }
  }

  /// By seeded node; nil where all are 0.
  private func components(of seed: SeedVector) -> [[Double]?] {
    switch seed {
    case .components(let components): return components
    case .elements(let elements):
      var all = [[Double]?](repeating: nil, count: seeded.count)
      for element in elements {
        let place = place(Int(element))
        let count = graph.shape(of: seeded[place.node]).count
        var components = all[place.node] ?? Array(repeating: 0, count: count)
        all[place.node] = nil
        components[place.element] = 1
        all[place.node] = components
      }
      return all
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

  private func derivatives(
    _ results: [Node?], _ evaluator: Evaluator, lane: Int = 0
  ) -> [Double] {
    var all: [Double] = []
    for (node, result) in zip(read, results) {
      let count = graph.shape(of: node).count
      all += result.map { evaluator.elements($0, lane: lane) } ?? Array(repeating: 0, count: count)
    }
    return all
  }
}

import Calculus
import Graph
import Numerics

/// Derivatives of loops, which are loops, and of their steps backwards, which are those of the
/// loops' tangents: no third kind is needed for derivatives of any order.
struct LoopDerivatives {
  let graph: ExpressionGraph
  let isDifferentiatedAgain: Bool

  private func key(
    _ states: [Int], _ captures: [Int], ends: [Int]? = nil, again: Bool? = nil
  ) -> Body.DerivativeKey {
    Body.DerivativeKey(
      states: states, ends: ends ?? states, captures: captures,
      isDifferentiatedAgain: again ?? isDifferentiatedAgain)
  }

  // MARK: - Loops

  /// A loop with the first steps written out, as many as it takes until no more states hang on the
  /// independents: before, what does not must not be multiplied by a slope that is infinite.
  private struct Begun {
    var loop: Loop
    /// The states with a derivative, and their tangents.
    var tangents: [Int: Node]
  }

  private func begin(_ loop: Loop, _ tangents: [Int: Node], _ captures: [Int: Node]) -> Begun {
    var begun = Begun(loop: loop, tangents: tangents)
    let capturesInOrder = captures.keys.sorted()
    while begun.loop.count > 0 {
      let now = begun.tangents.keys.sorted()
      let next = loop.body.reachedInOneStep(fromStates: now, captures: capturesInOrder)
      guard next != now, Set(next).isSuperset(of: now) else { break }
      let body = loop.body.tangent(key(now, capturesInOrder, ends: next))
      let written = body.written(
        begun.loop.starts + now.compactMap { begun.tangents[$0] },
        loop.captures + capturesInOrder.compactMap { captures[$0] }, in: graph)
      let ends = Array(written.prefix(loop.starts.count))
      begun.tangents = Dictionary(
        uniqueKeysWithValues: zip(next, written.dropFirst(loop.starts.count)))
      begun.loop = Loop(
        loop.body, count: begun.loop.count - 1, starts: ends, captures: loop.captures)
    }
    return begun
  }

  /// The tangents of a loop's last states; of those that have none, nil.
  ///
  /// - Parameters:
  ///   - tangents: of the start values, by number.
  ///   - captures: the tangents of the captures, by number.
  func tangents(of loop: Loop, _ tangents: [Int: Node], captures: [Int: Node]) -> [Node?] {
    let begun = begin(loop, tangents, captures)
    let seeded = captures.keys.sorted()
    let states = loop.body.reached(fromStates: begun.tangents.keys.sorted(), captures: seeded)
    let body = loop.body.tangent(key(states, seeded))
    let ends = graph.make(
      Loop(
        body, count: begun.loop.count,
        starts: begun.loop.starts
          + states.map { begun.tangents[$0] ?? graph.zeros(graph.shape(of: loop.starts[$0])) },
        captures: loop.captures + seeded.compactMap { captures[$0] }))
    var found = [Node?](repeating: nil, count: loop.starts.count)
    for (place, state) in states.enumerated() { found[state] = ends[loop.starts.count + place] }
    return found
  }

  /// The adjoints of a loop's start values and captures.
  struct Adjoints {
    var states: [Int: Node] = [:]
    /// With what they began with.
    var captures: [Int: Node] = [:]
  }

  /// Goes back through a loop.
  ///
  /// - Parameters:
  ///   - weights: the adjoints of the last states; of those without, nothing.
  ///   - states: the start values whose adjoints are wanted.
  ///   - sums: by number, what the adjoints of the captures that are wanted begin with; nil: with
  ///     nothing.
  func adjoints(
    of loop: Loop, weights: [Int: Node], states: [Int], sums: [Int: Node?]
  ) -> Adjoints {
    let captures = sums.keys.sorted()
    let next = loop.body.reachedInOneStep(fromStates: states, captures: captures)
    // The first steps, as long as more states hang on what is wanted from step to step.
    guard loop.count > 0, next != states, Set(next).isSuperset(of: states) else {
      return reversed(
        loop, weights: weights,
        states: loop.body.reached(fromStates: states, captures: captures), captures: captures,
        sums: sums)
    }
    let ends = loop.body.written(loop.starts, loop.captures, in: graph)
    let later = adjoints(
      of: Loop(loop.body, count: loop.count - 1, starts: ends, captures: loop.captures),
      weights: weights, states: next, sums: sums)
    let step = loop.body.reverse(key(states, captures, ends: next))
    let written = loop.body.graph.written(
      step.results, loop.body.states + loop.body.captures + step.weights + step.sums,
      as: loop.starts + loop.captures
        + next.map { later.states[$0] ?? graph.zeros(graph.shape(of: ends[$0])) }
        + captures.map { later.captures[$0] ?? negativeZeros(graph.shape(of: loop.captures[$0])) },
      in: graph)
    let found = Adjoints(
      states: Dictionary(uniqueKeysWithValues: zip(states, written)),
      captures: Dictionary(uniqueKeysWithValues: zip(captures, written.dropFirst(states.count))))
    return found
  }

  /// Goes back through a loop in which the same states hang on what is wanted in every step.
  private func reversed(
    _ loop: Loop, weights: [Int: Node], states: [Int], captures: [Int], sums: [Int: Node?]
  ) -> Adjoints {
    let reverse = loop.body.reverse(key(states, captures))
    let found = graph.make(
      ReverseLoop(
        reverse, count: loop.count, starts: loop.starts, captures: loop.captures,
        weights: states.map { weights[$0] ?? graph.zeros(graph.shape(of: loop.starts[$0])) },
        sums: captures.map {
          (sums[$0] ?? nil) ?? negativeZeros(graph.shape(of: loop.captures[$0]))
        }))
    return Adjoints(
      states: Dictionary(uniqueKeysWithValues: zip(states, found.states)),
      captures: Dictionary(uniqueKeysWithValues: zip(captures, found.captures)))
  }

  /// What sums begin with: -0 is neutral, where 0 is not.
  private func negativeZeros(_ shape: Shape) -> Node {
    ArrayRules(graph).expand(graph.constant(-0.0), to: shape)
  }

  // MARK: - Steps backwards

  /// What tangents a step backwards is given, by number.
  struct Directions {
    var states: [Int: Node] = [:]
    var captures: [Int: Node] = [:]
    var weights: [Int: Node] = [:]
    var sums: [Int: Node] = [:]
  }

  /// The tangents of the adjoints that a step backwards gives: the adjoints of the tangent loop, of
  /// which the tangents' weights are the weights.
  ///
  /// - Returns: In the order of the results; nil where there is none.
  func tangents(of reverse: ReverseLoop, _ given: Directions) -> [Node?] {
    let own = reverse.reverse
    let loop = Loop(
      own.body, count: reverse.count, starts: reverse.starts, captures: reverse.captures)
    let (moving, weights) = moving(loop, given.states, given.captures, reverse)
    var all = weights
    for (place, state) in own.states.enumerated() { all[state] = given.weights[place] }
    var sums: [Int: Node?] = [:]
    for (place, capture) in own.captures.enumerated() {
      sums[capture] = .some(given.sums[place])
    }
    let found = adjoints(of: moving, weights: all, states: own.states, sums: sums)
    return own.states.map { found.states[$0] } + own.captures.map { found.captures[$0] }
  }

  /// The loop of the states with their tangents, and the weights of the tangents: those of their
  /// states.
  private func moving(
    _ loop: Loop, _ states: [Int: Node], _ captures: [Int: Node], _ reverse: ReverseLoop
  ) -> (loop: Loop, weights: [Int: Node]) {
    let seeded = captures.keys.sorted()
    let moved = loop.body.reached(fromStates: states.keys.sorted(), captures: seeded)
    guard !moved.isEmpty else { return (loop, [:]) }
    // Its steps backwards are its derivatives.
    let body = loop.body.tangent(key(moved, seeded, again: true))
    let tangents = moved.map { states[$0] ?? graph.zeros(graph.shape(of: loop.starts[$0])) }
    var weights: [Int: Node] = [:]
    for (place, state) in moved.enumerated() {
      guard let own = reverse.reverse.states.firstIndex(of: state) else { continue }
      weights[loop.starts.count + place] = reverse.weights[own]
    }
    return (
      Loop(
        body, count: loop.count, starts: loop.starts + tangents,
        captures: loop.captures + seeded.compactMap { captures[$0] }),
      weights
    )
  }

  /// The adjoints of what a step backwards is given.
  struct ReverseAdjoints {
    var states: [Int: Node] = [:]
    var captures: [Int: Node] = [:]
    var weights: [Int: Node] = [:]
    var sums: [Int: Node] = [:]
  }

  /// Goes back through a step backwards: forwards, along the adjoints of what it gives.
  ///
  /// - Parameter given: the adjoints of the results, in their order.
  func adjoints(
    of reverse: ReverseLoop, _ given: [Node], states: [Int], captures: [Int], weights: [Int]
  ) -> ReverseAdjoints {
    let own = reverse.reverse
    let loop = Loop(
      own.body, count: reverse.count, starts: reverse.starts, captures: reverse.captures)
    let along = Dictionary(uniqueKeysWithValues: zip(own.states, given))
    let alongCaptures = Dictionary(
      uniqueKeysWithValues: zip(own.captures, given.dropFirst(own.states.count)))
    var found = ReverseAdjoints()
    if !weights.isEmpty {
      let tangents = tangents(of: loop, along, captures: alongCaptures)
      for place in weights { found.weights[place] = tangents[own.states[place]] }
    }
    for place in own.captures.indices { found.sums[place] = given[own.states.count + place] }
    if !states.isEmpty || !captures.isEmpty {
      let (moving, all) = moving(loop, along, alongCaptures, reverse)
      let sums = Dictionary(uniqueKeysWithValues: captures.map { ($0, Node?.none) })
      let adjoints = adjoints(of: moving, weights: all, states: states, sums: sums)
      found.states = adjoints.states
      found.captures = adjoints.captures
    }
    return found
  }
}

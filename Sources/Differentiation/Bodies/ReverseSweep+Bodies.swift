import Calculus
import Graph

/// Adjoints of loops.
extension ReverseSweep {
  /// Adds to the adjoints of what a node that holds a body is computed from.
  mutating func propagateBody(
    from node: Node, _ adjoints: NodeNumbers.View, _ depends: NodesBetween
  ) {
    guard case .body(let part) = graph[node].operation.structure else { return }
    let derivatives = LoopDerivatives(
      graph: graph, isDifferentiatedAgain: rules.isDifferentiatedAgain)
    // Every start value and capture may show in every element of the result.
    let own = reached[Int(node.index)] >= 0 ? rules.arrays.any(Node(reached[Int(node.index)])) : nil
    let adjoint = Node(adjoints[Int(node.index)])
    func wanted(_ nodes: [Node]) -> [Int] {
      nodes.indices.filter { depends.contains(Int(nodes[$0].index)) }
    }
    switch part {
    case .loop:
      let loop = Loop(of: graph[node], in: graph)
      let weights = graph.parts(ofColumn: adjoint, loop.body.shapes)
      var sums: [Int: Node?] = [:]
      // A node may be captured twice, as a tangent of two others: one of them goes on with its sum,
      // the others have sums of their own.
      var owners: [Node: Int] = [:]
      for capture in wanted(loop.captures) {
        let known = adjoints[Int(loop.captures[capture].index)]
        let isOwner = owners[loop.captures[capture]] == nil
        if isOwner { owners[loop.captures[capture]] = capture }
        sums[capture] = .some(isOwner && known >= 0 ? Node(known) : nil)
      }
      let found = derivatives.adjoints(
        of: loop, weights: Dictionary(uniqueKeysWithValues: weights.enumerated().map { ($0, $1) }),
        states: wanted(loop.starts), sums: sums)
      for capture in owners.values.sorted() {
        settle(loop.captures[capture], found.captures[capture], own, adjoints)
      }
      let others = found.captures.filter { owners[loop.captures[$0.key]] != $0.key }
      add(loop.captures, others, own, adjoints)
      add(loop.starts, found.states, own, adjoints)
    case .reverseLoop:
      let reverse = ReverseLoop(of: graph[node], in: graph)
      let found = derivatives.adjoints(
        of: reverse, graph.parts(ofColumn: adjoint, reverse.reverse.shapes),
        states: wanted(reverse.starts), captures: wanted(reverse.captures),
        weights: wanted(reverse.weights))
      add(reverse.captures, found.captures, own, adjoints)
      add(reverse.starts, found.states, own, adjoints)
      add(reverse.weights, found.weights, own, adjoints)
      add(
        reverse.sums,
        found.sums.filter { depends.contains(Int(reverse.sums[$0.key].index)) }, own, adjoints)
    }
  }

  /// Gives a capture the adjoint to which all steps have added their shares.
  private mutating func settle(
    _ capture: Node, _ sum: Node?, _ own: Node?, _ adjoints: NodeNumbers.View
  ) {
    guard var sum else { return }
    let place = Int(capture.index)
    if let own {
      let before =
        adjoints[place] >= 0 ? Node(adjoints[place]) : graph.zeros(graph.shape(of: capture))
      sum = rules.arrays.elementwise(.select, own, sum, before)
    }
    adjoints[place] = sum.index
    note(place, reachedUnder: own?.index ?? ReverseSweep.always)
  }

  private mutating func add(
    _ nodes: [Node], _ shares: [Int: Node], _ own: Node?, _ adjoints: NodeNumbers.View
  ) {
    for number in shares.keys.sorted() {
      guard var share = shares[number] else { continue }
      if let own { share = rules.arrays.gate(share, by: own) }
      let operand = Int(nodes[number].index)
      note(operand, reachedUnder: own?.index ?? ReverseSweep.always)
      add(share, to: operand, adjoints)
    }
  }
}

import Calculus
import Graph
import Numerics

/// Runs the body of a node, as often as the node says, in the lanes of the evaluator that the node
/// belongs to.
final class LoopRunner {
  private let forward: Evaluator
  private let backward: Evaluator?
  private let count: Int
  private let body: Body
  private let reverse: ReverseBody?
  private let lanes: Int
  /// Doubles of all states in all lanes.
  private let stateSize: Int
  /// What the states are while they change place.
  private var held: [Double]

  /// - Parameter lanes: 1 where the node is the same in every lane.
  init(_ record: ExpressionGraph.Record, in graph: ExpressionGraph, lanes: Int) {
    guard case .body(let part) = record.operation.structure else {
      preconditionFailure("the node holds a body")
    }
    self.lanes = lanes
    switch part {
    case .loop:
      let loop = Loop(of: record, in: graph)
      (body, count, reverse) = (loop.body, loop.count, nil)
    case .reverseLoop:
      let loop = ReverseLoop(of: record, in: graph)
      (body, count, reverse) = (loop.reverse.body, loop.count, loop.reverse)
    }
    let varying = body.states + body.captures
    forward = Evaluator(body.graph, roots: body.results, varying: varying, lanes: lanes)
    if let reverse {
      backward = Evaluator(
        body.graph, roots: reverse.results, varying: varying + reverse.weights + reverse.sums,
        lanes: lanes)
    } else {
      backward = nil
    }
    stateSize = body.shapes.reduce(0) { $0 + $1.count } * lanes
    held = Array(repeating: 0, count: max(1, stateSize, LoopRunner.size(reverse, lanes)))
  }

  private static func size(_ reverse: ReverseBody?, _ lanes: Int) -> Int {
    reverse.map { $0.shapes.reduce(0) { $0 + $1.count } * lanes } ?? 0
  }

  /// An operand of the node: its numbers, and whether they differ from lane to lane.
  struct Operand {
    let place: UnsafePointer<Double>
    let isVarying: Bool
  }

  /// Writes the node's value, from its operands in order.
  func run(_ operands: [Operand], _ result: UnsafeMutablePointer<Double>) {
    var rest = operands.dropFirst(2)
    func next(_ nodes: [Node]) -> [(Node, Operand)] {
      defer { rest = rest.dropFirst(nodes.count) }
      return Array(zip(nodes, rest))
    }
    let starts = next(body.states)
    let captures = next(body.captures)
    for (node, operand) in starts + captures { bind(node, operand, to: forward) }
    guard let reverse, let backward else {
      guard count > 0 else { return copy(starts, to: result) }
      for _ in 1..<count { forwardStep() }
      forward.run(lanes: lanes)
      return write(body.results, of: forward, to: result)
    }
    let adjoints = next(reverse.weights) + next(reverse.sums)
    guard count > 0 else { return copy(adjoints, to: result) }
    for (node, operand) in captures + adjoints { bind(node, operand, to: backward) }
    goBack(reverse, backward)
    write(reverse.results, of: backward, to: result)
  }

  private func forwardStep() {
    forward.run(lanes: lanes)
    move(body.results, to: body.states, of: forward)
  }

  // MARK: - Backwards

  /// Bytes that states may take.
  private static let budget = 1 << 28

  /// Goes through the steps from the last to the first. All states are kept where there is room; else
  /// those of every so many steps, and from these the ones between once more.
  private func goBack(_ reverse: ReverseBody, _ backward: Evaluator) {
    let room = max(2, LoopRunner.budget / (max(1, stateSize) * MemoryLayout<Double>.stride))
    var spacing = 1
    while spacing + (count + spacing - 1) / spacing > room, spacing * spacing < count { spacing *= 2 }
    let blocks = (count + spacing - 1) / spacing
    var checkpoints: [Double] = []
    checkpoints.reserveCapacity(blocks * stateSize)
    for step in 0..<count {
      if step % spacing == 0 { save(&checkpoints) }
      if step + 1 < count { forwardStep() }
    }
    let inputs = reverse.weights + reverse.sums
    var states: [Double] = []
    states.reserveCapacity(spacing * stateSize)
    for block in stride(from: blocks - 1, through: 0, by: -1) {
      let first = block * spacing
      let steps = min(spacing, count - first)
      if spacing > 1 {
        states.removeAll(keepingCapacity: true)
        restore(checkpoints, block, to: forward)
        for step in 0..<steps {
          save(&states)
          if step + 1 < steps { forwardStep() }
        }
      }
      for step in stride(from: steps - 1, through: 0, by: -1) {
        spacing > 1
          ? restore(states, step, to: backward) : restore(checkpoints, first, to: backward)
        backward.run(lanes: lanes)
        if first + step > 0 { move(reverse.results, to: inputs, of: backward) }
      }
    }
  }

  private func save(_ states: inout [Double]) {
    for (state, shape) in zip(body.states, body.shapes) {
      guard let place = forward.place(of: state) else {
        states += repeatElement(0, count: shape.count * lanes)
        continue
      }
      states += UnsafeBufferPointer(start: place, count: shape.count * lanes)
    }
  }

  private func restore(_ states: [Double], _ number: Int, to evaluator: Evaluator) {
    var offset = number * stateSize
    states.withUnsafeBufferPointer { states in
      for (state, shape) in zip(body.states, body.shapes) {
        let size = shape.count * lanes
        if let place = evaluator.place(of: state), let start = states.baseAddress {
          place.update(from: start + offset, count: size)
        }
        offset += size
      }
    }
  }

  // MARK: - Moving numbers

  /// Copies results to the inputs of the next step, all at once: one may be another's input.
  private func move(_ results: [Node], to inputs: [Node], of evaluator: Evaluator) {
    held.withUnsafeMutableBufferPointer { held in
      guard let start = held.baseAddress else { return }
      write(results, of: evaluator, to: start)
      var source = start
      for input in inputs {
        let size = size(of: input)
        evaluator.place(of: input)?.update(from: source, count: size)
        source += size
      }
    }
  }

  private func size(of node: Node) -> Int { body.graph.shape(of: node).count * lanes }

  /// Nodes' numbers in all lanes, one node after the other.
  private func write(
    _ nodes: [Node], of evaluator: Evaluator, to target: UnsafeMutablePointer<Double>
  ) {
    var target = target
    for node in nodes {
      let size = size(of: node)
      if let place = evaluator.place(of: node) {
        spread(place, isVarying: lanes == 1 || evaluator.tape.isVarying(node.index), target, size)
      } else {
        target.update(repeating: 0, count: size)
      }
      target += size
    }
  }

  private func copy(
    _ operands: [(node: Node, operand: Operand)], to target: UnsafeMutablePointer<Double>
  ) {
    var target = target
    for (node, operand) in operands {
      spread(operand.place, isVarying: lanes == 1 || operand.isVarying, target, size(of: node))
      target += size(of: node)
    }
  }

  private func bind(_ node: Node, _ operand: Operand, to evaluator: Evaluator) {
    guard let place = evaluator.place(of: node) else { return }
    spread(operand.place, isVarying: lanes == 1 || operand.isVarying, place, size(of: node))
    evaluator.isUniformCurrent = false
  }

  /// Copies numbers to all lanes.
  private func spread(
    _ source: UnsafePointer<Double>, isVarying: Bool, _ target: UnsafeMutablePointer<Double>,
    _ size: Int
  ) {
    guard !isVarying else { return target.update(from: source, count: size) }
    for element in 0..<size / lanes {
      (target + element * lanes).update(repeating: source[element], count: lanes)
    }
  }
}

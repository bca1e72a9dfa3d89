import Calculus
import Graph
import Numerics

/// Runs the body of a node, as often as the node says, in the lanes of the evaluator that the node
/// belongs to.
final class LoopRunner {
  private let forward: PackedBody
  /// The step backwards; nil for a loop.
  private let backward: PackedBody?
  private let count: Int
  private let stateCount: Int
  /// States and captures: the inputs of a step forwards.
  private let inputCount: Int
  /// Doubles of all states.
  private let stateSize: Int
  /// How many lanes the node has.
  private let lanes: Int
  /// The numbers of elements of the inputs.
  private let sizes: [Int]

  typealias Operand = PackedBody.Operand

  /// So many lanes are run at once: their numbers stay in the cache from step to step.
  private static let mostLanes = 32

  /// - Parameter lanes: 1 where the node is the same in every lane.
  init(_ record: ExpressionGraph.Record, in graph: ExpressionGraph, lanes: Int) {
    guard case .body(let part) = record.operation.structure else {
      preconditionFailure("the node holds a body")
    }
    let body: Body
    let reverse: ReverseBody?
    switch part {
    case .loop:
      let loop = Loop(of: record, in: graph)
      (body, count, reverse) = (loop.body, loop.count, nil)
    case .reverseLoop:
      let loop = ReverseLoop(of: record, in: graph)
      (body, count, reverse) = (loop.reverse.body, loop.count, loop.reverse)
    }
    self.lanes = lanes
    let width = min(lanes, LoopRunner.mostLanes)
    let inputs = body.states + body.captures
    forward = PackedBody(
      BodyTask(
        graph: body.graph, inputs: inputs, results: body.results, next: Array(body.states.indices)),
      lanes: width)
    let adjoints = (reverse?.weights ?? []) + (reverse?.sums ?? [])
    if let reverse {
      let first = inputs.count
      backward = PackedBody(
        BodyTask(
          graph: body.graph, inputs: inputs + adjoints, results: reverse.results,
          next: adjoints.indices.map { first + $0 }), lanes: width)
    } else {
      backward = nil
    }
    inputCount = inputs.count
    sizes = (inputs + adjoints).map { body.graph.shape(of: $0).count }
    stateCount = body.states.count
    stateSize = forward.size(ofInputs: stateCount)
  }

  /// Writes the node's value, from its operands in order.
  func run(_ operands: [Operand], _ result: UnsafeMutablePointer<Double>) {
    let operands = operands.dropFirst(2)
    for start in stride(from: 0, to: lanes, by: forward.lanes) {
      run(operands, result, start..<min(lanes, start + forward.lanes))
    }
  }

  private func run(
    _ operands: ArraySlice<Operand>, _ result: UnsafeMutablePointer<Double>, _ range: Range<Int>
  ) {
    guard count > 0 else {
      let first = backward == nil ? 0 : inputCount
      return copy(operands.dropFirst(first), first, to: result, range)
    }
    for (number, operand) in operands.enumerated() {
      if number < inputCount { forward.bind(number, to: operand, lanes: range) }
      backward?.bind(number, to: operand, lanes: range)
    }
    guard let backward else {
      goForward()
      forward.run()
      return forward.write(to: result, elementStep: lanes, lanes: range)
    }
    goBack(backward)
    backward.write(to: result, elementStep: lanes, lanes: range)
  }

  /// All steps but the last. States that a step leaves as they are stay so: then there is nothing
  /// more to do.
  private func goForward() {
    for step in 1..<count {
      guard step % LoopRunner.stillness == 0 else {
        forwardStep()
        continue
      }
      guard moves() else { return }
    }
  }

  /// Looks so often whether states still change.
  private static let stillness = 64

  /// Takes a step, and says whether a bit has changed.
  private func moves() -> Bool {
    let states = UnsafeMutablePointer<Double>.allocate(capacity: max(1, 2 * stateSize))
    defer { states.deallocate() }
    forward.save(stateCount, to: states)
    forwardStep()
    forward.save(stateCount, to: states + stateSize)
    return (0..<stateSize).contains {
      states[$0].bitPattern != states[stateSize + $0].bitPattern
    }
  }

  private func forwardStep() {
    forward.run()
    forward.advance()
  }

  /// What comes out of no step: what goes in.
  private func copy(
    _ operands: ArraySlice<Operand>, _ first: Int, to result: UnsafeMutablePointer<Double>,
    _ range: Range<Int>
  ) {
    var target = result
    let last = backward == nil ? stateCount : sizes.count
    for (number, operand) in zip(first..<last, operands) {
      for element in 0..<sizes[number] {
        let source = operand.place + element * operand.elementStep
        for lane in range { target[lane] = source[operand.isVarying ? lane : 0] }
        target += lanes
      }
    }
  }

  // MARK: - Backwards

  /// Bytes that states may take.
  private static let budget = 1 << 28

  /// Goes through the steps from the last to the first. All states are kept where there is room;
  /// else those of every so many steps, and from these the ones between once more.
  private func goBack(_ backward: PackedBody) {
    let spacing = spacing
    let blocks = (count + spacing - 1) / spacing
    let checkpoints = UnsafeMutablePointer<Double>.allocate(capacity: max(1, blocks * stateSize))
    let between = UnsafeMutablePointer<Double>.allocate(
      capacity: spacing > 1 ? max(1, spacing * stateSize) : 1)
    defer {
      checkpoints.deallocate()
      between.deallocate()
    }
    for step in 0..<count {
      if step % spacing == 0 {
        forward.save(stateCount, to: checkpoints + step / spacing * stateSize)
      }
      if step + 1 < count { forwardStep() }
    }
    for block in stride(from: blocks - 1, through: 0, by: -1) {
      let checkpoint = checkpoints + block * stateSize
      let steps = min(spacing, count - block * spacing)
      if spacing > 1 {
        forward.restore(stateCount, from: checkpoint)
        for step in 0..<steps {
          forward.save(stateCount, to: between + step * stateSize)
          if step + 1 < steps { forwardStep() }
        }
      }
      for step in stride(from: steps - 1, through: 0, by: -1) {
        backward.restore(
          stateCount, from: spacing > 1 ? between + step * stateSize : checkpoint)
        backward.run()
        if block + step > 0 { backward.advance() }
      }
    }
  }

  /// How many steps lie between two states that are kept: the fewest for which there is room.
  private var spacing: Int {
    let room = max(2, LoopRunner.budget / max(1, stateSize * MemoryLayout<Double>.stride))
    var spacing = 1
    while (count + spacing - 1) / spacing + (spacing > 1 ? spacing : 0) > room,
      spacing * spacing < count
    {
      spacing *= 2
    }
    return spacing
  }
}

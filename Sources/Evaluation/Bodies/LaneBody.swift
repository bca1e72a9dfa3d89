import Graph

/// A body at many points at once: an evaluator's lanes.
final class LaneBody: BodyMachine {
  private let evaluator: Evaluator
  private let task: BodyTask
  private let lanes: Int
  /// What results are while they change place.
  private var held: [Double]

  init(_ task: BodyTask, lanes: Int) {
    self.task = task
    self.lanes = lanes
    evaluator = Evaluator(task.graph, roots: task.results, varying: task.inputs, lanes: lanes)
    held = Array(
      repeating: 0,
      count: task.results.reduce(1) { $0 + task.graph.shape(of: $1).count * lanes })
  }

  private func size(of node: Node) -> Int { task.graph.shape(of: node).count * lanes }

  func bind(_ input: Int, to numbers: UnsafePointer<Double>, isVarying: Bool) {
    let node = task.inputs[input]
    guard let place = evaluator.place(of: node) else { return }
    spread(numbers, isVarying: isVarying, to: place, size(of: node))
  }

  func run() { evaluator.run(lanes: lanes) }

  func advance() {
    held.withUnsafeMutableBufferPointer { held in
      guard var source = held.baseAddress else { return }
      write(to: source)
      for input in task.next {
        let size = size(of: task.inputs[input])
        evaluator.place(of: task.inputs[input])?.update(from: source, count: size)
        source += size
      }
    }
  }

  func write(to target: UnsafeMutablePointer<Double>) {
    var target = target
    for node in task.results {
      let size = size(of: node)
      if let place = evaluator.place(of: node) {
        spread(place, isVarying: evaluator.tape.isVarying(node.index), to: target, size)
      } else {
        target.update(repeating: 0, count: size)
      }
      target += size
    }
  }

  func save(_ count: Int, to target: UnsafeMutablePointer<Double>) {
    var target = target
    for node in task.inputs.prefix(count) {
      let size = size(of: node)
      if let place = evaluator.place(of: node) {
        target.update(from: place, count: size)
      } else {
        target.update(repeating: 0, count: size)
      }
      target += size
    }
  }

  func restore(_ count: Int, from source: UnsafePointer<Double>) {
    var source = source
    for node in task.inputs.prefix(count) {
      evaluator.place(of: node)?.update(from: source, count: size(of: node))
      source += size(of: node)
    }
  }

  /// Copies numbers to all lanes.
  private func spread(
    _ source: UnsafePointer<Double>, isVarying: Bool, to target: UnsafeMutablePointer<Double>,
    _ size: Int
  ) {
    guard !isVarying else { return target.update(from: source, count: size) }
    for element in 0..<size / lanes {
      (target + element * lanes).update(repeating: source[element], count: lanes)
    }
  }
}

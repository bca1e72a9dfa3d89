import Graph

/// How often the numbers of a function's nodes are read.
struct Sharing {
  private let uses: [Int32]

  init(_ roots: [Node], _ liveness: Liveness) {
    let graph = liveness.graph
    var uses = [Int32](repeating: 0, count: liveness.isLive.count)
    for index in liveness.isLive.indices where liveness.isLive[index] {
      let record = graph.records[index]
      guard record.operation.isComputed,
        !liveness.readsNothing(Int32(truncatingIfNeeded: index))
      else { continue }
      liveness.forEachRead(of: record) { uses[Int($0)] += 1 }
    }
    for root in roots { uses[Int(root.index)] += 1 }
    // What a step under another name is read is read of the step itself.
    for index in liveness.isLive.indices.reversed() where liveness.isLive[index] {
      let record = graph.records[index]
      if record.operation.isPassedThrough { uses[Int(record.a)] += max(0, uses[index] - 1) }
    }
    self.uses = uses
  }

  /// Whether a node is read more than once.
  func isShared(_ node: Int32) -> Bool { uses[Int(node)] > 1 }

  /// Whether a node is read by one step alone.
  func isReadOnce(_ node: Int32) -> Bool { uses[Int(node)] == 1 }

  /// Whether an input is read at all.
  func isRead(_ input: Program.Input) -> Bool {
    Int(input.node.index) < uses.count && uses[Int(input.node.index)] > 0
      && input.shape.count > 0
  }
}

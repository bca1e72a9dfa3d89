/// How many steps read each step of a derivative, results of the derivative counted too.
struct Readers {
  /// The first step that is counted.
  private let start: Int
  private var counts: [UInt8] = []

  init(of graph: ExpressionGraph, _ needed: [Bool], roots: [Node], from start: Int) {
    self.start = start
    counts = [UInt8](repeating: 0, count: max(0, needed.count - start))
    for root in roots { add(1, to: root.index) }
    for index in start..<max(start, needed.count) where needed[index] {
      let record = graph.records[index]
      guard record.operation.rawValue >= Operation.list.rawValue else { continue }
      add(1, to: record.a)
      if !record.operation.isPassedThrough { add(1, to: record.b) }
    }
  }

  /// Of a step that stands for no other yet: 0.
  subscript(node: Int32) -> Int {
    let place = Int(node) - start
    return counts.indices.contains(place) ? Int(counts[place]) : 0
  }

  /// What stands for a step is read by its readers.
  mutating func move(from node: Int32, to other: Int32) {
    guard node != other else { return }
    add(UInt8(truncatingIfNeeded: self[node]), to: other)
  }

  private mutating func add(_ count: UInt8, to node: Int32) {
    let place = Int(node) - start
    guard place >= 0 else { return }
    while counts.count <= place { counts.append(0) }
    // More than two are many.
    counts[place] = min(2, counts[place] + count)
  }
}

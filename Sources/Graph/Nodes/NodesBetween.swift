/// The steps that a sweep between some independents and some results goes through.
///
/// Where they are few among those of the range they are found from the results downwards, so that a
/// derivative inside a program costs what lies between its ends and not the whole program.
package struct NodesBetween {
  /// Which steps of the range count where they are many; a sweep finds the others without a number.
  package enum Side { case dependents, ancestors }

  /// From the first independent to the last result; the nodes are among them.
  package let range: Range<Int>
  /// The nodes in ascending order, where they are few; else they have flags.
  let list: [Int32]?
  private let flags: [Bool]

  /// - Parameter held: nodes that do not depend on the independents, whatever they are computed
  ///   from.
  /// Cost: of the order of the steps behind the results that come after the first independent, or
  /// of the whole range where these are a notable part of it.
  package init(
    _ independents: [Node], and results: [Node], holding held: [Node] = [],
    in graph: ExpressionGraph, side: Side
  ) {
    let held = held.isEmpty ? [] : Set(held.map(\.index))
    let last = Int(results.lazy.map(\.index).max() ?? -1)
    let first = min(Int(independents.lazy.map(\.index).min() ?? 0), last + 1)
    range = first..<last + 1
    list = NodesBetween.few(independents, results, held, graph, range)
    guard list == nil else {
      flags = []
      return
    }
    switch side {
    case .dependents:
      flags = graph.dependents(
        of: independents, upTo: Node(last), from: range.lowerBound, holding: held)
    case .ancestors: flags = graph.ancestors(of: results, from: range.lowerBound)
    }
  }

  /// Calls `body` with every node, in ascending order.
  @inline(__always)
  package func forEach(_ body: (Int) -> Void) {
    if let list { return list.forEach { body(Int($0)) } }
    flags.withUnsafeBufferPointer { flags in
      for place in flags.indices where flags[place] { body(range.lowerBound &+ place) }
    }
  }

  /// Calls `body` with every node, in descending order.
  @inline(__always)
  package func forEachReversed(_ body: (Int) -> Void) {
    if let list { return list.reversed().forEach { body(Int($0)) } }
    flags.withUnsafeBufferPointer { flags in
      for place in flags.indices.reversed() where flags[place] {
        body(range.lowerBound &+ place)
      }
    }
  }

  /// Whether a node is among them.
  @inline(__always)
  package func contains(_ node: Int) -> Bool {
    guard list == nil else { return isListed(Int32(truncatingIfNeeded: node)) }
    let place = node &- range.lowerBound
    return place >= 0 && place < flags.count && flags[place]
  }

  private func isListed(_ node: Int32) -> Bool {
    guard let list else { return false }
    var (low, high) = (0, list.count)
    while low < high {
      let middle = (low + high) / 2
      if list[middle] < node { low = middle + 1 } else { high = middle }
    }
    return low < list.count && list[low] == node
  }

  // MARK: - Few steps

  /// A part of the range so small takes no longer to look up than the whole range to go through.
  private static let fewestTimes = 64

  /// The nodes in ascending order; nil where more than a small part of the range lies behind the
  /// results.
  private static func few(
    _ independents: [Node], _ results: [Node], _ held: Set<Int32>, _ graph: ExpressionGraph,
    _ range: Range<Int>
  ) -> [Int32]? {
    let most = range.count / fewestTimes
    guard most > results.count else { return nil }
    var found: Set<Int32> = []
    var pending = results.map(\.index)
    while let node = pending.popLast() {
      guard range.contains(Int(node)), found.insert(node).inserted else { continue }
      guard found.count <= most else { return nil }
      forEachLink(of: node, graph) { pending.append($0) }
    }
    var depends = Set(independents.map(\.index))
    return found.sorted().filter { node in
      var isReached = depends.contains(node)
      guard isReached || !held.contains(node) else { return false }
      forEachLink(of: node, graph) { if depends.contains($0) { isReached = true } }
      if isReached { depends.insert(node) }
      return isReached
    }
  }

  private static func forEachLink(
    of node: Int32, _ graph: ExpressionGraph, _ body: (Int32) -> Void
  ) {
    let record = graph.records[Int(node)]
    guard record.operation.rawValue >= Operation.list.rawValue else { return }
    if record.a >= 0 { body(record.a) }
    if record.b >= 0 { body(record.b) }
  }
}

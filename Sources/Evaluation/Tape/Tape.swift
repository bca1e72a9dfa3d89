import Graph
import Numerics

/// The Wengert list: which nodes are computed, in order, and in which slot of the buffer each value
/// lies.
///
/// At one point a program of scalars needs nothing but which nodes are needed: every node has the
/// slot of its own index. Otherwise a slot is a block of rows·columns·lanes numbers, the lane
/// fastest, or of rows·columns where the node is uniform; blocks are free again after the last step
/// that reads them.
struct Tape {
  private let needed: [Bool]
  /// By node: where its value lies; -1 where it has none. Empty where every node has its own index.
  private let slots: [Int]
  private let varies: [Bool]
  private let isIdentity: Bool
  private let lanes: Int
  /// What is computed for many lanes; nil for one.
  let schedule: LaneSchedule?
  /// Doubles in the buffer.
  let size: Int

  init(_ graph: ExpressionGraph, roots: [Node], varying: [Node], lanes: Int) {
    self.lanes = lanes
    isIdentity = lanes == 1 && !graph.hasArrays
    needed = graph.hasArrays ? Tape.ancestors(graph, roots) : graph.sources(of: roots)
    guard !isIdentity else {
      slots = []
      varies = []
      schedule = nil
      size = needed.count
      return
    }
    guard lanes > 1 else {
      let order = needed.indices.lazy.filter { [needed] in needed[$0] }.map {
        Int32(truncatingIfNeeded: $0)
      }
      varies = Array(repeating: false, count: needed.count)
      schedule = nil
      (slots, size) = SlotAssignment.slots(
        graph, order: Array(order), varies, lanes: 1, roots: roots
      ) { node, body in graph.forEachRead(of: graph.records[Int(node)]) { read, _ in body(read) } }
      return
    }
    let last = Node(needed.count - 1)
    varies = needed.isEmpty ? [] : graph.dependents(of: varying, upTo: last, inValue: true)
    let schedule = LaneSchedule(graph, needed: needed, varies: varies, roots: roots)
    self.schedule = schedule
    (slots, size) = SlotAssignment.slots(
      graph, order: schedule.order, varies, lanes: lanes, roots: roots,
      forEachRead: schedule.forEachRead)
  }

  /// The steps that the roots are computed from. A transpose whose readers take its operand as it
  /// lies is none of them.
  private static func ancestors(_ graph: ExpressionGraph, _ roots: [Node]) -> [Bool] {
    let last = roots.map(\.index).max() ?? -1
    var needed = [Bool](repeating: false, count: Int(last) + 1)
    for root in roots { needed[Int(root.index)] = true }
    for index in needed.indices.reversed() where needed[index] {
      graph.forEachRead(of: graph.records[index]) { operand, _ in needed[Int(operand)] = true }
    }
    return needed
  }

  /// Where an operand's value lies.
  @inline(__always)
  func offset(_ node: Int32) -> Int {
    isIdentity ? Int(node) : slots.withUnsafeBufferPointer { $0[Int(node)] }
  }

  /// How far the lanes of an operand are apart: 1, or 0 where it is uniform.
  @inline(__always)
  func step(_ node: Int32) -> Int { isVarying(node) ? 1 : 0 }

  @inline(__always)
  func isVarying(_ node: Int32) -> Bool {
    lanes > 1 && varies.withUnsafeBufferPointer { $0[Int(node)] }
  }

  /// The slot of a node that is computed; nil for one that nothing needs.
  func slot(of node: Node) -> Int? {
    let index = Int(node.index)
    guard index < needed.count, needed[index] else { return nil }
    return offset(node.index)
  }

  /// Calls `body` with the index and the slot of every step at one point, in order.
  @inline(__always)
  func forEachStep(_ body: (_ index: Int, _ slot: Int) -> Void) {
    needed.withUnsafeBufferPointer { needed in
      for index in needed.indices where needed[index] {
        if isIdentity {
          body(index, index)
        } else if slots[index] >= 0 {
          body(index, slots[index])
        }
      }
    }
  }
}

extension ExpressionGraph {
  /// Calls `body` with what a step reads: its operands, or what lies under a transpose where the
  /// step's kernel reads transposed operands.
  @inline(__always)
  func forEachRead(of record: Record, _ body: (_ node: Int32, _ isTransposed: Bool) -> Void) {
    if record.operation.isPassedThrough { return body(record.a, false) }
    let looksThrough = record.operation.isArray && record.operation.array.acceptsTransposed
    forEachOperand(of: record) { operand in
      let read = records[Int(operand)]
      if looksThrough, read.operation == .transpose {
        body(read.a, true)
      } else {
        body(operand, false)
      }
    }
  }
}

/// Gives every node that has a value its slot, in one pass over the last uses and one over the
/// nodes.
private struct SlotAssignment {
  private let graph: ExpressionGraph
  private let varies: [Bool]
  private let lanes: Int
  private var slots: [Int]
  private var size = 0
  /// By node: the place in the order after which nothing reads it.
  private var lastUse: [Int32]
  /// Blocks that nothing reads any more, by their size.
  private var free: [Int: [Int]] = [:]

  /// Uniform blocks smaller than this are not worth the search.
  private static let leastReused = 16

  static func slots(
    _ graph: ExpressionGraph, order: [Int32], _ varies: [Bool], lanes: Int, roots: [Node],
    forEachRead: (_ node: Int32, _ body: (Int32) -> Void) -> Void
  ) -> (slots: [Int], size: Int) {
    var assignment = SlotAssignment(graph, varies, lanes)
    assignment.run(order, roots, forEachRead)
    return (assignment.slots, assignment.size)
  }

  private init(_ graph: ExpressionGraph, _ varies: [Bool], _ lanes: Int) {
    self.graph = graph
    self.varies = varies
    self.lanes = lanes
    slots = Array(repeating: -1, count: varies.count)
    lastUse = Array(repeating: -1, count: varies.count)
  }

  private mutating func run(
    _ order: [Int32], _ roots: [Node], _ forEachRead: (Int32, (Int32) -> Void) -> Void
  ) {
    for (place, node) in order.enumerated() {
      // A varying step does not free a uniform operand, which the next block reads again.
      let isVarying = varies[Int(node)]
      forEachRead(node) { read in
        lastUse[Int(read)] =
          isVarying && !varies[Int(read)] ? Int32.max : Int32(truncatingIfNeeded: place)
      }
    }
    for root in roots { lastUse[Int(root.index)] = Int32.max }
    // Side by side, so that binding them goes through memory in one direction.
    for node in order where isInput(node) { slots[Int(node)] = newBlock(blockSize(node)) }
    for (place, node) in order.enumerated()
    where !isInput(node) && graph.records[Int(node)].operation != .list {
      let place = Int32(truncatingIfNeeded: place)
      if mayLieOnOperand(node) {
        forEachRead(node) { release($0, after: place) }
        slots[Int(node)] = take(blockSize(node))
      } else {
        slots[Int(node)] = take(blockSize(node))
        forEachRead(node) { release($0, after: place) }
      }
    }
  }

  private func isInput(_ node: Int32) -> Bool { graph.records[Int(node)].operation == .input }

  /// Whether a step writes no lane before it has read it in all operands. Then the result takes the
  /// place of an operand that nothing else reads, which is in the first cache already.
  private func mayLieOnOperand(_ node: Int32) -> Bool {
    let record = graph.records[Int(node)]
    guard record.shape == 0, record.operation.isPrimitive else { return false }
    let isChain = record.b >= 0 && graph.records[Int(record.b)].operation == .list
    return !(isChain && record.operation.traits.isFold)
  }

  /// An operand whose last reader this is frees its block for the steps that follow; inputs keep
  /// theirs, so that they stay bound.
  private mutating func release(_ read: Int32, after place: Int32) {
    guard lastUse[Int(read)] == place, !isInput(read) else { return }
    lastUse[Int(read)] = -1
    let size = blockSize(read)
    if isReused(read, size) { free[size, default: []].append(slots[Int(read)]) }
  }

  /// Between blocks of lanes there is a gap, or all would begin in one set of the cache.
  private func blockSize(_ node: Int32) -> Int {
    let count = graph.shape(at: node).count
    return varies[Int(node)] ? count * lanes + SlotAssignment.gap : count
  }

  /// Five lines of the cache, in doubles: 64 blocks begin at as many places of a page.
  private static let gap = 40

  private func isReused(_ node: Int32, _ size: Int) -> Bool {
    varies[Int(node)] || size >= SlotAssignment.leastReused
  }

  /// A block that is free, or else a new one.
  private mutating func take(_ block: Int) -> Int { free[block]?.popLast() ?? newBlock(block) }

  private mutating func newBlock(_ block: Int) -> Int {
    defer { size += block }
    return size
  }
}

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
  /// Doubles in the buffer.
  let size: Int

  init(_ graph: ExpressionGraph, roots: [Node], varying: [Node], lanes: Int) {
    self.lanes = lanes
    isIdentity = lanes == 1 && !graph.hasArrays
    needed = graph.hasArrays ? Tape.ancestors(graph, roots) : graph.ancestors(of: roots)
    guard !isIdentity else {
      slots = []
      varies = []
      size = needed.count
      return
    }
    let last = Node(needed.count - 1)
    varies =
      needed.isEmpty || lanes == 1
      ? Array(repeating: false, count: needed.count) : graph.dependents(of: varying, upTo: last)
    var assignment = SlotAssignment(graph, needed, varies, lanes: lanes)
    assignment.run(roots: roots)
    (slots, size) = (assignment.slots, assignment.size)
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

  /// Calls `body` with the index, the slot and the kind of every step, in order.
  @inline(__always)
  func forEachStep(_ body: (_ index: Int, _ slot: Int, _ varies: Bool) -> Void) {
    needed.withUnsafeBufferPointer { needed in
      for index in needed.indices where needed[index] {
        if isIdentity {
          body(index, index, false)
        } else if slots[index] >= 0 {
          body(index, slots[index], varies[index])
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

/// Gives every needed node its slot, in one pass over the last uses and one over the nodes.
private struct SlotAssignment {
  let graph: ExpressionGraph
  let needed: [Bool]
  let varies: [Bool]
  let lanes: Int
  var slots: [Int]
  var size = 0
  private var lastUse: [Int32]
  /// Blocks that nothing reads any more, by their size.
  private var free: [Int: [Int]] = [:]

  /// Uniform blocks smaller than this are not worth the search.
  private static let leastReused = 16

  init(_ graph: ExpressionGraph, _ needed: [Bool], _ varies: [Bool], lanes: Int) {
    self.graph = graph
    self.needed = needed
    self.varies = varies
    self.lanes = lanes
    slots = Array(repeating: -1, count: needed.count)
    lastUse = Array(repeating: -1, count: needed.count)
  }

  mutating func run(roots: [Node]) {
    for index in needed.indices where needed[index] {
      graph.forEachRead(of: graph.records[index]) { operand, _ in
        lastUse[Int(operand)] = Int32(truncatingIfNeeded: index)
      }
    }
    for root in roots { lastUse[Int(root.index)] = Int32.max }
    for index in needed.indices where needed[index] {
      let record = graph.records[index]
      guard record.operation != .list else { continue }
      slots[index] = take(blockSize(index), isInput: record.operation == .input)
      // An operand whose last reader this is frees its block for the steps that follow; inputs keep
      // theirs, so that they stay bound.
      graph.forEachRead(of: record) { operand, _ in
        guard lastUse[Int(operand)] == Int32(truncatingIfNeeded: index),
          graph.records[Int(operand)].operation != .input
        else { return }
        lastUse[Int(operand)] = -1
        let size = blockSize(Int(operand))
        if isReused(Int(operand), size) { free[size, default: []].append(slots[Int(operand)]) }
      }
    }
  }

  private func blockSize(_ index: Int) -> Int {
    graph.shape(of: graph.records[index]).count * (varies[index] ? lanes : 1)
  }

  private func isReused(_ index: Int, _ size: Int) -> Bool {
    varies[index] || size >= SlotAssignment.leastReused
  }

  /// A block; that of an input must have held nothing before, because inputs are bound first.
  private mutating func take(_ block: Int, isInput: Bool) -> Int {
    if !isInput, let slot = free[block]?.popLast() { return slot }
    defer { size += block }
    return size
  }
}

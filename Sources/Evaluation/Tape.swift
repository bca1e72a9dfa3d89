import Graph

/// The Wengert list: which nodes are computed, in order, and in which slot of the buffer each value
/// lies.
///
/// At one point every node has the slot of its own index and nothing is written down but which
/// nodes are needed. With many lanes, uniform nodes have a slot of one number each, and varying
/// ones share blocks of `lanes` numbers: a block is free again after the last step that reads it.
struct Tape {
  private let needed: [Bool]
  /// By node, with many lanes: where its value lies; -1 where it has none.
  private let slots: [Int32]
  private let varies: [Bool]
  private let isSinglePoint: Bool
  /// Doubles in the buffer.
  let size: Int

  init(_ graph: ExpressionGraph, roots: [Node], varying: [Node], lanes: Int) {
    needed = graph.ancestors(of: roots)
    isSinglePoint = lanes == 1
    guard lanes > 1 else {
      slots = []
      varies = []
      size = needed.count
      return
    }
    let last = Node(needed.count - 1)
    let varies = needed.isEmpty ? [] : graph.dependents(of: varying, upTo: last)
    self.varies = varies
    (slots, size) = Tape.assign(graph, needed, varies, roots: roots, lanes: lanes)
  }

  /// Gives every needed node its slot, in one pass over the last uses and one over the nodes.
  private static func assign(
    _ graph: ExpressionGraph, _ needed: [Bool], _ varies: [Bool], roots: [Node], lanes: Int
  ) -> ([Int32], Int) {
    var lastUse = [Int32](repeating: -1, count: needed.count)
    for index in needed.indices where needed[index] {
      graph.forEachOperand(of: graph.records[index]) { lastUse[Int($0)] = Int32(index) }
    }
    for root in roots { lastUse[Int(root.index)] = Int32.max }

    var slots = [Int32](repeating: -1, count: needed.count)
    var free: [Int32] = []
    var size: Int32 = 0
    for index in needed.indices where needed[index] {
      let record = graph.records[index]
      guard record.operation != .list else { continue }
      guard varies[index] else {
        slots[index] = size
        size += 1
        continue
      }
      // An input is bound before anything is computed, so its block must have held nothing before.
      if record.operation != .input, let slot = free.popLast() {
        slots[index] = slot
      } else {
        slots[index] = size
        size += Int32(truncatingIfNeeded: lanes)
      }
      // An operand whose last reader this is frees its block for the steps that follow; inputs keep
      // theirs, so that they stay bound.
      graph.forEachOperand(of: record) { operand in
        if lastUse[Int(operand)] == Int32(index), varies[Int(operand)],
          graph.records[Int(operand)].operation != .input
        {
          free.append(slots[Int(operand)])
          lastUse[Int(operand)] = -1
        }
      }
    }
    return (slots, Int(size))
  }

  /// Where an operand's value lies.
  @inline(__always)
  func offset(_ node: Int32) -> Int {
    isSinglePoint ? Int(node) : Int(slots.withUnsafeBufferPointer { $0[Int(node)] })
  }

  /// How far the lanes of an operand are apart: 1, or 0 where it is uniform.
  @inline(__always)
  func step(_ node: Int32) -> Int {
    isSinglePoint ? 0 : (varies.withUnsafeBufferPointer { $0[Int(node)] } ? 1 : 0)
  }

  /// The slot of a node that is computed; nil for one that nothing needs.
  func slot(of node: Node) -> Int? {
    let index = Int(node.index)
    guard index < needed.count, needed[index] else { return nil }
    return offset(node.index)
  }

  func isVarying(_ node: Node) -> Bool { !isSinglePoint && varies[Int(node.index)] }

  /// Calls `body` with the index, the slot and the kind of every step, in order.
  @inline(__always)
  func forEachStep(_ body: (_ index: Int, _ slot: Int, _ varies: Bool) -> Void) {
    needed.withUnsafeBufferPointer { needed in
      for index in needed.indices where needed[index] {
        if isSinglePoint {
          body(index, index, false)
        } else if slots[index] >= 0 {
          body(index, Int(slots[index]), varies[index])
        }
      }
    }
  }
}

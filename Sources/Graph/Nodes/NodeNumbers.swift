/// A number for each of the nodes between some independents and some results; for others a mark.
///
/// Of a few steps in a large graph only their own numbers are kept. The numbers live as long as the
/// object; its view is what a sweep reads and writes.
package final class NodeNumbers {
  package let view: View

  /// - Parameter none: what nodes have that got no number.
  package init(for nodes: NodesBetween, none: Int32 = -1) {
    if let list = nodes.list {
      var size = 8
      while size < 2 * list.count { size *= 2 }
      let keys = NodeNumbers.allocate(size, View.free)
      for node in list { keys[View.slot(of: node, keys, size &- 1)] = node }
      view = View(
        keys: keys, numbers: NodeNumbers.allocate(size, none), first: 0, count: size, none: none)
    } else {
      let count = nodes.range.count
      view = View(
        keys: nil, numbers: NodeNumbers.allocate(count, none), first: nodes.range.lowerBound,
        count: count, none: none)
    }
  }

  deinit {
    view.keys?.deallocate()
    view.numbers.deallocate()
  }

  private static func allocate(_ count: Int, _ value: Int32) -> UnsafeMutablePointer<Int32> {
    let pointer = UnsafeMutablePointer<Int32>.allocate(capacity: max(1, count))
    pointer.initialize(repeating: value, count: count)
    return pointer
  }

  /// What a sweep reads and writes; it is good as long as its numbers live.
  package struct View {
    /// The nodes of a hash table with open addressing; nil where every node of the range has its
    /// place.
    fileprivate let keys: UnsafeMutablePointer<Int32>?
    fileprivate let numbers: UnsafeMutablePointer<Int32>
    fileprivate let first: Int
    fileprivate let count: Int
    fileprivate let none: Int32

    fileprivate static let free: Int32 = -1

    /// A node's number, or `none`. Only nodes that the numbers were made for may be written.
    @inline(__always)
    package subscript(node: Int) -> Int32 {
      get {
        if let keys {
          let slot = View.slot(of: Int32(truncatingIfNeeded: node), keys, count &- 1)
          return numbers[slot]
        }
        let place = node &- first
        return place >= 0 && place < count ? numbers[place] : none
      }
      nonmutating set {
        if let keys {
          let slot = View.slot(of: Int32(truncatingIfNeeded: node), keys, count &- 1)
          if keys[slot] != View.free { numbers[slot] = newValue }
        } else {
          let place = node &- first
          if place >= 0 && place < count { numbers[place] = newValue }
        }
      }
    }

    /// Where a node is, or the free slot behind which it is not.
    fileprivate static func slot(
      of node: Int32, _ keys: UnsafeMutablePointer<Int32>, _ mask: Int
    ) -> Int {
      var slot = Int(UInt32(bitPattern: node) &* 0x9E37_79B1 >> 7) & mask
      while keys[slot] != node, keys[slot] != free { slot = (slot &+ 1) & mask }
      return slot
    }
  }
}

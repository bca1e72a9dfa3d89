import Numerics

/// Finds nodes by what they are: a hash table with open addressing over the records of a graph.
///
/// A slot holds a node's index in its low bits, and above them as many bits of its hash as there is
/// room for, so that a slot of another node is passed over without reading that node.
struct NodeTable: ~Copyable {
  typealias Record = ExpressionGraph.Record

  /// What a search ends with.
  enum Found {
    case known(Int)
    case free(FreeSlot)
  }

  /// Where a new node belongs until the table grows.
  struct FreeSlot {
    fileprivate let slot: Int
    fileprivate let tag: UInt32
  }

  private var slots: UnsafeMutablePointer<UInt32>
  private var slotCount: Int
  /// The number of bits of an index.
  private var tagShift: UInt32
  private static let free = UInt32.max

  init(expectedNodes: Int) {
    var size = 256
    while size < 2 * expectedNodes { size *= 2 }
    slotCount = size
    tagShift = UInt32(size.trailingZeroBitCount)
    slots = NodeTable.freeSlots(size)
  }

  deinit { NodeTable.deallocate(slots, slotCount) }

  private static func freeSlots(_ count: Int) -> UnsafeMutablePointer<UInt32> {
    let slots = Platform.allocate(byteCount: count * MemoryLayout<UInt32>.stride)
      .bindMemory(to: UInt32.self, capacity: count)
    slots.initialize(repeating: free, count: count)
    return slots
  }

  private static func deallocate(_ slots: UnsafeMutablePointer<UInt32>, _ count: Int) {
    Platform.deallocate(slots, byteCount: count * MemoryLayout<UInt32>.stride)
  }

  // MARK: - Search

  /// Looks a record up.
  ///
  /// The first places to look are one cache line of the table that belongs to the larger operand:
  /// operands are mostly recent nodes, so the line is mostly in the cache. (With slots spread at
  /// random, this look-up was 60 % of the time of a large program.) Where that line is full, and
  /// for constants, the places are spread over the whole table.
  @inline(__always)
  func find(_ record: Record, among records: UnsafePointer<Record>) -> Found {
    let mixed = mix(record)
    let tag = tag(mixed)
    let mask = UInt32(1) << tagShift &- 1
    var slot = firstSlot(record, mixed)
    var probes = 0
    while true {
      let entry = slots[slot]
      if entry == NodeTable.free { return .free(FreeSlot(slot: slot, tag: tag)) }
      if entry & ~mask == tag, records[Int(entry & mask)] == record {
        return .known(Int(entry & mask))
      }
      probes &+= 1
      slot = nextSlot(after: slot, probes, record, mixed)
    }
  }

  @inline(__always)
  func insert(_ index: Int, at free: FreeSlot) {
    slots[free.slot] = free.tag | UInt32(truncatingIfNeeded: index)
  }

  /// How many nodes the table may hold: half of its slots, and three quarters where memory counts
  /// for more than a look-up's time.
  var mostNodes: Int { slotCount < 1 << 25 ? slotCount / 2 : slotCount / 4 * 3 }

  /// Doubles the table, which then holds the first `count` records.
  mutating func grow(_ records: UnsafePointer<Record>, _ count: Int) {
    NodeTable.deallocate(slots, slotCount)
    slotCount *= 2
    tagShift += 1
    slots = NodeTable.freeSlots(slotCount)
    for index in 0..<count {
      let record = records[index]
      let mixed = mix(record)
      var slot = firstSlot(record, mixed)
      var probes = 0
      while slots[slot] != NodeTable.free {
        probes &+= 1
        slot = nextSlot(after: slot, probes, record, mixed)
      }
      insert(index, at: FreeSlot(slot: slot, tag: tag(mixed)))
    }
  }

  // MARK: - Places

  /// A cache line of the table: 16 slots of four bytes, shared by eight neighbouring nodes.
  private enum Line {
    static let slots = 16
    static let nodesShift = 3
    static let slotsShift = 4
  }

  /// Where the search for a record begins.
  @inline(__always)
  private func firstSlot(_ record: Record, _ mixed: UInt64) -> Int {
    guard record.operation != .constant else { return spread(mixed) }
    let operand = Int(max(record.a, record.b))
    let line = ((operand >> Line.nodesShift) << Line.slotsShift) & (slotCount &- 1)
    return line | (Int(truncatingIfNeeded: mixed) & (Line.slots &- 1))
  }

  /// Where it goes on: around the line, and from there over the whole table in steps of the
  /// record's own, because neighbouring lines fill together.
  @inline(__always)
  private func nextSlot(
    after slot: Int, _ probes: Int, _ record: Record, _ mixed: UInt64
  ) -> Int {
    guard record.operation != .constant, probes <= Line.slots else {
      return (slot &+ (Int(truncatingIfNeeded: mixed >> 40) | 1)) & (slotCount &- 1)
    }
    guard probes < Line.slots else { return spread(mixed) }
    return (slot & ~(Line.slots &- 1)) | ((slot &+ 1) & (Line.slots &- 1))
  }

  @inline(__always)
  private func spread(_ mixed: UInt64) -> Int {
    Int(truncatingIfNeeded: mixed >> 16) & (slotCount &- 1)
  }

  @inline(__always)
  private func tag(_ mixed: UInt64) -> UInt32 {
    UInt32(truncatingIfNeeded: mixed >> 32) << tagShift
  }

  @inline(__always)
  private func mix(_ record: Record) -> UInt64 {
    let operands =
      UInt64(UInt32(bitPattern: record.a)) | UInt64(UInt32(bitPattern: record.b)) << 32
    // The operation counts from 1, so that the constant 0 is not 0 itself, and the high half is
    // folded in, because round numbers have all their bits there.
    let kind = UInt64(record.operation.rawValue) | UInt64(record.shape) << 16
    var mixed = operands &+ (kind &+ 1) &* 0xD6E8_FEB8_6659_FD93
    mixed = (mixed ^ (mixed >> 32)) &* 0x9E37_79B9_7F4A_7C15
    return mixed ^ (mixed >> 29)
  }
}

import Numerics

/// The names that occur in a program, numbered in order of first appearance.
///
/// Open addressing over byte ranges of the text: a name costs one hash while it is scanned, and no
/// `String` is made until somebody asks for one.
package struct SymbolTable {
  private struct Entry {
    var hash: UInt32
    /// The slot where the search for it begins, before it is cut to the size of the table.
    var place: UInt32
    var start: Int32
    var length: Int32
  }

  private var entries = FlatArray<Entry>()
  private var slots: FlatArray<Int32>

  init(capacity: Int) {
    slots = FlatArray(repeating: -1, count: capacity)
  }

  /// How many names there are.
  package var count: Int { entries.count }

  /// FNV-1a, one step.
  @inline(__always)
  package static func mix(_ hash: UInt32, _ byte: UInt8) -> UInt32 {
    (hash ^ UInt32(byte)) &* 16_777_619
  }
  package static let seed: UInt32 = 2_166_136_261

  /// Where the search for a name begins: names that differ in their last letter only, as `v10` to
  /// `v19`, are neighbours, because programs use such names together.
  @inline(__always)
  static func place(stem: UInt32, last: UInt8) -> UInt32 {
    ((stem &* 0x9E37_79B1) >> 7) &+ UInt32(last)
  }

  /// The number of the name at `start..<start + length` of `text`, new or known.
  mutating func intern(
    _ text: UnsafeBufferPointer<UInt8>, start: Int, length: Int, hash: UInt32, place: UInt32
  ) -> Int32 {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: place) & mask
    while slots[slot] >= 0 {
      let entry = entries[Int(slots[slot])]
      if entry.hash == hash, Int(entry.length) == length,
        SymbolTable.sameBytes(text, Int(entry.start), start, length)
      {
        return slots[slot]
      }
      slot = (slot + 1) & mask
    }
    let symbol = Int32(truncatingIfNeeded: entries.count)
    slots[slot] = symbol
    entries.append(
      Entry(hash: hash, place: place, start: Int32(start), length: Int32(length)))
    if entries.count * 2 > slots.count { grow() }
    return symbol
  }

  /// Where the symbol's name first occurs, as a byte range of the text.
  package func range(of symbol: Int32) -> Range<Int> {
    let entry = entries[Int(symbol)]
    return Int(entry.start)..<Int(entry.start + entry.length)
  }

  private mutating func grow() {
    let capacity = slots.count * 4
    slots = FlatArray(repeating: -1, count: capacity)
    for index in entries.indices {
      var slot = Int(truncatingIfNeeded: entries[index].place) & (capacity - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (capacity - 1) }
      slots[slot] = Int32(truncatingIfNeeded: index)
    }
  }

  private static func sameBytes(
    _ text: UnsafeBufferPointer<UInt8>, _ first: Int, _ second: Int, _ length: Int
  ) -> Bool {
    for offset in 0..<length where text[first + offset] != text[second + offset] { return false }
    return true
  }
}

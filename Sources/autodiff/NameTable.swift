import Language
import Numerics

/// Numbers by name, in order of insertion: open addressing over the names' bytes.
///
/// The standard dictionary costs as much at its first use as a whole small run, and twice the time
/// with many names.
struct NameTable {
  private(set) var names: [String] = []
  private var values = FlatArray<Double>()
  /// Indices of names, -1 where free.
  private var slots = FlatArray<Int32>(repeating: -1, count: 16)

  /// Adds a name; false if it is there already.
  mutating func insert(_ name: String, _ value: Double) -> Bool {
    let slot = slot(of: name)
    guard slots[slot] < 0 else { return false }
    slots[slot] = Int32(truncatingIfNeeded: names.count)
    names.append(name)
    values.append(value)
    if names.count * 2 > slots.count { grow() }
    return true
  }

  subscript(name: String) -> Double? {
    let index = slots[slot(of: name)]
    return index < 0 ? nil : values[Int(index)]
  }

  /// Where a name is, or where it would be put.
  private func slot(of name: String) -> Int {
    var hash = SymbolTable.seed
    for byte in name.utf8 { hash = SymbolTable.mix(hash, byte) }
    var slot = Int((hash &* 0x9E37_79B1) >> 7) & (slots.count - 1)
    while slots[slot] >= 0, !names[Int(slots[slot])].isSpelled(name) {
      slot = (slot + 1) & (slots.count - 1)
    }
    return slot
  }

  private mutating func grow() {
    slots = FlatArray(repeating: -1, count: slots.count * 4)
    for (index, name) in names.enumerated() { slots[slot(of: name)] = Int32(index) }
  }
}

extension String {
  /// Whether two names have the same code points: what only looks the same is another name.
  func isSpelled(_ other: String) -> Bool { utf8.elementsEqual(other.utf8) }
}

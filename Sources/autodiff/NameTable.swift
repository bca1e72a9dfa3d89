/// Numbers by name, in order of insertion.
///
/// A few names are searched one by one: a dictionary's first use costs as much as a whole small run.
struct NameTable {
  private(set) var names: [String] = []
  private var values: [Double] = []
  private var indices: [String: Int] = [:]
  private static let few = 16

  /// Adds a name; false if it is there already.
  mutating func insert(_ name: String, _ value: Double) -> Bool {
    guard index(of: name) == nil else { return false }
    names.append(name)
    values.append(value)
    if names.count > NameTable.few {
      if indices.isEmpty {
        for (index, name) in names.enumerated() { indices[name] = index }
      } else {
        indices[name] = names.count - 1
      }
    }
    return true
  }

  subscript(name: String) -> Double? { index(of: name).map { values[$0] } }

  private func index(of name: String) -> Int? {
    names.count <= NameTable.few ? names.firstIndex(of: name) : indices[name]
  }
}

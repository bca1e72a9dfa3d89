/// All operations on arrays, one family after another. Made when a program first uses an array: the
/// start of a scalar program does not pay for it.
package enum ArrayRegistry {
  package static let families: [(title: String, operations: [ArrayOperation])] = [
    ("Matrix operators", ArrayOperation.operators),
    ("Matrix brackets", ArrayOperation.brackets),
    ("Reductions", ArrayOperation.reductions),
    ("Shape", ArrayOperation.shapes),
    ("Linear algebra", ArrayOperation.linearAlgebra),
    ("Neural", ArrayOperation.neural),
  ]

  package static let operations: [ArrayOperation] = families.flatMap { $0.operations }

  /// The number of the operation with this name, in rules also by a name that only rules use.
  package static func index(named name: String, inRules: Bool = false) -> Int? {
    operations.firstIndex { operation in
      let isWritten = operation.form == .function || operation.aliases.contains(name)
      guard isWritten || inRules else { return false }
      return operation.name == name || operation.aliases.contains(name)
    } ?? (inRules ? operations.firstIndex { $0.shaped?.name == name } : nil)
  }

  /// The number of an operation.
  package static func index(of operation: ArrayOperation) -> Int {
    guard let index = indices[ObjectIdentifier(operation)] else {
      preconditionFailure("\(operation.name) is in the table")
    }
    return index
  }

  private static let indices = Dictionary(
    uniqueKeysWithValues: operations.enumerated().map { (ObjectIdentifier($1), $0) })
}

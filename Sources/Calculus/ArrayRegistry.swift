/// All operations on arrays, one family after another. Made when a program first uses an array: the
/// start of a scalar program does not pay for it.
package enum ArrayRegistry {
  package static let families: [(title: String, operations: [ArrayOperation])] = [
    ("Matrix operators", ArrayOperators.table),
    ("Matrix brackets", ArrayOperators.brackets),
    ("Reductions", ArrayReductions.table),
    ("Shape", ArrayShapes.table),
    ("Linear algebra", ArrayLinearAlgebra.table),
    ("Neural", ArrayNeural.table),
  ]

  package static let operations: [ArrayOperation] = families.flatMap { $0.operations }

  /// The number of the operation with this name, in rules also by a name that only rules use.
  package static func index(named name: String, inRules: Bool = false) -> Int? {
    operations.firstIndex { operation in
      let isWritten = operation.form == .function || operation.aliases.contains(name)
      guard isWritten || inRules else { return false }
      return operation.name == name || operation.aliases.contains(name)
    } ?? (inRules ? operations.firstIndex { $0.shapedName == name } : nil)
  }
}

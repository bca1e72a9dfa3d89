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
    ("Bodies", ArrayOperation.bodies),
  ]

  package static let operations: [ArrayOperation] = families.flatMap { $0.operations }

  /// The number of the operation that programs call by this name or alias.
  package static func index(named name: String) -> Int? {
    guard isCalled(name) else { return nil }
    return operations.firstIndex { operation in
      operation.form == .function && operation.name == name || operation.aliases.contains(name)
    }
  }

  /// The same in rules, which have names of their own beside these.
  package static func index(inRules name: String) -> Int? {
    operations.firstIndex { $0.name == name || $0.aliases.contains(name) }
      ?? operations.firstIndex { $0.shaped?.name == name }
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

extension ArrayOperation {
  /// Whether only rules know a function by this name.
  package static func isHidden(_ name: String) -> Bool {
    ArrayRegistry.operations.contains { $0.form == .hidden && $0.name == name }
  }

  /// Whether the operation, or a derivative of it, is computed with a step that only rules have.
  package func takes(_ step: String) -> Bool {
    var pending = [self]
    var seen: Set<String> = []
    while let operation = pending.popLast() {
      guard seen.insert(operation.name).inserted else { continue }
      var rules = (operation.tangents + operation.adjoints).compactMap { $0 }
      if let factor = operation.factor { rules.append(factor.name) }
      let words = rules.flatMap { $0.split { !$0.isLetter } }.map(String.init)
      if words.contains(step) { return true }
      pending += ArrayRegistry.operations.filter { words.contains($0.name) }
    }
    return false
  }
}

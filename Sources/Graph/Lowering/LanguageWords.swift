/// Names with a meaning of their own that are not in the table of primitives.
package enum LanguageWords {
  /// Functions of the language beside the table's.
  package static let functions = ["pow", "iterate"]

  /// Whether a name is a function's that programs cannot define anew.
  package static func isFunction(_ name: String) -> Bool {
    Operation.isFunction(name) || functions.contains(name) || DerivativeFunction(named: name) != nil
  }

  /// The constants, unless a binding or a definition takes their name.
  package static func constant(_ name: String) -> Double? {
    switch name {
    case "pi", "π": .pi
    case "e": 2.718281828459045
    case "inf": .infinity
    case "nan": .nan
    default: nil
    }
  }
}

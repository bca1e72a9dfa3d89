/// Names with a meaning of their own that are not in the table of primitives.
package enum LanguageWords {
  /// Functions of the language beside the table's.
  package static let functions = ["pow", "iterate"]

  /// The constants, unless a binding or a definition takes their name.
  package static func constant(_ name: String) -> Double? {
    switch name {
    case "pi", "π": .pi
    case "e": 2.718281828459045
    case "tau": 2 * .pi
    case "inf": .infinity
    case "nan": .nan
    default: nil
    }
  }
}

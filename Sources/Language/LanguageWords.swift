/// Names with a meaning of their own that are in no table of functions.
package enum LanguageWords {
  /// The function whose first argument is the name of a function.
  package static var iterate: String { "iterate" }

  /// The value of `e`.
  package static let euler = 2.718281828459045

  /// The constants, unless a binding or a definition takes their name.
  package static func constant(_ name: String) -> Double? {
    switch name {
    case "pi", "π": .pi
    case "e": euler
    case "inf": .infinity
    case "nan": .nan
    default: nil
    }
  }
}

/// What separates the fields of a line.
package enum FieldSeparation: Equatable, Sendable {
  case commas, tabs
  /// Blanks and tabs, or a comma or a semicolon among them.
  case blanks

  /// What is written between fields.
  package var separator: UInt8 {
    switch self {
    case .commas: UInt8(ascii: ",")
    case .tabs: tab
    case .blanks: blank
    }
  }

  /// What alone separates fields, as messages name it.
  var name: String? {
    switch self {
    case .commas: "commas"
    case .tabs: "tabs"
    case .blanks: nil
    }
  }
}

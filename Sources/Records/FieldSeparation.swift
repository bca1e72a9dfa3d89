/// What separates the fields of a line.
package enum FieldSeparation: Equatable, Sendable {
  /// One character of ASCII.
  case byte(UInt8)
  /// Blanks and tabs, or a comma or a semicolon among them.
  case blanks

  /// As in CSV and in TSV.
  package static var commas: FieldSeparation { .byte(UInt8(ascii: ",")) }
  package static var tabs: FieldSeparation { .byte(tab) }

  /// What is written between fields.
  package var separator: UInt8 {
    switch self {
    case .byte(let byte): byte
    case .blanks: blank
    }
  }

  /// What alone separates fields, as messages name it.
  var name: String? {
    switch self {
    case .byte(UInt8(ascii: ",")): "commas"
    case .byte(UInt8(ascii: ";")): "semicolons"
    case .byte(tab): "tabs"
    case .byte(let byte): "`\(Character(UnicodeScalar(byte)))`"
    case .blanks: nil
    }
  }
}

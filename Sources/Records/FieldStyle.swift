/// How the fields of a text file are written.
package struct FieldStyle: Equatable, Sendable {
  package let separation: FieldSeparation
  package let numbers: NumberStyle

  package init(_ separation: FieldSeparation, _ numbers: NumberStyle = .usual) {
    self.separation = separation
    self.numbers = numbers
  }

  /// A character that would mean two things in a file.
  package enum Conflict: Equatable, Sendable {
    case decimalSeparates, decimalGroups
    /// Blanks cannot part fields and digits. Another separator may also group the digits of a field
    /// in quotation marks.
    case blankSeparates
  }

  /// What is wrong with the style; nil where each character has one meaning.
  package var conflict: Conflict? {
    if separation == .byte(numbers.decimal) { return .decimalSeparates }
    if numbers.thousands == numbers.decimal { return .decimalGroups }
    return separation == .blanks && numbers.thousands == blank ? .blankSeparates : nil
  }
}

/// What somebody says of the text files of a run. What is not said is as the kind of file has it.
package struct TextStyle: Equatable, Sendable {
  package var delimiter: UInt8?
  package var numbers: NumberStyle

  package init(delimiter: UInt8? = nil, numbers: NumberStyle = .usual) {
    self.delimiter = delimiter
    self.numbers = numbers
  }

  /// The style of a file whose kind has a separation of its own.
  package func style(_ usual: FieldSeparation) -> FieldStyle {
    guard let delimiter else { return FieldStyle(usual, numbers) }
    return FieldStyle(delimiter == blank ? .blanks : .byte(delimiter), numbers)
  }
}

extension FieldStyle {
  /// The two characters, or the one, that separate fields whatever stands around them; among blanks
  /// those of a comma and a semicolon that no number has.
  var stops: (UInt8, UInt8) {
    let (comma, semicolon) = (UInt8(ascii: ","), UInt8(ascii: ";"))
    switch separation {
    case .byte(let byte): return (byte, byte)
    case .blanks:
      let isInNumbers = numbers.decimal == comma || numbers.thousands == comma
      return (isInNumbers ? semicolon : comma, semicolon)
    }
  }
}

// MARK: - Words

extension FieldStyle {
  /// The options that say this style, in a shell, where another one is said already.
  package func options(insteadOf other: FieldStyle) -> String {
    var options: [String] = []
    if separation != other.separation {
      options.append("--delimiter " + FieldStyle.shellWord(separation.separator))
    }
    if numbers.decimal != other.numbers.decimal {
      options.append("--decimal " + FieldStyle.shellWord(numbers.decimal))
    }
    if let thousands = numbers.thousands, thousands != other.numbers.thousands {
      options.append("--thousands " + FieldStyle.shellWord(thousands))
    }
    return options.joined(separator: " ")
  }

  private static func shellWord(_ byte: UInt8) -> String {
    let character = String(Character(UnicodeScalar(byte)))
    switch byte {
    case tab: return "tab"
    case UInt8(ascii: "'"): return "\"'\""
    case _ where ",.:/_%@=^".utf8.contains(byte): return character
    default: return "'\(character)'"
    }
  }
}

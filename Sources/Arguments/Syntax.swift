/// The small forms that occur in arguments: names, `NAME=VALUE`, lists of names, numbers. All work
/// on bytes, because an argument need not be valid UTF-8.
package enum Syntax {
  /// Splits `NAME=VALUE` at its first `=`; nil where no name stands before it or the sign is `==`.
  /// Blanks around the name are dropped, the value is kept as typed and may hold more `=`.
  ///
  /// The same form stands on the lines of a file of bindings.
  package static func binding(_ bytes: [UInt8]) -> Binding? {
    guard let equals = bytes.firstIndex(of: UInt8(ascii: "=")) else { return nil }
    if equals + 1 < bytes.count, bytes[equals + 1] == UInt8(ascii: "=") { return nil }
    let written = trimmed(bytes[..<equals])
    let value = Array(bytes[(equals + 1)...])
    if let name = identifier(written) { return Binding(name: name, value: value) }
    return foreignName(written).map { Binding(name: $0, value: value, isForeign: true) }
  }

  /// Marks above a letter that have a name: hat, tilde, bar, dot, two dots, arrow.
  private static let marks: [Unicode.Scalar] = [
    "\u{302}", "\u{303}", "\u{304}", "\u{305}", "\u{307}", "\u{308}", "\u{20D7}",
  ]

  /// A name that is written in another way than in our language: `x₁`, `\theta_0`, `x_{12}`.
  private static func foreignName(_ bytes: ArraySlice<UInt8>) -> String? {
    guard let first = bytes.first, !isDigit(first),
      bytes.contains(where: { $0 >= 0x80 || $0 == UInt8(ascii: "\\") || $0 == UInt8(ascii: "{") }),
      let text = String(validating: bytes, as: UTF8.self)
    else { return nil }
    let isName = text.unicodeScalars.allSatisfy { scalar in
      scalar.isASCII
        ? isWordByte(UInt8(truncatingIfNeeded: scalar.value))
          || "\\{},'".unicodeScalars.contains(scalar)
        : isLetter(scalar) || scalar == "\u{2032}"
          || scalar.properties.generalCategory == .otherNumber || marks.contains(scalar)
    }
    return isName ? text : nil
  }

  /// `x=3` for `x==3`; nil for all that is not NAME==VALUE.
  static func bindingWithTwoSigns(_ bytes: [UInt8]) -> [UInt8]? {
    guard let equals = bytes.firstIndex(of: UInt8(ascii: "=")) else { return nil }
    var single = bytes
    single.remove(at: equals)
    return binding(bytes) == nil && binding(single) != nil ? single : nil
  }

  /// The names of `x, y,z`, or nil where something is no name.
  package static func names(_ bytes: [UInt8]) -> [String]? {
    var names: [String] = []
    for part in bytes.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
      guard let name = identifier(trimmed(part)) else { return nil }
      names.append(name)
    }
    return names
  }

  /// The text as a name of the language, or nil: a letter or `_`, then letters, digits, `_`.
  static func identifier(_ bytes: ArraySlice<UInt8>) -> String? {
    guard let first = bytes.first, !isDigit(first) else { return nil }
    let isASCII = bytes.allSatisfy { isWordByte($0) }
    guard !isASCII else { return String(decoding: bytes, as: UTF8.self) }
    guard bytes.allSatisfy({ isWordByte($0) || $0 >= 0x80 }),
      let text = String(validating: bytes, as: UTF8.self)
    else { return nil }
    return text.unicodeScalars.allSatisfy { $0.isASCII || isLetter($0) } ? text : nil
  }

  /// Whether every name of a value in an expression passes a test. A name before `(` is a
  /// function's; letters of a number such as `1e5` are no names, nor is what stands behind a `#` or
  /// is no UTF-8.
  static func allValueNames(of bytes: [UInt8], pass: (String) -> Bool) -> Bool {
    var index = 0
    while index < bytes.count {
      let start = index
      if bytes[index] == UInt8(ascii: "#") {
        while index < bytes.count, bytes[index] != UInt8(ascii: "\n") { index += 1 }
        continue
      }
      while index < bytes.count, isWordByte(bytes[index]) || bytes[index] >= 0x80 { index += 1 }
      guard index > start else {
        index += 1
        continue
      }
      let isNumber = isDigit(bytes[start]) || start > 0 && bytes[start - 1] == UInt8(ascii: ".")
      guard !isNumber, let name = String(validating: bytes[start..<index], as: UTF8.self) else {
        continue
      }
      let isApplied = bytes[index...].first { !isBlank($0) } == UInt8(ascii: "(")
      guard isApplied || pass(name) else { return false }
    }
    return true
  }

  /// Whether an expression has a `;` or a line's end outside brackets with something behind it.
  static func hasSeveralStatements(_ bytes: [UInt8]) -> Bool {
    var depth = 0
    var isComment = false
    for (index, byte) in bytes.enumerated() {
      if isComment, byte != UInt8(ascii: "\n") { continue }
      isComment = false
      switch byte {
      case UInt8(ascii: "#"): isComment = true
      case UInt8(ascii: "("), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"): depth -= 1
      case UInt8(ascii: ";"), UInt8(ascii: "\n"):
        if depth <= 0, !trimmed(bytes[(index + 1)...]).isEmpty { return true }
      default: break
      }
    }
    return false
  }

  /// A finite number, decimal or hexadecimal, with or without a sign.
  package static func number(_ bytes: [UInt8]) -> Double? {
    guard let number = Double(String(decoding: bytes, as: UTF8.self)), number.isFinite else {
      return nil
    }
    return number
  }

  /// A whole number: `100`, also `1e2`.
  package static func wholeNumber(_ bytes: [UInt8]) -> Int? {
    Int(String(decoding: bytes, as: UTF8.self)) ?? number(bytes).flatMap { Int(exactly: $0) }
  }

  /// A character that can stand between fields or digits; `tab` and `\t` are one. The blanks
  /// without a break are blanks.
  package static func character(_ bytes: [UInt8]) -> UInt8? {
    if equal(bytes, "tab") || equal(bytes, #"\t"#) { return UInt8(ascii: "\t") }
    if ["\u{A0}", "\u{2009}", "\u{202F}"].contains(where: { equal(bytes, $0) }) {
      return UInt8(ascii: " ")
    }
    guard bytes.count == 1, bytes[0] == UInt8(ascii: "\t") || (0x20...0x7E).contains(bytes[0]),
      !isWordByte(bytes[0]) || bytes[0] == UInt8(ascii: "_"), !"\"#+-".utf8.contains(bytes[0])
    else { return nil }
    return bytes[0]
  }

  /// Whether an argument is shaped like an option, known or not: `-v`, `--mode`, `--mode=x`, but
  /// not `-x^2`.
  static func isOptionShaped(_ bytes: [UInt8]) -> Bool {
    guard bytes.first == hyphen else { return false }
    let body = bytes.dropFirst(bytes.count > 1 && bytes[1] == hyphen ? 2 : 1)
    guard let first = body.first, isWordByte(first), !isDigit(first) else { return false }
    let name = body.prefix { $0 != UInt8(ascii: "=") }
    return name.allSatisfy { isWordByte($0) || $0 == hyphen }
  }

  static func equal(_ bytes: some Sequence<UInt8>, _ text: String) -> Bool {
    bytes.elementsEqual(text.utf8)
  }

  static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard let first = bytes.firstIndex(where: { !isBlank($0) }),
      let last = bytes.lastIndex(where: { !isBlank($0) })
    else { return [] }
    return bytes[first...last]
  }

  static let hyphen = UInt8(ascii: "-")

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    isDigit(byte) || (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte == UInt8(ascii: "_")
  }

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
    default: false
    }
  }
}

/// An input and the text of its value: `NAME=VALUE`.
///
/// A class, as arrays of all kinds of objects have the same metadata: the first array of any other
/// type costs a run 12 000 instructions.
package final class Binding: Sendable {
  package let name: String
  /// As typed; it need not be valid UTF-8.
  package let value: [UInt8]
  /// The name is one of another language: `x₁`, `\theta_0`.
  package let isForeign: Bool

  package init(name: String, value: [UInt8], isForeign: Bool = false) {
    self.name = name
    self.value = value
    self.isForeign = isForeign
  }
}

/// An interval for one input: `NAME=LOW:HIGH`. The ends are expressions without free names, as in a
/// binding.
package struct NamedRange: Sendable, Equatable {
  package let name: String
  package let low: [UInt8]
  package let high: [UInt8]

  /// nil where the text has another form.
  package init?(_ bytes: [UInt8]) {
    guard let binding = Syntax.binding(bytes) else { return nil }
    let parts = binding.value.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ !Syntax.trimmed($0).isEmpty }) else { return nil }
    name = binding.name
    low = Array(Syntax.trimmed(parts[0]))
    high = Array(Syntax.trimmed(parts[1]))
  }

  /// Whether both ends are plain numbers and the low end is not below the high one. Ends that are
  /// expressions are compared once they are evaluated.
  var isEmpty: Bool {
    guard let low = Syntax.number(low), let high = Syntax.number(high) else { return false }
    return !(low < high)
  }
}

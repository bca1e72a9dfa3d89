/// How names of other languages are written in ours: letters, digits and `_`.
package enum Spelling {
  /// Signs that look like others, with those.
  static let plainSigns: [Unicode.Scalar: String] = [
    "\u{2212}": "-", "\u{2013}": "-", "\u{B7}": "*", "\u{D7}": "*", "\u{22C5}": "*",
    "\u{2217}": "*",
    "\u{F7}": "/", "\u{2215}": "/", "\u{2264}": "<=", "\u{2265}": ">=", "\u{2260}": "!=",
    "\u{FF08}": "(", "\u{FF09}": ")", "\u{FF0C}": ",", "\u{FF0B}": "+", "\u{FF1D}": "=",
  ]

  /// Letters and digits that stand below the line.
  static let lowered: [Unicode.Scalar: String] = {
    var table: [Unicode.Scalar: String] = [
      "\u{1D62}": "i", "\u{2C7C}": "j", "\u{2090}": "a", "\u{2091}": "e", "\u{2092}": "o",
      "\u{2093}": "x", "\u{2095}": "h", "\u{2096}": "k", "\u{2097}": "l", "\u{2098}": "m",
      "\u{2099}": "n", "\u{209A}": "p", "\u{209B}": "s", "\u{209C}": "t", "\u{1D63}": "r",
      "\u{1D64}": "u", "\u{1D65}": "v",
    ]
    for digit in 0..<10 { table[Unicode.Scalar(0x2080 + digit) ?? "0"] = String(digit) }
    return table
  }()

  /// Letters, digits and signs that stand above the line.
  static let raised: [Unicode.Scalar: String] = {
    var table: [Unicode.Scalar: String] = [
      "\u{B2}": "2", "\u{B3}": "3", "\u{B9}": "1", "\u{2070}": "0", "\u{207A}": "+",
      "\u{207B}": "-", "\u{207D}": "(", "\u{207E}": ")", "\u{207F}": "n", "\u{2071}": "i",
      "\u{02E3}": "x", "\u{02B8}": "y", "\u{1D43}": "a", "\u{1D47}": "b", "\u{1D48}": "d",
      "\u{1D4F}": "k", "\u{1D50}": "m", "\u{1D56}": "p", "\u{1D57}": "t", "\u{02B2}": "j",
      "\u{02B3}": "r", "\u{02E2}": "s",
    ]
    for digit in 4..<10 { table[Unicode.Scalar(0x2070 + digit) ?? "0"] = String(digit) }
    return table
  }()

  static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
    default: false
    }
  }

  static func isRaised(_ scalar: Unicode.Scalar) -> Bool { raised[scalar] != nil }

  /// Marks above a letter, with what they are called.
  static let marks: [Unicode.Scalar: String] = [
    "\u{302}": "hat", "\u{304}": "bar", "\u{305}": "bar", "\u{307}": "dot", "\u{308}": "ddot",
    "\u{303}": "tilde", "\u{20D7}": "vec",
  ]

  /// Whether a scalar goes on with a name: a mark or a subscript.
  static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    lowered[scalar] != nil || marks[scalar] != nil
  }

  /// A name with letters, digits and `_` alone: `x₁` is `x_1`, `ŷ` in two parts `y_hat`.
  package static func name(_ written: String) -> String {
    var result = ""
    var isLowered = false
    for scalar in written.unicodeScalars {
      if let letter = lowered[scalar] {
        result += (isLowered ? "" : "_") + letter
        isLowered = true
        continue
      }
      isLowered = false
      if let mark = marks[scalar] {
        result += "_" + mark
      } else if scalar == "\u{2032}" || scalar == "'" {
        result += "_prime"
      } else if scalar == "." || scalar == "$" || scalar == "@" {
        result += result.isEmpty ? "" : "_"
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

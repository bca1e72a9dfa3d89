import Numerics

/// One entry of a table.
package enum Cell: Sendable {
  case text(String)
  case number(Double)
  case integer(Int)
  /// A piece of mathematics: program text for most formats, and what LaTeX sets in mathematical
  /// mode.
  case formula(text: String, latex: String)
  case empty

  /// Appends the cell as unformatted text: the same characters in every format, before its quoting.
  func append(digits: Int?, to bytes: inout [UInt8]) {
    switch self {
    case .text(let text), .formula(let text, _): bytes += text.utf8
    case .number(let number): appendNumber(number, digits: digits, to: &bytes)
    case .integer(let integer): appendInteger(integer, to: &bytes)
    case .empty: break
    }
  }
}

/// Appends a number with the given significant digits, or the fewest that read back to it.
func appendNumber(_ number: Double, digits: Int?, to bytes: inout [UInt8]) {
  if let digits {
    DecimalWriter.append(number, significantDigits: digits, to: &bytes)
  } else {
    DecimalWriter.append(number, to: &bytes)
  }
}

func appendInteger(_ integer: Int, to bytes: inout [UInt8]) {
  bytes += String(integer).utf8
}

import Numerics

/// One entry of a table.
package enum Cell: Sendable {
  case text(String)
  case number(Double)
  case integer(Int)
  /// An array. A 1×1 matrix comes out like its number.
  case matrix(Matrix)
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
    case .matrix(let matrix): appendProgramText(matrix, digits: digits, to: &bytes)
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

/// Appends a matrix as the tool's own language writes it: `[1, 2; 3, 4]`, and `zeros(0, 3)` where a
/// dimension is 0.
func appendProgramText(_ matrix: Matrix, digits: Int?, to bytes: inout [UInt8]) {
  let shape = matrix.shape
  guard shape.count > 0 else {
    bytes += "zeros(\(shape.rows), \(shape.columns))".utf8
    return
  }
  bytes.append(UInt8(ascii: "["))
  for row in 0..<shape.rows {
    if row > 0 { bytes += "; ".utf8 }
    for column in 0..<shape.columns {
      if column > 0 { bytes += ", ".utf8 }
      appendNumber(matrix[row, column], digits: digits, to: &bytes)
    }
  }
  bytes.append(UInt8(ascii: "]"))
}

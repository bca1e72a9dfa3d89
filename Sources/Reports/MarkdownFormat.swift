import Diagnostics
import Numerics

/// Pipe tables (GitHub Flavored Markdown 4.10): numbers to the right, formulas and matrices as
/// code.
enum MarkdownFormat {
  static func write(
    _ report: Report, digits: Int?, to bytes: inout [UInt8], _ drain: Drain
  ) {
    for (index, table) in report.tables.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: "\n")) }
      if let title = table.title {
        bytes += "**".utf8
        append(title, to: &bytes)
        bytes += "**\n\n".utf8
      }
      append(table, digits: digits, to: &bytes, drain)
    }
    // A paragraph each: Markdown would join lines that follow one another.
    for (index, note) in report.notes.enumerated() {
      if index > 0 || !report.tables.isEmpty { bytes.append(UInt8(ascii: "\n")) }
      append(note, to: &bytes)
      bytes.append(UInt8(ascii: "\n"))
    }
  }

  private static func append(
    _ table: Table, digits: Int?, to bytes: inout [UInt8], _ drain: Drain
  ) {
    if let matrix = table.onlyMatrix, matrix.shape.count > 0 {
      appendElements(of: matrix, in: table, digits: digits, to: &bytes)
      return
    }
    appendHeader(table.columns, isNumeric: table.numericColumns, to: &bytes)
    for row in table.rows {
      for column in table.columns.indices {
        bytes += "| ".utf8
        let start = bytes.count
        append(table.cell(row, column), digits: digits, to: &bytes)
        if bytes.count > start { bytes.append(UInt8(ascii: " ")) }
      }
      bytes += "|\n".utf8
      drain(&bytes)
    }
  }

  /// A matrix that is alone in its table is a table of its elements.
  private static func appendElements(
    of matrix: Matrix, in table: Table, digits: Int?, to bytes: inout [UInt8]
  ) {
    let columns = table.columns(of: matrix, in: 0)
    appendHeader(columns, isNumeric: columns.map { _ in true }, to: &bytes)
    for row in 0..<matrix.shape.rows {
      for column in 0..<matrix.shape.columns {
        bytes += "| ".utf8
        appendNumber(matrix[row, column], digits: digits, to: &bytes)
        bytes.append(UInt8(ascii: " "))
      }
      bytes += "|\n".utf8
    }
  }

  private static func appendHeader(
    _ columns: [Table.Column], isNumeric: [Bool], to bytes: inout [UInt8]
  ) {
    for column in columns {
      bytes += "| ".utf8
      append(column.name, to: &bytes)
      bytes.append(UInt8(ascii: " "))
    }
    bytes += "|\n".utf8
    for isNumeric in isNumeric { bytes += (isNumeric ? "| ---: " : "| --- ").utf8 }
    bytes += "|\n".utf8
  }

  private static func append(_ cell: Cell, digits: Int?, to bytes: inout [UInt8]) {
    switch cell {
    case .text(let text): append(text, to: &bytes)
    case .formula(let text, _): appendCode(text, to: &bytes)
    case .matrix:
      // Its characters need no backslash between backticks.
      bytes.append(backtick)
      cell.append(digits: digits, to: &bytes)
      bytes.append(backtick)
    case .number, .integer, .empty: cell.append(digits: digits, to: &bytes)
    }
  }

  /// Appends a text so that no character of it is markup. An underscore within a word is none.
  private static func append(_ text: String, to bytes: inout [UInt8]) {
    var shown: [UInt8] = []
    DisplayText.append(text, to: &shown)
    for (index, byte) in shown.enumerated() {
      let isMarkup =
        if byte == UInt8(ascii: "_") {
          !isWord(shown, index - 1) || !isWord(shown, index + 1)
        } else {
          markup.contains(byte)
        }
      if isMarkup { bytes.append(UInt8(ascii: "\\")) }
      bytes.append(byte)
    }
  }

  private static func isWord(_ text: [UInt8], _ index: Int) -> Bool {
    guard text.indices.contains(index) else { return false }
    switch text[index] {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): return true
    case UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...: return true
    default: return false
    }
  }

  /// Appends a text between backticks, more of them than it has in a row. A pipe needs its
  /// backslash even there.
  private static func appendCode(_ text: String, to bytes: inout [UInt8]) {
    var shown: [UInt8] = []
    DisplayText.append(text, to: &shown)
    guard !shown.isEmpty else { return }
    var (run, longest) = (0, 0)
    for byte in shown {
      run = byte == backtick ? run + 1 : 0
      longest = max(longest, run)
    }
    let fence = repeatElement(backtick, count: longest + 1)
    // A blank parts a backtick of the text from the fence, and Markdown takes both blanks away.
    let needsBlanks = shown.first == backtick || shown.last == backtick
    bytes += fence
    if needsBlanks { bytes.append(UInt8(ascii: " ")) }
    for byte in shown {
      if byte == UInt8(ascii: "|") { bytes.append(UInt8(ascii: "\\")) }
      bytes.append(byte)
    }
    if needsBlanks { bytes.append(UInt8(ascii: " ")) }
    bytes += fence
  }

  private static let markup = Array(#"\`*<>[]|&~$"#.utf8)
  private static let backtick = UInt8(ascii: "`")
}

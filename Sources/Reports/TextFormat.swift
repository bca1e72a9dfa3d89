import Diagnostics

/// Tables for a terminal: aligned columns, or bare cells for the shell.
///
/// Columns are two spaces apart and start at the left; no line ends in blanks and none is wrapped.
/// Tables are separated by an empty line, and so are the notes below them.
enum TextFormat {
  static func write(
    _ report: Report, digits: Int?, to bytes: inout [UInt8], _ drain: Drain
  ) {
    for (index, table) in report.tables.enumerated() {
      if index > 0 { bytes.append(newline) }
      if let title = table.title { appendLine(title, to: &bytes) }
      switch table.style {
      case .plain where table.hasMatrix: appendAlignedRows(of: table, digits: digits, to: &bytes)
      case .plain: appendRows(of: table, digits: digits, to: &bytes, drain)
      case .grid:
        appendGrid(table, digits: digits, to: &bytes, drain)
        appendMatrices(of: table, digits: digits, to: &bytes)
      }
    }
    if !report.tables.isEmpty, !report.notes.isEmpty { bytes.append(newline) }
    for note in report.notes { appendLine(note, to: &bytes) }
  }

  private static func appendRows(
    of table: Table, digits: Int?, to bytes: inout [UInt8], _ drain: Drain
  ) {
    for row in table.rows {
      let lineStart = bytes.count
      for column in table.columns.indices {
        if column > 0 { bytes.append(space) }
        append(table.cell(row, column), digits: digits, to: &bytes)
      }
      endLine(from: lineStart, in: &bytes)
      drain(&bytes)
    }
  }

  /// Goes through the rows twice, for the widths and for the lines: the texts of all cells would
  /// take more memory than the numbers.
  private static func appendGrid(
    _ table: Table, digits: Int?, to bytes: inout [UInt8], _ drain: Drain
  ) {
    guard let last = table.columns.indices.last else { return }
    var text: [UInt8] = []
    var widths = table.columns.map { DisplayText.width(of: $0.name) }
    for row in table.rows {
      for column in table.columns.indices {
        text.removeAll(keepingCapacity: true)
        appendGridCell(table.cell(row, column), digits: digits, to: &text)
        widths[column] = max(widths[column], width(of: text[...]))
      }
    }
    func appendLine(_ append: (_ column: Int) -> Void) {
      let lineStart = bytes.count
      for column in table.columns.indices {
        text.removeAll(keepingCapacity: true)
        append(column)
        bytes += text
        if column < last {
          bytes += repeatElement(
            space, count: widths[column] - width(of: text[...]) + columnGap)
        }
      }
      endLine(from: lineStart, in: &bytes)
    }
    appendLine { DisplayText.append(table.columns[$0].name, to: &text) }
    for row in table.rows {
      appendLine { appendGridCell(table.cell(row, $0), digits: digits, to: &text) }
      drain(&bytes)
    }
  }

  /// A cell of a grid, which has the shape of a matrix and its elements below.
  private static func appendGridCell(_ cell: Cell, digits: Int?, to text: inout [UInt8]) {
    if let matrix = cell.matrix {
      text += matrix.shape.description.utf8
    } else {
      append(cell, digits: digits, to: &text)
    }
  }

  /// The columns of the terminal that a text takes.
  static func width(of text: ArraySlice<UInt8>) -> Int {
    // Most texts are ASCII, one column a byte.
    text.allSatisfy { $0 < 0x80 }
      ? text.count : DisplayText.width(of: String(decoding: text, as: UTF8.self))
  }

  /// Appends a cell on one line; texts are kept from breaking the line or steering the terminal,
  /// and of a matrix stands what an empty one has, its shape.
  static func append(_ cell: Cell, digits: Int?, to bytes: inout [UInt8]) {
    switch cell {
    case .text(let text), .formula(let text, _): DisplayText.append(text, to: &bytes)
    case .matrix(let matrix): bytes += "[](\(matrix.shape))".utf8
    case .number, .integer, .empty: cell.append(digits: digits, to: &bytes)
    }
  }

  private static func appendLine(_ text: String, to bytes: inout [UInt8]) {
    DisplayText.append(text, to: &bytes)
    bytes.append(newline)
  }

  static func endLine(from lineStart: Int, in bytes: inout [UInt8]) {
    while bytes.count > lineStart, bytes.last == space { bytes.removeLast() }
    bytes.append(newline)
  }

  static let columnGap = 2
  static let indentation = 2
  static let space = UInt8(ascii: " ")
  static let newline = UInt8(ascii: "\n")
}

import Diagnostics

/// Tables for a terminal: aligned columns, or bare cells for the shell.
///
/// Columns are two spaces apart and start at the left; no line ends in blanks and none is wrapped.
/// Tables are separated by an empty line, and so are the notes below them.
enum TextFormat {
  static func write(_ report: Report, digits: Int?, to bytes: inout [UInt8]) {
    for (index, table) in report.tables.enumerated() {
      if index > 0 { bytes.append(newline) }
      if let title = table.title { appendLine(title, to: &bytes) }
      switch table.style {
      case .plain where table.hasMatrix: appendAlignedRows(of: table, digits: digits, to: &bytes)
      case .plain: appendRows(of: table, digits: digits, to: &bytes)
      case .grid:
        appendGrid(table, digits: digits, to: &bytes)
        appendMatrices(of: table, digits: digits, to: &bytes)
      }
    }
    if !report.tables.isEmpty, !report.notes.isEmpty { bytes.append(newline) }
    for note in report.notes { appendLine(note, to: &bytes) }
  }

  private static func appendRows(of table: Table, digits: Int?, to bytes: inout [UInt8]) {
    for row in table.rows {
      let lineStart = bytes.count
      for column in table.columns.indices {
        if column > 0 { bytes.append(space) }
        append(table.cell(row, column), digits: digits, to: &bytes)
      }
      endLine(from: lineStart, in: &bytes)
    }
  }

  /// Writes all cells one after the other first, so that each is formatted once.
  private static func appendGrid(_ table: Table, digits: Int?, to bytes: inout [UInt8]) {
    let columnCount = table.columns.count
    guard columnCount > 0 else { return }
    var texts: [UInt8] = []
    var ends: [Int] = []
    var widths: [Int] = []
    var columnWidths = Array(repeating: 0, count: columnCount)
    func finishCell() {
      let cell = texts[(ends.last ?? 0)...]
      let width = width(of: cell)
      let column = widths.count % columnCount
      columnWidths[column] = max(columnWidths[column], width)
      widths.append(width)
      ends.append(texts.count)
    }
    for column in table.columns {
      DisplayText.append(column.name, to: &texts)
      finishCell()
    }
    for row in table.rows {
      for column in 0..<columnCount {
        let cell = table.cell(row, column)
        if let matrix = cell.matrix {
          texts += matrix.shape.description.utf8
        } else {
          append(cell, digits: digits, to: &texts)
        }
        finishCell()
      }
    }

    var start = 0
    var cell = 0
    for _ in 0..<table.rows.count + 1 {
      let lineStart = bytes.count
      for column in 0..<columnCount {
        bytes += texts[start..<ends[cell]]
        let padding = columnWidths[column] - widths[cell] + columnGap
        if column < columnCount - 1 { bytes += repeatElement(space, count: padding) }
        start = ends[cell]
        cell += 1
      }
      endLine(from: lineStart, in: &bytes)
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

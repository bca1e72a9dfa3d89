/// Tables as separated values for programs: CSV (RFC 4180, but lines end in a newline alone, as
/// everything on Unix does) and TSV.
///
/// Every table has its header line; several tables are separated by an empty line. Titles and notes
/// are left out: they are not data.
package enum SeparatedFormat {
  /// Cells with a comma, a quotation mark, a line break or blanks at an end are quoted.
  case csv
  /// Nothing is quoted: a tab, a line break or a backslash in a cell is written `\t`, `\n`, `\r`,
  /// `\\`.
  case tsv

  func write(
    _ report: Report, digits: Int?, to bytes: inout [UInt8], _ drain: Drain
  ) {
    for (index, table) in report.tables.enumerated() {
      if index > 0 { bytes.append(newline) }
      if let matrix = table.onlyMatrix {
        append(matrix, of: table, digits: digits, to: &bytes)
        continue
      }
      appendHeader(table.columns, to: &bytes)
      for row in table.rows {
        if let shape = row.lazy.compactMap(\.matrix?.shape).first {
          appendElements(of: row, shape: shape, in: table, digits: digits, to: &bytes)
        } else {
          appendRow(row, of: table, digits: digits, to: &bytes)
        }
        drain(&bytes)
      }
    }
  }

  func appendHeader(_ columns: [Table.Column], to bytes: inout [UInt8]) {
    for (index, column) in columns.enumerated() {
      if index > 0 { bytes.append(separator) }
      append(column.name, to: &bytes)
    }
    bytes.append(newline)
  }

  private func appendRow(_ row: [Cell], of table: Table, digits: Int?, to bytes: inout [UInt8]) {
    let lineStart = bytes.count
    for column in table.columns.indices {
      if column > 0 { bytes.append(separator) }
      append(table.cell(row, column), digits: digits, to: &bytes)
    }
    // An empty line would part two tables; most readers skip it, too.
    if self == .csv, bytes.count == lineStart { bytes += #""""#.utf8 }
    bytes.append(newline)
  }

  func append(_ cell: Cell, digits: Int?, to bytes: inout [UInt8]) {
    switch cell {
    case .text(let text), .formula(let text, _): append(text, to: &bytes)
    case .number, .integer, .matrix, .empty: cell.append(digits: digits, to: &bytes)
    }
  }

  var newline: UInt8 { UInt8(ascii: "\n") }

  /// The byte between two fields.
  package var separator: UInt8 {
    switch self {
    case .csv: UInt8(ascii: ",")
    case .tsv: UInt8(ascii: "\t")
    }
  }

  /// Appends the text of a cell or the name of a column.
  package func append(_ text: String, to bytes: inout [UInt8]) {
    switch self {
    case .csv: SeparatedFormat.appendQuoted(text, to: &bytes)
    case .tsv: SeparatedFormat.appendEscaped(text, to: &bytes)
    }
  }

  private static func appendQuoted(_ text: String, to bytes: inout [UInt8]) {
    let quote = UInt8(ascii: "\"")
    let blank = UInt8(ascii: " ")
    let needsQuotes =
      text.utf8.first == blank || text.utf8.last == blank
      || text.utf8.contains { $0 == quote || $0 == UInt8(ascii: ",") || $0 == 0x0A || $0 == 0x0D }
    guard needsQuotes else {
      bytes += text.utf8
      return
    }
    bytes.append(quote)
    for byte in text.utf8 {
      if byte == quote { bytes.append(quote) }
      bytes.append(byte)
    }
    bytes.append(quote)
  }

  private static func appendEscaped(_ text: String, to bytes: inout [UInt8]) {
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\t"): bytes += #"\t"#.utf8
      case UInt8(ascii: "\n"): bytes += #"\n"#.utf8
      case UInt8(ascii: "\r"): bytes += #"\r"#.utf8
      case UInt8(ascii: "\\"): bytes += #"\\"#.utf8
      default: bytes.append(byte)
      }
    }
  }
}

/// Tables as separated values for programs: CSV (RFC 4180, but lines end in a newline alone, as
/// everything on Unix does) and TSV.
///
/// Every table has its header line; several tables are separated by an empty line. Titles and notes
/// are left out: they are not data.
package enum SeparatedFormat {
  /// Cells with a comma, a quotation mark, a line break or blanks at an end are quoted, and those
  /// that begin like a comment.
  case csv
  /// Only what begins like a comment or with a quotation mark is quoted: a tab, a line break or a
  /// backslash in a cell is written `\t`, `\n`, `\r`, `\\`.
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
    var text = text
    text.withUTF8 { append($0, to: &bytes) }
  }

  /// The same for bytes.
  package func append(_ text: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) {
    switch self {
    case .csv: SeparatedFormat.appendQuoted(text, to: &bytes)
    case .tsv: SeparatedFormat.appendEscaped(text, to: &bytes)
    }
  }

  /// What begins a comment, or a quoted field, where a field begins with it.
  private static func beginsOtherwise(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    text.first == UInt8(ascii: "#") || text.first == UInt8(ascii: "\"")
  }

  private static func appendQuoted(
    _ text: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]
  ) {
    let quote = UInt8(ascii: "\"")
    let blank = UInt8(ascii: " ")
    let needsQuotes =
      text.first == blank || text.last == blank || beginsOtherwise(text)
      || text.contains { $0 == quote || $0 == UInt8(ascii: ",") || $0 == 0x0A || $0 == 0x0D }
    guard needsQuotes else {
      bytes += text
      return
    }
    bytes.append(quote)
    for byte in text {
      if byte == quote { bytes.append(quote) }
      bytes.append(byte)
    }
    bytes.append(quote)
  }

  private static func appendEscaped(
    _ text: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]
  ) {
    let quote = UInt8(ascii: "\"")
    let isQuoted = beginsOtherwise(text)
    if isQuoted { bytes.append(quote) }
    for byte in text {
      switch byte {
      case UInt8(ascii: "\t"): bytes += #"\t"#.utf8
      case UInt8(ascii: "\n"): bytes += #"\n"#.utf8
      case UInt8(ascii: "\r"): bytes += #"\r"#.utf8
      case UInt8(ascii: "\\"): bytes += #"\\"#.utf8
      case quote where isQuoted: bytes += [quote, quote]
      default: bytes.append(byte)
      }
    }
    if isQuoted { bytes.append(quote) }
  }
}

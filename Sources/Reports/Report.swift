import Diagnostics

/// What a command has to say, apart from how it is written.
///
/// Tables are what people and spreadsheets read, `json` is what programs read; both hold the same
/// answer. Findings go to JSON here and to standard error through the diagnostic renderer.
package struct Report: Sendable {
  package var tables: [Table]
  /// The members of the JSON object, in their order; keys are stable.
  package var json: [(key: String, value: JSONValue)]
  /// Warnings about the answer. JSON gets them under `findings`, if there are any.
  package var findings: [Diagnostic]
  /// Short lines under the tables, in the text and Markdown formats only.
  package var notes: [String]

  package init(
    tables: [Table] = [], json: [(key: String, value: JSONValue)] = [],
    findings: [Diagnostic] = [], notes: [String] = []
  ) {
    self.tables = tables
    self.json = json
    self.findings = findings
    self.notes = notes
  }
}

/// A table of cells with a header.
package struct Table: Sendable {
  package enum Style: Sendable {
    /// In the text format rows only, the cells joined by one space: `eval` prints a bare number and
    /// `grad` lines of a name and a number, for the shell.
    case plain
    /// In the text format a header and aligned columns.
    case grid
  }

  package struct Column: Sendable {
    package let name: String
    /// The header in LaTeX's mathematical mode; nil: the name as text.
    package let latex: String?

    package init(name: String, latex: String? = nil) {
      self.name = name
      self.latex = latex
    }
  }

  /// A line above the table, in the formats for people.
  package var title: String?
  package var columns: [Column]
  /// One cell for each column; cells that are missing at the end of a row are empty.
  package var rows: [[Cell]]
  package var style: Style

  package init(
    title: String? = nil, columns: [Column], rows: [[Cell]] = [], style: Style = .grid
  ) {
    self.title = title
    self.columns = columns
    self.rows = rows
    self.style = style
  }

  /// A cell of a row, empty if the row is short.
  func cell(_ row: [Cell], _ column: Int) -> Cell { column < row.count ? row[column] : .empty }

  /// Whether a column holds numbers and nothing else.
  func isNumeric(_ column: Int) -> Bool {
    var hasNumber = false
    for row in rows {
      switch cell(row, column) {
      case .number, .integer: hasNumber = true
      case .text, .formula: return false
      case .empty: break
      }
    }
    return hasNumber
  }
}

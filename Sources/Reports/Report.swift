import Diagnostics

/// What a command has to say, apart from how it is written.
///
/// Tables are what people and spreadsheets read, `json` is what programs read; both hold the same
/// answer. Findings go to JSON here and to standard error through the diagnostic renderer.
package struct Report {
  package var tables: [Table]
  /// What makes the members of the JSON object, run only where they are written: most of them, and
  /// those that were added.
  private let members: () -> [(key: String, value: JSONValue)]
  private var addedMembers: [() -> (key: String, value: JSONValue)] = []
  /// Warnings about the answer. JSON gets them under `findings`, if there are any.
  package var findings: [Diagnostic]
  /// Short lines under the tables, in the text and Markdown formats only.
  package var notes: [String]

  /// - Parameter json: made only where it is written.
  package init(
    tables: [Table] = [],
    json: @autoclosure @escaping () -> [(key: String, value: JSONValue)] = [],
    findings: [Diagnostic] = [], notes: [String] = []
  ) {
    self.tables = tables
    members = json
    self.findings = findings
    self.notes = notes
  }

  /// The members of the JSON object, in their order; keys are stable. Made anew at every call.
  package var json: [(key: String, value: JSONValue)] {
    members() + addedMembers.map { $0() }
  }

  /// Adds a member at the end of the JSON object.
  package mutating func addMember(_ key: String, _ value: @autoclosure @escaping () -> JSONValue) {
    addedMembers.append { (key, value()) }
  }
}

/// A table of cells with a header. Tables and columns are objects: arrays of all kinds of objects
/// have the same metadata, which is made once.
package final class Table: Sendable {
  /// How the text format shows a table.
  package enum Style: Sendable {
    /// In the text format rows only, the cells joined by one space: `eval` prints a bare number and
    /// `grad` lines of a name and a number, for the shell. With a matrix among them the cells are
    /// aligned, and the rows of the matrix stand below each other.
    case plain
    /// In the text format a header and aligned columns; of a matrix its shape, and its elements
    /// below the table.
    case grid
  }

  /// What stands above a column.
  package final class Column: Sendable {
    package let name: String
    /// The header in LaTeX's mathematical mode; nil: the name as text.
    package let latex: String?

    package init(name: String, latex: String? = nil) {
      self.name = name
      self.latex = latex
    }
  }

  /// A line above the table, in the formats for people.
  package let title: String?
  package let columns: [Column]
  /// One cell for each column; cells that are missing at the end of a row are empty.
  package let rows: TableRows
  package let style: Style

  /// A table of rows that are there.
  package convenience init(
    title: String? = nil, columns: [Column], rows: [[Cell]] = [], style: Style = .grid
  ) {
    self.init(title: title, columns: columns, rows: TableRows(rows), style: style)
  }

  /// A table whose rows may be made while they are written.
  package init(
    title: String? = nil, columns: [Column], rows: TableRows, style: Style = .grid
  ) {
    self.title = title
    self.columns = columns
    self.rows = rows
    self.style = style
  }

  /// The same table under another title.
  package func titled(_ title: String) -> Table {
    Table(title: title, columns: columns, rows: rows, style: style)
  }

  /// A cell of a row as it is written: empty if the row is short, a number if it is a 1×1 matrix.
  func cell(_ row: [Cell], _ column: Int) -> Cell {
    guard column < row.count else { return .empty }
    if case .matrix(let matrix) = row[column], matrix.shape.isScalar {
      return .number(matrix.elements[0])
    }
    return row[column]
  }

  /// By column: whether it holds numbers and nothing else.
  var numericColumns: [Bool] {
    var hasNumber = Array(repeating: false, count: columns.count)
    var hasOther = hasNumber
    for row in rows.samples {
      for column in columns.indices {
        switch cell(row, column) {
        case .number, .integer: hasNumber[column] = true
        case .text, .formula, .matrix: hasOther[column] = true
        case .empty: break
        }
      }
    }
    return columns.indices.map { hasNumber[$0] && !hasOther[$0] }
  }
}

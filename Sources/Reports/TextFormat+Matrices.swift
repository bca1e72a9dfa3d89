import Numerics

/// How the text format shows matrices.
extension TextFormat {
  /// Writes the rows of a plain table that has a matrix: the cells aligned and two spaces apart,
  /// the rows of a matrix below each other.
  ///
  /// ```
  /// x  2.5
  /// W  0.1   0.25
  ///    -0.4  1
  /// ```
  static func appendAlignedRows(of table: Table, digits: Int?, to bytes: inout [UInt8]) {
    // Nothing is padded in the last column.
    let padded = table.columns.indices.dropLast()
    var widths = Array(repeating: 0, count: padded.count)
    for row in table.rows {
      for column in padded {
        let block = TextBlock(table.cell(row, column), digits: digits)
        widths[column] = max(widths[column], block.width)
      }
    }
    for row in table.rows {
      let blocks = table.columns.indices.map {
        TextBlock(table.cell(row, $0), digits: digits)
      }
      TextBlock.append(blocks, paddedTo: widths, gap: columnGap, to: &bytes)
    }
  }

  /// Writes the elements of the matrices of a grid, of which the grid itself shows the shapes.
  ///
  /// The matrices of a row are compared with each other, a value with its adjoint or its tangents,
  /// and those of a column are read downwards or upwards. So they stand in columns where every line
  /// of the table keeps to 80 characters, otherwise below each other, one way for the whole table.
  ///
  /// ```
  /// v0 A value    v0 A adjoint
  ///   1  2          43  50
  ///   3  4          43  50
  ///
  /// v2 C value    v2 C adjoint
  ///   19  22        1  1
  ///   43  50        1  1
  /// ```
  static func appendMatrices(of table: Table, digits: Int?, to bytes: inout [UInt8]) {
    var widths = Array(repeating: 0, count: table.columns.count)
    var groups: [[TextBlock?]] = []
    for row in table.rows where row.contains(where: { $0.matrix != nil }) {
      let blocks = blocks(of: row, in: table, digits: digits)
      guard blocks.contains(where: { $0 != nil }) else { continue }
      for (column, block) in blocks.enumerated() {
        widths[column] = max(widths[column], block?.width ?? 0)
      }
      groups.append(blocks)
    }
    let columns = widths.indices.filter { widths[$0] > 0 }
    let fits = columns.reduce(-blockGap) { $0 + blockGap + widths[$1] } <= lineWidth
    for blocks in groups {
      let lines = fits ? [columns] : columns.filter { blocks[$0] != nil }.map { [$0] }
      for line in lines {
        bytes.append(newline)
        TextBlock.append(
          line.map { blocks[$0] }, paddedTo: line.map { widths[$0] }, gap: blockGap, to: &bytes)
      }
    }
  }

  /// The matrices of a row under their headings, nil for other cells and for empty matrices, of
  /// which there is nothing to show.
  private static func blocks(of row: [Cell], in table: Table, digits: Int?) -> [TextBlock?] {
    let label = Array(row.lazy.compactMap(\.words).prefix(headingCells))
    return table.columns.indices.map { column in
      guard column < row.count, let matrix = row[column].matrix, matrix.shape.count > 0 else {
        return nil
      }
      let heading = (label + [table.columns[column].name]).joined(separator: " ")
      return TextBlock(row[column], heading: heading, digits: digits)
    }
  }

  /// How many cells of a row name it: in a trace the step, and the name or the operation.
  private static let headingCells = 2
  /// The space between matrices is wider than that between their columns.
  private static let blockGap = 4
  /// What every terminal shows without wrapping.
  private static let lineWidth = 80
}

extension Cell {
  /// The text of a cell that says something in words or symbols.
  fileprivate var words: String? {
    switch self {
    case .text(let text), .formula(let text, _): text.isEmpty ? nil : text
    case .number, .integer, .matrix, .empty: nil
    }
  }
}

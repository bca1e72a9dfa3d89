import Numerics

/// Elements of a sparse matrix, counted from 0, row after row.
package struct SparseElements {
  package let rowCount: Int
  package let columnCount: Int
  package let count: Int
  /// Receives one element of a pattern, counted from 0.
  package typealias Visit = (_ row: Int, _ column: Int, _ value: Double) -> Void
  /// Calls what it is given with each element.
  private let forEach: (Visit) -> Void

  package init(
    rowCount: Int, columnCount: Int, count: Int, forEach: @escaping (Visit) -> Void
  ) {
    self.rowCount = rowCount
    self.columnCount = columnCount
    self.count = count
    self.forEach = forEach
  }

  /// The Matrix Market exchange format (Boisvert, Pozo & Remington 1996), coordinates from 1.
  package func appendMatrixMarket(digits: Int?, to bytes: inout [UInt8], _ drain: Drain) {
    bytes += "%%MatrixMarket matrix coordinate real general\n".utf8
    bytes += "\(rowCount) \(columnCount) \(count)\n".utf8
    forEach { row, column, value in
      appendInteger(row + 1, to: &bytes)
      bytes.append(UInt8(ascii: " "))
      appendInteger(column + 1, to: &bytes)
      bytes.append(UInt8(ascii: " "))
      appendNumber(value, digits: digits, to: &bytes)
      bytes.append(UInt8(ascii: "\n"))
      drain(&bytes)
    }
  }

  /// How large a picture is, and into how many cells a large matrix is put together.
  private enum Picture {
    static let size = 480.0
    static let margin = 40.0
    static let mostCells = 240
  }

  /// A picture of the pattern: a square for each element, blue where it is positive, red where it
  /// is negative, grey where it is 0. Large matrices are drawn in cells of several rows and
  /// columns, the darker the fuller.
  package func appendPicture(to bytes: inout [UInt8], _ drain: Drain) {
    let largest = max(1, rowCount, columnCount)
    let cells = min(largest, Picture.mostCells)
    let perCell = Double(largest) / Double(cells)
    let side = Picture.size / Double(cells)
    let width = side * (Double(columnCount) / perCell).rounded(.up)
    let height = side * (Double(rowCount) / perCell).rounded(.up)
    let caption =
      "\(rowCount) × \(columnCount), \(count) element\(count == 1 ? "" : "s")"
    bytes +=
      """
      <svg xmlns="http://www.w3.org/2000/svg" width="\(text(width + 2 * Picture.margin))" \
      height="\(text(height + 2 * Picture.margin))" role="img">
      <title>\(caption)</title>
      <rect width="100%" height="100%" fill="#fff"/>
      <g transform="translate(\(text(Picture.margin)) \(text(Picture.margin)))">
      <rect x="-1" y="-1" width="\(text(width + 2))" height="\(text(height + 2))" fill="#fafafa" \
      stroke="#999"/>

      """.utf8
    if cells == largest {
      appendElements(side, to: &bytes, drain)
    } else {
      appendCells(cells, perCell, side, to: &bytes)
    }
    bytes +=
      """
      </g>
      <text x="\(text(Picture.margin))" y="\(text(height + Picture.margin + 22))" \
      font-family="sans-serif" font-size="13" fill="#333">\(caption)</text>
      </svg>

      """.utf8
  }

  private func appendElements(_ side: Double, to bytes: inout [UInt8], _ drain: Drain) {
    let inset = side > 6 ? 0.08 * side : 0
    forEach { row, column, value in
      let colour = value > 0 ? "#2166ac" : value < 0 ? "#b2182b" : "#aaa"
      appendSquare(
        Double(column) * side + inset, Double(row) * side + inset, side - 2 * inset, colour, 1,
        to: &bytes)
      drain(&bytes)
    }
  }

  private func appendCells(
    _ cells: Int, _ perCell: Double, _ side: Double, to bytes: inout [UInt8]
  ) {
    var counts = [Int](repeating: 0, count: cells * cells)
    forEach { row, column, _ in
      let row = min(cells - 1, Int(Double(row) / perCell))
      let column = min(cells - 1, Int(Double(column) / perCell))
      counts[row * cells + column] += 1
    }
    let fullest = Double(max(1, counts.max() ?? 1))
    for (cell, count) in counts.enumerated() where count > 0 {
      appendSquare(
        Double(cell % cells) * side, Double(cell / cells) * side, side, "#2166ac",
        0.25 + 0.75 * Double(count) / fullest, to: &bytes)
    }
  }

  private func appendSquare(
    _ x: Double, _ y: Double, _ side: Double, _ colour: String, _ opacity: Double,
    to bytes: inout [UInt8]
  ) {
    bytes += #"<rect x="\#(text(x))" y="\#(text(y))" width="\#(text(side))" "#.utf8
    bytes += #"height="\#(text(side))" fill="\#(colour)""#.utf8
    if opacity < 1 { bytes += #" fill-opacity="\#(text(opacity))""#.utf8 }
    bytes += "/>\n".utf8
  }

  private func text(_ number: Double) -> String {
    DecimalWriter.text(number, significantDigits: 5)
  }
}

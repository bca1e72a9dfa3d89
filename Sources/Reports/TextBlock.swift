import Diagnostics
import Numerics

/// A rectangle of text that can stand beside others: a piece of text, or a matrix with its columns
/// aligned.
///
/// Every element is formatted once; lines are put together when they are written.
struct TextBlock {
  /// The columns of the terminal that the block takes.
  private(set) var width = 0
  /// The number of lines.
  private(set) var height = 0

  /// A line above the elements, which are then indented.
  private var heading: [UInt8] = []
  private var headingWidth = 0

  private var shape = Shape.scalar
  /// The elements in the order of `vec`, and where each ends.
  private var texts: [UInt8] = []
  private var ends: [Int] = []
  private var columnWidths: [Int] = []

  init(_ cell: Cell, digits: Int?) {
    if let matrix = cell.matrix, matrix.shape.count > 0 {
      format(matrix, digits: digits)
    } else {
      TextFormat.append(cell, digits: digits, to: &texts)
      ends = [texts.count]
      columnWidths = [TextFormat.width(of: texts[...])]
    }
    width = columnWidths.reduce(0, +) + TextFormat.columnGap * (shape.columns - 1)
    height = shape.rows
  }

  /// A block with a line above it.
  init(_ cell: Cell, heading: String, digits: Int?) {
    self.init(cell, digits: digits)
    DisplayText.append(heading, to: &self.heading)
    headingWidth = TextFormat.width(of: self.heading[...])
    width = max(headingWidth, TextFormat.indentation + width)
    height += 1
  }

  private mutating func format(_ matrix: Matrix, digits: Int?) {
    shape = matrix.shape
    ends.reserveCapacity(shape.count)
    columnWidths.reserveCapacity(shape.columns)
    for column in 0..<shape.columns {
      var widest = 0
      for row in 0..<shape.rows {
        let start = texts.count
        appendNumber(matrix[row, column], digits: digits, to: &texts)
        widest = max(widest, texts.count - start)
        ends.append(texts.count)
      }
      columnWidths.append(widest)
    }
  }

  /// Appends one line of the block, or nothing below its last; returns how many columns it took.
  private func appendLine(_ line: Int, to bytes: inout [UInt8]) -> Int {
    guard line < height else { return 0 }
    guard headingWidth > 0 else { return appendRow(line, to: &bytes) }
    if line == 0 {
      bytes += heading
      return headingWidth
    }
    bytes += repeatElement(TextFormat.space, count: TextFormat.indentation)
    return TextFormat.indentation + appendRow(line - 1, to: &bytes)
  }

  private func appendRow(_ row: Int, to bytes: inout [UInt8]) -> Int {
    // A block of one column may be text with characters of any width.
    if shape.columns == 1 {
      bytes += text(row)
      return shape.rows == 1 ? columnWidths[0] : text(row).count
    }
    var taken = 0
    var wanted = 0
    for column in 0..<shape.columns {
      bytes += repeatElement(TextFormat.space, count: wanted - taken)
      let element = text(row + column * shape.rows)
      bytes += element
      taken = wanted + element.count
      wanted += columnWidths[column] + TextFormat.columnGap
    }
    return taken
  }

  private func text(_ element: Int) -> ArraySlice<UInt8> {
    texts[(element > 0 ? ends[element - 1] : 0)..<ends[element]]
  }

  /// Appends blocks beside each other, each but the last padded to a width, with a gap between
  /// them; where there is none, its place is left free.
  static func append(
    _ blocks: [TextBlock?], paddedTo widths: [Int], gap: Int, to bytes: inout [UInt8]
  ) {
    for line in 0..<(blocks.lazy.compactMap { $0?.height }.max() ?? 0) {
      let lineStart = bytes.count
      for (index, block) in blocks.enumerated() {
        let taken = block?.appendLine(line, to: &bytes) ?? 0
        if index < blocks.count - 1 {
          bytes += repeatElement(TextFormat.space, count: widths[index] - taken + gap)
        }
      }
      TextFormat.endLine(from: lineStart, in: &bytes)
    }
  }
}

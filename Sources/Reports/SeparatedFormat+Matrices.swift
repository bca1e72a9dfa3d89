import Numerics

/// How separated values show matrices: element by element, as programs read them.
extension SeparatedFormat {
  /// Writes the matrix of a table that has no other cell: a column for each of its columns, a line
  /// for each of its rows.
  func append(_ matrix: Matrix, of table: Table, digits: Int?, to bytes: inout [UInt8]) {
    let columns = table.columns(of: matrix, in: 0)
    // The header line is there even if no column is.
    appendHeader(columns.isEmpty ? table.columns : columns, to: &bytes)
    for row in 0..<(columns.isEmpty ? 0 : matrix.shape.rows) {
      for column in columns.indices {
        if column > 0 { bytes.append(separator) }
        appendNumber(matrix[row, column], digits: digits, to: &bytes)
      }
      bytes.append(newline)
    }
  }

  /// Writes a row that has matrices, which have the same shape: a line for each element, in the
  /// order of `vec`. The first cell names the element, `W_1_2`; the other cells are repeated.
  func appendElements(
    of row: [Cell], shape: Shape, in table: Table, digits: Int?, to bytes: inout [UInt8]
  ) {
    let name = ElementName(table.cell(row, 0), format: self, digits: digits)
    let rest = table.columns.indices.dropFirst().map { column in
      RepeatedCell(table.cell(row, column), shape: shape, format: self, digits: digits)
    }
    var element = 0
    for column in 0..<shape.columns {
      for row in 0..<shape.rows {
        name.append(row: row, column: column, to: &bytes)
        for cell in rest {
          bytes.append(separator)
          cell.append(element: element, digits: digits, to: &bytes)
        }
        bytes.append(newline)
        element += 1
      }
    }
  }
}

/// The name of a matrix, quoted once, with the place of an element to be put into it.
private struct ElementName {
  private var start: [UInt8] = []
  private var end: [UInt8] = []

  init(_ cell: Cell, format: SeparatedFormat, digits: Int?) {
    var name: [UInt8] = []
    cell.append(digits: digits, to: &name)
    format.append(String(decoding: name, as: UTF8.self) + "_", to: &start)
    // A name that ends in `_` ends in a quotation mark only if it is between two.
    if start.last == UInt8(ascii: "\"") { end = [start.removeLast()] }
  }

  /// Appends `W_1_2`: numbers count from 1.
  func append(row: Int, column: Int, to bytes: inout [UInt8]) {
    bytes += start
    appendInteger(row + 1, to: &bytes)
    bytes.append(UInt8(ascii: "_"))
    appendInteger(column + 1, to: &bytes)
    bytes += end
  }
}

/// A cell beside others whose elements are gone through in step.
private enum RepeatedCell {
  case same([UInt8])
  case elements([Double])

  init(_ cell: Cell, shape: Shape, format: SeparatedFormat, digits: Int?) {
    if let matrix = cell.matrix {
      precondition(matrix.shape == shape, "the matrices of a row have the same shape")
      self = .elements(matrix.elements)
    } else {
      var text: [UInt8] = []
      format.append(cell, digits: digits, to: &text)
      self = .same(text)
    }
  }

  func append(element: Int, digits: Int?, to bytes: inout [UInt8]) {
    switch self {
    case .same(let text): bytes += text
    case .elements(let elements): appendNumber(elements[element], digits: digits, to: &bytes)
    }
  }
}

import Diagnostics
import Numerics

/// Reads a matrix from a file that `numpy.save` wrote.
///
/// The shape is compared with the size of the file before anything is allocated.
enum NumPyReader {
  static func read(_ source: SourceText) throws(NumPyError) -> Matrix {
    guard !source.bytes.isEmpty else { throw .empty }
    let header = try NumPyHeader(source)
    let data = NumPyData(
      shape: header.shape, element: header.element.name, expected: header.dataCount,
      found: source.bytes.count - header.dataStart)
    guard data.found >= data.expected else { throw .truncatedData(data) }
    guard data.found == data.expected else { throw .overlongData(data) }
    let elements = try elements(of: source, header)
    return header.isColumnsFirst
      ? Matrix(header.shape, elements) : Matrix(header.shape, rows: elements)
  }

  /// The numbers in the order of the file.
  private static func elements(
    of source: SourceText, _ header: NumPyHeader
  ) throws(NumPyError) -> [Double] {
    let count = header.shape.count
    var inexact: (integer: String, index: Int)?
    let numbers = source.bytes.withUnsafeBytes { bytes in
      [Double](unsafeUninitializedCapacity: count) { numbers, initializedCount in
        guard let target = numbers.baseAddress, let start = bytes.baseAddress else { return }
        let elements = NumPyElements(start + header.dataStart, header.element)
        initializedCount = elements.read(from: 0, count: count, to: target)
        if initializedCount < count {
          inexact = (elements.integer(initializedCount), initializedCount)
        }
      }
    }
    guard let inexact else { return numbers }
    let (rows, columns) = (header.shape.rows, header.shape.columns)
    let (row, column) =
      header.isColumnsFirst
      ? (inexact.index % rows, inexact.index / rows)
      : (inexact.index / columns, inexact.index % columns)
    throw .inexactInteger(inexact.integer, row: row + 1, column: column + 1)
  }
}

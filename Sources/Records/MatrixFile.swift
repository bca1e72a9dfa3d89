import Diagnostics
import Numerics

/// Files that hold one matrix of numbers.
///
/// What is written reads back with the same bits, except that text knows one nan only, and that a
/// matrix without elements has no text: it is an empty file, which is a mistake where it is read.
package enum MatrixFile {
  /// What a file holds.
  package struct Contents {
    package let matrix: Matrix
    /// The names in the line above the numbers, of which there may be more or fewer than columns;
    /// nil where there is no such line.
    package let columns: [String]?
  }

  /// The matrix that a file holds. An NPY array without dimensions is 1×1, one with a single
  /// dimension a column.
  ///
  /// Takes time and memory in proportion to the file, whatever it says of itself.
  package static func read(
    _ source: SourceText, _ format: MatrixFormat, _ style: TextStyle = TextStyle()
  ) throws(MatrixFileError) -> Contents {
    guard let separation = format.separation else {
      do throws(NumPyError) {
        return Contents(matrix: try NumPyReader.read(source), columns: nil)
      } catch {
        throw .numPy(error)
      }
    }
    do throws(MatrixTextError) {
      return try SeparatedMatrixReader.read(source, style.style(separation))
    } catch {
      throw .text(error)
    }
  }

  /// The contents of a file for a matrix.
  package static func bytes(of matrix: Matrix, _ format: MatrixFormat) -> [UInt8] {
    guard let separation = format.separation else { return NumPyWriter.bytes(of: matrix) }
    return separated(matrix, by: separation.separator)
  }

  /// Rows of shortest numbers, each with its newline, without a header.
  private static func separated(_ matrix: Matrix, by separator: UInt8) -> [UInt8] {
    guard matrix.shape.count > 0 else { return [] }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(matrix.shape.count * usualNumberLength)
    for row in 0..<matrix.shape.rows {
      for column in 0..<matrix.shape.columns {
        if column > 0 { bytes.append(separator) }
        DecimalWriter.append(matrix[row, column], to: &bytes)
      }
      bytes.append(UInt8(ascii: "\n"))
    }
    return bytes
  }

  /// Bytes of a number with its separator: most results have 16 or 17 digits and a point.
  private static let usualNumberLength = 19
}

import Numerics

/// Writes a matrix as `numpy.load` reads it: version 1.0, doubles with the lowest byte first, in
/// Fortran's order, which is the order of `Matrix`.
package enum NumPyWriter {
  static func bytes(of matrix: Matrix) -> [UInt8] {
    var bytes = header(matrix.shape, isColumnsFirst: true)
    bytes.reserveCapacity(bytes.count + 8 * matrix.elements.count)
    for element in matrix.elements {
      withUnsafeBytes(of: element.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
    }
    return bytes
  }

  /// What stands before the numbers of a matrix that is written row after row.
  package static func header(rowCount: Int, columnCount: Int) -> [UInt8] {
    header(Shape(rowCount, columnCount), isColumnsFirst: false)
  }

  private static func header(_ shape: Shape, isColumnsFirst: Bool) -> [UInt8] {
    let order = isColumnsFirst ? "True" : "False"
    var header = Array(
      "{'descr': '<f8', 'fortran_order': \(order), 'shape': (\(shape.rows), \(shape.columns)), }"
        .utf8)
    // The numbers start at a multiple of 64 bytes; a newline ends the header.
    let length = NumPyHeader.magic.count + 4 + header.count + 1
    header += [UInt8](repeating: UInt8(ascii: " "), count: (64 - length % 64) % 64)
    header.append(UInt8(ascii: "\n"))
    return NumPyHeader.magic + [1, 0, UInt8(header.count & 0xFF), UInt8(header.count >> 8)]
      + header
  }
}

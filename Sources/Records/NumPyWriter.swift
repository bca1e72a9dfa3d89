import Numerics

/// Writes a matrix as `numpy.load` reads it: version 1.0, doubles with the lowest byte first, in
/// Fortran's order, which is the order of `Matrix`.
enum NumPyWriter {
  static func bytes(of matrix: Matrix) -> [UInt8] {
    let (rows, columns) = (matrix.shape.rows, matrix.shape.columns)
    var header = Array(
      "{'descr': '<f8', 'fortran_order': True, 'shape': (\(rows), \(columns)), }".utf8)
    // The numbers start at a multiple of 64 bytes; a newline ends the header.
    let length = NumPyHeader.magic.count + 4 + header.count + 1
    header += [UInt8](repeating: UInt8(ascii: " "), count: (64 - length % 64) % 64)
    header.append(UInt8(ascii: "\n"))

    var bytes: [UInt8] = []
    bytes.reserveCapacity(length + 64 + 8 * matrix.elements.count)
    bytes += NumPyHeader.magic
    bytes += [1, 0, UInt8(header.count & 0xFF), UInt8(header.count >> 8)]
    bytes += header
    for element in matrix.elements {
      withUnsafeBytes(of: element.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
    }
    return bytes
  }
}

import Diagnostics
import Foundation
import Numerics
import Records
import Testing

/// A matrix by its rows, as tests write it.
func matrix(_ rows: [Double]...) -> Matrix {
  let columnCount = rows.first?.count ?? 0
  return Matrix(
    Shape(rows.count, columnCount), (0..<columnCount).flatMap { column in rows.map { $0[column] } })
}

/// The matrix in a file of these bytes, or the message about it, without colours.
func reading(
  _ bytes: [UInt8], _ format: MatrixFormat, _ style: TextStyle = TextStyle(), name: String = "A"
) -> Reading {
  let source = SourceText(name: name, bytes: bytes)
  do {
    return .matrix(try MatrixFile.read(source, format, style).matrix)
  } catch {
    return .message(DiagnosticRenderer(color: false).render(error.diagnostic(in: source)))
  }
}

func reading(
  _ text: String, _ format: MatrixFormat, _ style: TextStyle = TextStyle(), name: String = "A"
) -> Reading {
  reading(Array(text.utf8), format, style, name: name)
}

/// What becomes of a file. Equal matrices have equal bits.
enum Reading: Equatable, CustomStringConvertible {
  case matrix(Matrix)
  case message(String)

  var description: String {
    switch self {
    case .matrix(let matrix): "\(matrix.shape): \(matrix.elements)"
    case .message(let text): text
    }
  }

  static func == (left: Reading, right: Reading) -> Bool {
    switch (left, right) {
    case (.matrix(let left), .matrix(let right)):
      left.shape == right.shape
        && left.elements.map(\.bitPattern) == right.elements.map(\.bitPattern)
    case (.message(let left), .message(let right)): left == right
    case (.matrix, .message), (.message, .matrix): false
    }
  }
}

/// An NPY file with any header.
struct NumPyFile {
  private let version: [UInt8]
  private let dictionary: [UInt8]
  private let data: [UInt8]

  init(
    version: [UInt8] = [1, 0], dictionary: some Sequence<UInt8> = usualDictionary.utf8,
    data: [UInt8] = doubles(1, 2, 3, 4)
  ) {
    self.version = version
    self.dictionary = Array(dictionary)
    self.data = data
  }

  static let usualDictionary = "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 2), }"

  var bytes: [UInt8] {
    let header = dictionary + [0x0A]
    let length = withUnsafeBytes(of: UInt32(header.count).littleEndian) { Array($0) }
    return [0x93] + Array("NUMPY".utf8) + version + length.prefix(version[0] == 1 ? 2 : 4)
      + header + data
  }

  /// Elements of a type in a shape, in the order of rows.
  static func array(_ type: String, shape: String = "(2, 2)", _ data: [UInt8]) -> [UInt8] {
    NumPyFile(
      dictionary: "{'descr': \(type), 'fortran_order': False, 'shape': \(shape), }".utf8, data: data
    ).bytes
  }

  static func doubles(_ values: Double...) -> [UInt8] {
    values.flatMap { value in
      withUnsafeBytes(of: value.bitPattern.littleEndian) { Array($0) }
    }
  }
}

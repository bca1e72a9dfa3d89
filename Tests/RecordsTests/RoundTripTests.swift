import Numerics
import Records
import TestSupport
import Testing

@Suite("Matrices written and read again")
struct RoundTripTests {
  static let hard: [Double] = [
    0, -0.0, 1, -1, 0.1, 1 / 3, .pi, .leastNonzeroMagnitude, -.leastNonzeroMagnitude, 0x1p-1022,
    (0x1p-1022).nextDown,
    1.7976931348623157e308, -1.7976931348623157e308, 1e22, 1e23, 0x1p53, 0x1p53 + 2, 1e-7, .nan,
    .infinity, -.infinity, 123456.75, (1.0).nextUp, (1.0).nextDown,
  ]

  private func expectSame(_ matrix: Matrix, _ format: MatrixFormat) {
    let read = reading(MatrixFile.bytes(of: matrix, format), format)
    #expect(read == .matrix(matrix), "\(format), \(matrix.shape)")
  }

  @Test("Every bit survives in every format", arguments: MatrixFormat.allCases)
  func hardNumbers(format: MatrixFormat) {
    for rows in [1, 2, 3, 4, 6, 8, 12, 24] {
      expectSame(Matrix(Shape(rows, Self.hard.count / rows), Self.hard), format)
    }
    for value in Self.hard { expectSame(Matrix(value), format) }
  }

  @Test("Random bits survive", arguments: MatrixFormat.allCases)
  func randomNumbers(format: MatrixFormat) {
    var random = Pseudorandom(seed: 3)
    let elements = (0..<6000).map { _ in
      let value = Double(bitPattern: random.next())
      return value.isNaN ? .nan : value
    }
    expectSame(Matrix(Shape(75, 80), elements), format)
  }

  @Test("NPY keeps empty matrices and the payload of a nan")
  func emptyMatrices() {
    for shape in [Shape(0, 0), Shape(0, 3), Shape(3, 0)] { expectSame(Matrix(shape, []), .npy) }
    expectSame(Matrix(Double(nan: 5, signaling: false)), .npy)
  }

  @Test("Text has a row a line, shortest digits, and nothing for an empty matrix")
  func text() {
    let written = matrix([1, 0.1, -0.0], [.nan, -.infinity, 1e300])
    for (format, separator) in [(MatrixFormat.csv, ","), (.tsv, "\t"), (.text, " ")] {
      let text = String(decoding: MatrixFile.bytes(of: written, format), as: UTF8.self)
      #expect(text == "1,0.1,-0\nnan,-inf,1e+300\n".replacing(",", with: separator))
      #expect(MatrixFile.bytes(of: Matrix(Shape(3, 0), []), format).isEmpty)
    }
  }
}

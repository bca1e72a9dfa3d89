import Foundation
import Numerics
import Records
import Testing

@Suite("Matrices of NumPy")
struct NumPyReaderTests {
  /// Files that NumPy 2.4 wrote.
  static let files = [
    // numpy.array([[1.5, -2.0, 0.0], [4.0, 5.0, 6.0]])
    (
      """
      k05VTVBZAQB2AHsnZGVzY3InOiAnPGY4JywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDIsID
      MpLCB9ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoA
      AAAAAAD4PwAAAAAAAADAAAAAAAAAAAAAAAAAAAAQQAAAAAAAABRAAAAAAAAAGEA=
      """, matrix([1.5, -2, 0], [4, 5, 6])
    ),
    // numpy.asfortranarray(numpy.array([[1, 2, 3], [4, 5, -6]], dtype='>i4'))
    (
      """
      k05VTVBZAQB2AHsnZGVzY3InOiAnPmk0JywgJ2ZvcnRyYW5fb3JkZXInOiBUcnVlLCAnc2hhcGUnOiAoMiwgMy
      ksIH0gICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoA
      AAABAAAABAAAAAIAAAAFAAAAA/////o=
      """, matrix([1, 2, 3], [4, 5, -6])
    ),
    // numpy.array([0.5, 1.5], dtype='<f4'), version 2.0
    (
      """
      k05VTVBZAgB0AAAAeydkZXNjcic6ICc8ZjQnLCAnZm9ydHJhbl9vcmRlcic6IEZhbHNlLCAnc2hhcGUnOiAoMi
      wpLCB9ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoA
      AAA/AADAPw==
      """, matrix([0.5], [1.5])
    ),
    // numpy.array(True), version 3.0
    (
      """
      k05VTVBZAwB0AAAAeydkZXNjcic6ICd8YjEnLCAnZm9ydHJhbl9vcmRlcic6IEZhbHNlLCAnc2hhcGUnOiAoKS
      wgfSAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoB
      """, matrix([1])
    ),
  ]

  @Test("Files that NumPy wrote are read", arguments: files)
  func written(base64: String, expected: Matrix) throws {
    let bytes = try #require(Data(base64Encoded: base64, options: .ignoreUnknownCharacters))
    #expect(reading(Array(bytes), .npy) == .matrix(expected))
  }

  /// 1 and −2 (or 254, 65534, …) as each type keeps them.
  static let types: [(type: String, data: [UInt8], second: Double)] = [
    ("<f8", [0, 0, 0, 0, 0, 0, 0xF0, 0x3F, 0, 0, 0, 0, 0, 0, 0, 0xC0], -2),
    (">f8", [0x3F, 0xF0, 0, 0, 0, 0, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 0], -2),
    ("<f4", [0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0], -2),
    (">f4", [0x3F, 0x80, 0, 0, 0xC0, 0, 0, 0], -2),
    ("<i8", [1, 0, 0, 0, 0, 0, 0, 0, 0xFE] + Array(repeating: 0xFF, count: 7), -2),
    (">i8", [0, 0, 0, 0, 0, 0, 0, 1] + Array(repeating: 0xFF, count: 7) + [0xFE], -2),
    ("<i4", [1, 0, 0, 0, 0xFE, 0xFF, 0xFF, 0xFF], -2),
    (">i4", [0, 0, 0, 1, 0xFF, 0xFF, 0xFF, 0xFE], -2),
    ("<i2", [1, 0, 0xFE, 0xFF], -2), (">i2", [0, 1, 0xFF, 0xFE], -2),
    ("|i1", [1, 0xFE], -2), ("<i1", [1, 0xFE], -2), ("|u1", [1, 0xFE], 254),
    ("<u2", [1, 0, 0xFE, 0xFF], 65534), (">u2", [0, 1, 0xFF, 0xFE], 65534),
    ("<u4", [1, 0, 0, 0, 0xFE, 0xFF, 0xFF, 0xFF], 4_294_967_294),
    (">u4", [0, 0, 0, 1, 0xFF, 0xFF, 0xFF, 0xFE], 4_294_967_294),
    ("<u8", [1, 0, 0, 0, 0, 0, 0, 0] + Array(repeating: 0, count: 7) + [0x80], 0x1p63),
    (">u8", [0, 0, 0, 0, 0, 0, 0, 1, 0x80] + Array(repeating: 0, count: 7), 0x1p63),
    ("|b1", [1, 0], 0), ("|b1", [7, 1], 1),
  ]

  @Test("Every type of element is read in both orders of bytes", arguments: types)
  func elements(type: String, data: [UInt8], second: Double) {
    let expected = Reading.matrix(matrix([1], [second]))
    #expect(reading(NumPyFile.array("'\(type)'", shape: "(2,)", data), .npy) == expected)
  }

  @Test(
    "A header may be written in any way that Python reads",
    arguments: [
      "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 2), }",
      "{'shape':(2,2),'fortran_order':False,'descr':'<f8'}",
      #"{ "fortran_order" : False , "descr" : "<f8" , "shape" : ( 2 , 2 , ) }"#,
      "  {\n'descr':\t'<f8',\r\n'shape': (2L, 2L), 'fortran_order': False}   \n\n",
    ])
  func headers(dictionary: String) {
    let file = NumPyFile(dictionary: dictionary.utf8).bytes
    #expect(reading(file, .npy) == .matrix(matrix([1, 2], [3, 4])))
  }

  @Test(
    "Zero to two dimensions make a matrix",
    arguments: [
      ("()", Shape(1, 1)), ("(3,)", Shape(3, 1)), ("(0,)", Shape(0, 1)), ("(1, 3)", Shape(1, 3)),
      ("(3, 1)", Shape(3, 1)), ("(0, 3)", Shape(0, 3)),
      ("(2147483647, 0)", Shape(2_147_483_647, 0)),
    ])
  func dimensions(text: String, shape: Shape) {
    let data = (0..<shape.count).flatMap { NumPyFile.doubles(Double($0)) }
    let expected = Reading.matrix(Matrix(shape, (0..<shape.count).map { Double($0) }))
    #expect(reading(NumPyFile.array("'<f8'", shape: text, data), .npy) == expected)
  }

  @Test("Fortran's order is the order of columns")
  func fortranOrder() {
    let dictionary = "{'descr': '<f8', 'fortran_order': True, 'shape': (2, 2), }"
    let file = NumPyFile(dictionary: dictionary.utf8).bytes
    #expect(reading(file, .npy) == .matrix(matrix([1, 3], [2, 4])))
  }

  @Test("What is written is version 1.0, with the numbers at a multiple of 64 bytes")
  func writing() {
    let bytes = MatrixFile.bytes(of: matrix([1, 2], [3, 4], [5, 6]), .npy)
    let dictionary = "{'descr': '<f8', 'fortran_order': True, 'shape': (3, 2), }"
    let padded = dictionary.padding(toLength: 117, withPad: " ", startingAt: 0) + "\n"
    let expected = [0x93] + Array("NUMPY".utf8) + [1, 0, 118, 0] + Array(padded.utf8)
    #expect(bytes == expected + NumPyFile.doubles(1, 3, 5, 2, 4, 6))
    for size in [1, 9, 10, 99, 1_000_000] {
      let matrix = Matrix(Shape(size, 1), Array(repeating: 0, count: size))
      #expect(MatrixFile.bytes(of: matrix, .npy).count % 64 == size * 8 % 64)
    }
  }
}

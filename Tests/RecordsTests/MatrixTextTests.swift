import Diagnostics
import Numerics
import Records
import Testing

@Suite("Matrices in text")
struct MatrixTextTests {
  struct Example: Sendable, CustomTestStringConvertible {
    let text: String
    let formats: [MatrixFormat]
    let rows: Matrix

    init(_ text: String, _ formats: MatrixFormat..., is rows: Matrix) {
      (self.text, self.formats, self.rows) = (text, formats, rows)
    }

    var testDescription: String { text }
  }

  static let square = matrix([1, 2], [3, 4])

  static let examples = [
    Example("1,2\n3,4\n", .csv, .text, is: square),
    Example("1\t2\n3\t4\n", .tsv, .text, is: square),
    Example("1 2\n3 4\n", .text, is: square),
    Example("1;2\n3;4\n", .text, is: square),
    Example("  1 \t 2  \n\t3  4\t\n", .text, is: square),
    Example("1, 2\n3 ,4", .csv, .text, is: square),
    Example(" 1 ,\t2 \n\t3, 4\t\n", .csv, .text, is: square),
    Example(" 1 \t 2 \n3\t4 ", .tsv, is: square),
    // Ends of lines and of the file, a byte order mark.
    Example("1,2\r\n3,4\r\n", .csv, .text, is: square),
    Example("1,2\r\n3,4\r", .csv, .text, is: square),
    Example("1\t2\r\n3\t4", .tsv, is: square),
    Example("\u{FEFF}1,2\n3,4\n", .csv, .text, is: square),
    Example("1,2\n3,4\n\n \r\n\n", .csv, .text, is: square),
    Example("\n\n1,2\n3,4", .csv, .text, is: square),
    // Headers.
    Example("x,y\n1,2\n3,4\n", .csv, .text, is: square),
    Example("x\ty\n1\t2\n3\t4\n", .tsv, .text, is: square),
    Example("first y (m/s)\n1 2\n3 4\n", .text, is: square),
    Example("x, y and z\n1 2\n3 4\n", .text, is: square),
    Example(",y\n\n1,2\n3,4\n", .csv, .text, is: square),
    Example("1st,time\n1,2\n3,4\n", .csv, .text, is: square),
    Example("\"a \"\"b\"\", c\nd\" ,\"y\"\r\n1,2\r\n3,4\r\n", .csv, .text, is: square),
    Example("x,-,.,+,e5,0x,infinite\n1,2\n3,4\n", .csv, .text, is: square),
    Example("\"x\" \"y\"\n1 2\n3 4\n", .text, is: square),
    // Comments.
    Example("# a, b\n#\n1,2\n # 5,6\n3,4\n#", .csv, .text, is: square),
    Example("1,2 # first\n3,4 #\n", .csv, .text, is: square),
    Example("x,y # names\n1,2\n3,4 \t# last", .csv, .text, is: square),
    // Quotation marks.
    Example("\"1\",\" 2 \"\n\"3\" , \"4\"\n", .csv, .text, is: square),
    Example("\"1\"\t\"2\"\n\"3\"\t\"4\"\n", .tsv, .text, is: square),
    // One row, one column, one number.
    Example("1,2,3", .csv, .text, is: matrix([1, 2, 3])),
    Example("x\n1\n2\n3\n", .csv, .tsv, .text, is: matrix([1], [2], [3])),
    Example("7", .csv, .tsv, .text, is: matrix([7])),
    Example("nan", .csv, .tsv, .text, is: matrix([.nan])),
    // Spellings of numbers.
    Example(
      "-1,+2,.5,1.,1e3,-0,0x1.8p3", .csv, .text, is: matrix([-1, 2, 0.5, 1, 1000, -0.0, 12])),
    Example(
      "nan,NaN,-nan,inf,+Inf,-INF,Infinity,-infinity", .csv, .text,
      is: matrix([.nan, .nan, .nan, .infinity, .infinity, -.infinity, .infinity, -.infinity])),
    Example(
      "1e-400,4.9e-324,1.7976931348623157e308", .csv, .text,
      is: matrix([0, .leastNonzeroMagnitude, 1.7976931348623157e308])),
  ]

  @Test("Text is read as people write it", arguments: examples)
  func accepted(example: Example) {
    for format in example.formats {
      #expect(reading(example.text, format) == .matrix(example.rows), "\(format)")
    }
  }

  /// More columns than rows, more rows than columns, and sizes around the blocks of the transpose.
  @Test(
    "Rows become columns, whatever the shape",
    arguments: [(1, 100), (100, 1), (2, 33), (33, 2), (64, 64), (65, 31), (3, 1000)])
  func shapes(rows: Int, columns: Int) {
    let text = (0..<rows).map { row in
      (0..<columns).map { "\(row * 1000 + $0)" }.joined(separator: ",")
    }.joined(separator: "\n")
    let elements = (0..<columns).flatMap { column in
      (0..<rows).map { Double($0 * 1000 + column) }
    }
    #expect(reading(text, .csv) == .matrix(Matrix(Shape(rows, columns), elements)))
  }

  @Test("Long lines and many lines are read, and what is wrong at their ends is found")
  func longTexts() throws {
    let count = 200_000
    let row = Array(String(repeating: "0.25,", count: count - 1).utf8) + Array("1".utf8)
    #expect(
      try MatrixFile.read(SourceText(name: "A", bytes: row), .csv).matrix.shape == Shape(1, count))
    let column = Array(String(repeating: "0.25\n", count: count).utf8)
    #expect(
      try MatrixFile.read(SourceText(name: "A", bytes: column), .tsv).matrix.shape
        == Shape(count, 1))

    // A mistake at the end of a long line, a field that never ends, and only blanks.
    for (text, headline) in [
      (row + Array(",x".utf8), "`x` is not a number"),
      ([UInt8](repeating: 0x78, count: 4 * count), "this file has no numbers"),
      (Array("1,".utf8) + [UInt8](repeating: 0x22, count: 4 * count + 1), "never closed"),
      (Array("1,".utf8) + [UInt8](repeating: 0x22, count: 4 * count), "is not a number"),
      ([UInt8](repeating: 0x20, count: 4 * count), "this file has no numbers"),
      (Array("1,".utf8) + [UInt8](repeating: 0x20, count: 4 * count), "a number is missing"),
      (Array("1,2".utf8) + [UInt8](repeating: 0x0A, count: 4 * count) + [0x31], "blank line"),
      (
        Array("1\n2".utf8) + [UInt8](repeating: 0x0D, count: 4 * count) + [0x33],
        "is not a number"
      ),
    ] {
      let message = "\(reading(text, .csv))"
      #expect(message.contains(headline), "\(message.prefix(200))")
    }
  }
}

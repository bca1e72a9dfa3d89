import Diagnostics
import Foundation
import Numerics
import TestSupport
import Testing

@testable import Records

/// Numbers, and files of them, as instruments and spreadsheets of other countries write them.
@Suite("Styles of text files")
struct NumberStyleTests {
  private static let comma = UInt8(ascii: ",")
  private static let point = UInt8(ascii: ".")

  static let numbers: [(text: String, decimal: UInt8, thousands: UInt8?, value: Double?)] = [
    ("1,5", comma, nil, 1.5), ("-1,5e-3", comma, nil, -1.5e-3), ("+,5", comma, nil, 0.5),
    ("1,", comma, nil, 1), ("1.5", comma, nil, nil), ("1,5,5", comma, nil, nil),
    ("12", comma, point, 12), ("1.234,5", comma, point, 1234.5), ("1234,5", comma, point, 1234.5),
    ("-12.345.678", comma, point, -12_345_678), ("1.23", comma, point, nil),
    ("1.2345", comma, point, nil), ("1234.567", comma, point, nil), (".123", comma, point, nil),
    ("1..234", comma, point, nil), ("1.234e2", comma, point, 123_400),
    ("1.234.", comma, point, nil),
    ("1,234.5", point, comma, 1234.5), ("1.234,5", point, comma, nil),
    ("1'234.5", point, UInt8(ascii: "'"), 1234.5), ("1 234,5", comma, UInt8(ascii: " "), 1234.5),
    ("1\u{202F}234\u{A0}567,5", comma, UInt8(ascii: " "), 1_234_567.5),
    ("0x1F", comma, point, 31), ("", comma, point, nil), ("-", comma, point, nil),
  ]

  @Test("A number is read in its style or not at all", arguments: numbers)
  func read(text: String, decimal: UInt8, thousands: UInt8?, value: Double?) {
    let style = NumberStyle(decimal: decimal, thousands: thousands)
    var text = text
    #expect(text.withUTF8 { style.read($0) } == value)
  }

  @Test("Formatted at random and read again, a number is itself")
  func roundTrip() {
    var random = Pseudorandom(seed: 11)
    for _ in 0..<2000 {
      let number = Double(random.below(2_000_000_000)) / random.pick([1, 100, 1000])
      let plain = DecimalWriter.text(number)
      guard !plain.contains("e") else { continue }
      let parts = plain.split(separator: ".")
      for (decimal, thousands) in [(",", "."), (".", ","), (",", " "), (".", "'")] {
        var whole = ""
        for (index, digit) in parts[0].reversed().enumerated() {
          if index > 0, index % 3 == 0 { whole = thousands + whole }
          whole = String(digit) + whole
        }
        var text = whole + (parts.count > 1 ? decimal + parts[1] : "")
        let style = NumberStyle(
          decimal: Array(decimal.utf8)[0], thousands: Array(thousands.utf8)[0])
        #expect(text.withUTF8 { style.read($0) } == number, "\(text)")
      }
    }
  }

  @Test("Rows in a style are what the usual file has, in pieces of any size")
  func rows() throws {
    let german = TextStyle(
      delimiter: UInt8(ascii: ";"), numbers: NumberStyle(decimal: Self.comma, thousands: Self.point)
    )
    let text = "x;name;y\n1,5;\"a;\nb\";2\n # c\n1.000,25; d,e ;-,5 # f\n nan;;\"3,5\"\n4;;5.5\n"
    for size in [1, 3, 1000] {
      let reading = try RowReading(
        Array(text.utf8), .csv, german, passedOver: [1], capacity: 2, chunkSize: size)
      #expect(reading.names == ["x", "name", "y"])
      #expect(reading.rows.prefix(2) == [[1.5, 2], [1000.25, -0.5]])
      #expect(reading.rows.count == 3 && reading.rows[2][0].isNaN && reading.rows[2][1] == 3.5)
      #expect(reading.lines == [2, 5, 6])
      #expect(reading.mistakes.map(\.headline) == ["`5.5` is not a number"])
    }
    let blanks = TextStyle(delimiter: UInt8(ascii: " "))
    for size in [1, 3, 1000] {
      let reading = try RowReading(
        Array("a  b\tc\n 1   2 \"x\ny\"\n# \"\n3\t4 , 5 \n".utf8), .csv, blanks, passedOver: [2],
        chunkSize: size)
      #expect(reading.names == ["a", "b", "c"])
      #expect(reading.rows == [[1, 2], [3, 4]])
      #expect(reading.lines == [2, 5])
    }
  }

  @Test("A matrix is read in its style, with the names of its columns")
  func matrices() throws {
    let style = TextStyle(
      delimiter: UInt8(ascii: ";"), numbers: NumberStyle(decimal: Self.comma, thousands: Self.point)
    )
    let text = "\"U \"\"x\"\" (V)\";b\n1,5;2\n1.000;-,5\n"
    let contents = try MatrixFile.read(SourceText(name: "A", text), .csv, style)
    #expect(contents.matrix == matrix([1.5, 2], [1000, -0.5]))
    #expect(contents.columns == ["U \"x\" (V)", "b"])
    let commas = TextStyle(numbers: NumberStyle(decimal: Self.comma))
    #expect(reading("1,5 2,5\n3 ; 4,\n", .text, commas).description.contains("separated in two"))
    #expect(reading("1,5 2,5\n3  4,\n", .text, commas) == .matrix(matrix([1.5, 2.5], [3, 4])))
    #expect(try MatrixFile.read(SourceText(name: "A", "1,2\n"), .csv).columns == nil)
  }

  @Test("What a message proposes reads the file")
  func proposals() throws {
    let files = [
      "x;y\n1;2\n", "x;y\n1,5;2\n", "x;y\n1.000,5;2\n", "x|y\n1,000.5|2\n", "x\ty\n1,5\t2\n",
      "x y\n1 2\n",
      "x;y\n1 000,5;2\n", "x;y\n1'000.5;2\n",
    ]
    for file in files {
      let source = SourceText(name: "A", file)
      let lines = source.bytes.split(separator: 10)
      let style = try #require(
        StyleGuess.style(ofRows: lines, not: FieldStyle(.commas)), "\(file)")
      let text = TextStyle(
        delimiter: style.separation.separator, numbers: style.numbers)
      let reading = try RowReading(source.bytes, .csv, text)
      #expect(reading.rows.count == 1 && reading.mistakes.isEmpty, "\(file)")
      #expect(try MatrixFile.read(source, .csv, text).columns == ["x", "y"])
    }
    #expect(
      StyleGuess.style(
        ofRows: [Array("Voltage (V)".utf8)[...], Array("1.5".utf8)[...]], not: FieldStyle(.commas))
        == nil)
  }

  @Test("Lines may end in carriage returns alone")
  func carriageReturns() throws {
    for text in ["x,y\r1,2\r3,4\r", "x,y\r\r1,2\r# c\r3,4"] {
      for size in [1, 4, 1000] {
        let reading = try RowReading(Array(text.utf8), .csv, chunkSize: size)
        #expect(reading.rows == [[1, 2], [3, 4]])
      }
      if !text.contains("\r\r") {
        #expect(reading(text, .csv) == .matrix(matrix([1, 2], [3, 4])))
      }
    }
    let long = "x\r" + String(repeating: "1\r", count: 200_000)
    #expect(try RowReading(Array(long.utf8), .csv, capacity: 1000).rows.count == 200_000)
  }

  @Test("Numbers are as JSON has them, or as other programs write what it has not")
  func json() throws {
    for (text, value) in [
      ("NaN", Double.nan), ("null", .nan), ("Infinity", .infinity), ("-Infinity", -.infinity),
      ("0", 0), ("-0.5e+3", -500), ("10.25", 10.25),
    ] {
      let rows = try RowReading("{\"x\": \(text)}\n{\"x\":[\(text)]}\n", .ndjson).rows.map { $0[0] }
      #expect(rows == [value, value] || value.isNaN && rows.allSatisfy(\.isNaN), "\(text)")
      let object = Array("{\"x\": [\(text)]}".utf8)
      #expect(object.withUnsafeBufferPointer { ObjectCheck.isObject($0) }, "\(text)")
    }
    for text in ["01", "-01", "0.", ".5", "+1", "1.e5", "0x10", "-.5", "00", "nan", "inf", "1_000"]
    {
      let reading = try RowReading("{\"x\": 1}\n{\"x\": \(text)}\n{\"x\": [\(text)]}\n", .ndjson)
      #expect(reading.rows == [[1]], "\(text)")
      #expect(reading.mistakes.count == 2)
      let isNumber = Double(text).map { $0.isFinite } ?? false
      #expect(
        reading.mistakes.allSatisfy { $0.headline.contains("is no number of JSON") == isNumber })
      // A row that is kept says the same of a member that nobody needs.
      let object = Array("{\"x\": 1, \"y\": [\(text)] }".utf8)
      let mistake = object.withUnsafeBufferPointer { ObjectCheck.mistake(in: $0) }
      let source = SourceText(name: "A", bytes: object)
      #expect(
        mistake?.diagnostic(in: source).headline.contains("is no number of JSON") == isNumber,
        "\(text)")
    }
  }

  @Test("Members of objects inside are columns")
  func nested() throws {
    let text = """
      {"a": {"x": 1, "b": {"\\u0078": [1, 2]}, "t": []}, "x": 5}
      {"x": 6, "a": {"b": {"x": [3, 4], "y": {}}, "x": 2}}
      {"x": 6, "a": 7}
      {"x": 6, "a": {"b": {"x": [3]}, "x": 2}}
      """
    let reading = try RowReading(text, .ndjson, passedOver: [2])
    #expect(reading.names == ["a.x", "a.b.x", "a.t", "x"])
    #expect(reading.rows == [[1, 1, 2, 5], [2, 3, 4, 6]])
    #expect(
      reading.mistakes.map(\.headline) == [
        "this row has no `a.x`", "`a.b.x` is no 2×1 array here, as in the first row",
      ])
  }
}

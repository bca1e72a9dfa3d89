import Diagnostics
import Foundation
import Numerics
import TestSupport
import Testing

@testable import Records

/// Files of rows as people have them.
@Suite("Reading rows")
struct RowReaderTests {
  @Test("Blanks, quotation marks, comments and ends of lines do not change the numbers")
  func people() throws {
    let texts = [
      "x,y\n1,2\n3,4\n", "x,y\r\n1,2\r\n3,4", "\u{feff}x,y\n1,2\n3,4", " x , y \n 1 , 2 \n\t3\t,4 ",
      "\"x\",\"y\"\n\"1\",2\n3,\"4\"", "# by hand\n\nx,y\n#\n1,2\n\n # \"\n3,4\n\n\n",
      "x,y\n\" 1 \",+2\n3.0,.4e1", "x,y\n0x1,2.\n0.03e2,4",
    ]
    for text in texts {
      let reading = try RowReading(text, .csv)
      #expect(reading.names == ["x", "y"], "\(text)")
      #expect(reading.rows == [[1, 2], [3, 4]], "\(text)")
      #expect(reading.mistakes.isEmpty, "\(text)")
    }
    let tabs = try RowReading("x\ty\n1\t2\n 3 \t\"4\"", .tsv)
    #expect(tabs.rows == [[1, 2], [3, 4]])
  }

  @Test("The first row can be looked at, and is still the first of all")
  func firstRow() throws {
    let numbers = [1.5, 2, 3, 4].flatMap { number in
      withUnsafeBytes(of: Double(number).bitPattern.littleEndian) { Array($0) }
    }
    let files: [(String, [UInt8], RowFormat)] = [
      ("rows.csv", Array("x,y\n# none\n1.5,2\n3,4\n".utf8), .csv),
      ("bad.csv", Array("x,y\na,b\n1.5,2\n3,4\n".utf8), .csv),
      ("rows.ndjson", Array("{\"x\": 1.5, \"y\": 2}\n{\"x\": 3, \"y\": 4}".utf8), .ndjson),
      ("rows.npy", NumPyWriter.header(rowCount: 2, columnCount: 2) + numbers, .npy),
    ]
    for (name, bytes, format) in files {
      let directory = try TemporaryDirectory()
      let url = directory.url.appendingPathComponent(name)
      try Data(bytes).write(to: url)
      let reader = try RowReader(Array(url.path.utf8), format, hasNames: format != .npy)
      #expect(reader.firstNumber(inColumn: 1) == 2, "\(name)")
      #expect(reader.firstNumber(inColumn: 0) == 1.5, "\(name)")
      var parser = reader.makeParser(
        RowSelection(targets: [0, 1], shapes: reader.header.shapes, columnCount: 2))
      let (chunk, block) = (RowChunk(), RowBlock(columnCount: 2, capacity: 5))
      var sum = 0.0
      while try reader.next(chunk) {
        parser.begin(chunk)
        repeat {
          block.removeAll()
          _ = parser.fill(block)
          for row in 0..<block.count { sum += block.values[row] + 10 * block.values[5 + row] }
        } while !parser.isAtEnd
      }
      #expect(sum == 64.5, "\(name)")
    }
  }

  @Test("What is not finite has its names")
  func notFinite() throws {
    let reading = try RowReading("x\ninf\n-Infinity\nNaN\n+inf\n", .csv)
    #expect(reading.rows.map { $0[0] }.filter { !$0.isNaN } == [.infinity, -.infinity, .infinity])
    #expect(reading.rows[2][0].isNaN)
  }

  @Test("Columns that nobody needs may hold anything")
  func passedOver() throws {
    let text = "x,name,y\n1,a\"b\",2\n3,\"a,\nb\"\"c\",4\n5,,6\n7,#,8\n"
    let reading = try RowReading(text, .csv, passedOver: [1])
    #expect(reading.rows == [[1, 2], [3, 4], [5, 6], [7, 8]])
    #expect(reading.lines == [2, 3, 5, 6])
    #expect(reading.recordTexts[1] == "3,\"a,\nb\"\"c\",4")
  }

  @Test("A comment behind a number ends its row, and is no part of it")
  func comments() throws {
    let text = "x,name,y\n1,Apt #5,2 # two, \"or\" three\n3,b #,\"4\"\t# four\r\n5,,6 #\n7,,8#9\n"
    let reading = try RowReading(text, .csv, passedOver: [1])
    #expect(reading.rows == [[1, 2], [3, 4], [5, 6]])
    #expect(reading.recordTexts == ["1,Apt #5,2", "3,b #,\"4\"", "5,,6"])
    #expect(reading.mistakes.map(\.headline) == ["`8#9` is not a number"])
    for text in ["3 # four\n", "3\t#, four\n5\n", " \"3\" # \"four\""] {
      #expect(try RowReading(text, .csv, hasNames: false).rows.first == [3], "\(text)")
    }
    let places = try RowReading("Apt #5,1\nb,2 # c\n", .csv, hasNames: false, passedOver: [0])
    #expect(places.rows == [[1], [2]])
  }

  @Test("A mistake says where it is, and the rows around it are read")
  func mistakes() throws {
    let text = "x,y\n1,2\nx,2\n3\n\n4,5,6\n,1\n7,8 9\n1e999,1\n9,10"
    let reading = try RowReading(text, .csv)
    #expect(reading.rows == [[1, 2], [9, 10]])
    #expect(reading.mistakes.map(\.line) == [3, 4, 6, 7, 8, 9])
    #expect(
      reading.mistakes.map(\.headline) == [
        "`x` is not a number", "this row has 1 field, not 2", "this row has 3 fields, not 2",
        "a number is missing", "`8 9` is not a number", "this number is too large",
      ])
  }

  @Test("Objects have their members in any order, and others beside")
  func objects() throws {
    let text = """
      {"x": 1, "A": [[1, 2], [3, 4]], "note": "a \\" b", "more": {"x": [1, {"y": "}"}]}}
      {"A":[[5,6],[7,8]],"x":-2e0}

      { "other" : null , "x" : 3 , "A" : [ [ 1 , 2 ] , [ 3 , 4 ] ] }\r
      {"x": "null", "A": [[1, 2], [3, 4]]}
      {"x": 1, "A": [[1, 2], [3]]}
      {"x": 1}
      {"x": 1, "A": [[1, 2], [3, 4]]
      [1]
      {"x": 9, "A": [[0, 0], [0, 0]]}
      """
    let reading = try RowReading(text, .ndjson, passedOver: [2])
    #expect(reading.names == ["x", "A", "note"])
    #expect(
      reading.rows == [[1, 1, 3, 2, 4], [-2, 5, 7, 6, 8], [3, 1, 3, 2, 4], [9, 0, 0, 0, 0]])
    #expect(reading.lines == [1, 2, 4, 10])
    #expect(reading.mistakes.map(\.line) == [5, 6, 7, 8, 9])
  }

  @Test("Names of members may be escaped")
  func escapedNames() throws {
    let reading = try RowReading(#"{"\u03b1": 1, "\ud835\udc65\n": 2, "\q": 3}"#, .ndjson)
    #expect(reading.names == ["α", "𝑥\n", #"\q"#])
    #expect(reading.rows == [[1, 2, 3]])
  }

  @Test("Arrays of NumPy's of every kind of element, in both orders")
  func numPy() throws {
    func file(_ element: String, _ order: String, _ shape: String, _ data: [UInt8]) -> [UInt8] {
      let text = "{'descr': '\(element)', 'fortran_order': \(order), 'shape': (\(shape)), }\n"
      let start: [UInt8] = [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(text.utf8.count), 0]
      return start + Array(text.utf8) + data
    }
    let bytes: [UInt8] = [1, 2, 3, 255]
    #expect(try RowReading(file("|u1", "False", "2, 2", bytes), .npy).rows == [[1, 2], [3, 255]])
    #expect(try RowReading(file("|i1", "True", "2, 2", bytes), .npy).rows == [[1, 3], [2, -1]])
    #expect(try RowReading(file(">i2", "False", "2, 1", bytes), .npy).rows == [[258], [1023]])
    #expect(try RowReading(file("<f4", "False", "1,", [0, 0, 192, 63]), .npy).rows == [[1.5]])
    #expect(try RowReading(file("<f8", "False", "0, 3", []), .npy).rows.isEmpty)
    let inexact = try RowReading(
      file("<i8", "False", "2,", [1, 0, 0, 0, 0, 0, 32, 0, 5, 0, 0, 0, 0, 0, 0, 0]), .npy)
    #expect(inexact.rows == [[5]])
    #expect(inexact.mistakes.map(\.line) == [1])
  }

  @Test("Rows are the same wherever a chunk ends")
  func chunks() throws {
    var text = "n,t,v\n"
    var expected: [[Double]] = []
    var lines: [Int] = []
    var line = 2
    for row in 0..<30_000 {
      let value = Double(row) * 0.37 - 5
      lines.append(line)
      switch row % 5 {
      case 0: text += "\(row),\"a\n,\"\"\(row)\",\(value)\r\n"
      case 1: text += "\(row),it's 5\",\(value)\n"
      case 2: text += "# \"\n\(row),,\"\(value)\"\n"
      default: text += "\(row),\(String(repeating: "x", count: row % 60)),\(value)\n"
      }
      if row % 5 == 2 { lines[lines.count - 1] += 1 }
      line += row % 5 == 0 || row % 5 == 2 ? 2 : 1
      expected.append([Double(row), value])
    }
    let reading = try RowReading(Array(text.utf8), .csv, passedOver: [1], capacity: 100)
    #expect(text.utf8.count > 600_000)
    #expect(reading.mistakes.isEmpty)
    #expect(reading.rows == expected)
    #expect(reading.lines == lines)
  }

  @Test("Chunks are as small as rows of many results need them", arguments: [1, 7, 1000])
  func smallChunks(count: Int) throws {
    let scratch = FileManager.default.temporaryDirectory
      .appendingPathComponent("autodiff-rows-" + UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: scratch) }
    let text = "x,y\n" + (0..<5000).map { "\($0 % 10),1\n" }.joined()
    try Data(text.utf8).write(to: scratch)
    let reader = try RowReader(Array(scratch.path.utf8), .csv, hasNames: true)
    reader.limitChunks(toRows: count)
    let chunk = RowChunk()
    var bytes: [UInt8] = []
    while try reader.next(chunk) {
      let part = UnsafeBufferPointer(start: chunk.bytes, count: chunk.count)
      #expect(part.count { $0 == newline } <= count)
      bytes += part
    }
    #expect("x,y\n" + String(decoding: bytes, as: UTF8.self) == text)
  }

  @Test("The end of the last record does not depend on the pieces in which a text comes")
  func pieces() {
    var random = Pseudorandom(seed: 5)
    let alphabet = Array("a1,\"\"\n\n# \t".utf8)
    for _ in 0..<2000 {
      let text = (0..<random.below(40)).map { _ in random.pick(alphabet) }
      for format in [RowFormat.csv, .tsv, .ndjson] {
        var (whole, parts) = (
          RecordScanner(format.separation.map { FieldStyle($0) }),
          RecordScanner(format.separation.map { FieldStyle($0) })
        )
        text.withUnsafeBufferPointer { bytes in
          guard let base = bytes.baseAddress else { return }
          whole.scan(base, from: 0, to: text.count)
          var start = 0
          while start < text.count {
            let end = min(text.count, start + 1 + random.below(6))
            parts.scan(base, from: start, to: end)
            start = end
          }
        }
        #expect(whole.end == parts.end, "\(String(decoding: text, as: UTF8.self))")
      }
    }
  }

  @Test("No bytes make a reader fail otherwise than with a message")
  func noise() throws {
    var random = Pseudorandom(seed: 9)
    let words = [
      "{", "}", "[", "]", "\"", ",", ":", "\n", "\r\n", "1", "-", "1e5", "nan", "null", "x", "\\",
      "#", " ", "\t", "\0", "\u{feff}", "ü", "{\"x\":", "x,y\n", "1,2\n",
    ]
    for format in [RowFormat.csv, .tsv, .ndjson, .npy] {
      for _ in 0..<600 {
        var text = (0..<random.below(30)).map { _ in random.pick(words) }.joined()
        if format == .npy { text = "\u{93}NUMPY\u{1}\u{0}" + text }
        var bytes = Array(text.utf8)
        if format == .npy { bytes.removeFirst() }
        _ = try? RowReading(bytes, format, hasNames: random.below(2) == 0)
      }
    }
  }
}

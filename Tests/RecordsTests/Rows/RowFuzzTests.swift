import Foundation
import Numerics
import TestSupport
import Testing

@testable import Records

/// Files that are broken at random, read in pieces of every size and compared with simpler readers.
@Suite("Broken files of rows")
struct RowFuzzTests {
  /// A file is read several times, byte by byte among others.
  private static let caseCount = Sampling.count(300, whole: 2000)
  private static let chunkSizes = [1, 2, 3, 5, 16, 64, RowReader.usualChunkSize]

  /// Replaces, removes, doubles and inserts a few bytes.
  private static func broken(
    _ text: [UInt8], _ pieces: [String], _ noise: inout Pseudorandom
  ) -> [UInt8] {
    var text = text
    for _ in 0..<noise.below(5) {
      let place = noise.below(text.count + 1)
      let end = min(text.count, place + noise.below(4))
      switch noise.below(4) {
      case 0: text.removeSubrange(place..<end)
      case 1: text.insert(contentsOf: text[place..<end], at: place)
      case 2: text.replaceSubrange(place..<end, with: Array(noise.pick(pieces).utf8))
      default: text.insert(contentsOf: Array(noise.pick(pieces).utf8), at: place)
      }
      if text.isEmpty { text = [0x0A] }
    }
    return text
  }

  private static func same(_ left: [[Double]], _ right: [[Double]]) -> Bool {
    left.map { $0.map { $0.isNaN ? Double.nan.bitPattern : $0.bitPattern } }
      == right.map { $0.map { $0.isNaN ? Double.nan.bitPattern : $0.bitPattern } }
  }

  /// What a file is read as, in one comparable text; that it cannot be read is one, too.
  private static func account(_ reading: RowReading?) -> String {
    guard let reading else { return "cannot be read" }
    return "\(reading.names ?? []) \(reading.rows.map { $0.map(\.description) }) \(reading.lines)"
      + " \(reading.mistakes) \(reading.recordTexts)"
  }

  @Test("Separated fields are what a slow reader finds, in pieces of any size")
  func separated() throws {
    var noise = Pseudorandom(seed: 40 &+ Sampling.seed)
    let cells = [
      "1", "-2.5", " 3 ", "\"4\"", "\"a,b\"", "\"c\n d\"", "\"e\"\"f\"", "", "nan", "-inf", "x y",
      "\t7", "8\r", "\" 9 \"", "1e5", "\"q\"r", "#", "\"\"", "1e999", "0x1p3", "+.5",
      "6 # \"h\"", "\"7\" #", "Apt #5", " #",
    ]
    let pieces = [
      "\"", ",", "\t", "\n", "\r\n", "\r", " ", "#", " # ", "\n#", "1", "\0", "\"\"", "\u{feff}",
      "ü",
      "\"\n",
    ]
    for number in 0..<Self.caseCount {
      let format: RowFormat = noise.below(3) == 0 ? .tsv : .csv
      let separator = format == .csv ? "," : "\t"
      var text = noise.below(4) == 0 ? "\u{feff}" : ""
      text += ["a", "b", "c"].joined(separator: separator) + "\n"
      for _ in 0..<noise.below(7) {
        if noise.below(6) == 0 { text += noise.pick(["# c\n", "\n", " # \"\n", "  \r\n", "\t\n"]) }
        text += (0..<3).map { _ in noise.pick(cells) }.joined(separator: separator)
        text += noise.pick(["\n", "\n", "\r\n", " \n"])
      }
      if noise.below(3) == 0 { text.removeLast() }
      let bytes = Self.broken(Array(text.utf8), pieces, &noise)
      let passedOver: Set<Int> = noise.below(2) == 0 ? [] : [noise.below(3)]
      let whole = try? RowReading(bytes, format, passedOver: passedOver)
      let size = noise.pick(Self.chunkSizes)
      let parts = try? RowReading(
        bytes, format, passedOver: passedOver, capacity: 1, chunkSize: size)
      #expect(
        Self.account(whole) == Self.account(parts), "case \(number), \(size): \(bytes)")
      guard let whole else { continue }
      let slow = SlowRowReader(bytes, separator: Array(separator.utf8)[0])
      let width = slow.records.first?.fields?.count ?? 0
      var rows: [[Double]] = []
      var lines: [Int] = []
      var mistakenLines: [Int] = []
      for (line, fields) in slow.records.dropFirst() {
        if let fields,
          let numbers = SlowRowReader.row(fields, width: width, passedOver: passedOver)
        {
          rows.append(numbers)
          lines.append(line)
        } else {
          mistakenLines.append(line)
        }
      }
      #expect(Self.same(whole.rows, rows), "case \(number): \(bytes)")
      #expect(whole.lines == lines, "case \(number): \(bytes)")
      #expect(whole.mistakes.map(\.line) == mistakenLines, "case \(number): \(bytes)")
    }
  }

  @Test("Objects are what Foundation reads, in pieces of any size")
  func objects() throws {
    var noise = Pseudorandom(seed: 42 &+ Sampling.seed)
    let values = [
      "1", "-2.5e3", "0", "[1,2]", "[ 3 , 4 ]", "[[1,2],[3,4]]", "\"t\"", "null", "true",
      "{\"x\":[1,{}]}", "[]", "1e400", "-0.0", "\"\\\"}\"", "[\"a\",null]",
    ]
    let keys = ["x", "\\u0078", "v", "n", "", "a\\\"b", "ü"]
    let pieces = [
      "{", "}", "[", "]", "\"", ",", ":", "\n", "\r\n", "1", "-", "e5", ".", "null", "\\", " ",
      "\t",
      "\0", "\\u00", "0",
    ]
    for number in 0..<Self.caseCount {
      var text = "{\"x\": 1, \"v\": [1, 2]}\n"
      for _ in 0..<noise.below(6) {
        var members = (0..<noise.below(3)).map { _ in
          "\"\(noise.pick(keys))\":\(noise.pick(values))"
        }
        if noise.below(2) == 0 { members += ["\"x\": \(noise.pick(values))", "\"v\":[5,6]"] }
        text += "{" + members.joined(separator: noise.pick([",", " , "])) + "}"
        text += noise.pick(["\n", "\r\n", "\n\n", " \n"])
      }
      let bytes = Self.broken(Array(text.utf8), pieces, &noise)
      let whole = try? RowReading(bytes, .ndjson)
      let size = noise.pick(Self.chunkSizes)
      let parts = try? RowReading(bytes, .ndjson, capacity: 1, chunkSize: size)
      #expect(
        Self.account(whole) == Self.account(parts), "case \(number), \(size): \(bytes)")
      for line in bytes.split(separator: 0x0A) {
        let isObject = line.withUnsafeBufferPointer { ObjectCheck.isObject($0) }
        let parsed = try? JSONSerialization.jsonObject(with: Data(line))
        // Foundation takes some numbers for too large, and lets a comma stand before a bracket.
        let text = String(decoding: line, as: UTF8.self)
        let dense = text.filter { !$0.isWhitespace }
        guard text.utf8.elementsEqual(line), !text.contains("e"), !text.contains("E"),
          !dense.contains(",]"), !dense.contains(",}")
        else { continue }
        #expect(
          isObject == (parsed is [String: Any]),
          "case \(number): \(text)")
      }
    }
  }

  @Test("Broken arrays of NumPy's are read or refused, in any order and size")
  func arrays() throws {
    var noise = Pseudorandom(seed: 46 &+ Sampling.seed)
    for _ in 0..<Self.caseCount {
      let element = noise.pick(["<f8", ">f8", "<f4", "|i1", ">i2", "<i8", "<u8", "|b1", "<f2", "O"])
      let order = noise.pick(["True", "False"])
      let shape = noise.pick(["3, 2", "6,", "1, 6", "0, 4", "", "2, 3, 1", "99999999999, 9"])
      let text = "{'descr': '\(element)', 'fortran_order': \(order), 'shape': (\(shape)), }\n"
      var bytes: [UInt8] = [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(text.utf8.count), 0]
      bytes += Array(text.utf8) + (0..<noise.below(60)).map { _ in UInt8(noise.below(256)) }
      bytes = Self.broken(bytes, ["'", "9", "(", ")", ",", "\0", "True", "-"], &noise)
      let whole = try? RowReading(bytes, .npy)
      let parts = try? RowReading(bytes, .npy, capacity: 1, chunkSize: 1)
      #expect(Self.account(whole) == Self.account(parts))
    }
  }
}

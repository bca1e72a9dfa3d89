import Diagnostics
import Foundation
import Numerics
import Testing

@testable import Records

/// What a file of rows is read as: its rows of numbers, the line of each, and its mistakes.
struct RowReading {
  var rows: [[Double]] = []
  var lines: [Int] = []
  /// The message of each row that could not be read, by its first line.
  var mistakes: [(line: Int, headline: String)] = []
  var names: [String]?
  var recordTexts: [String] = []

  /// Reads a file with columns of numbers that are all needed but those in `passedOver`.
  init(
    _ text: [UInt8], _ format: RowFormat, _ style: TextStyle = TextStyle(), hasNames: Bool = true,
    passedOver: Set<Int> = [], capacity: Int = 7, chunkSize: Int = RowReader.usualChunkSize
  ) throws {
    let url = FileManager.default.temporaryDirectory
      .appendingPathComponent("autodiff-rows-" + UUID().uuidString)
    try Data(text).write(to: url)
    defer { try? FileManager.default.removeItem(at: url) }
    let reader = try RowReader(
      Array(url.path.utf8), format, style, hasNames: hasNames, chunkSize: chunkSize)
    names = reader.header.names
    let count = max(reader.header.columnCount, reader.header.names?.count ?? 0)
    var next: Int32 = 0
    let targets = (0..<count).map { column -> Int32 in
      guard !passedOver.contains(column) else { return -1 }
      let size =
        format == .ndjson ? Int32(reader.header.shapes[column].count) : 1
      defer { next += size }
      return next
    }
    let selection = RowSelection(
      targets: targets, shapes: reader.header.shapes, columnCount: Int(next))
    var parser = reader.makeParser(selection)
    let block = RowBlock(columnCount: Int(next), capacity: capacity)
    let chunk = RowChunk()
    var line = reader.firstLine
    while try reader.next(chunk) {
      parser.begin(chunk)
      repeat {
        block.removeAll()
        let mistake = parser.fill(block)
        for row in 0..<block.count {
          rows.append((0..<Int(next)).map { block.values[$0 * capacity + row] })
          lines.append(line + block.lines[row])
          let record = UnsafeBufferPointer(
            start: chunk.bytes + block.starts[row], count: block.ends[row] - block.starts[row])
          recordTexts.append(String(decoding: record, as: UTF8.self))
        }
        guard let mistake else { continue }
        let (record, above) = parser.mistaken
        let bytes = UnsafeBufferPointer(
          start: chunk.bytes + record.lowerBound, count: record.count)
        let source = SourceText(name: "rows", bytes: Array(bytes), firstLine: line + above)
        mistakes.append((line + above, mistake.diagnostic(in: source).headline))
      } while !parser.isAtEnd
      line += parser.line
    }
  }

  init(
    _ text: String, _ format: RowFormat, _ style: TextStyle = TextStyle(), hasNames: Bool = true,
    passedOver: Set<Int> = []
  ) throws {
    try self.init(Array(text.utf8), format, style, hasNames: hasNames, passedOver: passedOver)
  }
}

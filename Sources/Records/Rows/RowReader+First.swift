/// The first row, looked at before the rows are read.
extension RowReader {
  /// No row is looked for behind so many bytes.
  private static let firstChunkSize = 1 << 16

  /// The number in a column of the first row that can be read; nil where there is none. Call it
  /// before any call of `next`, which still gives all rows.
  package func firstNumber(inColumn column: Int) -> Double? {
    if first == nil {
      let (chunk, usual) = (RowChunk(), chunkSize)
      chunkSize = min(usual, RowReader.firstChunkSize)
      numPy?.largestChunk = 1
      defer {
        chunkSize = usual
        numPy?.largestChunk = .max
      }
      guard (try? next(chunk)) == true else { return nil }
      first = chunk
    }
    guard let first else { return nil }
    var targets = [Int32](
      repeating: -1, count: max(header.columnCount, header.names?.count ?? 0))
    targets[column] = 0
    var parser = makeParser(RowSelection(targets: targets, shapes: header.shapes, columnCount: 1))
    let block = RowBlock(columnCount: 1, capacity: 1)
    parser.begin(first)
    repeat { _ = parser.fill(block) } while block.count == 0 && !parser.isAtEnd
    return block.count == 0 ? nil : block.values[0]
  }
}

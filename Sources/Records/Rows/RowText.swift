import Numerics

/// Text that grows at its end, in memory that is used again and again.
package final class RowText {
  package private(set) var bytes: UnsafeMutablePointer<UInt8>
  package internal(set) var count = 0
  private var capacity: Int
  /// Findings that are still to be put in, in order.
  private var insertions: [Insertion] = []
  private var spare: [UInt8] = []
  /// The numbers of a few rows, to be written when all are found.
  private var decimals: UnsafeMutableBufferPointer<ShortestDecimal>
  private static let groupSize = 8

  /// A finding of a JSON row: its row's number is only known when all rows before are written.
  package struct Insertion {
    let offset: Int
    /// The number of the record in its chunk, from 0.
    package let record: Int
    /// The first result that is not finite; nil where the row could not be read.
    package let slot: Int?
    package let value: Double
  }

  package init() {
    capacity = 1 << 12
    bytes = Platform.allocate(byteCount: capacity).assumingMemoryBound(to: UInt8.self)
    decimals = .allocate(capacity: 0)
  }

  deinit {
    Platform.deallocate(bytes, byteCount: capacity)
    decimals.deallocate()
  }

  package func removeAll() {
    count = 0
    insertions.removeAll()
  }

  /// Makes room for `size` more bytes.
  func reserve(_ size: Int) {
    guard count + size > capacity else { return }
    let grown = max(count + size, capacity * 2)
    let memory = Platform.allocate(byteCount: grown).assumingMemoryBound(to: UInt8.self)
    memory.update(from: bytes, count: count)
    Platform.deallocate(bytes, byteCount: capacity)
    (bytes, capacity) = (memory, grown)
  }

  /// Puts the findings in.
  ///
  /// - Parameter text: what one says.
  package func insertFindings(_ text: (Insertion) -> String) {
    guard !insertions.isEmpty else { return }
    spare.removeAll(keepingCapacity: true)
    var start = 0
    for insertion in insertions {
      spare += UnsafeBufferPointer(start: bytes + start, count: insertion.offset - start)
      spare += text(insertion).utf8
      start = insertion.offset
    }
    spare += UnsafeBufferPointer(start: bytes + start, count: count - start)
    count = 0
    reserve(spare.count)
    bytes.update(from: spare, count: spare.count)
    count = spare.count
    insertions.removeAll()
  }

  /// Remembers a finding of the row that was appended last: it goes before the brace and the
  /// newline that end it.
  func addInsertion(_ record: Int, slot: Int?, value: Double) {
    insertions.append(Insertion(offset: count - 2, record: record, slot: slot, value: value))
  }
}

extension RowText {
  /// Where a row's results are.
  package struct Results {
    /// Number `row` of slot `slot` lies at `values[slot * stride + row]`.
    package let values: UnsafePointer<Double>
    package let stride: Int

    package init(values: UnsafePointer<Double>, stride: Int) {
      self.values = values
      self.stride = stride
    }
  }

  /// Appends all rows of a block.
  ///
  /// - Parameter firstRecord: the number of the first one's record in the chunk.
  package func append(
    _ block: RowBlock, in chunk: RowChunk, _ results: Results, _ layout: RowLayout,
    firstRecord: Int
  ) {
    let findsFirst = layout.isShortest
    let largestRow = layout.largestRow
    for row in 0..<block.count {
      reserve(largestRow)
      let place = row % RowText.groupSize
      if findsFirst, place == 0 {
        findDecimals(row..<min(row + RowText.groupSize, block.count), block, results, layout)
      }
      let surplus =
        layout.keepsRecord ? appendRecord(block.starts[row]..<block.ends[row], chunk, layout) : 0
      append(
        row, results, layout, from: surplus,
        found: findsFirst ? UnsafePointer(decimals.baseAddress) : nil,
        place: place
      ) { block.values[$0 * block.capacity + row] }
      if layout.isJSON, let slot = layout.firstNonFinite(results, row) {
        addInsertion(
          firstRecord + row, slot: slot, value: results.values[slot * results.stride + row])
      }
    }
  }

  /// Finds the decimals of some rows: number `place` of a slot is `groupSize * slot + place`.
  private func findDecimals(
    _ rows: Range<Int>, _ block: RowBlock, _ results: Results, _ layout: RowLayout
  ) {
    let count = layout.pieces.count * RowText.groupSize
    if decimals.count < count {
      decimals.deallocate()
      decimals = .allocate(capacity: count)
    }
    guard let start = decimals.baseAddress else { return }
    var next = 0
    for piece in layout.pieces {
      let numbers =
        switch piece.slot {
        case .input(let column): UnsafePointer(block.values) + column * block.capacity
        case .result(let slot), .word(let slot): results.values + slot * results.stride
        }
      ShortestDecimal.find(
        numbers + rows.lowerBound, count: rows.count, to: start + next)
      next += RowText.groupSize
    }
  }

  /// - Parameters:
  ///   - start: how many bytes of the layout's text do not follow a kept record.
  ///   - found: the decimals of a group of rows, where they were found before.
  ///   - place: the row's place in its group.
  @inline(__always)
  func append(
    _ row: Int, _ results: Results, _ layout: RowLayout, from start: Int,
    found: UnsafePointer<ShortestDecimal>? = nil, place: Int = 0, input: (Int) -> Double
  ) {
    var target = bytes + count
    layout.text.withUnsafeBufferPointer { text in
      var literal = start
      for (index, piece) in layout.pieces.enumerated() {
        target += RowText.copy(text, literal..<piece.textEnd, to: target)
        literal = piece.textEnd
        if let found {
          target += found[index &* RowText.groupSize &+ place].write(to: target)
          continue
        }
        let number: Double
        switch piece.slot {
        case .input(let column): number = input(column)
        case .result(let slot): number = results.values[slot &* results.stride &+ row]
        case .word(let slot):
          let code = results.values[slot &* results.stride &+ row]
          let word = layout.words[code.isFinite ? Int(code) : 0]
          for (index, byte) in word.enumerated() { target[index] = byte }
          target += word.count
          continue
        }
        if layout.isBinary {
          UnsafeMutableRawPointer(target).storeBytes(
            of: number.bitPattern.littleEndian, as: UInt64.self)
          target += 8
        } else {
          target += NumberText.write(number, layout, to: target)
        }
      }
      target += RowText.copy(text, literal..<layout.textCount, to: target)
    }
    count = target - bytes
  }

  /// Copies text behind which eight bytes more may be read and written; returns its length.
  @inline(__always)
  private static func copy(
    _ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, to target: UnsafeMutablePointer<UInt8>
  ) -> Int {
    guard let text = text.baseAddress else { return 0 }
    var copied = 0
    repeat {
      let word = UnsafeRawPointer(text + range.lowerBound + copied).loadUnaligned(as: UInt64.self)
      UnsafeMutableRawPointer(target + copied).storeBytes(of: word, as: UInt64.self)
      copied += 8
    } while copied < range.count
    return range.count
  }
}

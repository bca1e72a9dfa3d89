import Numerics

/// Text that grows at its end, in memory that is used again and again.
package final class RowText {
  package private(set) var bytes: UnsafeMutablePointer<UInt8>
  package internal(set) var count = 0
  private var capacity: Int
  /// Findings that are still to be put in, in order.
  private var insertions: [Insertion] = []
  private var spare: [UInt8] = []
  /// A translated record.
  var translation: [UInt8] = []

  /// A finding of a JSON row: its row's number is only known when all rows before are written.
  package struct Insertion {
    let offset: Int
    /// The number of the record in its chunk, from 0.
    package let record: Int
    /// The first result that is not finite; nil where the row could not be read.
    package let slot: Int?
    package let value: Double
  }

  /// Empty text.
  package init() {
    capacity = 1 << 12
    bytes = Platform.allocate(byteCount: capacity).assumingMemoryBound(to: UInt8.self)
  }

  deinit { Platform.deallocate(bytes, byteCount: capacity) }

  /// Forgets the text and its findings; the memory stays.
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

    @inline(__always)
    subscript(slot: Int, row: Int) -> Double { values[slot &* stride &+ row] }
  }

  /// Appends all rows of a block.
  ///
  /// - Parameter firstRecord: the number of the first one's record in the chunk.
  package func append(
    _ block: RowBlock, in chunk: RowChunk, _ results: Results, _ layout: RowLayout,
    firstRecord: Int
  ) {
    if let literals = layout.literals {
      return appendNumbers(block, in: chunk, results, layout, literals)
    }
    let largestRow = layout.largestRow
    for row in 0..<block.count {
      reserve(largestRow)
      let surplus = appendKept(block.starts[row]..<block.ends[row], chunk, layout)
      append(row, results, layout, from: surplus) { block.values[$0 * block.capacity + row] }
      if layout.isJSON, let slot = layout.firstNonFinite(results, row) {
        addInsertion(
          firstRecord + row, slot: slot, value: results[slot, row])
      }
    }
  }

  /// - Parameter start: how many bytes of the layout's text do not follow a kept record.
  @inline(__always)
  func append(
    _ row: Int, _ results: Results, _ layout: RowLayout, from start: Int, input: (Int) -> Double
  ) {
    count = write(row, results, layout, from: start, to: bytes + count, input) - bytes
  }

  /// Writes a row, or a part of one; where it ends.
  @inline(__always)
  private func write(
    _ row: Int, _ results: Results, _ layout: RowLayout, from start: Int,
    to target: UnsafeMutablePointer<UInt8>, _ input: (Int) -> Double
  ) -> UnsafeMutablePointer<UInt8> {
    var target = target
    layout.text.withUnsafeBufferPointer { text in
      var place = start
      for piece in layout.pieces {
        while place < piece.textEnd {
          target.pointee = text[place]
          target += 1
          place &+= 1
        }
        let number: Double
        switch piece.slot {
        case .input(let column): number = input(column)
        case .result(let slot): number = results[slot, row]
        case .other(let other):
          target = write(other, row, results, layout, to: target)
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
      while place < text.count {
        target.pointee = text[place]
        target += 1
        place &+= 1
      }
    }
    return target
  }

  @inline(never)
  private func write(
    _ other: RowLayout.Other, _ row: Int, _ results: Results, _ layout: RowLayout,
    to target: UnsafeMutablePointer<UInt8>
  ) -> UnsafeMutablePointer<UInt8> {
    switch other {
    case .integer(let slot):
      return RowText.write(String(Int(results[slot, row])).utf8, to: target)
    case .word(let slot):
      let code = results[slot, row]
      return RowText.write(layout.words[code.isFinite ? Int(code) : 0], to: target)
    case .part(let slot, let part):
      guard !results[slot, row].isNaN else { return target }
      // Columns of the input stand before all results.
      return write(row, results, layout.parts[part], from: 0, to: target) { _ in .nan }
    }
  }

  private static func write(
    _ text: some Collection<UInt8>, to target: UnsafeMutablePointer<UInt8>
  ) -> UnsafeMutablePointer<UInt8> {
    for (index, byte) in text.enumerated() { target[index] = byte }
    return target + text.count
  }

  // MARK: - Rows of nothing but numbers

  /// The same for a layout of numbers with little text between them, a few rows at a time.
  private func appendNumbers(
    _ block: RowBlock, in chunk: RowChunk, _ results: Results, _ layout: RowLayout,
    _ literals: [ShortestDecimal.Literal]
  ) {
    let largestRow = layout.largestRow
    let groupSize = min(RowText.mostInGroup, block.count)
    let decimals = UnsafeMutablePointer<ShortestDecimal>.allocate(
      capacity: max(1, layout.pieces.count * groupSize))
    defer { decimals.deallocate() }
    for start in stride(from: 0, to: block.count, by: max(1, groupSize)) {
      let rows = start..<min(start + groupSize, block.count)
      for (index, piece) in layout.pieces.enumerated() {
        let numbers =
          switch piece.slot {
          case .input(let column): UnsafePointer(block.values) + column * block.capacity
          case .result(let slot): results.values + slot * results.stride
          case .other(let other): results.values + other.slot * results.stride
          }
        ShortestDecimal.find(
          numbers + start, count: rows.count, to: decimals + index * groupSize)
      }
      for row in rows {
        reserve(largestRow)
        _ = appendKept(block.starts[row]..<block.ends[row], chunk, layout)
        count += literals.withUnsafeBufferPointer {
          ShortestDecimal.writeRow(
            decimals + (row - start), stride: groupSize, $0, to: bytes + count)
        }
      }
    }
  }

  /// So many rows have their numbers found before any of them is written.
  private static let mostInGroup = 8
}

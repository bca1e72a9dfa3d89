import Numerics

/// How a row of results is written: fixed text with numbers between.
///
/// ```
/// {"value": ⬚ , "gradient": {"x": ⬚ }, "mode": "reverse"}
/// ⬚ , ⬚ , ⬚
/// ```
///
/// Every text format is such a list of pieces, so that one loop writes them all.
package struct RowLayout: Sendable {
  /// What stands in a place.
  package enum Slot: Sendable {
    /// A column of the input block.
    case input(Int)
    case result(Int)
    /// A result that stands for one of `words`.
    case word(Int)
  }

  struct Piece {
    /// Where the text before the slot ends in `text`; it begins where the one before ended.
    let textEnd: Int
    let slot: Slot
  }

  private(set) var text: [UInt8] = []
  private(set) var pieces: [Piece] = []
  /// Whether the row's own record stands in front, followed by the first piece's text.
  package var keepsRecord = false
  /// What separates the fields of a kept record, and how many a row has.
  package var keptFields: (separator: UInt8, count: Int)?
  /// JSON writes what is not finite as `null`, and its records end in a brace that is taken off
  /// where they are kept.
  package var isJSON = false
  /// Numbers as eight bytes, the lowest first, with no text at all.
  package var isBinary = false
  package var words: [[UInt8]] = []
  package var digits: Int?
  /// The results that findings of JSON rows are about.
  package var watched: [Int] = []

  package init() {}

  package mutating func append(_ literal: String) { text += literal.utf8 }

  package mutating func append(_ slot: Slot) {
    pieces.append(Piece(textEnd: text.count, slot: slot))
  }

  /// How many bytes a row of binary numbers takes; nil for text.
  package var binarySize: Int? { isBinary ? 8 * pieces.count : nil }

  /// About how many bytes a row takes, without a record of its own.
  package var usualRow: Int { max(1, text.count + pieces.count * RowLayout.usualNumber) }
  private static let usualNumber = 20

  func firstNonFinite(_ results: RowText.Results, _ row: Int) -> Int? {
    watched.first { !results.values[$0 * results.stride + row].isFinite }
  }

  /// The most bytes that a row takes, without a record of its own.
  var largestRow: Int {
    let longestWord = words.reduce(0) { max($0, $1.count) }
    return text.count + pieces.count * max(NumberText.longest, longestWord) + 8
  }
}

/// Text that grows at its end, in memory that is used again and again.
package final class RowText {
  package private(set) var bytes: UnsafeMutablePointer<UInt8>
  package internal(set) var count = 0
  private var capacity: Int
  /// Findings that are still to be put in, in order.
  private var insertions: [Insertion] = []
  private var spare: [UInt8] = []

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
  }

  deinit { Platform.deallocate(bytes, byteCount: capacity) }

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
    for row in 0..<block.count {
      reserve(layout.largestRow)
      let surplus =
        layout.keepsRecord ? appendRecord(block.starts[row]..<block.ends[row], chunk, layout) : 0
      append(row, results, layout, from: surplus) { block.values[$0 * block.capacity + row] }
      if layout.isJSON, let slot = layout.firstNonFinite(results, row) {
        addInsertion(
          firstRecord + row, slot: slot, value: results.values[slot * results.stride + row])
      }
    }
  }

  /// - Parameter start: how many bytes of the layout's text do not follow a kept record.
  @inline(__always)
  func append(
    _ row: Int, _ results: Results, _ layout: RowLayout, from start: Int, input: (Int) -> Double
  ) {
    var target = bytes + count
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
      while place < text.count {
        target.pointee = text[place]
        target += 1
        place &+= 1
      }
    }
    count = target - bytes
  }
}

/// Writes the numbers of rows.
enum NumberText {
  /// No number takes more bytes.
  static let longest = DecimalWriter.capacity

  @inline(__always)
  static func write(
    _ number: Double, _ layout: RowLayout, to target: UnsafeMutablePointer<UInt8>
  ) -> Int {
    if layout.isJSON, !number.isFinite || number == 0 && number.sign == .minus {
      let word: StaticString = number.isFinite ? "-0.0" : "null"
      target.update(from: word.utf8Start, count: word.utf8CodeUnitCount)
      return word.utf8CodeUnitCount
    }
    if let digits = layout.digits { return write(number, digits, to: target) }
    return DecimalWriter.write(number, to: target)
  }

  private static func write(
    _ number: Double, _ digits: Int, to target: UnsafeMutablePointer<UInt8>
  ) -> Int {
    var bytes: [UInt8] = []
    DecimalWriter.append(number, significantDigits: digits, to: &bytes)
    target.update(from: bytes, count: bytes.count)
    return bytes.count
  }
}

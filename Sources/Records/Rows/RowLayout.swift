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
    case other(Other)
  }

  /// What is no number like others, and rare.
  package enum Other: Sendable {
    /// A result that is an integer, all of whose digits are written.
    case integer(Int)
    /// A result that stands for one of `words`.
    case word(Int)
    /// A part of the row that is left out where the result is nan, by its place in `parts`.
    case part(Int, Int)

    /// The result.
    var slot: Int {
      switch self {
      case .integer(let slot), .word(let slot), .part(let slot, _): slot
      }
    }
  }

  /// What of a row's own record stands in front of its results.
  package enum Kept: Sendable {
    case nothing
    /// The record as it is. Of separated fields: how they are written, and how many a row has.
    case record(FieldStyle?, fieldCount: Int)
    /// What a function appends for the record, also for one that could not be read.
    case translation(@Sendable (UnsafeBufferPointer<UInt8>, inout [UInt8]) -> Void)
  }

  struct Piece {
    /// Where the text before the slot ends in `text`; it begins where the one before ended.
    let textEnd: Int
    let slot: Slot
  }

  private(set) var text: [UInt8] = []
  private(set) var pieces: [Piece] = []
  private(set) var parts: [RowLayout] = []
  /// What stands in front, followed by the first piece's text.
  package var kept = Kept.nothing
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

  /// Appends text that is the same in every row.
  package mutating func append(_ literal: String) { text += literal.utf8 }

  /// Appends a place that each row fills.
  package mutating func append(_ slot: Slot) {
    pieces.append(Piece(textEnd: text.count, slot: slot))
  }

  /// Appends a part that is left out where a result is nan.
  package mutating func appendPart(
    presentIn slot: Int, _ append: (_ part: inout RowLayout) -> Void
  ) {
    var part = RowLayout()
    (part.isJSON, part.digits, part.words) = (isJSON, digits, words)
    append(&part)
    parts.append(part)
    self.append(.other(.part(slot, parts.count - 1)))
  }

  /// The text before each slot and after the last; nil unless all of it is short and every slot is
  /// a number that is written with its shortest digits, whatever it is.
  var literals: [ShortestDecimal.Literal]? {
    guard !isJSON, !isBinary, digits == nil, words.isEmpty, parts.isEmpty else {
      return nil
    }
    let ends = pieces.map(\.textEnd) + [text.count]
    let literals = zip([0] + ends, ends).compactMap { ShortestDecimal.Literal(text[$0..<$1]) }
    return literals.count == ends.count ? literals : nil
  }

  /// Whether anything of a row's own record is written.
  package var keepsRecords: Bool {
    switch kept {
    case .nothing: false
    case .record, .translation: true
    }
  }

  /// How many bytes a row of binary numbers takes; nil for text.
  package var binarySize: Int? { isBinary ? 8 * pieces.count : nil }

  /// About how many bytes a row takes, without a record of its own.
  package var usualRow: Int {
    max(1, text.count + pieces.count * RowLayout.usualNumber + parts.reduce(0) { $0 + $1.usualRow })
  }
  private static let usualNumber = 20

  func firstNonFinite(_ results: RowText.Results, _ row: Int) -> Int? {
    watched.first { !results.values[$0 * results.stride + row].isFinite }
  }

  /// The most bytes that a row takes, without a record of its own.
  var largestRow: Int {
    let longestWord = words.reduce(0) { max($0, $1.count) }
    return text.count + pieces.count * max(NumberText.longest, longestWord) + 8
      + parts.reduce(0) { $0 + $1.largestRow }
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

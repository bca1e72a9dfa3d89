import Diagnostics
import Numerics

/// Reads one JSON object (RFC 8259) that stands on one line, from the first byte to the last once.
/// A file that is one object is one line, too, if its newlines are made blanks.
///
/// The text ends with a newline, so that no loop needs another test for its end. What nobody needs
/// is passed over by its brackets and quotation marks alone, and is not checked further.
struct ObjectScanner {
  let bytes: UnsafePointer<UInt8>
  /// What places in messages count from.
  private let base: Int
  /// The end of the text, behind its last newline.
  private let end: UnsafePointer<UInt8>
  var offset: Int

  /// - Parameter base: what places in messages count from; usually the start of the record.
  init(_ bytes: UnsafePointer<UInt8>, at offset: Int, base: Int? = nil, limit: Int) {
    self.bytes = bytes
    end = bytes + limit
    self.base = base ?? offset
    self.offset = offset
  }

  var byte: UInt8 { bytes[offset] }

  @inline(__always)
  mutating func skipBlanks() {
    while byte == blank || byte == tab || byte == carriageReturn { offset &+= 1 }
  }

  func span(_ range: Range<Int>) -> Span {
    Span(range.lowerBound - base..<range.upperBound - base)
  }

  /// The error that something else is expected here.
  func expected(_ what: ObjectError.Expectation) -> ObjectError {
    .expected(what, span(offset..<(byte == newline ? offset : offset + 1)))
  }

  mutating func take(_ character: UInt8, _ what: ObjectError.Expectation) throws(ObjectError) {
    skipBlanks()
    guard byte == character else { throw expected(what) }
    offset += 1
  }

  // MARK: - Members

  /// Moves behind the brace that opens the object; whether it has members.
  mutating func open() throws(ObjectError) -> Bool {
    try take(UInt8(ascii: "{"), .object)
    skipBlanks()
    guard byte == UInt8(ascii: "}") else { return true }
    offset += 1
    return false
  }

  /// Moves behind the comma after a member, or behind the object; whether another one follows.
  mutating func goesOn() throws(ObjectError) -> Bool {
    skipBlanks()
    if byte == UInt8(ascii: ",") {
      offset += 1
      skipBlanks()
      return true
    }
    try take(UInt8(ascii: "}"), .memberEnd)
    return false
  }

  /// The place of a member's name between its quotation marks. Moves to its value.
  mutating func key() throws(ObjectError) -> Range<Int> {
    guard byte == quotationMark else { throw expected(.name) }
    let start = offset + 1
    try skipString()
    let end = offset - 1
    try take(UInt8(ascii: ":"), .colon)
    skipBlanks()
    return start..<end
  }

  /// Nothing may stand behind the object.
  mutating func finish() throws(ObjectError) {
    skipBlanks()
    guard byte == newline else { throw expected(.objectEnd) }
  }

  // MARK: - Values

  private mutating func skipString() throws(ObjectError) {
    offset += 1
    while byte != quotationMark {
      guard byte != newline else { throw expected(.stringEnd) }
      offset += byte == UInt8(ascii: "\\") && bytes[offset + 1] != newline ? 2 : 1
    }
    offset += 1
  }

  /// Moves behind a value of any kind.
  mutating func skipValue() throws(ObjectError) {
    var depth = 0
    repeat {
      switch byte {
      case newline: throw expected(.value)
      case quotationMark:
        try skipString()
        continue
      case UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: "]"), UInt8(ascii: "}"):
        guard depth > 0 else { throw expected(.value) }
        depth -= 1
      case UInt8(ascii: ","):
        guard depth > 0 else { throw expected(.value) }
      default:
        guard depth == 0 else { break }
        let start = offset
        while byte > blank, !isDelimiter(byte) { offset += 1 }
        guard offset > start else { throw expected(.value) }
        return
      }
      offset += 1
    } while depth > 0
  }

  func isDelimiter(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: ","), UInt8(ascii: "}"), UInt8(ascii: "["), UInt8(ascii: "]"),
      UInt8(ascii: ":"):
      true
    default: false
    }
  }

  /// The number that is the value of a member, as JSON spells it: `1.5` and `-1.5`, not `.5` or
  /// `+5`; what other programs write where JSON has none; or `null`, which is nan.
  mutating func number() throws(ObjectError) -> Double {
    if let number = plainNumber() { return number }
    return try unusualNumber(isElement: false)
  }

  @inline(__always)
  private mutating func element() throws(ObjectError) -> Double {
    if let number = plainNumber() { return number }
    return try unusualNumber(isElement: true)
  }

  @inline(__always)
  private mutating func plainNumber() -> Double? {
    guard beginsNumber else { return nil }
    let number = DecimalReader.readPrefix(bytes + offset, end)
    let place = number.end - bytes
    guard place > offset, number.value.isFinite, bytes[place] <= blank || isDelimiter(bytes[place]),
      isSpelledAsInJSON(bytes + offset)
    else { return nil }
    offset = place
    return number.value
  }

  private var beginsNumber: Bool {
    byte == UInt8(ascii: "-") || isDigit(byte)
  }

  private func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

  /// Whether a number has a whole part without zeros in front, and digits behind its point.
  @inline(__always)
  private func isSpelledAsInJSON(_ number: UnsafePointer<UInt8>) -> Bool {
    var place = number.pointee == UInt8(ascii: "-") ? number + 1 : number
    guard isDigit(place.pointee) else { return false }
    if place.pointee == UInt8(ascii: "0"),
      isDigit(place[1]) || place[1] | lowerCaseBit == UInt8(ascii: "x")
    {
      return false
    }
    while isDigit(place.pointee) { place += 1 }
    return place.pointee != UInt8(ascii: ".") || isDigit(place[1])
  }

  /// What stands here and is no plain number; moves behind it.
  @inline(never)
  private mutating func unusualNumber(isElement: Bool) throws(ObjectError) -> Double {
    let word = word
    offset = word.upperBound
    guard !word.isEmpty else {
      throw isElement && byte == UInt8(ascii: "[")
        ? .arrayAmongNumbers(span(offset..<offset + 1)) : expected(isElement ? .element : .number)
    }
    let text = UnsafeBufferPointer(start: bytes + word.lowerBound, count: word.count)
    if let number = ObjectScanner.namedNumber(text) { return number }
    let error: NumberError
    switch DecimalReader.read(text) {
    case let number? where number.isFinite:
      throw .spelling(span(word), number)
    case .some: error = .tooLarge(span(word))
    case nil: error = .notANumber(span(word))
    }
    throw isElement ? .element(error) : .value(error)
  }

  /// What stands for a number that JSON cannot spell, as Python and JavaScript write it.
  static func namedNumber(_ text: some Collection<UInt8>) -> Double? {
    if text.elementsEqual("null".utf8) || text.elementsEqual("NaN".utf8) { return .nan }
    if text.elementsEqual("Infinity".utf8) { return .infinity }
    return text.elementsEqual("-Infinity".utf8) ? -.infinity : nil
  }

  /// What stands here up to a blank or a delimiter.
  private var word: Range<Int> {
    var place = offset
    while bytes[place] > blank, !isDelimiter(bytes[place]) { place += 1 }
    return offset..<place
  }

  /// An array: `[1, 2, 3]` is a column, `[[1, 2], [3, 4]]` a matrix by its rows, `[]` is 0×0.
  mutating func array(
    _ store: (_ row: Int, _ column: Int, _ number: Double) -> Void
  ) throws(ObjectError) -> Shape {
    try take(UInt8(ascii: "["), .array)
    skipBlanks()
    guard byte == UInt8(ascii: "[") else {
      let count = try elements { store($0, 0, $1) }
      return Shape(count, count > 0 ? 1 : 0)
    }
    var (rows, columns) = (0, 0)
    var firstRow = offset..<offset
    repeat {
      skipBlanks()
      guard byte == UInt8(ascii: "[") else { throw wordAmongRows }
      let start = offset
      offset += 1
      skipBlanks()
      let row = rows
      let count = try elements { store(row, $0, $1) }
      if rows == 0 { (columns, firstRow) = (count, start..<offset) }
      guard count == columns else {
        throw .raggedArray(
          span(start..<offset), count: count, expected: columns, firstRow: span(firstRow))
      }
      rows += 1
    } while try goesOnInArray()
    return Shape(rows, columns)
  }

  /// What stands here, where a row should.
  private var wordAmongRows: ObjectError {
    let word = word
    guard !word.isEmpty else { return expected(.row) }
    let text = UnsafeBufferPointer(start: bytes + word.lowerBound, count: word.count)
    return beginsNumber && DecimalReader.read(text) != nil
      ? .numberAmongRows(span(word)) : .wordAmongRows(span(word))
  }

  /// The numbers up to the bracket that closes their array; how many they are.
  private mutating func elements(
    _ store: (_ index: Int, _ number: Double) -> Void
  ) throws(ObjectError) -> Int {
    if byte == UInt8(ascii: "]") {
      offset += 1
      return 0
    }
    var count = 0
    repeat {
      skipBlanks()
      store(count, try element())
      count += 1
    } while try goesOnInArray()
    return count
  }

  private mutating func goesOnInArray() throws(ObjectError) -> Bool {
    skipBlanks()
    if byte == UInt8(ascii: ",") {
      offset += 1
      return true
    }
    try take(UInt8(ascii: "]"), .elementEnd)
    return false
  }
}

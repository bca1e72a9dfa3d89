import Diagnostics
import Numerics

/// Reads one JSON object (RFC 8259) that stands on one line, from the first byte to the last once. A
/// file that is one object is one line, too, if its newlines are made blanks.
///
/// The text ends with a newline, so that no loop needs another test for its end. What nobody needs
/// is passed over by its brackets and quotation marks alone, and is not checked further.
struct ObjectScanner {
  /// A member whose value is an array of numbers, or no array and no object.
  struct Member {
    let name: ObjectName
    let shape: Shape
  }

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
  /// `+5`.
  mutating func number() throws(ObjectError) -> Double {
    if let number = plainNumber() { return number }
    throw mistake(isElement: false)
  }

  @inline(__always)
  private mutating func element() throws(ObjectError) -> Double {
    if let number = plainNumber() { return number }
    throw mistake(isElement: true)
  }

  @inline(__always)
  private mutating func plainNumber() -> Double? {
    guard beginsNumber else { return nil }
    let number = DecimalReader.readPrefix(bytes + offset, end)
    let place = number.end - bytes
    guard place > offset, number.value.isFinite, bytes[place] <= blank || isDelimiter(bytes[place])
    else { return nil }
    offset = place
    return number.value
  }

  private var beginsNumber: Bool {
    byte == UInt8(ascii: "-") || byte &- UInt8(ascii: "0") < 10
  }

  /// Why no number stands here. Moves behind what does.
  @inline(never)
  private mutating func mistake(isElement: Bool) -> ObjectError {
    let word = word
    offset = word.upperBound
    guard !word.isEmpty else {
      return isElement && byte == UInt8(ascii: "[")
        ? .arrayAmongNumbers(span(offset..<offset + 1)) : expected(isElement ? .element : .number)
    }
    let text = UnsafeBufferPointer(start: bytes + word.lowerBound, count: word.count)
    let error: NumberError =
      if text.isWord("null") {
        .missing(span(word))
      } else if DecimalReader.read(text)?.isInfinite == true {
        .tooLarge(span(word))
      } else {
        .notANumber(span(word))
      }
    return isElement ? .element(error) : .value(error)
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

  // MARK: - The first object

  /// All members that can be a number or an array of numbers.
  mutating func membersWithShapes() throws(ObjectError) -> [Member] {
    var members: [Member] = []
    if try open() {
      repeat {
        let name = try key()
        let start = offset
        if let shape = shape() {
          let text = UnsafeBufferPointer(start: bytes + name.lowerBound, count: name.count)
          members.append(Member(name: ObjectName(spelling: Array(text)), shape: shape))
        } else {
          offset = start
          try skipValue()
        }
      } while try goesOn()
    }
    try finish()
    return members
  }

  private mutating func shape() -> Shape? {
    if byte == UInt8(ascii: "[") { return try? array { _, _, _ in } }
    guard byte != UInt8(ascii: "{"), (try? skipValue()) != nil else { return nil }
    // What is missing or a text in the first row may be a number in others.
    return .scalar
  }
}

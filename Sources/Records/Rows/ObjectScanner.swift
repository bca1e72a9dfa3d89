import Diagnostics
import Numerics

/// Reads one JSON object (RFC 8259) that stands on one line, from the first byte to the last once.
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
  /// Where the record begins: places in messages count from there.
  let base: Int
  /// The end of the text, behind its last newline.
  private let end: UnsafePointer<UInt8>
  var offset: Int

  init(_ bytes: UnsafePointer<UInt8>, at offset: Int, limit: Int) {
    self.bytes = bytes
    end = bytes + limit
    base = offset
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
  func expected(_ what: String) -> RowError {
    .notJSON(span(offset..<(byte == newline ? offset : offset + 1)), expected: what)
  }

  mutating func take(_ character: UInt8, _ what: String) throws(RowError) {
    skipBlanks()
    guard byte == character else { throw expected(what) }
    offset += 1
  }

  // MARK: - Members

  /// Moves behind the brace that opens the object; whether it has members.
  mutating func open() throws(RowError) -> Bool {
    try take(UInt8(ascii: "{"), "`{`")
    skipBlanks()
    guard byte == UInt8(ascii: "}") else { return true }
    offset += 1
    return false
  }

  /// Moves behind the comma after a member, or behind the object; whether another one follows.
  mutating func goesOn() throws(RowError) -> Bool {
    skipBlanks()
    if byte == UInt8(ascii: ",") {
      offset += 1
      skipBlanks()
      return true
    }
    try take(UInt8(ascii: "}"), "`,` or `}`")
    return false
  }

  /// The place of a member's name between its quotation marks. Moves to its value.
  mutating func key() throws(RowError) -> Range<Int> {
    guard byte == quotationMark else { throw expected("a name in quotation marks") }
    let start = offset + 1
    try skipString()
    let end = offset - 1
    try take(UInt8(ascii: ":"), "`:`")
    skipBlanks()
    return start..<end
  }

  /// Nothing may stand behind the object.
  mutating func finish() throws(RowError) {
    skipBlanks()
    guard byte == newline else { throw expected("the end of the line") }
  }

  // MARK: - Values

  private mutating func skipString() throws(RowError) {
    offset += 1
    while byte != quotationMark {
      guard byte != newline else { throw expected("the end of a string") }
      offset += byte == UInt8(ascii: "\\") && bytes[offset + 1] != newline ? 2 : 1
    }
    offset += 1
  }

  /// Moves behind a value of any kind.
  mutating func skipValue() throws(RowError) {
    var depth = 0
    repeat {
      switch byte {
      case newline: throw expected("a value")
      case quotationMark:
        try skipString()
        continue
      case UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: "]"), UInt8(ascii: "}"):
        guard depth > 0 else { throw expected("a value") }
        depth -= 1
      case UInt8(ascii: ","):
        guard depth > 0 else { throw expected("a value") }
      default:
        guard depth == 0 else { break }
        let start = offset
        while byte > blank, !isDelimiter(byte) { offset += 1 }
        guard offset > start else { throw expected("a value") }
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

  /// A number as JSON spells it.
  mutating func number() throws(RowError) -> Double {
    let start = offset
    if byte == UInt8(ascii: "-") || byte &- UInt8(ascii: "0") < 10 {
      let number = DecimalReader.readPrefix(bytes + offset, end)
      let place = number.end - bytes
      if place > offset, number.value.isFinite, bytes[place] <= blank || isDelimiter(bytes[place]) {
        offset = place
        return number.value
      }
    }
    while byte > blank, !isDelimiter(byte) { offset += 1 }
    throw mistake(start..<offset)
  }

  private func mistake(_ field: Range<Int>) -> RowError {
    let span = span(field)
    guard !field.isEmpty else { return .notANumber(self.span(field.lowerBound..<offset + 1)) }
    let text = UnsafeBufferPointer(start: bytes + field.lowerBound, count: field.count)
    if text.isWord("null") { return .emptyField(span) }
    return DecimalReader.read(text)?.isInfinite == true ? .tooLarge(span) : .notANumber(span)
  }

  /// An array: `[1, 2, 3]` is a column, `[[1, 2], [3, 4]]` a matrix by its rows; nil where rows are
  /// not equally long or numbers stand among rows.
  mutating func array(
    _ store: (_ row: Int, _ column: Int, _ number: Double) -> Void
  ) throws(RowError) -> Shape? {
    try take(UInt8(ascii: "["), "an array")
    skipBlanks()
    guard byte == UInt8(ascii: "[") else {
      let count = try elements { store($0, 0, $1) }
      return Shape(count, count > 0 ? 1 : 0)
    }
    var (rows, columns) = (0, 0)
    repeat {
      skipBlanks()
      guard byte == UInt8(ascii: "[") else { return nil }
      offset += 1
      skipBlanks()
      let row = rows
      let count = try elements { store(row, $0, $1) }
      if rows == 0 { columns = count }
      guard count == columns else { return nil }
      rows += 1
      skipBlanks()
    } while try goesOnInArray()
    return Shape(rows, columns)
  }

  /// The numbers up to the bracket that closes their array; how many they are.
  private mutating func elements(
    _ store: (_ index: Int, _ number: Double) -> Void
  ) throws(RowError) -> Int {
    if byte == UInt8(ascii: "]") {
      offset += 1
      return 0
    }
    var count = 0
    repeat {
      skipBlanks()
      store(count, try number())
      count += 1
    } while try goesOnInArray()
    return count
  }

  private mutating func goesOnInArray() throws(RowError) -> Bool {
    skipBlanks()
    if byte == UInt8(ascii: ",") {
      offset += 1
      return true
    }
    try take(UInt8(ascii: "]"), "`,` or `]`")
    return false
  }

  // MARK: - The first object

  /// All members that can be a number or an array of numbers.
  mutating func membersWithShapes() throws(RowError) -> [Member] {
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

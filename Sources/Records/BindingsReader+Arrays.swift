import Diagnostics
import Numerics

/// JSON arrays: `[1, 2, 3]` is a column, `[[1, 2], [3, 4]]` a matrix by its rows, `[]` is 0×0.
extension BindingsReader {
  /// An array from its opening bracket on.
  mutating func array() throws(BindingsError) -> Matrix {
    let start = offset
    offset += 1
    skipBlanks()
    let isByRows = peek == UInt8(ascii: "[")
    offset = start
    if isByRows { return try rows() }
    var numbers: [Double] = []
    let count = try row(&numbers)
    return Matrix(Shape(count, count > 0 ? 1 : 0), numbers)
  }

  private mutating func rows() throws(BindingsError) -> Matrix {
    var numbers: [Double] = []
    var rowCount = 0
    var columnCount = 0
    var firstRow = offset..<offset
    offset += 1
    skipBlanks()
    repeat {
      let start = offset
      guard peek == UInt8(ascii: "[") else { throw mistake(for: token(), isAmongRows: true) }
      let count = try row(&numbers)
      if rowCount == 0 { (columnCount, firstRow) = (count, start..<offset) }
      guard count == columnCount else {
        throw .raggedArray(
          Span(start..<offset), count: count, expected: columnCount, firstRow: Span(firstRow))
      }
      rowCount += 1
    } while try goesOn()
    return Matrix(Shape(rowCount, columnCount), rows: numbers)
  }

  /// Appends the numbers of an array from its opening bracket on; how many there are.
  private mutating func row(_ numbers: inout [Double]) throws(BindingsError) -> Int {
    let countBefore = numbers.count
    offset += 1
    skipBlanks()
    if peek == UInt8(ascii: "]") {
      offset += 1
      return 0
    }
    repeat {
      guard peek != UInt8(ascii: "[") else { throw .arrayAmongNumbers(here) }
      let element = token()
      guard let number = number(element) else { throw mistake(for: element) }
      guard number.isFinite else { throw .tooLarge(Span(element)) }
      numbers.append(number)
    } while try goesOn()
    return numbers.count - countBefore
  }

  /// Moves behind the comma after an element, or behind the bracket that closes the array.
  private mutating func goesOn() throws(BindingsError) -> Bool {
    skipBlanks()
    switch peek {
    case UInt8(ascii: ","):
      offset += 1
      skipBlanks()
      return true
    case UInt8(ascii: "]"):
      offset += 1
      return false
    case nil: throw .notAnObject(here)
    default: throw .expected("`,` or `]`", here)
    }
  }

  /// What is wrong with an element of an array that stands in the wrong place or is no number.
  private func mistake(for element: Range<Int>, isAmongRows: Bool = false) -> BindingsError {
    if element.isEmpty {
      return peek == nil ? .notAnObject(here) : .expected("a number", here)
    }
    guard isAmongRows, number(element) != nil else { return .notANumber(Span(element)) }
    return .numberAmongRows(Span(element))
  }

  // MARK: - Numbers

  /// Moves over a number or a word, to the next blank, comma or bracket.
  mutating func token() -> Range<Int> {
    let start = offset
    while let byte = peek, byte > 0x20, !isDelimiter(byte) { offset += 1 }
    return start..<offset
  }

  private func isDelimiter(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: ","), UInt8(ascii: "}"), UInt8(ascii: "["), UInt8(ascii: "]"): true
    default: false
    }
  }

  /// The number that a part of the text spells as JSON does: `1.5` and `-1.5`, not `.5` or `+5`.
  func number(_ text: Range<Int>) -> Double? {
    guard let first = text.first.map({ source.bytes[$0] }),
      first == UInt8(ascii: "-") || (first >= UInt8(ascii: "0") && first <= UInt8(ascii: "9"))
    else { return nil }
    return source.bytes.withUnsafeBufferPointer {
      DecimalReader.read(UnsafeBufferPointer(rebasing: $0[text]))
    }
  }
}

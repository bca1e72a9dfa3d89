import Diagnostics
import Numerics

/// Reads a matrix from text: a row a line, numbers only.
///
/// The first line may name the columns: a line in which no field is a number, and some field does
/// not even begin as one. `1;2;3` in a file of commas is no header but a mistake. Blank lines may
/// stand before and after the numbers, not between them, where one may well be a number that is
/// missing. In text files that allow several separators, one of them separates all numbers: `1,5 2`
/// is nobody's three numbers.
struct SeparatedMatrixReader {
  private let format: MatrixFormat
  private var fields: SeparatedFields
  /// Row after row.
  private var numbers: [Double] = []
  private var rowCount = 0
  private var columnCount = 0
  /// Where the first row begins.
  private var firstRow = 0
  /// What separates the numbers, once two were read.
  private var separator: UInt8?

  static func read(
    _ source: SourceText, _ format: MatrixFormat
  ) throws(MatrixTextError) -> Matrix {
    if source.bytes.starts(with: [0xFF, 0xFE]) || source.bytes.starts(with: [0xFE, 0xFF]) {
      throw .sixteenBitText
    }
    return try source.bytes.withUnsafeBufferPointer { (bytes) throws(MatrixTextError) -> Matrix in
      var reader = SeparatedMatrixReader(bytes, format)
      return try reader.matrix()
    }
  }

  private init(_ bytes: UnsafeBufferPointer<UInt8>, _ format: MatrixFormat) {
    self.format = format
    fields = SeparatedFields(bytes, format)
  }

  private mutating func matrix() throws(MatrixTextError) -> Matrix {
    try skipHeader()
    while fields.startRow() {
      if rowCount > 0, let place = fields.blankLine {
        throw .blankLine(Span(place..<place))
      }
      try readRow()
    }
    guard rowCount > 0 else { throw .noNumbers }
    return Matrix(Shape(rowCount, columnCount), rows: numbers)
  }

  // MARK: - Rows

  private mutating func skipHeader() throws(MatrixTextError) {
    guard fields.startRow() else { return }
    let start = fields
    var name: Range<Int>?
    repeat {
      let field = try fields.next()
      if isNumber(field) {
        if let name { throw .numberInHeader(number: Span(field), name: Span(name)) }
        fields = start
        return
      }
      if name == nil, !field.isEmpty, !fields.bytes[field].beginsAsNumber { name = field }
    } while !fields.endsRow
    if name == nil { fields = start }
  }

  private mutating func readRow() throws(MatrixTextError) {
    let start = fields.offset
    var count = 0
    var surplus: Range<Int>?
    var last = start..<start
    repeat {
      last = try fields.next()
      numbers.append(try number(last))
      if count == columnCount { surplus = last }
      count += 1
      if format == .text, !fields.endsRow { try checkSeparator(after: last) }
    } while !fields.endsRow
    if rowCount == 0 {
      columnCount = count
      firstRow = start
    } else if count != columnCount {
      throw .raggedRow(
        Span(surplus ?? last.upperBound..<last.upperBound), count: count, expected: columnCount,
        firstRow: Span(firstRow..<firstRow))
    }
    rowCount += 1
  }

  private mutating func checkSeparator(after field: Range<Int>) throws(MatrixTextError) {
    guard let separator else {
      separator = fields.separator
      return
    }
    guard fields.separator == separator else {
      let place = max(fields.offset - 1, field.upperBound)
      throw .mixedSeparators(Span(place..<place + 1), first: separator)
    }
  }

  // MARK: - Numbers

  @inline(__always)
  private func number(_ field: Range<Int>) throws(MatrixTextError) -> Double {
    let text = UnsafeBufferPointer(rebasing: fields.bytes[field])
    if let number = DecimalReader.read(text) {
      guard number.isFinite else { throw .tooLarge(Span(field)) }
      return number
    }
    if let number = text.namedNumber { return number }
    throw field.isEmpty ? .emptyField(Span(field)) : .notANumber(Span(field), format)
  }

  private func isNumber(_ field: Range<Int>) -> Bool {
    let text = UnsafeBufferPointer(rebasing: fields.bytes[field])
    return DecimalReader.read(text) != nil || text.namedNumber != nil
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// What `nan`, `inf` and `infinity` mean, in capitals or small letters, with or without a sign.
  var namedNumber: Double? {
    guard let first, count <= 9 else { return nil }
    let isNegative = first == UInt8(ascii: "-")
    let word = self[(isNegative || first == UInt8(ascii: "+") ? 1 : 0)...]
    if word.isWord("nan") { return .nan }
    guard word.isWord("inf") || word.isWord("infinity") else { return nil }
    return isNegative ? -.infinity : .infinity
  }
}

extension Collection<UInt8> {
  /// Whether the bytes are these small letters, perhaps in capitals.
  func isWord(_ letters: StaticString) -> Bool {
    letters.withUTF8Buffer { letters in
      elementsEqual(letters) { $0 | lowerCaseBit == $1 }
    }
  }

  /// Whether a digit is the first byte, or follows on a sign, a point or both.
  var beginsAsNumber: Bool {
    var rest = self[...]
    if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
      rest = rest.dropFirst()
    }
    if rest.first == UInt8(ascii: ".") { rest = rest.dropFirst() }
    return rest.first.map { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") } ?? false
  }
}

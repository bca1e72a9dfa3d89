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
  private let style: FieldStyle
  private var fields: FieldScanner
  /// The names of the columns; nil where no line has them.
  private var names: [String]?
  /// Row after row.
  private var numbers: [Double] = []
  private var rowCount = 0
  private var columnCount = 0
  /// Where the first row begins.
  private var firstRow = 0
  /// What separates the numbers, once two were read.
  private var separator: UInt8?

  static func read(
    _ source: SourceText, _ style: FieldStyle
  ) throws(MatrixTextError) -> MatrixFile.Contents {
    var text = source.bytes
    if let foreign = FileStart(text).foreign { throw .foreign(foreign) }
    LineEnds.replaceReturns(in: &text)
    if text.last != newline { text.append(newline) }
    return try text.withUnsafeBufferPointer {
      (bytes) throws(MatrixTextError) -> MatrixFile.Contents in
      guard let start = bytes.baseAddress else { throw .noNumbers }
      let mark = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
      var reader = SeparatedMatrixReader(
        style, FieldScanner(start, from: mark, to: bytes.count, style, of: .file))
      let matrix = try reader.matrix()
      return MatrixFile.Contents(matrix: matrix, columns: reader.names)
    }
  }

  private init(_ style: FieldStyle, _ fields: FieldScanner) {
    self.style = style
    self.fields = fields
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
    var names: [String] = []
    repeat {
      let field = try next()
      names.append(text(field).fieldName)
      if isNumber(field) {
        if let name { throw .numberInHeader(number: Span(field), name: Span(name)) }
        fields = start
        return
      }
      if name == nil, !field.isEmpty, !text(field).beginsAsNumber { name = field }
    } while !fields.endsRow
    if name == nil { fields = start } else { self.names = names }
  }

  private mutating func readRow() throws(MatrixTextError) {
    let start = fields.offset
    var count = 0
    var surplus: Range<Int>?
    var last = start..<start
    repeat {
      last = try next()
      numbers.append(try number(last))
      if count == columnCount { surplus = last }
      count += 1
      if style.separation == .blanks, !fields.endsRow { try checkSeparator(after: last) }
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
      throw .mixedSeparators(Span(place..<place + 1), first: separator, style)
    }
  }

  // MARK: - Fields

  @inline(__always)
  private mutating func next() throws(MatrixTextError) -> Range<Int> {
    do throws(UnclosedQuote) {
      return try fields.next()
    } catch {
      throw .unclosedQuote(error.place)
    }
  }

  @inline(__always)
  private func number(_ field: Range<Int>) throws(MatrixTextError) -> Double {
    do throws(NumberError) {
      return try FieldNumber.read(fields.bytes, field, style.numbers)
    } catch {
      throw .number(error, style)
    }
  }

  /// Whether a field spells a number, be it too large.
  private func isNumber(_ field: Range<Int>) -> Bool {
    style.numbers.read(text(field)) != nil || text(field).namedNumber != nil
  }

  private func text(_ field: Range<Int>) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: fields.bytes + field.lowerBound, count: field.count)
  }
}

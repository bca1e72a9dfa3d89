import Diagnostics

/// Reads the Python dictionary of an NPY header: keys in any order, blanks anywhere, either kind of
/// quotation mark, a comma after the last member or none, `3L` as Python 2 wrote it.
struct NumPyDictionary {
  private(set) var elementType: String?
  private(set) var isColumnsFirst: Bool?
  private(set) var dimensions: [Int]?

  private let source: SourceText
  private let end: Int
  private var offset: Int

  init(_ source: SourceText, _ text: Range<Int>) {
    self.source = source
    offset = text.lowerBound
    end = text.upperBound
  }

  mutating func read() throws(NumPyError) {
    try expect("{", "a dictionary, `{…}`")
    while !skip("}") {
      let keyStart = offset
      let key = try string("a key in quotation marks")
      try expect(":", "`:`")
      switch key {
      case "descr" where elementType == nil: elementType = try type()
      case "fortran_order" where isColumnsFirst == nil: isColumnsFirst = try boolean()
      case "shape" where dimensions == nil: dimensions = try tuple()
      default:
        offset = keyStart
        skipBlanks()
        throw expected("`descr`, `fortran_order` and `shape`, each once")
      }
      if !skip(",") {
        try expect("}", "`,` or `}`")
        break
      }
    }
    skipBlanks()
    guard peek == nil else { throw expected("nothing after the dictionary") }
  }

  // MARK: - Values

  /// A description of the elements; a list of them describes a record of several fields.
  private mutating func type() throws(NumPyError) -> String {
    skipBlanks()
    guard peek != UInt8(ascii: "[") else { throw .unsupportedElement(nil) }
    return try string("the type of an element, such as `'<f8'`")
  }

  private mutating func boolean() throws(NumPyError) -> Bool {
    if skip("True") { return true }
    if skip("False") { return false }
    throw expected("`True` or `False`")
  }

  /// `(3, 4)`, `(3,)` or `()`.
  private mutating func tuple() throws(NumPyError) -> [Int] {
    try expect("(", "a shape, such as `(3, 4)`")
    var numbers: [Int] = []
    while !skip(")") {
      numbers.append(try number())
      if !skip(",") {
        try expect(")", "`,` or `)`")
        break
      }
    }
    return numbers
  }

  /// A number of rows or columns; one that no number of 64 bits holds stands for the largest.
  private mutating func number() throws(NumPyError) -> Int {
    skipBlanks()
    let start = offset
    var value = 0
    while let byte = peek, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") {
      let (product, isLarge) = value.multipliedReportingOverflow(by: 10)
      let (sum, isLarger) = product.addingReportingOverflow(Int(byte - UInt8(ascii: "0")))
      value = isLarge || isLarger || value == .max ? .max : sum
      offset += 1
    }
    guard offset > start else { throw expected("a number of rows or columns") }
    _ = peek == UInt8(ascii: "L") && skip("L")
    return value
  }

  private mutating func string(_ what: String) throws(NumPyError) -> String {
    skipBlanks()
    guard let mark = peek, mark == UInt8(ascii: "'") || mark == UInt8(ascii: "\"") else {
      throw expected(what)
    }
    let start = offset + 1
    guard let close = source.bytes[start..<end].firstIndex(of: mark) else { throw expected(what) }
    offset = close + 1
    return String(decoding: source.bytes[start..<close], as: UTF8.self)
  }

  // MARK: - Bytes

  private var peek: UInt8? { offset < end ? source.bytes[offset] : nil }

  private mutating func skipBlanks() {
    while let byte = peek, byte == 0x20 || (0x09...0x0D).contains(byte) { offset += 1 }
  }

  /// Moves over a word and the blanks before it; whether it stands here.
  private mutating func skip(_ word: String) -> Bool {
    skipBlanks()
    guard source.bytes[offset..<end].starts(with: word.utf8) else { return false }
    offset += word.utf8.count
    return true
  }

  private mutating func expect(_ word: String, _ what: String) throws(NumPyError) {
    guard skip(word) else { throw expected(what) }
  }

  private func expected(_ what: String) -> NumPyError {
    let line = source.bytes[offset..<end].prefix { $0 != UInt8(ascii: "\n") }
    return .malformedHeader(expected: what, found: Span(line.startIndex..<line.endIndex))
  }
}

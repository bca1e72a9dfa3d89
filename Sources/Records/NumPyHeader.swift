import Diagnostics
import Numerics

/// What stands before the numbers of an NPY file: a magic string, a version, a length, and a Python
/// dictionary that says how the numbers are laid out (NumPy Enhancement Proposal 1).
///
/// ```
/// \x93NUMPY 1 0 118 {'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }
/// ```
struct NumPyHeader {
  /// How one number is kept.
  struct Element {
    enum Kind { case float, integer, unsigned, boolean }

    let kind: Kind
    let byteCount: Int
    let isBigEndian: Bool
    /// As the file spells it: `<f8`.
    let name: String

    init(kind: Kind, byteCount: Int, isBigEndian: Bool, name: String) {
      self.kind = kind
      self.byteCount = byteCount
      self.isBigEndian = isBigEndian
      self.name = name
    }

    /// nil for what a double cannot hold, or nobody keeps matrices in.
    init?(_ name: String) {
      let letters = Array(name.utf8)
      guard letters.count == 3 else { return nil }
      switch (letters[1], letters[2]) {
      case (UInt8(ascii: "f"), UInt8(ascii: "4")), (UInt8(ascii: "f"), UInt8(ascii: "8")):
        kind = .float
      case (UInt8(ascii: "b"), UInt8(ascii: "1")): kind = .boolean
      case (UInt8(ascii: "i"), _): kind = .integer
      case (UInt8(ascii: "u"), _): kind = .unsigned
      default: return nil
      }
      byteCount = Int(letters[2] &- UInt8(ascii: "0"))
      let hasOrder = letters[0] == UInt8(ascii: "<") || letters[0] == UInt8(ascii: ">")
      guard [1, 2, 4, 8].contains(byteCount),
        hasOrder || byteCount == 1 && letters[0] == UInt8(ascii: "|")
      else { return nil }
      isBigEndian = letters[0] == UInt8(ascii: ">")
      self.name = name
    }
  }

  let element: Element
  let isColumnsFirst: Bool
  let shape: Shape
  /// Where the numbers begin.
  let dataStart: Int

  static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)

  init(_ source: SourceText) throws(NumPyError) {
    let text = try NumPyHeader.dictionary(in: source.bytes)
    var dictionary = NumPyDictionary(source, text)
    try dictionary.read()
    guard let name = dictionary.elementType else { throw .missingKey("descr") }
    guard let isColumnsFirst = dictionary.isColumnsFirst else {
      throw .missingKey("fortran_order")
    }
    guard let dimensions = dictionary.dimensions else { throw .missingKey("shape") }
    guard let element = Element(name) else { throw .unsupportedElement(name) }
    guard dimensions.count <= 2 else { throw .rank(dimensions) }
    // No file that is read is larger. An array without elements could still claim any number of
    // rows.
    shape = Shape(dimensions.first ?? 1, dimensions.count == 2 ? dimensions[1] : 1)
    guard dimensions.allSatisfy({ $0 <= Int(Int32.max) }),
      !shape.count.multipliedReportingOverflow(by: element.byteCount).overflow
    else { throw .tooManyElements(dimensions) }
    self.element = element
    self.isColumnsFirst = isColumnsFirst
    dataStart = text.upperBound
  }

  /// The number of bytes that the numbers take.
  var dataCount: Int { shape.count * element.byteCount }

  /// Where the dictionary stands.
  private static func dictionary(in bytes: [UInt8]) throws(NumPyError) -> Range<Int> {
    let beginning = bytes.prefix(magic.count)
    guard magic.starts(with: beginning) else {
      throw beginning.starts(with: "PK".utf8) ? .archive : .notNumPy
    }
    guard bytes.count >= magic.count + 2 else {
      throw .truncatedHeader(expected: magic.count + 2, found: bytes.count)
    }
    let (major, minor) = (bytes[magic.count], bytes[magic.count + 1])
    guard (1...3).contains(major), minor == 0 else {
      throw .unknownVersion(major: Int(major), minor: Int(minor))
    }
    let lengthBytes = major == 1 ? 2 : 4
    let start = magic.count + 2 + lengthBytes
    guard bytes.count >= start else {
      throw .truncatedHeader(expected: start, found: bytes.count)
    }
    let length = bytes[start - lengthBytes..<start].reversed().reduce(0) { $0 << 8 | Int($1) }
    guard bytes.count - start >= length else {
      throw .truncatedHeader(expected: start + length, found: bytes.count)
    }
    return start..<start + length
  }
}

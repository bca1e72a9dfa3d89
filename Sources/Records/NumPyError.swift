import Diagnostics
import Numerics

/// A mistake in a file that should hold an array of NumPy's.
package enum NumPyError: Error, Equatable {
  case empty
  case notNumPy
  case archive
  case unknownVersion(major: Int, minor: Int)
  /// Numbers of bytes from the start of the file.
  case truncatedHeader(expected: Int, found: Int)
  /// What stands from a place on is not what a header has there.
  case malformedHeader(expected: String, found: Span)
  case missingKey(String)
  /// Elements that are no real numbers, or kept in an unusual way; nil: records of several fields.
  case unsupportedElement(String?)
  case rank([Int])
  case tooManyElements([Int])
  case truncatedData(NumPyData)
  case overlongData(NumPyData)
  /// An integer that is no double, at a row and a column counted from 1.
  case inexactInteger(String, row: Int, column: Int)

  func diagnostic(in source: SourceText) -> Diagnostic {
    func report(_ headline: String, note: String? = nil, help: String) -> Diagnostic {
      Diagnostic(
        .error, headline, source: source, notes: note.map { [$0] } ?? [], helps: [help])
    }
    switch self {
    case .empty:
      return report(
        "this file is empty", help: "an NPY file is what `numpy.save` and `--save` write")
    case .notNumPy:
      return report(
        #"this is no NPY file: it does not begin with `\x93NUMPY`"#,
        help: "write it with `numpy.save`; the name of a text file ends in .csv, .tsv or .txt")
    case .archive:
      return report(
        "this is an archive of arrays (.npz), not one array",
        help: "save one of them: `numpy.save(\"name.npy\", numpy.load(file)[\"name\"])`")
    case .unknownVersion(let major, let minor):
      return report(
        "version \(major).\(minor) of the NPY format is not known",
        help: "write the file with `numpy.save`, which uses 1.0, 2.0 or 3.0")
    case .truncatedHeader(let expected, let found):
      return report(
        "the header of this NPY file is cut off",
        note: "\(bytes(expected)) were expected up to the data, the file has \(found)",
        help: copyAgain)
    case .malformedHeader(let expected, let found):
      return report(
        "the header of this NPY file cannot be understood",
        note: "expected \(expected)"
          + (found.isEmpty ? " before its end" : ", found `\(source.excerpt(found, limit: 24))`"),
        help: "write the file with `numpy.save`")
    case .missingKey(let key):
      return report(
        "the header of this NPY file has no `\(key)`", help: "write the file with `numpy.save`")
    case .unsupportedElement(let type):
      return report(
        "\(elementName(type)) cannot be read",
        note: "a matrix has real numbers: `f8`, `f4`, integers of up to 8 bytes, or booleans",
        help: elementHelp(type))
    case .rank(let dimensions):
      return report(
        "an array of rank \(dimensions.count) is no matrix",
        note: "its shape is \(shapeText(dimensions))",
        help: "save a part of it, such as `a[0]`, or `a.reshape(a.shape[0], -1)`")
    case .tooManyElements(let dimensions):
      return report(
        "an array of shape \(shapeText(dimensions)) is too large",
        help: "save a part of it: a file has at most 2 GB")
    case .truncatedData(let data):
      return report(
        "this NPY file is \(bytes(data.expected - data.found)) too short",
        note: data.description, help: copyAgain)
    case .overlongData(let data):
      return report(
        "this NPY file is \(bytes(data.found - data.expected)) too long",
        note: data.description, help: "write one array to a file, with `numpy.save`")
    case .inexactInteger(let integer, let row, let column):
      return report(
        "the integer \(integer) has too many digits for a double",
        note: "it stands in row \(row), column \(column); beyond 2^53 not all integers are doubles",
        help: "round it where the file is written: `numpy.save(file, a.astype(float))`")
    }
  }
}

/// The size of the data of an NPY file, as its header says and as it is.
package struct NumPyData: Equatable, Sendable {
  let shape: Shape
  /// The type of an element, such as `<f8`.
  let element: String
  /// Numbers of bytes.
  let expected: Int
  let found: Int

  var description: String {
    "a \(shape) array of `\(element)` takes \(bytes(expected)), "
      + "the file has \(found) after its header"
  }
}

// MARK: - Words

private let copyAgain = "write or copy the file again"

private func bytes(_ count: Int) -> String { count == 1 ? "1 byte" : "\(count) bytes" }

/// `2×3×4`, cut after eight.
private func shapeText(_ dimensions: [Int]) -> String {
  let words = dimensions.prefix(8).map { $0 == .max ? "(10^18 or more)" : "\($0)" }
  return words.joined(separator: "×") + (dimensions.count > 8 ? "×…" : "")
}

/// What a type of elements means: `complex numbers (<c16)`.
private func elementName(_ type: String?) -> String {
  guard let type else { return "records of several fields" }
  let words =
    switch type.utf8.dropFirst().first {
    case UInt8(ascii: "c"): "complex numbers"
    case UInt8(ascii: "f"): "floating-point numbers of this size"
    case UInt8(ascii: "i"), UInt8(ascii: "u"): "integers of this kind"
    case UInt8(ascii: "O"): "Python objects"
    case UInt8(ascii: "S"), UInt8(ascii: "a"), UInt8(ascii: "U"), UInt8(ascii: "T"): "texts"
    case UInt8(ascii: "M"), UInt8(ascii: "m"): "dates and times"
    default: "elements of this type"
    }
  let shown = type.unicodeScalars.count > 20 ? String(type.prefix(19)) + "…" : type
  return "\(words) (`\(shown)`)"
}

private func elementHelp(_ type: String?) -> String {
  guard let type else { return "save one field: `numpy.save(file, a[\"name\"])`" }
  return type.utf8.dropFirst().first == UInt8(ascii: "c")
    ? "save one part: `numpy.save(file, a.real)`"
    : "convert them where the file is written: `numpy.save(file, a.astype(float))`"
}

/// The files that rows are read from.
///
/// # How to add a format
///
/// Add a case here with the extensions of its files, how its records end (`RowReader`), and a
/// parser (`RowParser`).
package enum RowFormat: String, CaseIterable, Sendable {
  /// Fields separated by commas, with a header.
  case csv
  /// Fields separated by tabs, with a header.
  case tsv
  /// A JSON object on each line.
  case ndjson
  /// One array as NumPy keeps it: a row of the array is a row.
  case npy

  /// The format that the extension of a file's name stands for, in capitals or small letters; nil
  /// for another extension or none.
  package init?(path: some Collection<UInt8>) {
    let name = Array(path.suffix(RowFormat.longestExtension + 1))
    guard let point = name.lastIndex(of: UInt8(ascii: ".")) else { return nil }
    let letters = name[(point + 1)...].map { $0 | lowerCaseBit }
    switch String(decoding: letters, as: UTF8.self) {
    case "csv": self = .csv
    case "tsv": self = .tsv
    case "ndjson", "jsonl": self = .ndjson
    case "npy": self = .npy
    default: return nil
    }
  }

  private static let longestExtension = 6

  /// What separates fields; nil where lines are no lists of fields.
  package var separation: FieldSeparation? {
    switch self {
    case .csv: .commas
    case .tsv: .tabs
    case .ndjson, .npy: nil
    }
  }

  /// Whether columns bind inputs by their order, because they never have names.
  package var isNameless: Bool { self == .npy }
}

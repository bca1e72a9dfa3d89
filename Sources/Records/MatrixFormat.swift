/// The files that a matrix is read from and written to.
package enum MatrixFormat: CaseIterable, Sendable {
  /// Numbers separated by commas, a row a line.
  case csv
  /// Numbers separated by tabs.
  case tsv
  /// Numbers separated by blanks and tabs, or by commas, or by semicolons.
  case text
  /// One array as NumPy keeps it.
  case npy

  /// The format that the extension of a file's name stands for, in capitals or small letters; nil
  /// for another extension or none.
  package init?(path: some Collection<UInt8>) {
    let name = Array(path.suffix(MatrixFormat.longestExtension + 1))
    guard let point = name.lastIndex(of: UInt8(ascii: ".")) else { return nil }
    let letters = name[(point + 1)...].map { $0 | lowerCaseBit }
    switch String(decoding: letters, as: UTF8.self) {
    case "csv": self = .csv
    case "tsv": self = .tsv
    case "txt", "dat": self = .text
    case "npy": self = .npy
    default: return nil
    }
  }

  private static let longestExtension = 3

  /// What separates the numbers of a line; nil where the file is no text.
  package var separation: FieldSeparation? {
    switch self {
    case .csv: .commas
    case .tsv: .tabs
    case .text: .blanks
    case .npy: nil
    }
  }
}

/// Turns an ASCII capital into its small letter.
let lowerCaseBit: UInt8 = 0x20

import Diagnostics

/// A file that holds no text, or text that nobody here reads.
package enum ForeignFile: Error, Equatable {
  case sixteenBitText
  /// The file is packed, and what unpacks it.
  case packed(unpacker: String)
  /// A kind of file that other programs write, and what they write instead.
  case kind(String, help: String)

  /// - Parameter unpacked: where a shell sends what it unpacks.
  package func diagnostic(in name: String, unpacked: String) -> Diagnostic {
    let (headline, help) =
      switch self {
      case .sixteenBitText: ("this text is in UTF-16", "save it as UTF-8")
      case .packed(let unpacker):
        ("this file is compressed", "unpack it: `\(unpacker) FILE \(unpacked)`")
      case .kind(let kind, let help): ("this is \(kind), not text", help)
      }
    return Diagnostic(.error, headline, source: SourceText(name: name, bytes: []), helps: [help])
  }

  /// What somebody has whose file's name ends so.
  private static let endings: [(ending: String, foreign: ForeignFile)] = [
    (".gz", .packed(unpacker: "gzip -dc")), (".zst", .packed(unpacker: "zstd -dc")),
    (".xz", .packed(unpacker: "xz -dc")), (".bz2", .packed(unpacker: "bzip2 -dc")),
    (".parquet", .parquet), (".xlsx", .archive), (".ods", .archive), (".xls", .oldSpreadsheet),
  ]

  /// The kind of file that a name stands for; nil for text and for what nobody knows.
  package static func named(_ name: String) -> ForeignFile? {
    endings.first { name.lowercased().hasSuffix($0.ending) }?.foreign
  }

  /// The help alone, for a file that was not opened.
  package func help(unpacked: String) -> String {
    diagnostic(in: "", unpacked: unpacked).helps[0]
  }

  fileprivate static let parquet = ForeignFile.kind(
    "a Parquet file",
    help: "write it as CSV, in Python with `pandas.read_parquet(…).to_csv(…, index=False)`")
  fileprivate static let archive = ForeignFile.kind(
    "a zip archive, as spreadsheets (.xlsx, .ods) are", help: "save its table as CSV")
  fileprivate static let oldSpreadsheet = ForeignFile.kind(
    "a spreadsheet (.xls)", help: "save its table as CSV")
}

/// The first bytes of a file that should be text.
struct FileStart {
  private let bytes: ArraySlice<UInt8>

  /// More are not looked at.
  static let length = 10

  init(_ bytes: some Sequence<UInt8>) { self.bytes = Array(bytes.prefix(FileStart.length))[...] }

  private static let kinds: [(start: [UInt8], foreign: ForeignFile)] = [
    ([0x1F, 0x8B], .packed(unpacker: "gzip -dc")),
    ([0x28, 0xB5, 0x2F, 0xFD], .packed(unpacker: "zstd -dc")),
    ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], .packed(unpacker: "xz -dc")),
    ([0x42, 0x5A, 0x68, 0x39, 0x31, 0x41, 0x59], .packed(unpacker: "bzip2 -dc")),
    ([0x50, 0x4B, 0x03, 0x04], .archive), (Array("PAR1".utf8), .parquet),
    ([0xD0, 0xCF, 0x11, 0xE0], .oldSpreadsheet),
    (
      [0x89, 0x48, 0x44, 0x46],
      .kind("an HDF5 file", help: "write one of its tables as CSV, or as NPY with `numpy.save`")
    ),
    (
      Array("MATLAB 5.0".utf8),
      .kind("a MATLAB file (.mat)", help: "write it as text: `writematrix(A, 'A.csv')`")
    ),
  ]

  /// What the file is known to be that is no text: it would only give messages about strange
  /// columns.
  var foreign: ForeignFile? {
    FileStart.kinds.first { bytes.starts(with: $0.start) }?.foreign
      ?? (isSixteenBit ? .sixteenBitText : nil)
  }

  var isNumPy: Bool { bytes.starts(with: [0x93] + Array("NUMPY".utf8)) }

  /// UTF-16, by its mark, or by every other byte of the first characters being zero.
  private var isSixteenBit: Bool {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { return true }
    guard bytes.count >= 4 else { return false }
    let zeros = bytes.prefix(4).map { $0 == 0 }
    return zeros == [true, false, true, false] || zeros == [false, true, false, true]
  }
}

/// Lines that end in a carriage return alone, as old Macs wrote them and some instruments do.
enum LineEnds {
  /// So many bytes are looked at for a newline before carriage returns are taken for line ends.
  static let longestSearch = 1 << 16

  /// Replaces carriage returns by newlines in a text that has none at its start.
  static func replaceReturns(in text: inout [UInt8]) {
    guard text.prefix(longestSearch).contains(carriageReturn),
      !text.prefix(longestSearch).contains(newline)
    else { return }
    for place in text.indices where text[place] == carriageReturn { text[place] = newline }
  }
}

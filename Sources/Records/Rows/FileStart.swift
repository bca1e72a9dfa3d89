/// The first bytes of a file that should be text.
struct FileStart {
  private let bytes: [UInt8]

  /// More are not looked at.
  static let length = 10

  init(_ bytes: [UInt8]) { self.bytes = Array(bytes.prefix(FileStart.length)) }

  /// What unpacks the files that begin so; nil for an archive.
  private static let packed: [(start: [UInt8], unpacker: String?)] = [
    ([0x1F, 0x8B], "gzip -dc"), ([0x28, 0xB5, 0x2F, 0xFD], "zstd -dc"),
    ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], "xz -dc"),
    ([0x42, 0x5A, 0x68, 0x39, 0x31, 0x41, 0x59], "bzip2 -dc"),
    ([0x50, 0x4B, 0x03, 0x04], nil),
  ]

  /// Files that are known to be something else would only give messages about strange columns.
  func requireText() throws(RowFileError) {
    if let packed = FileStart.packed.first(where: { bytes.starts(with: $0.start) }) {
      throw .packed(unpacker: packed.unpacker)
    }
    if isSixteenBit { throw .sixteenBitText }
  }

  /// UTF-16, by its mark, or by every other byte of the first characters being zero.
  private var isSixteenBit: Bool {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { return true }
    guard bytes.count >= 4 else { return false }
    let zeros = bytes.prefix(4).map { $0 == 0 }
    return zeros == [true, false, true, false] || zeros == [false, true, false, true]
  }
}

import Diagnostics
import Numerics

/// The first bytes of standard input, read to learn what its rows are. Whoever reads the rows takes
/// them first.
package struct RowStart {
  private(set) var bytes: [UInt8] = []
  /// What the bytes look like.
  package private(set) var format = RowFormat.csv

  /// Reads as far as the end of the first line that is neither blank nor a comment.
  package init() throws(RowFileError) {
    var chunk = [UInt8](repeating: 0, count: 1 << 12)
    while bytes.count < LineEnds.longestSearch, firstLine == nil {
      let count = chunk.withUnsafeMutableBytes { Platform.read(0, into: $0) }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw .unreadable(reason: Platform.reason) }
      guard count > 0 else { break }
      bytes += chunk[..<count]
    }
    format = RowStart.format(of: bytes, firstLine: firstLine ?? bytes[...])
  }

  /// The first line with its end that is neither blank nor a comment; nil where there is none yet.
  private var firstLine: ArraySlice<UInt8>? {
    var rest = bytes[...]
    if rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest = rest.dropFirst(3) }
    while let end = rest.firstIndex(where: { $0 == newline || $0 == carriageReturn }) {
      let line = rest[..<end]
      if let first = line.first(where: { $0 > blank }), first != numberSign { return line }
      rest = rest[(end + 1)...]
    }
    return nil
  }

  private static func format(of bytes: [UInt8], firstLine: ArraySlice<UInt8>) -> RowFormat {
    if FileStart(bytes).isNumPy { return .npy }
    let text = firstLine.drop { [0xEF, 0xBB, 0xBF].contains($0) || $0 <= blank }
    if text.first == UInt8(ascii: "{") || text.first == UInt8(ascii: "[") { return .ndjson }
    return firstLine.contains(tab) ? .tsv : .csv
  }
}

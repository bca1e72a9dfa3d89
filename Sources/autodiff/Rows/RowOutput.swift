import Numerics

/// Writes whole rows to standard output, whatever happens on the way.
///
/// A pipe takes as many whole rows at once as it writes in one piece, so that a reader never sees
/// half a row of a run that was killed. A file on a full disk is cut back to the last whole row.
final class RowOutput {
  private let descriptor: Int32
  private let isFile: Bool
  /// What is written in one piece; nil where that makes no difference.
  private let largestPiece: Int?
  /// The size of a row without newlines; nil for text.
  private let rowSize: Int?

  init(descriptor: Int32, rowSize: Int?) {
    self.descriptor = descriptor
    self.rowSize = rowSize
    var information = stat()
    let kind = fstat(descriptor, &information) == 0 ? information.st_mode & S_IFMT : 0
    isFile = kind == S_IFREG
    let piece = kind == S_IFIFO ? fpathconf(descriptor, Int32(_PC_PIPE_BUF)) : -1
    largestPiece = piece > 0 ? piece : nil
  }

  /// Writes rows, all of them whole.
  func write(_ rows: UnsafeRawBufferPointer) throws(Failure) {
    guard let largestPiece else { return try writePiece(rows) }
    var start = 0
    while start < rows.count {
      var end = min(rows.count, start + largestPiece)
      if end < rows.count {
        let whole = lengthOfWholeRows(UnsafeRawBufferPointer(rebasing: rows[start..<end]))
        // A row that is longer than what is written in one piece goes alone.
        end = whole > 0 ? start + whole : endOfRow(in: rows, from: end)
      }
      try writePiece(UnsafeRawBufferPointer(rebasing: rows[start..<end]))
      start = end
    }
  }

  private func writePiece(_ bytes: UnsafeRawBufferPointer) throws(Failure) {
    let count = ByteOutput.write(bytes, to: descriptor)
    guard count < bytes.count else { return }
    let reason = Platform.reason
    cutBack(UnsafeRawBufferPointer(rebasing: bytes[..<count]))
    throw .output(reason: reason)
  }

  /// Removes what was written of a row that is not whole, from a file that nobody else has written
  /// to since.
  private func cutBack(_ written: UnsafeRawBufferPointer) {
    let surplus = written.count - lengthOfWholeRows(written)
    var information = stat()
    let end = lseek(descriptor, 0, SEEK_CUR)
    guard isFile, surplus > 0, fstat(descriptor, &information) == 0, information.st_size == end
    else { return }
    ftruncate(descriptor, end - off_t(surplus))
  }

  private func lengthOfWholeRows(_ bytes: UnsafeRawBufferPointer) -> Int {
    if let rowSize { return bytes.count / rowSize * rowSize }
    return bytes.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
  }

  private func endOfRow(in bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
    if let rowSize { return min(bytes.count, (start + rowSize - 1) / rowSize * rowSize) }
    return bytes[start...].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? bytes.count
  }
}

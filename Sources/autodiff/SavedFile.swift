import Numerics

/// A file that `--save` writes.
///
/// A plain file is replaced as a whole: what is written beside it is moved there when it is
/// complete, with the owner and the permissions that the file has. Links lead to the file that is
/// replaced. What is no plain file, such as a terminal or a pipe, is written in place, and so is a
/// file that cannot be replaced without becoming another: one with several names, or of an owner
/// that the new file could not be given. Where the run's own output goes, it is written in between.
/// A file that is read-only stays as it is.
struct SavedFile {
  /// The file as it was given, for messages.
  let name: String
  /// Where its links end.
  private let path: [CChar]
  /// The file that is there.
  private let former: stat?
  /// The run's own stream that leads there.
  private let stream: Int32?
  private let identity: FileIdentity

  /// What tells whether two paths are one file: its number, or for a file that is not there yet the
  /// number of its directory, and its name there.
  private struct FileIdentity: Equatable {
    let device: dev_t
    let number: ino_t
    let name: [CChar]
  }

  /// Finds the file, and refuses what could not be written.
  init(_ path: [UInt8]) throws(Failure) {
    let given = path.map { CChar(bitPattern: $0) } + [0]
    name = String(decoding: path, as: UTF8.self)
    var information = stat()
    if stat(given, &information) == 0 {
      former = information
      stream = [1, 2].first { SavedFile.leads($0, to: information) }
      let isPlain = information.st_mode & S_IFMT == S_IFREG
      self.path = isPlain ? SavedFile.target(of: given) : given
      identity = .init(device: information.st_dev, number: information.st_ino, name: [])
      if information.st_mode & S_IFMT == S_IFDIR {
        throw .output(file: name, reason: "Is a directory")
      }
      // Also for whom the system lets write everywhere.
      guard !isPlain || information.st_mode & 0o222 != 0 else {
        throw .output(file: name, reason: "it is read-only")
      }
      guard access(given, W_OK) == 0 else { throw .output(file: name, reason: Platform.reason) }
      return
    }
    guard errno == ENOENT else { throw .output(file: name, reason: Platform.reason) }
    former = nil
    stream = nil
    self.path = SavedFile.target(of: given)
    let directory = SavedFile.directory(of: self.path)
    guard stat(directory + [0], &information) == 0, access(directory + [0], W_OK | X_OK) == 0 else {
      throw .output(file: name, reason: Platform.reason)
    }
    identity = .init(
      device: information.st_dev, number: information.st_ino,
      name: Array(self.path[(self.path.lastIndex(of: SavedFile.slash).map { $0 + 1 } ?? 0)...]))
  }

  private static func leads(_ descriptor: Int32, to file: stat) -> Bool {
    var own = stat()
    return fstat(descriptor, &own) == 0 && own.st_dev == file.st_dev && own.st_ino == file.st_ino
  }

  func isSame(as other: SavedFile) -> Bool { identity == other.identity }

  // MARK: - Paths

  private static let slash = CChar(UInt8(ascii: "/"))
  /// No longer chain of links is followed by the system either.
  private static let mostLinks = 40

  /// The path without its last part.
  private static func directory(of path: [CChar]) -> [CChar] {
    guard let last = path.lastIndex(of: slash) else { return [CChar(UInt8(ascii: "."))] }
    return Array(path[..<max(1, last)])
  }

  /// Where a path's last part leads through links, though there be no file.
  private static func target(of path: [CChar]) -> [CChar] {
    var path = path
    for _ in 0..<mostLinks {
      var link = [CChar](repeating: 0, count: Int(PATH_MAX))
      let count = readlink(path, &link, link.count)
      guard count > 0 else { return path }
      let isAbsolute = link[0] == slash
      path = (isAbsolute ? [] : directory(of: path) + [slash]) + link[..<count] + [0]
    }
    return path
  }

  // MARK: - Writing

  func write(_ bytes: [UInt8]) throws(Failure) {
    let isReplaced = former.map { $0.st_mode & S_IFMT == S_IFREG && $0.st_nlink == 1 } ?? true
    guard isReplaced, stream == nil else { return try writeInPlace(bytes) }
    // A signal that ends the process does so when there is nothing left to be removed.
    let signals = Ending.holdSignals()
    defer { Ending.releaseSignals(signals) }
    let (aside, descriptor) = createAside()
    if descriptor < 0, former != nil { return try writeInPlace(bytes) }
    guard descriptor >= 0 else { throw .output(file: name, reason: Platform.reason) }
    if let former, !SavedFile.give(descriptor, the: former) {
      close(descriptor)
      unlink(aside)
      return try writeInPlace(bytes)
    }
    let isWritten = SavedFile.write(bytes, to: descriptor) { Ending.isAwaited(signals) }
    let reason = Platform.reason
    let isClosed = close(descriptor) == 0
    guard isWritten, isClosed, rename(aside, path) == 0 else {
      let last = isWritten ? Platform.reason : reason
      unlink(aside)
      throw .output(file: name, reason: last)
    }
  }

  /// A run that was killed may have left its file, and a later one has its number, or one of
  /// another machine: so many such files are passed by.
  private static let mostLeft = 100

  /// Creates a file beside the one that is written; -1 where that is not possible, for the reason
  /// that `errno` has.
  private func createAside() -> (path: [CChar], descriptor: Int32) {
    var attempt = 0
    while true {
      let name = "/.autodiff-\(getpid())\(attempt > 0 ? "-\(attempt)" : "")~"
      let aside = SavedFile.directory(of: path) + name.utf8CString
      let descriptor = open(aside, O_WRONLY | O_CREAT | O_EXCL, 0o666)
      if descriptor >= 0 || errno != EEXIST || attempt == SavedFile.mostLeft {
        return (aside, descriptor)
      }
      attempt += 1
    }
  }

  /// Gives a new file the owner and the permissions of another; false where that is not allowed.
  private static func give(_ descriptor: Int32, the former: stat) -> Bool {
    var present = stat()
    guard fstat(descriptor, &present) == 0 else { return false }
    if present.st_uid != former.st_uid || present.st_gid != former.st_gid,
      fchown(descriptor, former.st_uid, former.st_gid) != 0
    {
      return false
    }
    return fchmod(descriptor, former.st_mode & 0o7777) == 0
  }

  private func writeInPlace(_ bytes: [UInt8]) throws(Failure) {
    let descriptor = stream ?? open(path, O_WRONLY)
    guard descriptor >= 0 else { throw .output(file: name, reason: Platform.reason) }
    var isWritten = SavedFile.write(bytes, to: descriptor) { false }
    if isWritten, stream == nil, former.map({ $0.st_mode & S_IFMT == S_IFREG }) ?? false {
      isWritten = ftruncate(descriptor, off_t(bytes.count)) == 0
    }
    let reason = Platform.reason
    let isClosed = stream != nil || close(descriptor) == 0
    guard isWritten, isClosed else {
      throw .output(file: name, reason: isWritten ? Platform.reason : reason)
    }
  }

  /// How much is written before somebody is asked whether to go on.
  private static let pieceSize = 1 << 20

  private static func write(
    _ bytes: [UInt8], to descriptor: Int32, isStopped: () -> Bool
  ) -> Bool {
    bytes.withUnsafeBytes { bytes in
      for start in stride(from: 0, to: bytes.count, by: pieceSize) {
        let piece = bytes[start..<min(bytes.count, start + pieceSize)]
        guard !isStopped(),
          ByteOutput.write(UnsafeRawBufferPointer(rebasing: piece), to: descriptor) == piece.count
        else { return false }
      }
      return true
    }
  }
}

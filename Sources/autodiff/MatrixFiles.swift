import Arguments
import Diagnostics
import Numerics
import Records

/// Reads the matrix of `NAME=@FILE`.
enum MatrixInput {
  static func read(_ path: [UInt8], for name: String) throws(Failure) -> Matrix {
    guard !path.isEmpty else { throw .binding(.withoutFile(name: name)) }
    guard let format = MatrixFormat(path: path) else {
      throw .binding(.unknownFormat(name: name, file: String(decoding: path, as: UTF8.self)))
    }
    let source = try FileInput.source(path)
    do {
      return try MatrixFile.read(source, format)
    } catch {
      throw .matrixFile(error, source)
    }
  }
}

/// Writes the matrices of `--save`.
///
/// A file is written beside its place and then moved there, so that it is whole or untouched.
struct MatrixOutput {
  private let files: [(name: String, path: [UInt8], format: MatrixFormat)]

  /// Refuses what cannot be saved before anything is computed.
  ///
  /// - Parameter known: the names that have a value to save.
  init(_ invocation: Invocation, known: [String]) throws(Failure) {
    var files: [(name: String, path: [UInt8], format: MatrixFormat)] = []
    for file in invocation.savedFiles {
      guard known.contains(where: { $0.isSpelled(file.name) }) else {
        throw .request(.unknownSave(name: file.name, known: known))
      }
      guard let format = MatrixFormat(path: file.value) else {
        throw .binding(
          .unknownFormat(
            name: file.name, file: String(decoding: file.value, as: UTF8.self)))
      }
      if let other = files.first(where: { $0.path == file.value }) {
        throw .request(
          .sameFile(
            String(decoding: file.value, as: UTF8.self), first: other.name, second: file.name))
      }
      files.append((file.name, file.value, format))
    }
    self.files = files
  }

  var isEmpty: Bool { files.isEmpty }

  func contains(_ name: String) -> Bool { files.contains { $0.name.isSpelled(name) } }

  /// Writes every file, of the matrices that `value` gives for their names.
  func write(_ value: (String) -> Matrix?) throws(Failure) {
    let matrices = files.map { value($0.name) }
    for (file, matrix) in zip(files, matrices) {
      if let matrix, matrix.shape.count == 0, file.format != .npy {
        throw .request(.emptyText(name: file.name, matrix.shape))
      }
    }
    for (file, matrix) in zip(files, matrices) {
      guard let matrix else { continue }
      try MatrixOutput.replace(file.path, with: MatrixFile.bytes(of: matrix, file.format))
    }
  }

  /// Where a path leads through links: the file there is replaced, not the link.
  private static func resolved(_ path: [CChar]) -> [CChar] {
    guard let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return Array(UnsafeBufferPointer(start: real, count: strlen(real) + 1))
  }

  private static func replace(_ path: [UInt8], with bytes: [UInt8]) throws(Failure) {
    let name = String(decoding: path, as: UTF8.self)
    let given = path.map { CChar(bitPattern: $0) } + [0]
    // What is no plain file, such as a terminal or a pipe, is written in place.
    var information = stat()
    let exists = stat(given, &information) == 0
    let target = resolved(given)
    let isSpecial = exists && information.st_mode & S_IFMT != S_IFREG
    let mode: mode_t = exists ? information.st_mode & 0o777 : 0o666
    // A name that no other file has, nor another run of the tool.
    let aside = isSpecial ? target : target.dropLast() + ".\(getpid())~".utf8CString
    let flags = isSpecial ? O_WRONLY : O_WRONLY | O_CREAT | O_EXCL
    let descriptor = open(Array(aside), flags, mode)
    guard descriptor >= 0 else { throw .output(file: name, reason: Platform.reason) }
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes {
        Platform.write(descriptor, UnsafeRawBufferPointer(rebasing: $0[written...]))
      }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else {
        let reason = Platform.reason
        close(descriptor)
        if !isSpecial { unlink(Array(aside)) }
        throw .output(file: name, reason: reason)
      }
      written += count
    }
    guard close(descriptor) == 0, isSpecial || rename(Array(aside), target) == 0 else {
      throw .output(file: name, reason: Platform.reason)
    }
  }
}

import Diagnostics
import Numerics

/// Where a run's results and messages go: the process's standard output and standard error.
final class Streams {
  let output = ByteOutput(descriptor: 1)
  let error = ByteOutput(descriptor: 2)
}

/// A buffered file descriptor.
final class ByteOutput {
  let descriptor: Int32
  /// Called before bytes leave the buffer.
  var willWrite: () -> Void = {}
  private var buffer: [UInt8] = []
  private static let limit = 1 << 16

  init(descriptor: Int32) { self.descriptor = descriptor }

  var isTerminal: Bool { isatty(descriptor) == 1 }

  func write(_ text: String) throws(Failure) { try write(Array(text.utf8)) }

  func write(_ bytes: [UInt8]) throws(Failure) {
    buffer += bytes
    if buffer.count > ByteOutput.limit { try flush() }
  }

  /// Writes what `fill` appends, which may be far more than fits the memory: it calls `drain`
  /// between pieces. After an error the rest is passed over.
  func write(
    _ fill: (_ bytes: inout [UInt8], _ drain: (inout [UInt8]) -> Void) -> Void
  ) throws(Failure) {
    var mistake: Failure?
    func take(_ bytes: inout [UInt8]) {
      if mistake == nil {
        do throws(Failure) { try write(bytes) } catch { mistake = error }
      }
      bytes.removeAll(keepingCapacity: true)
    }
    var bytes: [UInt8] = []
    fill(&bytes) { if $0.count > ByteOutput.limit { take(&$0) } }
    take(&bytes)
    if let mistake { throw mistake }
  }

  /// Writes what is buffered.
  func flush() throws(Failure) {
    defer { buffer.removeAll(keepingCapacity: true) }
    if !buffer.isEmpty { willWrite() }
    let written = buffer.withUnsafeBytes { ByteOutput.write($0, to: descriptor) }
    if written < buffer.count { throw .output(reason: Platform.reason) }
  }

  /// Writes bytes, and says how many could be written: fewer than there are after an error, of
  /// which `Platform.reason` speaks. A closed pipe ends the process as its signal does.
  static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Int {
    var start = 0
    while start < bytes.count {
      let written = Platform.write(descriptor, UnsafeRawBufferPointer(rebasing: bytes[start...]))
      if written >= 0 {
        start += written
      } else if errno == EPIPE {
        Ending.end(by: SIGPIPE)
      } else if errno != EINTR {
        break
      }
    }
    return start
  }
}

/// Reads files whole.
enum FileInput {
  /// No program or file of bindings is longer: places in a text are 32-bit numbers.
  static let limit = Int(Int32.max) - 1

  /// A file as text with its name, for messages.
  static func source(_ path: [UInt8]) throws(Failure) -> SourceText {
    let name = String(decoding: path, as: UTF8.self)
    return SourceText(name: name == "-" ? "standard input" : name, bytes: try read(path))
  }

  /// The contents of a file; `-` is standard input.
  static func read(_ path: [UInt8]) throws(Failure) -> [UInt8] {
    let name = String(decoding: path, as: UTF8.self)
    guard name != "-" else { return try read(descriptor: 0, name: "standard input") }
    let descriptor = (path.map { CChar(bitPattern: $0) } + [0]).withUnsafeBufferPointer { path in
      path.baseAddress.map { open($0, O_RDONLY) } ?? -1
    }
    guard descriptor >= 0 else {
      throw .file(name: name, reason: Platform.reason)
    }
    defer { close(descriptor) }
    return try read(descriptor: descriptor, name: name)
  }

  private static func read(descriptor: Int32, name: String) throws(Failure) -> [UInt8] {
    var bytes: [UInt8] = []
    var information = stat()
    if fstat(descriptor, &information) == 0, information.st_size > 0, information.st_size <= limit {
      bytes.reserveCapacity(Int(information.st_size))
    }
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = chunk.withUnsafeMutableBytes { Platform.read(descriptor, into: $0) }
      if count == 0 { return bytes }
      if count < 0 {
        if errno == EINTR { continue }
        throw .file(name: name, reason: Platform.reason)
      }
      bytes += chunk[0..<count]
      guard bytes.count <= limit else {
        throw .file(name: name, reason: "it is longer than 2 GB")
      }
      if bytes.count > 4 << 20, chunk.count < 1 << 22 {
        chunk = [UInt8](repeating: 0, count: 1 << 22)
      }
    }
  }
}

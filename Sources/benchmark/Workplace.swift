import Numerics

/// A directory for the time of a benchmark, and the tool beside this executable.
final class Workplace {
  /// The path of the tool.
  let tool: String
  private let directory: String
  private var files: [String] = []

  init() throws {
    let own = CommandLine.arguments[0]
    let end = own.lastIndex(of: "/").map { own.index(after: $0) } ?? own.startIndex
    tool = own[..<end] + "autodiff"
    guard access(tool, X_OK) == 0 else { throw BenchmarkError(failed: tool) }
    let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array("\(parent)/benchmark.XXXXXX".utf8CString)
    guard let made = mkdtemp(&template) else { throw BenchmarkError(failed: parent) }
    directory = String(cString: made)
  }

  deinit {
    for file in files { unlink(file) }
    rmdir(directory)
  }

  /// The path of a file that goes with the directory.
  func file(_ name: String) -> String {
    let path = "\(directory)/\(name)"
    files.append(path)
    return path
  }

  /// Writes a file piece by piece, and returns its path.
  func makeFile(_ name: String, _ write: (inout TextFile) -> Void) throws -> String {
    let path = file(name)
    var text = try TextFile(path)
    write(&text)
    try text.finish()
    return path
  }

  /// A copy of the tool as an installation makes it: the file that the linker has written starts
  /// more slowly than its copy.
  func installTool() throws -> String {
    let path = file("autodiff")
    _ = try ProcessRun(["cp", tool, path])
    return path
  }
}

/// A file that is written in pieces of constant size.
struct TextFile: ~Copyable {
  private let path: String
  private let descriptor: Int32
  private var bytes: [UInt8] = []
  private var isComplete = true
  private static let pieceSize = 1 << 16

  init(_ path: String) throws {
    self.path = path
    descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw BenchmarkError(failed: path) }
    bytes.reserveCapacity(TextFile.pieceSize + 256)
  }

  deinit { close(descriptor) }

  mutating func write(_ text: String) {
    bytes.append(contentsOf: text.utf8)
    if bytes.count >= TextFile.pieceSize { flush() }
  }

  mutating func write(_ number: Double) {
    DecimalWriter.append(number, to: &bytes)
    if bytes.count >= TextFile.pieceSize { flush() }
  }

  private mutating func flush() {
    isComplete =
      isComplete && bytes.withUnsafeBytes { Platform.write(descriptor, $0) == $0.count }
    bytes.removeAll(keepingCapacity: true)
  }

  mutating func finish() throws {
    flush()
    guard isComplete else { throw BenchmarkError(failed: path) }
  }
}

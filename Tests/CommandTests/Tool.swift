import Foundation
import Testing

/// What a process left behind.
struct ProcessOutcome {
  let status: Int
  let output: Data
  let error: Data

  var outputText: String { String(decoding: output, as: UTF8.self) }
  var errorText: String { String(decoding: error, as: UTF8.self) }
}

/// Runs the built tool, and shells that find it, with a pinned environment.
enum Tool {
  /// The package's directory.
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// The built `autodiff`: it lies beside the test bundle, or above it.
  static let executable: URL? = {
    let bundles = Bundle.allBundles.map(\.bundlePath).filter { $0.hasSuffix(".xctest") }
    for start in bundles + CommandLine.arguments.prefix(1) {
      var directory = URL(fileURLWithPath: start).standardizedFileURL
      while directory.path != "/" {
        directory.deleteLastPathComponent()
        let candidate = directory.appendingPathComponent("autodiff")
        var isDirectory: ObjCBool = false
        if FileManager.default.fileExists(atPath: candidate.path, isDirectory: &isDirectory),
          !isDirectory.boolValue, FileManager.default.isExecutableFile(atPath: candidate.path)
        {
          return candidate
        }
      }
    }
    return nil
  }()

  /// Runs a command line with `/bin/sh`; both streams go to `output`, in the order of writing.
  static func shell(_ command: String, in directory: URL, home: URL) throws -> ProcessOutcome {
    try run(
      URL(fileURLWithPath: "/bin/sh"), ["-c", command], in: directory, home: home,
      mergesStreams: true)
  }

  /// Runs the tool itself.
  static func run(
    _ arguments: [String], input: Data = Data(), in directory: URL, seconds: Double = 60
  ) throws -> ProcessOutcome {
    let tool = try #require(executable, "the tool is built together with its tests")
    return try run(
      tool, arguments, input: input, in: directory, home: directory, mergesStreams: false,
      seconds: seconds)
  }

  /// The streams are files: a process that lives on cannot hold a test up, as it could with a pipe.
  private static func run(
    _ executable: URL, _ arguments: [String], input: Data = Data(), in directory: URL, home: URL,
    mergesStreams: Bool, seconds: Double = 60
  ) throws -> ProcessOutcome {
    let scratch = try TemporaryDirectory()
    let files = ["input", "output", "error"].map { scratch.url.appendingPathComponent($0) }
    try input.write(to: files[0])
    for file in files.dropFirst() { try Data().write(to: file) }
    let output = try FileHandle(forWritingTo: files[1])
    let process = Process()
    process.executableURL = executable
    process.arguments = arguments
    process.currentDirectoryURL = directory
    process.environment = environment(home: home)
    let input = try FileHandle(forReadingFrom: files[0])
    let error = mergesStreams ? output : try FileHandle(forWritingTo: files[2])
    defer { for handle in [input, output, error] { try? handle.close() } }
    process.standardInput = input
    process.standardOutput = output
    process.standardError = error
    let ended = DispatchSemaphore(value: 0)
    process.terminationHandler = { _ in ended.signal() }
    try process.run()
    if ended.wait(timeout: .now() + seconds) == .timedOut {
      process.terminate()
      throw TimeLimit(seconds: seconds)
    }
    let signalled = process.terminationReason == .uncaughtSignal
    return ProcessOutcome(
      status: Int(process.terminationStatus) + (signalled ? 128 : 0),
      output: try Data(contentsOf: files[1]), error: try Data(contentsOf: files[2]))
  }

  struct TimeLimit: Error {
    let seconds: Double
  }

  /// Nothing of the person's own settings, but what sanitizers and coverage need.
  private static func environment(home: URL) -> [String: String] {
    let own = ProcessInfo.processInfo.environment
    let kept = ["LD_LIBRARY_PATH", "LLVM_PROFILE_FILE", "ASAN_OPTIONS", "TSAN_OPTIONS"]
    var environment = own.filter { kept.contains($0.key) }
    let path = own["PATH"] ?? "/usr/bin:/bin"
    let tools = executable.map { $0.deletingLastPathComponent().path + ":" } ?? ""
    environment["PATH"] = tools + path
    environment["LC_ALL"] = "C"
    environment["TERM"] = "dumb"
    environment["COLUMNS"] = "80"
    environment["HOME"] = home.path
    return environment
  }
}

/// A directory that is gone when nobody uses it any more.
final class TemporaryDirectory: Sendable {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory
      .appendingPathComponent("autodiff-tests-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }
}

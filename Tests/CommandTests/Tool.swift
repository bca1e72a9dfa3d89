import Foundation
import TestSupport
import Testing

/// Runs the built tool, and shells that find it, with a pinned environment.
enum Tool {
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
    try Subprocess.shell(
      command, in: directory, environment: environment(home: home), mergesStreams: true)
  }

  /// Runs the tool itself.
  static func run(
    _ arguments: [String], input: Data = Data(), in directory: URL
  ) throws -> ProcessOutcome {
    let tool = try #require(executable, "the tool is built together with its tests")
    return try Subprocess.run(
      tool, arguments, input: input, in: directory, environment: environment(home: directory))
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

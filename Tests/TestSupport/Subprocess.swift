import Foundation

/// What a process left behind.
package struct ProcessOutcome {
  package let status: Int
  package let output: Data
  package let error: Data

  package var outputText: String { String(decoding: output, as: UTF8.self) }
  package var errorText: String { String(decoding: error, as: UTF8.self) }
}

/// Runs other programs.
package enum Subprocess {
  /// A process that lives so long hangs, however busy the machine is.
  private static let minutesUntilHung = 20

  package struct Hung: Error {
    let arguments: [String]
  }

  /// The streams are files: a process that lives on cannot hold a test up, as it could with a pipe.
  ///
  /// - Parameters:
  ///   - environment: nil for that of the tests.
  ///   - mergesStreams: whether both streams go to `output`, in the order of writing.
  package static func run(
    _ executable: URL, _ arguments: [String], input: Data = Data(), in directory: URL,
    environment: [String: String]? = nil, mergesStreams: Bool = false
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
    if let environment { process.environment = environment }
    let input = try FileHandle(forReadingFrom: files[0])
    let error = mergesStreams ? output : try FileHandle(forWritingTo: files[2])
    defer { for handle in [input, output, error] { try? handle.close() } }
    process.standardInput = input
    process.standardOutput = output
    process.standardError = error
    let ended = DispatchSemaphore(value: 0)
    process.terminationHandler = { _ in ended.signal() }
    try process.run()
    if ended.wait(timeout: .now() + .seconds(60 * minutesUntilHung)) == .timedOut {
      process.terminate()
      throw Hung(arguments: arguments)
    }
    let signalled = process.terminationReason == .uncaughtSignal
    return ProcessOutcome(
      status: Int(process.terminationStatus) + (signalled ? 128 : 0),
      output: try Data(contentsOf: files[1]), error: try Data(contentsOf: files[2]))
  }

  /// Runs a command line with `/bin/sh`.
  package static func shell(
    _ command: String, in directory: URL, environment: [String: String]? = nil,
    mergesStreams: Bool = false
  ) throws -> ProcessOutcome {
    try run(
      URL(filePath: "/bin/sh"), ["-c", command], in: directory, environment: environment,
      mergesStreams: mergesStreams)
  }
}

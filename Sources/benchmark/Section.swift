import Numerics

/// A table of the benchmark.
enum Section: String, CaseIterable {
  case kernels, compute, rows, start, size

  static var names: String { allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ") }

  /// Each of several sections runs in a process of its own: a process inherits the peak memory of
  /// the one that started it, and none should be charged with the arrays of another section.
  static func run(_ sections: [Section]) throws {
    if sections.count == 1 { return try sections[0].run() }
    for section in sections {
      _ = try ProcessRun([CommandLine.arguments[0], section.rawValue])
      print()
    }
  }

  private func run() throws {
    switch self {
    case .kernels: try KernelBenchmark.run()
    case .compute: try ComputeBenchmark.run()
    case .rows: try RowsBenchmark.run()
    case .start: try StartBenchmark.run()
    case .size: try SizeBenchmark.run()
    }
  }
}

/// Why a benchmark cannot go on.
struct BenchmarkError: Error {
  let message: String

  /// A system call has failed.
  init(failed action: String) { message = "\(action): \(Platform.reason)" }

  init(_ message: String) { self.message = message }
}

/// Text for a person.
enum Message {
  static func write(_ text: String) {
    let bytes = Array((text + "\n").utf8)
    _ = bytes.withUnsafeBytes { Platform.write(2, $0) }
  }
}

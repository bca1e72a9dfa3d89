import Numerics

/// A process that ran to its end, and what it took.
struct ProcessRun {
  /// Seconds of the clock from its start to its end.
  let wall: Double
  /// Seconds of all processors, the system's work for it included.
  let processor: Double
  /// The most memory that it had at once, in bytes.
  let memory: Double

  /// Runs a program with no environment, and waits for it.
  ///
  /// - Parameter output: the file that takes its standard output; nil: it is this process's own.
  init(_ arguments: [String], output: String? = nil) throws {
    var usage = rusage()
    var status: Int32 = 0
    let start = Timing.now(.wall)
    let process = try ProcessRun.start(arguments, output)
    guard wait4(process, &status, 0, &usage) == process else {
      throw BenchmarkError(failed: "waiting for \(arguments[0])")
    }
    wall = Timing.now(.wall) - start
    guard status == 0 else { throw BenchmarkError("\(arguments[0]) has failed") }
    processor = ProcessRun.seconds(usage.ru_utime) + ProcessRun.seconds(usage.ru_stime)
    memory = Double(usage.ru_maxrss) * ProcessRun.memoryUnit
  }

  private static func seconds(_ time: timeval) -> Double {
    Double(time.tv_sec) + Double(time.tv_usec) * 1e-6
  }

  /// The system's unit of memory, in bytes: 1024 on Linux, 1 on macOS. This small process has had
  /// between 1 MB and 1 GB, which tells them apart.
  private static let memoryUnit: Double = {
    var usage = rusage()
    // RUSAGE_SELF is 0 everywhere, but not of the same type.
    getrusage(0, &usage)
    return usage.ru_maxrss < 1 << 20 ? 1024 : 1
  }()

  /// What the process is to write to takes the place of this process's own output for a moment:
  /// how else to hand it over differs from system to system.
  private static func start(_ arguments: [String], _ output: String?) throws -> pid_t {
    var words = arguments.map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var environment: [UnsafeMutablePointer<CChar>?] = [nil]
    var process = pid_t()
    fflush(nil)
    guard let output else {
      guard posix_spawnp(&process, arguments[0], nil, nil, &words, &environment) == 0 else {
        throw BenchmarkError("\(arguments[0]) does not start")
      }
      return process
    }
    let file = open(output, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw BenchmarkError(failed: output) }
    let own = dup(1)
    dup2(file, 1)
    let result = posix_spawnp(&process, arguments[0], nil, nil, &words, &environment)
    dup2(own, 1)
    close(own)
    close(file)
    guard result == 0 else { throw BenchmarkError("\(arguments[0]) does not start") }
    return process
  }
}

extension ProcessRun {
  /// The medians of some runs, each figure its own.
  init(medianOf runs: [ProcessRun]) {
    func median(_ figure: (ProcessRun) -> Double) -> Double {
      runs.map(figure).sorted()[runs.count / 2]
    }
    (wall, processor, memory) = (median(\.wall), median(\.processor), median(\.memory))
  }
}

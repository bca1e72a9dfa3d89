import Numerics

/// Where the process begins.
///
/// A type with `@main`, not top-level code: that would belong to the main actor, and with it come
/// the concurrency runtime and its thread pool, which are set up at every start.
@main
enum Main {
  static func main() {
    exit(AutodiffTool.run(arguments: arguments, streams: Streams()).rawValue)
  }

  /// The arguments as the bytes that were typed: a program need not be valid UTF-8.
  private static var arguments: [[UInt8]] {
    (1..<max(1, Int(CommandLine.argc))).map { index in
      CommandLine.unsafeArgv[index].map { pointer in
        UnsafeBufferPointer(start: pointer, count: strlen(pointer)).map { UInt8(bitPattern: $0) }
      } ?? []
    }
  }
}

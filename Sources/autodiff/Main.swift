import Numerics

/// Where the process begins.
///
/// A type with `@main`, not top-level code: that would belong to the main actor, and with it come
/// the concurrency runtime and its thread pool, which are set up at every start.
@main
enum Main {
  static func main() {
    Ending.guardProcess()
    Platform.runWithStack {
      exit(AutodiffTool.run(arguments: Platform.arguments, streams: Streams()).rawValue)
    }
  }
}

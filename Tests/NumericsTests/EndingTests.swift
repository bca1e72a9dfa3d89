import Numerics
import Testing

@Suite("Endings of a process")
struct EndingTests {
  /// Calls itself until there is no stack.
  private static func descend(_ depth: Int) -> Int {
    depth < 0 ? 0 : withUnsafePointer(to: depth) { descend($0.pointee &+ 1) } &+ depth
  }

  @Test("A thread that comes to the end of its stack says so")
  func endOfStack() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      // The runtime's own printer of stack traces would come first.
      for number in [SIGSEGV, SIGBUS] { signal(number, SIG_DFL) }
      Ending.guardProcess()
      guard Platform.startThread({ exit(EndingTests.descend(1) == 0 ? 1 : 2) }) else { exit(3) }
      while true { pause() }
    }
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    // Which of the two is said depends on the stack of the thread that this test was given.
    #expect(text.contains("error: autodiff has failed") || text.contains("error: out of memory"))
  }
}

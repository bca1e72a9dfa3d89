import Numerics

/// Times as medians: machines are noisy.
enum Timing {
  /// Seconds of the processor for the whole of this process, or of the clock on the wall.
  static func now(_ clock: Clock) -> Double {
    var time = timespec()
    clock_gettime(clock == .processor ? CLOCK_PROCESS_CPUTIME_ID : CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }

  enum Clock { case processor, wall }

  /// The median of the seconds that `body` takes, after one call that does not count.
  static func median(of rounds: Int, _ clock: Clock = .processor, _ body: () -> Void) -> Double {
    body()
    let times = (0..<rounds).map { _ in
      let start = now(clock)
      body()
      return now(clock) - start
    }
    return times.sorted()[rounds / 2]
  }

  /// The nanoseconds that one call of something short takes: it is called for milliseconds.
  static func nanoseconds(_ body: () -> Void) -> Double {
    var calls = 1
    while true {
      let start = now(.processor)
      for _ in 0..<calls { body() }
      if now(.processor) - start > 1e-3 { break }
      calls *= 2
    }
    return median(of: 7) { for _ in 0..<calls { body() } } / Double(calls) * 1e9
  }
}

/// A number with two decimals, as text of at least eight characters.
func column(_ value: Double, decimals: Int = 2, width: Int = 9) -> String {
  let scale = decimals == 2 ? 100.0 : decimals == 1 ? 10.0 : 1000.0
  let rounded = (value * scale).rounded() / scale
  var text = DecimalWriter.text(rounded)
  if !text.contains(".") { text += "." }
  let fraction = text.split(separator: ".", omittingEmptySubsequences: false)[1].count
  text += String(repeating: "0", count: max(0, decimals - fraction))
  return String(repeating: " ", count: max(0, width - text.count)) + text
}

/// A text with spaces behind it, at least as wide as asked for.
func padded(_ text: String, _ width: Int) -> String {
  text + String(repeating: " ", count: max(0, width - text.count))
}

import Foundation

/// How much is tried where there is much to try: samples, or the whole.
///
/// `swift test` takes every so many-th case of a list and some hundred random ones.
/// `AUTODIFF_WHOLE=1` in the environment asks for the whole list and for more random cases, and a
/// larger number for so many times as many of these: `AUTODIFF_WHOLE=50 swift test --filter Fuzz`.
/// `AUTODIFF_SEED` chooses other random cases. The assertions are the same.
package enum Sampling {
  private static func number(_ variable: String) -> Int? {
    ProcessInfo.processInfo.environment[variable].flatMap { Int($0) }
  }

  private static let factor = max(0, number("AUTODIFF_WHOLE") ?? 0)

  package static var isWhole: Bool { factor > 0 }

  /// The same in every run, unless another is asked for.
  package static let seed = UInt64(clamping: number("AUTODIFF_SEED") ?? 1)

  /// How many random cases are tried.
  package static func count(_ sample: Int, whole: Int) -> Int {
    isWhole ? whole * factor : sample
  }
}

extension Collection {
  /// Every so many-th element, from the first one on; all where the whole is asked for, or every
  /// `wholeStep`-th where all would take too long even then.
  package func sampled(every step: Int, orWhole wholeStep: Int = 1) -> [Element] {
    let step = Sampling.isWhole ? wholeStep : step
    return enumerated().filter { $0.offset % step == 0 }.map(\.element)
  }
}

import Testing

/// What a comparison with references found.
struct Tally {
  private(set) var compared = 0
  /// Numbers whose noise nobody knows: textbook arithmetic overflows on the way.
  private(set) var skipped = 0
  private(set) var failures: [String] = []

  /// The corpus's verdict: right within four times the noise that plain arithmetic makes on this
  /// very number, and eight units in the last place of the reference. A reference below the range
  /// of doubles counts as 0.
  mutating func compare(
    _ value: Double, with reference: Double, noise: Double?, relative: Double = 16, _ what: String
  ) {
    guard let noise else {
      skipped += 1
      return
    }
    compared += 1
    if value == reference || value.isNaN && reference.isNaN { return }
    let tolerance = 4 * noise + relative * 0x1p-53 * abs(reference)
    if abs(value - reference) <= tolerance { return }
    fail("\(what): \(value), reference \(reference), tolerance \(tolerance)")
  }

  mutating func fail(_ what: String) { failures.append(what) }

  /// Reports the first failures, each as an issue.
  func report(_ name: String) {
    print("corpus \(name): \(compared) numbers compared, \(skipped) without a known noise")
    for failure in failures.prefix(10) { Issue.record("\(failure)") }
    #expect(failures.isEmpty, "\(failures.count) failures")
    #expect(compared > 0)
  }
}

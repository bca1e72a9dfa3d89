/// Points drawn uniformly from ranges: the same seed gives the same points.
///
/// The generator is splitmix64 (Steele, Lea & Flood 2014, doi:10.1145/2714064.2660195).
package struct RandomPoints {
  package struct Range: Sendable {
    /// The input's index in the program.
    package let input: Int
    package let low: Double
    package let high: Double

    package init(input: Int, low: Double, high: Double) {
      self.input = input
      self.low = low
      self.high = high
    }
  }

  private var state: UInt64
  private let ranges: [Range]

  package init(seed: UInt64, ranges: [Range]) {
    state = seed
    self.ranges = ranges
  }

  /// The point, with the inputs that have a range drawn anew.
  package mutating func next(from point: [Double]) -> [Double] {
    var drawn = point
    for range in ranges {
      let fraction = Double(next() >> 11) * 0x1p-53
      // The difference of the ends may be beyond the largest double.
      drawn[range.input] = range.low * (1 - fraction) + range.high * fraction
    }
    return drawn
  }

  private mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// Points drawn uniformly from ranges: the same seed gives the same points.
package struct RandomPoints {
  /// What a number is drawn from, both ends included.
  package struct Range: Sendable {
    /// The place in the point of the number that is drawn.
    package let coordinate: Int
    package let low: Double
    package let high: Double

    package init(coordinate: Int, low: Double, high: Double) {
      self.coordinate = coordinate
      self.low = low
      self.high = high
    }
  }

  private var random: SplitMix
  private let ranges: [Range]

  /// - Parameter ranges: of numbers without a range the point's own value stays.
  package init(seed: UInt64, ranges: [Range]) {
    random = SplitMix(seed: seed)
    self.ranges = ranges
  }

  /// The point, with the numbers that have a range drawn anew.
  package mutating func next(from point: [Double]) -> [Double] {
    var drawn = point
    for range in ranges {
      let fraction = random.nextFraction()
      // The difference of the ends may be beyond the largest double.
      drawn[range.coordinate] = range.low * (1 - fraction) + range.high * fraction
    }
    return drawn
  }
}

extension PowerFunction {
  /// Powers of the same numbers with different exponents, none of which is a product. The logarithm
  /// is the half of a power's cost, and computed once for all.
  @inline(never)
  static func applyFamily(
    _ x: UnsafePointer<Double>, _ exponents: UnsafeBufferPointer<Double>,
    _ results: UnsafeBufferPointer<UnsafeMutablePointer<Double>>, _ count: Int
  ) {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: 2 * piece) { logarithms in
      guard let uppers = logarithms.baseAddress else { return }
      for start in stride(from: 0, to: count, by: piece) {
        let length = min(piece, count - start)
        let whole = length & ~(EightLanes.count - 1)
        storeLogarithms(x + start, uppers, whole)
        for (exponent, result) in zip(exponents, results) {
          raise(x + start, exponent, uppers, result + start, whole)
          for lane in whole..<length {
            result[start + lane] = value(x[start + lane], exponent)
          }
        }
      }
    }
  }

  /// Lanes whose logarithms are kept at a time: what they take lies well in a core's first cache.
  private static let piece = 256

  /// The logarithms' lower parts lie behind the upper ones.
  @inline(__always)
  private static func storeLogarithms(
    _ x: UnsafePointer<Double>, _ uppers: UnsafeMutablePointer<Double>, _ count: Int
  ) {
    for lane in stride(from: 0, to: count, by: EightLanes.count) {
      let (upper, lower) = preciseLogarithm(EightLanes(at: x + lane).magnitude)
      upper.store(at: uppers + lane)
      lower.store(at: uppers + piece + lane)
    }
  }

  @inline(__always)
  private static func raise(
    _ x: UnsafePointer<Double>, _ exponent: Double, _ uppers: UnsafePointer<Double>,
    _ result: UnsafeMutablePointer<Double>, _ count: Int
  ) {
    let y = EightLanes(exponent)
    for lane in stride(from: 0, to: count, by: EightLanes.count) {
      let base = EightLanes(at: x + lane)
      let logarithm = (EightLanes(at: uppers + lane), EightLanes(at: uppers + piece + lane))
      let (value, isSound) = ordinary(base, y, logarithm)
      value.store(at: result + lane)
      if !EightLanes.everywhere(isSound) { mend(base, y, isSound, result + lane) }
    }
  }
}

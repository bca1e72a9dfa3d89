/// log Σ exp(x), where the seed is the greatest element.
///
/// The term of the greatest element is 1. The compensated sum holds it apart from the rest, however
/// small: taking 1 away leaves the rest, and log1p its whole precision.
struct ShiftedExponentials: Reduction {
  private let shift: Double
  private var sum = CompensatedSum(seed: 0)

  /// Exponentials computed at a time: 1 kB, which goes on the stack.
  private static let runLength = 128

  init(seed: Double) { shift = seed }

  mutating func add(_ x: UnsafePointer<Double>, count: Int) {
    // Without a finite greatest element it is the result itself.
    guard shift.isFinite else { return }
    withUnsafeTemporaryAllocation(of: Double.self, capacity: Self.runLength) { buffer in
      guard let terms = buffer.baseAddress else { return }
      for start in stride(from: 0, to: count, by: Self.runLength) {
        let length = min(Self.runLength, count - start)
        for index in 0..<length { terms[index] = x[start + index] - shift }
        Elementary.exp(terms, terms, length)
        sum.add(terms, count: length)
      }
    }
  }

  var value: Double {
    guard shift.isFinite else { return shift }
    let total = sum.total
    return shift + Exponential.logarithmOfOnePlus((total.high - 1) + total.low)
  }
}

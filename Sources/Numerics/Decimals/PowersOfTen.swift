/// Powers of ten to 128 bits, for reading and for writing decimals.
///
/// 10ᵏ is between `significand(k) - 1` and `significand(k)`, times 2^(`exponent(k)` - 127): the
/// significand, between 2¹²⁷ and 2¹²⁸, is rounded up, and exact for 0 ≤ k ≤ 55.
enum PowersOfTen {
  /// The powers that there are: reading needs -342…308, writing -292…324.
  static let range = -342...324

  /// The high word of 10ᵏ's significand.
  @inline(__always)
  static func high(_ k: Int) -> UInt64 {
    significands.withUnsafeBufferPointer { $0[2 &* (k &- range.lowerBound)] }
  }

  /// The low word of 10ᵏ's significand.
  @inline(__always)
  static func low(_ k: Int) -> UInt64 {
    significands.withUnsafeBufferPointer { $0[2 &* (k &- range.lowerBound) &+ 1] }
  }

  /// ⌊log₂ 10ᵏ⌋ for |k| ≤ 360.
  @inline(__always)
  static func exponent(_ k: Int) -> Int { (k &* 1_741_647) &>> 19 }

  /// ⌊log₁₀ 2ⁿ⌋ for |n| ≤ 1500.
  @inline(__always)
  static func logarithm(ofPowerOfTwo n: Int) -> Int { (n &* 1_262_611) &>> 22 }

  /// ⌊log₁₀ (¾·2ⁿ)⌋ for |n| ≤ 1500.
  @inline(__always)
  static func logarithm(ofThreeQuartersOfPowerOfTwo n: Int) -> Int {
    (n &* 1_262_611 &- 524_031) &>> 22
  }

  /// 10ⁿ as an integer, for 0 ≤ n ≤ 19.
  @inline(__always)
  static func integer(_ n: Int) -> UInt64 { integers.withUnsafeBufferPointer { $0[n] } }

  /// 10ⁿ as a double, for 0 ≤ n ≤ 22: the powers that are doubles without rounding.
  @inline(__always)
  static func double(_ n: Int) -> Double { doubles.withUnsafeBufferPointer { $0[n] } }

  private static let integers: [UInt64] = [
    1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000,
    10_000_000_000, 100_000_000_000, 1_000_000_000_000, 10_000_000_000_000, 100_000_000_000_000,
    1_000_000_000_000_000, 10_000_000_000_000_000, 100_000_000_000_000_000,
    1_000_000_000_000_000_000, 10_000_000_000_000_000_000,
  ]

  private static let doubles: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
  ]
}

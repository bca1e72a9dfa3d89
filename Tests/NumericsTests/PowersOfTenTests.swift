import Testing

@testable import Numerics

@Suite struct PowersOfTenTests {
  @Test("Every power of ten of the table is the exact one rounded up to 128 bits")
  func significands() {
    var failures: [Int] = []
    let one = Natural(1)
    for k in PowersOfTen.range {
      let above = Natural(high: PowersOfTen.high(k), low: PowersOfTen.low(k))
      let below = Natural(
        high: PowersOfTen.low(k) == 0 ? PowersOfTen.high(k) - 1 : PowersOfTen.high(k),
        low: PowersOfTen.low(k) &- 1)
      // 10ᵏ and significand·2^shift, both times what makes them integers.
      let shift = PowersOfTen.exponent(k) - 127
      let left = max(shift, 0)
      let power = one.times(10, toThe: max(k, 0)).shifted(by: max(-shift, 0))
      let upper = above.times(10, toThe: max(-k, 0)).shifted(by: left)
      let lower = below.times(10, toThe: max(-k, 0)).shifted(by: left)
      let isNormalized = PowersOfTen.high(k) >> 63 == 1
      if !(isNormalized && lower < power && power <= upper) { failures.append(k) }
      if (0...55).contains(k), power != upper { failures.append(k) }
    }
    #expect(failures == [])
  }

  @Test("The logarithms of powers of two are those of the exact powers")
  func logarithms() {
    var failures: [Int] = []
    for n in -1074...971 {
      let k = PowersOfTen.logarithm(ofPowerOfTwo: n)
      if !isBetween(n, k, numerator: 1, denominator: 1) { failures.append(n) }
      let l = PowersOfTen.logarithm(ofThreeQuartersOfPowerOfTwo: n)
      if !isBetween(n, l, numerator: 3, denominator: 4) { failures.append(n) }
    }
    #expect(failures == [])
  }

  /// Whether 10ᵏ ≤ numerator/denominator·2ⁿ < 10ᵏ⁺¹.
  private func isBetween(_ n: Int, _ k: Int, numerator: UInt64, denominator: UInt64) -> Bool {
    let value = Natural(numerator).shifted(by: max(n, 0)).times(10, toThe: max(-k, 0))
    let power = Natural(denominator).times(10, toThe: max(k, 0)).shifted(by: max(-n, 0))
    return power <= value && value < power * 10
  }
}

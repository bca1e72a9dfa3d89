import Numerics
import TestSupport
import Testing

/// Reading next to the midpoints between doubles, where all digits count: up to 770 of them.
@Suite struct DecimalMidpointTests {
  /// What is read for a number halfway between a double and the next, and for the closest numbers
  /// on either side of it that have one digit more.
  private static func failure(above lower: Double) -> String? {
    let bits = lower.bitPattern
    let upper = Double(bitPattern: bits + 1)
    let isSubnormal = bits < 1 << 52
    let significand = isSubnormal ? bits : bits & (1 << 52 - 1) | 1 << 52
    let exponent = (isSubnormal ? 1 : Int(bits >> 52)) - 1076
    // (2c + 1)·2^e, where e < 0 as (2c + 1)·5^-e/10^-e.
    var midpoint = Natural(2 * significand + 1)
    midpoint =
      exponent < 0 ? midpoint.times(5, toThe: -exponent) : midpoint.shifted(by: exponent)
    let digits = midpoint.decimal
    let scale = exponent < 0 ? exponent : 0
    let even = bits & 1 == 0 ? lower : upper
    // One less in the last place: 9 there, and the digit before it, which is odd or 2, less 1.
    let last = digits.utf8.last.map { Int($0) - 48 } ?? 0
    let cases = [
      ("\(digits)e\(scale)", even), ("\(digits)1e\(scale - 1)", upper),
      ("\(digits.dropLast())\(last - 1)9e\(scale - 1)", lower),
      (point(digits, at: 1) + "e\(scale + digits.count - 1)", even),
    ]
    for (text, value) in cases where last > 0 {
      if DecimalReaderTests.read(text)?.bitPattern != value.bitPattern { return text }
    }
    return nil
  }

  private static func point(_ digits: String, at place: Int) -> String {
    "\(digits.prefix(place)).\(digits.dropFirst(place))"
  }

  @Test("A tie goes to the even double, and one digit more or less to the nearer one")
  func midpoints() {
    var generator = Pseudorandom(seed: 4)
    var values: [Double] = [
      0, .leastNonzeroMagnitude, (0x1p-1022).nextDown, 0x1p-1022, 1, 0x1p53, 0x1p53 - 1,
      .greatestFiniteMagnitude, (Double.greatestFiniteMagnitude).nextDown,
    ]
    for exponent in stride(from: 0, to: 2047, by: 3) {
      values.append(
        Double(bitPattern: UInt64(exponent) << 52 | generator.next() & (1 << 52 - 1)))
    }
    // Integers of 17 to 23 digits, and fractions of few: ties that short numbers meet.
    for exponent in 1040...1100 {
      for _ in 0..<20 {
        values.append(
          Double(bitPattern: UInt64(exponent) << 52 | generator.next() & (1 << 52 - 1)))
      }
    }
    #expect(values.compactMap(Self.failure) == [])
  }
}

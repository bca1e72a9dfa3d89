import Foundation
import Numerics
import TestSupport
import Testing

/// x^y: special values as in C and IEEE 754, and its accuracy.
@Suite("Powers") struct PowerTests {
  static func power(_ x: Double, _ y: Double) -> Double {
    var result = Double.nan
    Arithmetic.power([x], 1, [y], 1, &result, 1)
    return result
  }

  static let bases: [Double] = [
    0, -0.0, .infinity, -.infinity, .nan, 1, -1, 2, -2, 0.5, -0.5, 3, -3, 0x1p-1074, -0x1p-1074,
    0x1p-1030, 1.7e308, -1.7e308, (1.0).nextUp, (1.0).nextDown, 0x1p-1022, 10, 7,
  ]
  static let exponents: [Double] = [
    0, -0.0, .infinity, -.infinity, .nan, 1, -1, 2, -2, 3, -3, 4, -4, 5, -5, 0.5, -0.5, 1.5,
    0x1p-1060, 0x1p53 - 1, 1 - 0x1p53, 0x1p53, 0x1p52 + 1, 0x1p52 - 0.5, 1e300, -1e300, 1023, 1024,
    -1022, -1074, -1075, -1073.5, 22, 308, 309, 7, 1e18,
  ]

  @Test("Signs, zeros, infinities and nan are those of C", arguments: bases)
  func specialValues(x: Double) {
    for y in Self.exponents {
      let (value, expected) = (Self.power(x, y), pow(x, y))
      if expected.isNaN {
        #expect(value.isNaN, "\(x)^\(y) is \(value)")
      } else if expected == 0 || expected.isInfinite {
        #expect(value.bitPattern == expected.bitPattern, "\(x)^\(y) is \(value)")
      } else {
        #expect(abs(value - expected) <= 2 * expected.ulp, "\(x)^\(y) is \(value)")
      }
    }
  }

  @Test("A power that is a whole number below 2⁵³ is exact")
  func exactness() {
    for base in 2...30 {
      var product = base
      var count = 1
      while product * base < 1 << 53 {
        product *= base
        count += 1
        #expect(Self.power(Double(base), Double(count)) == Double(product))
        #expect(
          Self.power(-Double(base), Double(count)) == (count % 2 == 0 ? 1 : -1) * Double(product))
      }
    }
  }

  @Test("x^y and x^-y multiply to 1, and powers of squares are squares of powers, to few ulp")
  func identities() {
    var generator = Pseudorandom(seed: 5)
    for _ in 0..<2000 {
      let x = Double(generator.next() >> 11) * 0x1p-50
      let y = Double(Int64(bitPattern: generator.next())) * 0x1p-57
      let product = Self.power(x, y) * Self.power(x, -y)
      #expect(abs(product - 1) <= 4 * 0x1p-52, "\(x)^\(y)")
      let root = x.squareRoot()
      // The root's own rounding counts 2y times.
      let error = abs(Self.power(root * root, y) / Self.power(root, 2 * y) - 1)
      #expect(error <= (4 + 2 * abs(y)) * 0x1p-52, "\(x)^\(y)")
    }
  }
}

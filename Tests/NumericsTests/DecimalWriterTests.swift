import Foundation
import Numerics
import TestSupport
import Testing

@Suite struct DecimalWriterTests {
  static let texts: [(Double, String)] = [
    (1.0, "1"), (1.3, "1.3"), (1e300, "1e+300"), (.leastNonzeroMagnitude, "5e-324"), (-0.0, "-0"),
    (0, "0"),
    (.infinity, "inf"), (-.infinity, "-inf"), (.nan, "nan"), (-.nan, "nan"),
    (1.6900000000000002, "1.6900000000000002"), (0.1, "0.1"), (100, "100"), (-10.5, "-10.5"),
    (1e15, "1000000000000000"), (1e16, "1e+16"), (0.0001, "0.0001"), (0.00001, "1e-05"),
    (.greatestFiniteMagnitude, "1.7976931348623157e+308"), (0x1p53, "9007199254740992"),
    (0x1p-1030, "8.691694759794e-311"), (123456789.125, "123456789.125"),
    // Next to the switch to an exponent, and to the way of writing small integers.
    (0x1p53 - 1, "9007199254740991"), (0x1p53 + 2, "9.007199254740994e+15"),
    (99_999_999, "99999999"), (100_000_000, "100000000"), (99_999_999.5, "99999999.5"),
    (0.00010000000000000002, "0.00010000000000000002"),
    (0.00009999999999999999, "9.999999999999999e-05"),
    // Powers of two, which have their lower neighbour nearer.
    (0x1p-44, "5.684341886080802e-14"), (0x1p-1022, "2.2250738585072014e-308"),
    (0x1p122, "5.316911983139664e+36"), (0x1p89, "6.189700196426902e+26"),
    (0x1p-25, "2.9802322387695312e-08"), (0x1p-24, "5.960464477539063e-08"),
    // The ends of the interval are themselves the shortest.
    (9e22, "9e+22"), (1e23, "1e+23"), (9.5e22, "9.5e+22"), (4 * .leastNonzeroMagnitude, "2e-323"),
    (4.4501477170144023e-308, "4.4501477170144023e-308"),
    (9_409_340_012_568_248_320, "9.409340012568248e+18"),
    (5.764607523034235e39, "5.764607523034235e+39"),
    (1.152921504606847e40, "1.152921504606847e+40"),
  ]

  @Test("A number is written with the digits that it needs", arguments: texts)
  func shortest(value: Double, text: String) {
    #expect(DecimalWriter.text(value) == text)
  }

  @Test(
    "A number of digits is rounded correctly and has no trailing zeros",
    arguments: [
      (1.0, 5, "1"), (Double.pi, 3, "3.14"), (2.0 / 3, 6, "0.666667"), (1e300, 3, "1e+300"),
      (1234567, 3, "1.23e+06"), (0.5, 0, "0.5"), (0.5, -3, "0.5"), (2.5, 1, "2"), (3.5, 1, "4"),
      (1.005, 3, "1"), (99.99, 2, "1e+02"), (-0.0, 4, "-0"), (.infinity, 4, "inf"),
      (.nan, 4, "nan"),
      (-.infinity, 4, "-inf"), (0.1, 20, "0.10000000000000000555"), (0.25, 1_000_000, "0.25"),
      (.leastNonzeroMagnitude, 3, "4.94e-324"), (0.00012345, 3, "0.000123"),
    ])
  func digits(value: Double, digits: Int, text: String) {
    #expect(DecimalWriter.text(value, significantDigits: digits) == text)
  }

  @Test("A double has at most 767 significant digits, and all can be had")
  func allDigits() throws {
    let value = 0x1.fffffffffffffp-1022
    let text = DecimalWriter.text(value, significantDigits: .max)
    #expect(text.count == 767 + ".e-308".count)
    #expect(DecimalReaderTests.read(text) == value)
  }

  /// Doubles by the thousand, from the places where writing has edges.
  enum Doubles: String, CaseIterable, CustomTestStringConvertible {
    case bits = "bit patterns"
    case uniform
    case short = "few digits"
    case integers
    case ties = "few bits after the point"
    case subnormal
    case powersOfTwo = "next to powers of two"
    case powersOfTen = "next to powers of ten"

    var testDescription: String { rawValue }

    var values: [Double] {
      var generator = Pseudorandom(seed: 3)
      func random() -> UInt64 { generator.next() }
      func uniform() -> Double { Double(random() >> 11) * 0x1p-53 }
      switch self {
      case .bits: return (0..<100_000).map { _ in Double(bitPattern: random()) }
      case .uniform: return (0..<100_000).map { _ in uniform() * 20 - 10 }
      case .short:
        let divisors: [Double] = [1, 10, 100, 1000, 1e4, 1e5, 1e6, 1e12]
        return (0..<100_000).map { _ in Double(random() % 100_000_000) / divisors[Int(random() % 8)]
        }
      case .integers:
        let offsets = (-25_000..<25_000).map { Double($0) }
        return offsets + offsets.map { 0x1p53 + $0 } + offsets.map { 1e8 + $0 }
          + offsets.map { 0x1p60 + 256 * $0 }
      case .ties:
        return (0..<100_000).map { _ in scalbn(Double(random() >> 11), Int(random() % 16) - 8) }
      case .subnormal:
        return (0..<100_000).map { Double(bitPattern: $0 < 50_000 ? UInt64($0) : random() >> 12) }
      case .powersOfTwo: return (-1074...1023).flatMap { neighbours(scalbn(1, $0)) }
      case .powersOfTen: return (-323...308).flatMap { neighbours(strtod("1e\($0)", nil)) }
      }
    }

    private func neighbours(_ value: Double) -> [Double] {
      (-20...20).map { Double(bitPattern: value.bitPattern &+ UInt64(bitPattern: $0)) }
    }
  }

  @Test(
    "The digits are those of the standard library, and read back the same",
    arguments: Doubles.allCases)
  func againstDescription(doubles: Doubles) {
    var failures: [Double] = []
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 2 * DecimalWriter.capacity) { text in
      guard let start = text.baseAddress else { return }
      for value in doubles.values where value.isFinite {
        text.update(repeating: 0xAA)
        let count = DecimalWriter.write(value, to: start)
        var expected = value.description
        if expected.hasSuffix(".0") { expected.removeLast(2) }
        let isWritten = expected.withUTF8 { expected in
          expected.count == count
            && expected.baseAddress.map { memcmp(start, $0, count) == 0 } ?? false
        }
        let isWithin = text[DecimalWriter.capacity] == 0xAA
        text[count] = UInt8(ascii: ",")
        let prefix = DecimalReader.readPrefix(start, start + text.count)
        let isRead =
          prefix.end == start + count && prefix.value.bitPattern == value.bitPattern
        if !isWritten || !isWithin || !isRead {
          failures.append(value)
        }
      }
    }
    #expect(failures.prefix(5) == [])
  }

  @Test("A number of digits is that of printf", arguments: Doubles.allCases)
  func againstPrintf(doubles: Doubles) {
    var generator = Pseudorandom(seed: 5)
    var failures: [String] = []
    for value in doubles.values where value.isFinite && generator.next() & 3 == 0 {
      let digits = Int(generator.next() % 17) + 1
      var text: [UInt8] = []
      DecimalWriter.append(value, significantDigits: digits, to: &text)
      let expected = String(format: "%.\(digits)g", value)
      if !text.elementsEqual(expected.utf8) { failures.append("\(value) to \(digits) digits") }
    }
    #expect(failures.prefix(5) == [])
  }

  @Test("Text is appended to what is there")
  func appending() {
    var bytes = Array("x = ".utf8)
    DecimalWriter.append(1, to: &bytes)
    bytes.append(contentsOf: ", y = ".utf8)
    DecimalWriter.append(.pi, significantDigits: 3, to: &bytes)
    #expect(String(decoding: bytes, as: UTF8.self) == "x = 1, y = 3.14")
  }
}

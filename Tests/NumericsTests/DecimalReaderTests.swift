import Numerics
import Testing

/// A number's text and what it must be read as.
struct Reading: CustomTestStringConvertible, Sendable {
  let text: String
  let value: Double

  init(_ text: String, _ value: Double) {
    self.text = text
    self.value = value
  }

  var testDescription: String { "\(text.prefix(40)) = \(value)" }
}

@Suite struct DecimalReaderTests {
  static func read(_ text: String) -> Double? {
    Array(text.utf8).withUnsafeBufferPointer { DecimalReader.read($0) }
  }

  static let ordinary = [
    Reading("1", 1), Reading(".5", 0.5), Reading("1.", 1), Reading("1e-3", 0.001),
    Reading("1E+3", 1000), Reading("007", 7), Reading("-2.5", -2.5), Reading("+2.5", 2.5),
    Reading("0", 0), Reading("-0", -0.0), Reading("-0.0e99", -0.0), Reading("0e999999999999", 0),
    Reading("123456789012345678", 123_456_789_012_345_680), Reading("0.1", 0.1),
    Reading("3.141592653589793", .pi), Reading("1e22", 1e22), Reading("1e23", 1e23),
    Reading("1e400", .infinity), Reading("-1e99999999999999999999", -.infinity),
    Reading("1e-400", 0), Reading("1e-99999999999999999999", 0),
  ]

  /// Ties, near-ties and ends of the range.
  static let hard = [
    Reading("9007199254740993", 0x1p53), Reading("9007199254740993.0000000000001", 0x1p53 + 2),
    Reading("9007199254740995", 0x1p53 + 4), Reading("9007199254740992.9999999999999", 0x1p53),
    Reading("1.00000000000000011102230246251565404236316680908203125", 1),
    Reading("1.00000000000000011102230246251565404236316680908203126", (1.0).nextUp),
    Reading("2.2250738585072011e-308", (0x1p-1022).nextDown),
    Reading("2.2250738585072012e-308", 0x1p-1022),
    Reading("2.2250738585072014e-308", 0x1p-1022),
    Reading("1.7976931348623158e308", .greatestFiniteMagnitude),
    Reading("1.7976931348623159e308", .infinity), Reading("2.4703282292062327e-324", 0),
    Reading("2.4703282292062328e-324", .leastNonzeroMagnitude),
    Reading("4.9e-324", .leastNonzeroMagnitude),
    Reading("8.5037e22", 0x1.201dd711aaa1dp76),
    Reading("1.2345678901234567890123", 1.2345678901234567),
    Reading("10000000000000000159", 0x1.158e460913dp63), Reading("18446744073709551616", 0x1p64),
  ]

  static let hexadecimal = [
    Reading("0x1.8p3", 12), Reading("0x10", 16), Reading("0X.8P1", 1), Reading("0x1.", 1),
    Reading("-0xAbCdEf", -11_259_375), Reading("0x1p-1074", .leastNonzeroMagnitude),
    Reading("0x1p+4", 16),
    Reading("0x1.00000000000008p0", 1), Reading("0x1.00000000000018p0", 0x1.0000000000002p0),
    Reading("0x1.fffffffffffff7p1023", .greatestFiniteMagnitude),
    Reading("0x1.fffffffffffff8p1023", .infinity), Reading("0x0.8p-1074", 0),
    Reading("0x0p9", 0), Reading("0x1e3", 483),
  ]

  /// A million digits, in every part of a number.
  static let long = [
    Reading("1" + zeros + "e-1000000", 1), Reading("0." + zeros + "1e1000001", 1),
    Reading(zeros + "7.25", 7.25), Reading("1e-" + zeros + "2", 0.01),
    Reading("3." + String(repeating: "3", count: 1_000_000), 10.0 / 3),
    Reading("9007199254740993." + zeros, 0x1p53),
    Reading("9007199254740993." + zeros + "1", 0x1p53 + 2),
    Reading("0x1." + zeros + "8", 1), Reading(String(repeating: "9", count: 1_000_000), .infinity),
  ]
  private static let zeros = String(repeating: "0", count: 1_000_000)

  @Test("A number is read correctly rounded", arguments: ordinary + hard + hexadecimal + long)
  func reading(_ reading: Reading) throws {
    let value = try #require(Self.read(reading.text))
    #expect(value.bitPattern == reading.value.bitPattern, "\(value)")
  }

  @Test(
    "What is no number is refused",
    arguments: [
      "", "-", "+", ".", "-.", "e5", ".e5", "1e", "1e+", "1e-", "1e5.0", "1e5e5", "1..2", "1.2.3",
      " 1", "1 ", "1\n", "1\0", "--1", "+-1", "inf", "nan", "-inf", "infinity", "1f", "1_000",
      "1,5",
      "0x", "0x.", "0xp3", "0x1p", "0x1p+", "0x1.2.3", "0x1g", "0x1p0x1", "x1", "１", "½", "1e٣",
    ])
  func refusal(text: String) {
    #expect(Self.read(text) == nil)
  }

  @Test("Numbers that a double cannot tell apart from its own digits read back the same")
  func roundTrip() {
    var generator = Pseudorandom(seed: 1)
    var failures: [String] = []
    for _ in 0..<100_000 {
      let value = Double(bitPattern: generator.next())
      guard value.isFinite else { continue }
      if Self.read(value.description)?.bitPattern != value.bitPattern {
        failures.append(value.description)
      }
    }
    #expect(failures == [])
  }

  @Test("Any digits and exponent are read as by strtod")
  func againstLibrary() {
    var generator = Pseudorandom(seed: 2)
    var failures: [String] = []
    for _ in 0..<50_000 {
      let digits = String(generator.next() >> UInt64.random(in: 0...60, using: &generator))
      let point = Int.random(in: 0...digits.count, using: &generator)
      let exponent = Int.random(in: -45...45, using: &generator)
      let text = "\(digits.prefix(point)).\(digits.dropFirst(point))e\(exponent)"
      if Self.read(text) != strtod(text, nil) { failures.append(text) }
    }
    #expect(failures == [])
  }
}

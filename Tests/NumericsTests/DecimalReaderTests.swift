import Numerics
import TestSupport
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

  /// Texts, the numbers that they begin with, and how many bytes these take.
  static let prefixes: [(String, Double, Int)] = [
    ("1.5,2", 1.5, 3), ("-2e3\t", -2000, 4), ("7", 7, 1), ("12345678", 12_345_678, 8),
    ("1.", 1, 2), ("1..2", 1, 2), ("1.2.3", 1.2, 3), ("1e", 1, 1), ("1e+", 1, 1), ("1e-x", 1, 1),
    ("1e5e5", 1e5, 3), ("1e05", 1e5, 4), ("0x", 0, 1), ("0xg", 0, 1), ("0x.", 0, 1),
    ("0x1p", 1, 3), ("0x1p+2z", 4, 6), ("-0x1.8p1 ", -3, 8), ("00x1", 0, 2), (".5.5", 0.5, 2),
    ("0.1234567890123456789012,", 0.1234567890123456789012, 24), ("-.e", .nan, 0), ("-", .nan, 0),
    ("--1", .nan, 0), ("+-1", .nan, 0), (".", .nan, 0), ("e5", .nan, 0), (",1", .nan, 0),
    ("", .nan, 0), ("inf", .nan, 0), ("1\u{80}", 1, 1),
    ("12345678901234567x", 12345678901234568, 17),
    ("0.00000000000000000000000012345x", 0.00000000000000000000000012345, 31),
  ]

  @Test("A number ends where what follows does not belong to it", arguments: prefixes)
  func prefix(text: String, value: Double, count: Int) {
    // Whether digits are taken one at a time or eight depends on how much text follows.
    for following in 0...24 {
      let bytes = Array(text.utf8) + Array(repeating: UInt8(ascii: "_"), count: following)
      let (read, length) = Self.readPrefix(bytes)
      #expect(length == count, "\(following) bytes further")
      #expect(count == 0 || read.bitPattern == value.bitPattern, "\(following) bytes further")
    }
  }

  private static func readPrefix(_ bytes: [UInt8]) -> (value: Double, length: Int) {
    bytes.withUnsafeBufferPointer { bytes in
      guard let start = bytes.baseAddress else { return (.nan, 0) }
      let prefix = DecimalReader.readPrefix(start, start + bytes.count)
      return (prefix.value, prefix.end - start)
    }
  }

  @Test("No byte but a digit is taken for one, wherever it stands")
  func everyByte() {
    let digits = Array("98765432109876543".utf8)
    var failures: [String] = []
    for byte in UInt8.min...UInt8.max where byte != UInt8(ascii: ".") {
      let isDigit = byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
      for count in 1...digits.count where !isDigit {
        // An `e` takes the digits that follow it.
        let following: [UInt8] = byte | 0x20 == UInt8(ascii: "e") ? [0xB5, 0x39] : [0x39, 0x31]
        let tail = following + Array(repeating: 0xB0, count: 20)
        for text in [Array(digits.prefix(count)), [0x30, 0x2E] + digits.prefix(count)] {
          let (value, length) = Self.readPrefix(text + [byte] + tail)
          if length != text.count || value != Double(String(decoding: text, as: UTF8.self)) {
            failures.append("\(byte) at \(text.count)")
          }
        }
      }
    }
    #expect(failures.prefix(5) == [])
  }

  @Test("Nothing is read after the end, nor before the start")
  func bounds() throws {
    let size = Int(sysconf(Int32(_SC_PAGESIZE)))
    let pages = try #require(
      mmap(nil, 3 * size, PROT_NONE, MAP_PRIVATE | MAP_ANON, -1, 0))
    defer { munmap(pages, 3 * size) }
    let page = (pages + size).bindMemory(to: UInt8.self, capacity: size)
    try #require(mprotect(page, size, PROT_READ | PROT_WRITE) == 0)
    for text in ["-1234567.12345678901234567890e-12", "0.5", "-0x1.8p1", "12345678", "1e", "-"] {
      for length in 0...text.utf8.count {
        let bytes = Array(text.utf8.prefix(length))
        let expected = Self.readPrefix(bytes + [UInt8](repeating: UInt8(ascii: ","), count: 32))
        for start in [page, page + (size - length)] {
          for (index, byte) in bytes.enumerated() { start[index] = byte }
          let prefix = DecimalReader.readPrefix(start, start + length)
          #expect(prefix.end - UnsafePointer(start) == expected.length)
          #expect(prefix.value == expected.value || expected.length == 0)
        }
      }
    }
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
    #expect(failures.prefix(5) == [])
  }

  @Test("Any digits and exponent are read as by strtod", arguments: 1...4)
  func againstLibrary(seed: Int) {
    var generator = Pseudorandom(seed: UInt64(seed))
    var text: [UInt8] = []
    var failures: [String] = []
    for _ in 0..<50_000 {
      // One to forty digits, in half of the numbers as many as doubles are written with.
      let count = Int(generator.next() % (generator.next() & 1 == 0 ? 40 : 17)) + 1
      let point = Int(generator.next() % UInt64(count + 1))
      text.removeAll(keepingCapacity: true)
      for index in 0..<count {
        if index == point { text.append(UInt8(ascii: ".")) }
        text.append(UInt8(ascii: "0") + UInt8(generator.next() % 10))
      }
      if generator.next() & 3 > 0 {
        let largest: UInt64 = generator.next() & 1 == 0 ? 350 : 30
        let exponent = Int(generator.next() % (2 * largest)) - Int(largest)
        text += "e\(exponent)".utf8
      }
      let value = text.withUnsafeBufferPointer { DecimalReader.read($0) }
      let string = String(decoding: text, as: UTF8.self)
      if value != strtod(string, nil) { failures.append(string) }
    }
    #expect(failures.prefix(5) == [])
  }
}
